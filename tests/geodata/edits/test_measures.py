from dataclasses import replace
from datetime import date
from uuid import uuid4

import make
import pytest
from sqlalchemy.orm import Session

from geodata.city import CityProfile
from geodata.edits.measure_dates import MeasureDates
from geodata.edits.measures import MeasureFacts, attach_measure, change_measure, turn_measure
from geodata.errors import ConflictError, InvalidError, NotFoundError

TODAY = date(2016, 6, 30)
STARTED = MeasureDates(started_on=date(2016, 3, 1))
LIGHT = MeasureFacts("BEL_NY", "Nya armaturer", STARTED, {"points": 6})
HUMP = MeasureFacts("FART_PLATA", "Platågupp", MeasureDates(), {"count": 2})


def attached(session: Session, malmo: CityProfile, facts: MeasureFacts = LIGHT, **changes):
    place = make.place(session)
    return attach_measure(session, replace(facts, **changes), [place.id], malmo, today=TODAY)


def test_a_measure_stands_where_its_place_stands(session: Session, malmo: CityProfile):
    area, place = make.area(session), make.place(session, precision="street")
    measure = attach_measure(session, LIGHT, [place.id], malmo, today=TODAY)
    assert (measure.geom.desc, measure.precision) == (place.geom.desc, "street")
    assert (measure.area_ids, [served.id for served in measure.places]) == ([area.id], [place.id])


def test_a_measure_for_a_point_and_a_surface_stands_at_points_of_both(session: Session, malmo: CityProfile):
    places = [make.place(session), make.place(session, "Torget", geom=make.square(500))]
    measure = attach_measure(session, LIGHT, [place.id for place in places], malmo, today=TODAY)
    assert session.scalar(measure.geom.ST_GeometryType()) == "ST_MultiPoint"


@pytest.mark.parametrize(
    ("dates", "status"),
    [
        (MeasureDates(), "proposed"),
        (MeasureDates(planned_start=date(2016, 9, 1)), "proposed"),
        (MeasureDates(started_on=TODAY), "in_operation"),
        (MeasureDates(started_on=date(2016, 3, 1), ended_on=date(2016, 9, 1)), "in_operation"),
        (MeasureDates(started_on=date(2016, 3, 1), ended_on=TODAY), "removed"),
    ],
)
def test_the_status_of_a_new_measure_follows_from_its_days(session, malmo, dates, status):
    assert attached(session, malmo, dates=dates).status == status


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"type": "MAGIC"}, "type"),
        ({"name": ""}, "name"),
        ({"parameters": {}}, "points"),
        ({"parameters": {"points": "6"}}, "points"),
        ({"parameters": {"points": 6, "colour": "red"}}, "colour"),
        ({"cost_sek": -1}, "cost_sek"),
        ({"dates": MeasureDates(started_on=date(2016, 7, 1))}, "started_on"),
        ({"dates": MeasureDates(started_on=TODAY, ended_on=TODAY)}, "ended_on"),
        ({"dates": MeasureDates(ended_on=TODAY)}, "started_on"),
        ({"dates": replace(STARTED, temporary=True)}, "ended_on"),
        ({"dates": replace(STARTED, temporary=True, ended_on=date(2017, 9, 2))}, "ended_on"),
    ],
)
def test_a_wrong_measure_is_refused_by_its_field(session: Session, malmo: CityProfile, changes, field):
    with pytest.raises(InvalidError) as refused:
        attached(session, malmo, **changes)
    assert refused.value.field == field


def test_a_temporary_hump_ends_within_eighteen_months(session: Session, malmo: CityProfile):
    dates = replace(STARTED, temporary=True, ended_on=date(2017, 9, 1))
    assert attached(session, malmo, HUMP, dates=dates).temporary


def test_lighting_needs_a_place_and_social_work_does_not(session: Session, malmo: CityProfile):
    with pytest.raises(InvalidError) as refused:
        attach_measure(session, LIGHT, [], malmo, today=TODAY)
    assert refused.value.field == "place_ids"
    dialogue = MeasureFacts("INFO", "Dialogmöte", STARTED)
    assert attach_measure(session, dialogue, [], malmo, today=TODAY).geom is None


def test_a_measure_at_a_missing_place_is_refused(session: Session, malmo: CityProfile):
    with pytest.raises(NotFoundError):
        attach_measure(session, LIGHT, [uuid4()], malmo, today=TODAY)


def test_a_planned_measure_comes_into_operation_step_by_step(session: Session, malmo: CityProfile):
    measure = attached(session, malmo, HUMP)
    days = {"approved": 1, "ordered": 2, "in_progress": 3, "done": 4, "inspected": 5, "in_operation": 6}
    for status, day in days.items():
        on = date(2016, 6, day)
        turn_measure(session, measure.id, measure.version, status, on=on, today=TODAY)
    assert (measure.status, measure.started_on, measure.ended_on) == (
        "in_operation",
        date(2016, 6, 4),
        None,
    )


def test_a_removed_measure_ended_on_that_day(session: Session, malmo: CityProfile):
    measure = attached(session, malmo)
    turn_measure(session, measure.id, 1, "removed", on=date(2016, 6, 1), today=TODAY, note="Rivs.")
    assert (measure.status, measure.ended_on) == ("removed", date(2016, 6, 1))


def test_a_step_may_not_be_left_out(session: Session, malmo: CityProfile):
    measure = attached(session, malmo, HUMP)
    with pytest.raises(ConflictError, match=r"proposed cannot become done\. Possible: approved"):
        turn_measure(session, measure.id, 1, "done", on=TODAY, today=TODAY)


def test_a_measure_cannot_be_removed_before_it_started(session: Session, malmo: CityProfile):
    measure = attached(session, malmo)
    with pytest.raises(InvalidError) as refused:
        turn_measure(session, measure.id, 1, "removed", on=date(2016, 2, 1), today=TODAY)
    assert refused.value.field == "on"


def test_a_planned_measure_gets_its_start_by_its_status_only(session: Session, malmo: CityProfile):
    measure = attached(session, malmo, HUMP)
    with pytest.raises(InvalidError) as refused:
        change_measure(session, measure.id, 1, replace(HUMP, dates=STARTED), malmo, today=TODAY)
    assert refused.value.field == "started_on"


def test_who_read_an_older_version_of_a_measure_is_told_so(session: Session, malmo: CityProfile):
    measure = attached(session, malmo)
    change_measure(session, measure.id, 1, replace(LIGHT, cost_sek=250_000), malmo, today=TODAY)
    with pytest.raises(ConflictError):
        change_measure(session, measure.id, 1, LIGHT, malmo, today=TODAY)
    assert (measure.version, measure.cost_sek) == (2, 250_000)
