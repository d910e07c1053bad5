"""A measure in the City of London, on real street crime of 2018, against a query written by hand."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from geodata import models
from geodata.database import IMPORT_TIMEOUT, open_engine, open_sessions
from geodata.questions.evaluation import Evaluation, evaluate
from geodata.questions.hotspots import hotspots
from importers.importing import run
from importers.sources import source

pytestmark = pytest.mark.shared

BY_HAND = text("""
    SELECT
        count(*) FILTER (WHERE occurred_on < '2018-07-01' AND ST_DWithin(incident.geom, place.geom, 150)),
        count(*) FILTER (WHERE occurred_on >= '2018-07-01' AND ST_DWithin(incident.geom, place.geom, 150)),
        count(*) FILTER (WHERE occurred_on < '2018-07-01' AND ST_DWithin(incident.geom, place.geom, 400)
            AND NOT ST_DWithin(incident.geom, place.geom, 150)),
        count(*) FILTER (WHERE occurred_on >= '2018-07-01' AND ST_DWithin(incident.geom, place.geom, 400)
            AND NOT ST_DWithin(incident.geom, place.geom, 150))
    FROM police.incident, measure AS place
""")


@pytest.fixture(scope="module")
def city_of_london(city_database, london, shared_data: Path) -> Iterator[Session]:
    engine = open_engine(city_database(london), statement_seconds=IMPORT_TIMEOUT)
    with open_sessions(engine)() as session:
        wards = {"kind": "ward", "valid_from": "2014-05-01"}
        crime = shared_data / "crime"
        run(session, source("areas"), [crime / "london_wards.zip"], profile=london, settings=wards)
        files = sorted((crime / "city_of_london_2018").glob("*.csv"))
        run(session, source("uk_street_crimes"), files, profile=london)
        yield session
    engine.dispose()


@pytest.fixture(scope="module")
def found(city_of_london) -> Evaluation:
    """Return the evaluation of a measure at Liverpool Street station from 2018-07-01."""
    at = text("SELECT to_metric(ST_SetSRID(ST_MakePoint(-0.0824, 51.5180), 4326))")
    measure = models.Measure(
        type="BEL_NY", name="Lights", geom=city_of_london.scalar(at), started_on=date(2018, 7, 1)
    )
    city_of_london.add(measure)
    city_of_london.flush()
    return evaluate(city_of_london, measure.id)


def test_the_counts_are_those_of_a_query_written_by_hand(city_of_london, found):
    by_hand = city_of_london.execute(BY_HAND).one()
    assert (*found.counts.treated.pair(), *found.counts.ring.pair()) == tuple(by_hand)
    assert min(by_hand) > 10


def test_six_months_lie_on_each_side_and_the_shortness_is_told(found):
    assert (found.windows.months, found.windows.before.first_day) == (6, date(2018, 1, 1))
    assert "short" in {warning.code for warning in found.warnings}


def test_without_places_wards_of_a_similar_level_are_compared_with(found):
    assert found.comparison.form == "areas"
    assert {member.key.partition(":")[0] for member in found.comparison.members} == {"ward"}


def test_all_603_events_without_position_are_told(found):
    assert sum(group.without_position for group in found.left_out.groups) == 603


def test_every_event_with_a_position_inside_a_ward_is_in_one_cell(city_of_london, london):
    hot = hotspots(
        city_of_london,
        first_day=date(2018, 1, 1),
        end_day=date(2019, 1, 1),
        boundary_kind=london.boundary_kind,
    )
    inside = text("SELECT count(*) FROM police.incident WHERE cardinality(area_ids) > 0")
    assert hot.events == city_of_london.scalar(inside)
    assert len(hot.hot) > 0
