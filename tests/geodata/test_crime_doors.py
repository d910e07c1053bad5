"""The doors to recorded crime behind evaluations and hotspots: whom they refuse; the same figures for all.

The measure stands at the corner's (50, 50) from 2014-07-01, in a district of its own; see `recorded`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

import make
import pytest
import recorded
from logins import asked_by
from recorded import START, YEAR_AFTER, YEAR_BEFORE
from sqlalchemy import Connection, Engine, create_engine, make_url, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from geodata.codes import CRIME_GROUPS
from geodata.database import INSUFFICIENT_PRIVILEGE
from geodata.errors import InvalidError
from geodata.guards import POLICE_LOGIN, WEB_LOGIN
from geodata.questions.evaluation import Evaluation, evaluate
from geodata.questions.event_selection import PRECISE_ENOUGH
from geodata.questions.hotspots import hotspots
from geodata.statements import statement

OF_A_MEASURE = (
    "evaluation_zones",
    "evaluation_counts",
    "evaluation_left_out",
    "evaluation_batches",
    "evaluation_neighbours",
    "comparison_areas",
    "comparison_places",
)
OF_EVALUATIONS = ("evaluation_coverage", *OF_A_MEASURE)
OF_HOTSPOTS = ("hotspot_extent", "hotspot_counts", "hotspot_left_out")

FITTING = {
    "measure_id": UUID(int=1),
    "impact": 150,
    "ring": 400,
    "before_first": date(2013, 7, 1),
    "before_end": START,
    "after_first": START,
    "after_end": date(2015, 7, 1),
    "history_start": date(2013, 7, 1),
    "place_ids": [],
    "area_ids": [],
    "crime_groups": list(CRIME_GROUPS.codes),
    "proactive_groups": [],
    "sources": ["police"],
    "precisions": list(PRECISE_ENOUGH),
    "light": None,
    "kind": "kommun",
    "cell": 250,
    "first_day": date(2014, 1, 1),
    "end_day": date(2015, 1, 1),
}


def ask(session: Session, door: str, **given):
    return session.execute(statement("geodata.questions", door), FITTING | given).all()


@contextmanager
def refused(because: str) -> Iterator[None]:
    """Expect the refusal of the database that every door makes, for this reason."""
    with pytest.raises(ProgrammingError, match=because) as error:
        yield
    assert error.value.orig.pgcode == INSUFFICIENT_PRIVILEGE


@dataclass(frozen=True)
class Standing:
    """The district and the measure in it, with its events, in a transaction that is never committed."""

    connection: Connection
    district: int
    measure_id: UUID


@pytest.fixture(scope="module")
def standing(engine: Engine) -> Iterator[Standing]:
    """Return the ground that every test stands on: to record its two thousand events takes half a second."""
    with engine.connect() as connection, connection.begin() as outer:
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            district = make.area(session, "mine", kind="stadsdel", geom=make.square(-400, -400, 800)).id
            measure_id = recorded.halving(session).id
            session.commit()
        yield Standing(connection, district, measure_id)
        outer.rollback()


@pytest.fixture
def connection(standing: Standing) -> Iterator[Connection]:
    """Return the connection of the standing ground; what a test does on it is undone."""
    with standing.connection.begin_nested() as own:
        yield standing.connection
        own.rollback()


@pytest.fixture
def district(standing: Standing) -> int:
    """Return the district that the measure stands in; no tunnel does."""
    return standing.district


@pytest.fixture
def measure_id(standing: Standing) -> UUID:
    return standing.measure_id


@pytest.fixture
def asker(session):
    """Return a maker of people: `asker("planner")` is the id of one."""

    def build(role: str, **membership) -> UUID:
        return make.user(session, f"{uuid4()}@test.example", role=role, **membership).id

    return build


@pytest.mark.parametrize("door", [*OF_EVALUATIONS, *OF_HOTSPOTS])
def test_nobody_passes(database_url, door):
    engine = create_engine(make_url(database_url).set(username=WEB_LOGIN))
    with Session(engine) as session, refused("nobody asks"):
        ask(session, door)
    engine.dispose()


@pytest.mark.parametrize("door", OF_EVALUATIONS)
@pytest.mark.parametrize("role", ["street_operations", "partner", "auditor", "administrator"])
def test_who_reads_no_evaluations_passes_none_of_their_doors(session, measure_id, asker, door, role):
    with asked_by(session, asker(role)), refused("evaluations are not for this role"):
        ask(session, door, measure_id=measure_id)


@pytest.mark.parametrize("door", OF_HOTSPOTS)
@pytest.mark.parametrize("role", ["planner", "coordinator", "ssp_school", "steering_group", "auditor"])
def test_who_reads_no_hotspots_passes_none_of_their_doors(session, asker, door, role):
    with asked_by(session, asker(role)), refused("hotspots are not for this role"):
        ask(session, door)


@pytest.mark.parametrize("door", OF_A_MEASURE)
def test_a_measure_out_of_reach_is_refused_as_one_that_does_not_exist(session, measure_id, asker, door):
    elsewhere = make.area(session, "elsewhere", geom=make.square(9000, 9000)).id
    school = asker("ssp_school", area_ids=[elsewhere])
    for asked in (measure_id, uuid4()):
        with asked_by(session, school), refused("there is no such measure"):
            ask(session, door, measure_id=asked)


@pytest.mark.parametrize("door", OF_A_MEASURE)
@pytest.mark.parametrize("distances", [{"impact": 151}, {"ring": 401}, {"impact": 0}, {"ring": None}])
def test_distances_of_ones_own_are_for_points_only(session, measure_id, asker, door, distances):
    with asked_by(session, asker("planner")), refused("these distances"):
        ask(session, door, measure_id=measure_id, **distances)
    with asked_by(session, asker("police_analyst"), POLICE_LOGIN):
        ask(session, door, measure_id=measure_id, impact=151, ring=401)


@pytest.mark.parametrize("door", OF_A_MEASURE)
@pytest.mark.parametrize(
    "days",
    [
        {"before_first": date(2014, 6, 30), "after_end": date(2014, 7, 2)},
        {"before_first": date(2014, 6, 1), "after_end": date(2014, 8, 1)},
        {"after_first": date(2014, 8, 1), "after_end": date(2015, 8, 1)},
        {"before_first": date(2014, 1, 1)},
        {"after_end": None},
    ],
    ids=["a day", "a month", "another beginning", "unlike in length", "without end"],
)
def test_windows_of_ones_own_are_for_points_only(session, measure_id, asker, door, days):
    with asked_by(session, asker("planner")), refused("these windows"):
        ask(session, door, measure_id=measure_id, **days)


@pytest.mark.parametrize("months", [3, 6, 12])
def test_a_year_is_the_shortest_window_of_the_steering_group(session, measure_id, asker, months):
    span = {"before_first": _months_from(START, -months), "after_end": _months_from(START, months)}
    with asked_by(session, asker("planner")):
        assert ask(session, "evaluation_left_out", measure_id=measure_id, **span)
    steering = asked_by(session, asker("steering_group"))
    if months == 12:
        with steering:
            assert ask(session, "evaluation_left_out", measure_id=measure_id, **span)
    else:
        with steering, refused("these windows"):
            ask(session, "evaluation_left_out", measure_id=measure_id, **span)


def _months_from(day: date, months: int) -> date:
    number = day.year * 12 + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def test_the_history_before_the_windows_begins_with_a_month(session, measure_id, asker):
    with asked_by(session, asker("planner")), refused("whole month"):
        ask(session, "evaluation_counts", measure_id=measure_id, history_start=date(2013, 6, 2))


def _figures(found: Evaluation) -> tuple[object, ...]:
    levels = [member.events_before for member in found.comparison.members]
    return found.counts, found.series, found.effect, found.wdd, found.dispersion, found.left_out, levels


def test_everyone_gets_the_same_figures_for_the_same_measure(session, measure_id, district, asker):
    evaluated = _figures(evaluate(session, measure_id))
    assert evaluated[0].treated.pair() == (240, 120)
    for role, login, step in (
        ("planner", WEB_LOGIN, 3),
        ("steering_group", WEB_LOGIN, 12),
        ("ssp_police", WEB_LOGIN, 3),
        ("police_analyst", POLICE_LOGIN, 1),
    ):
        areas = [district] if role.endswith(("police", "analyst")) else []
        with asked_by(session, asker(role, area_ids=areas), login):
            assert _figures(evaluate(session, measure_id, step_months=step)) == evaluated


def test_places_out_of_sight_are_compared_with_and_not_told_of(session, measure_id, district, asker):
    with asked_by(session, asker("ssp_school", area_ids=[district])):
        found = evaluate(session, measure_id, step_months=3)
    assert {member.name.en for member in found.comparison.members} == {"a place outside your area"}
    assert [(one.key, one.ground) for one in found.comparison.members] == [(None, None)] * 5
    assert [zone.name for zone in found.zones] == ["treated", "ring"]


def test_places_in_sight_are_told_of(session, measure_id, asker):
    with asked_by(session, asker("planner")):
        found = evaluate(session, measure_id, step_months=3)
    assert {member.name.sv for member in found.comparison.members} == {f"Tunnel {n}" for n in range(1, 6)}
    assert len(found.zones) == 8


def test_a_place_out_of_sight_cannot_be_chosen_or_listed(session, measure_id, district, asker):
    tunnel = session.scalar(text("SELECT id::text FROM place WHERE name = 'Tunnel 1'"))
    with asked_by(session, asker("ssp_police", area_ids=[district])):
        listed = evaluate(session, measure_id, step_months=3).comparison.alternatives
        with pytest.raises(InvalidError, match=tunnel):
            evaluate(session, measure_id, step_months=3, comparison=[tunnel])
    assert tunnel not in [candidate.key for candidate in listed]


def test_a_measure_out_of_sight_counts_as_near_and_is_not_named(session, measure_id, district, asker):
    beside = make.measure(session, "Vaktbolag", geom=make.point(430, 50), started_on=date(2014, 9, 1))
    with asked_by(session, asker("ssp_police", area_ids=[district])):
        found = evaluate(session, measure_id, step_months=3)
    told = next(one for one in found.warnings if one.code == "measures_out_of_sight")
    assert told.words.en.startswith("Another measure within 400 m, which you have no access to")
    assert found.other_measures == ()
    assert beside.name not in str(found)


def test_file_names_are_for_those_who_read_imports(session, measure_id, asker):
    for role, name in (("planner", None), ("coordinator", "test.csv")):
        with asked_by(session, asker(role)):
            (batch,) = evaluate(session, measure_id, step_months=3).batches
        assert (batch.source, batch.file_name) == ("incidents", name)


@pytest.mark.parametrize("door", OF_HOTSPOTS)
@pytest.mark.parametrize(
    "given",
    [{"cell": 249}, {"cell": None}, {"first_day": date(2014, 12, 31)}, {"end_day": date(2014, 12, 1)}],
)
def test_smaller_squares_and_shorter_periods_are_for_points_only(session, asker, door, given):
    with asked_by(session, asker("ssp_police")), refused("squares so small or days so few"):
        ask(session, door, **given)


def test_squares_are_cut_by_the_citys_border_alone(session, district, asker):
    with asked_by(session, asker("ssp_police")), refused("squares cut by these areas"):
        ask(session, "hotspot_counts", area_ids=[district])


def test_hotspots_are_the_same_for_all_who_see_them(session, asker):
    far = 20_000  # from the measure's events
    city = make.area(session, "1280", kind="kommun", geom=make.square(far, far, 2500)).id
    recorded.record(session, YEAR_BEFORE + YEAR_AFTER, 3, far + 1075, far + 1075, area_ids=[city])
    asked = {"first_day": date(2014, 1, 1), "end_day": date(2015, 1, 1), "boundary_kind": "kommun"}
    found = hotspots(session, **asked)
    assert (found.events, len(found.hot)) == (36, 9)
    for role, login in (("ssp_police", WEB_LOGIN), ("police_analyst", POLICE_LOGIN)):
        with asked_by(session, asker(role), login):
            assert hotspots(session, **asked) == found


@pytest.mark.parametrize("role", ["planner", "police_analyst", "coordinator", "administrator"])
def test_recorded_crime_itself_is_closed_to_the_login_of_everyone(session, measure_id, asker, role):
    tables = session.scalars(
        text(
            "SELECT oid::regclass::text FROM pg_class WHERE relkind IN ('r', 'v', 'm')"
            " AND relnamespace = 'police'::regnamespace"
        )
    ).all()
    assert len(tables) >= 2
    for table in tables:
        with asked_by(session, asker(role)), refused("permission denied"):
            session.execute(text(f"SELECT 1 FROM {table}"))
