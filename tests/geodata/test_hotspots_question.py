"""Hotspots over rows in the database: a city of ten by ten cells of 250 metres."""

from datetime import UTC, date, datetime, timedelta

import make
import pytest
from sqlalchemy import insert

from geodata import models
from geodata.access import IncidentView
from geodata.analysis.hiding import Hidden
from geodata.analysis.hotspots import count_cells, window_excess
from geodata.errors import ForbiddenError, InvalidError
from geodata.questions.hotspots import hotspots
from geodata.questions.hotspots_view import check_view, for_view

POINTS = IncidentView("points", 250, "day", None)
GRID = IncidentView("grid", 250, "quarter", 5)
DISTRICT = IncidentView("district", 0, "year", 5)
YEAR = {"first_day": date(2014, 1, 1), "end_day": date(2015, 1, 1), "boundary_kind": "kommun"}


@pytest.fixture
def city(session):
    """A kommun of 2,500 × 2,500 metres: ten by ten cells that fall on the grid's lines."""
    return make.area(session, "1280", kind="kommun", geom=make.square(0, 0, 2500))


@pytest.fixture
def record(session):
    batch_id = make.batch(session).id

    def store(number: int, east: float, north: float, **columns) -> None:
        at = datetime(2014, 5, 2, 12, tzinfo=UTC)
        row = {
            "source": "police",
            "category": "x",
            "crime_group": "vandalism",
            "occurred_from": at,
            "occurred_to": at + timedelta(minutes=30),
            "time_precision": "exact",
            "geom": make.point(east, north),
            "precision": "snapped",
            "batch_id": batch_id,
        }
        session.execute(insert(models.Incident), [row | columns] * number)

    return store


def test_the_neighbourhood_of_many_events_is_hot_and_the_rest_is_not(session, city, record):
    record(20, 1125, 1125)
    record(1, 100, 100)
    found = hotspots(session, **YEAR)
    assert (found.cells, found.events, len(found.hot)) == (100, 21, 9)
    middle = next(cell for cell in found.hot if cell.count == 20)
    assert (middle.window_count, middle.window_expected) == (20, pytest.approx(21 * 9 / 100))


def test_the_numbers_are_those_of_the_pure_functions(session, city, record):
    points = [(1125, 1125, 12), (1300, 1125, 5), (250, 2400, 2), (2499, 0, 1)]
    for east, north, number in points:
        record(number, east, north)
    counts = sum(
        number * count_cells([east], [north], origin=(0, 0), cell_metres=250, shape=(10, 10))
        for east, north, number in points
    )
    tested = window_excess(counts)
    found = hotspots(session, **YEAR)
    assert sorted(cell.q_value for cell in found.hot) == pytest.approx(
        sorted(tested.q_values[tested.q_values <= 0.05])
    )


def test_a_cell_half_inside_the_city_expects_half(session, record):
    make.area(session, "1280", kind="kommun", geom=make.square(125, 0, 1000))
    record(30, 1120, 500)
    edge = min(hotspots(session, **YEAR).hot, key=lambda cell: cell.share_inside)
    assert edge.share_inside == pytest.approx(0.5)


def test_an_event_on_a_shared_edge_is_counted_once(session, city, record):
    record(9, 1250, 1250)
    found = hotspots(session, **YEAR)
    assert found.events == 9
    assert sum(cell.count for cell in found.hot) == 9


def test_events_outside_the_city_are_not_counted(session, city, record):
    record(3, 1125, 1125)
    record(5, 2600, 1125)
    assert hotspots(session, **YEAR).events == 3


def test_an_area_that_no_record_was_ever_placed_in_is_not_covered(session, city, record):
    make.area(session, "far", kind="kommun", geom=make.square(5000, 0, 2500))
    record(3, 1125, 1125)
    assert hotspots(session, **YEAR).cells == 100


def test_without_areas_the_grid_covers_the_events_and_says_so(session, record):
    record(3, 0, 0)
    record(3, 1000, 500)
    found = hotspots(session, **YEAR)
    assert (found.boundary, found.cells) == ("rectangle", 15)
    assert any("rectangle" in warning.en for warning in found.warnings)


def test_without_events_nothing_is_hot(session, city):
    found = hotspots(session, **YEAR)
    assert (found.events, found.hot, found.groups) == (0, (), ())


def test_what_no_cell_can_hold_is_told_by_group(session, city, record):
    record(3, 1125, 1125)
    record(2, 0, 0, geom=None, precision="none")
    record(1, 0, 0, geom=None, precision="area", area_id=city.id)
    (group,) = hotspots(session, **YEAR).groups
    assert (group.events, group.without_position, group.too_coarse) == (6, 2, 1)


def test_an_event_that_may_lie_after_the_period_is_left_out_and_counted(session, city, record):
    record(
        2,
        1125,
        1125,
        occurred_from=datetime(2014, 12, 30, tzinfo=UTC),
        occurred_to=datetime(2015, 1, 2, tzinfo=UTC),
    )
    found = hotspots(session, **YEAR)
    assert (found.events, found.groups[0].straddling) == (0, 2)


def test_only_the_chosen_groups_and_days_are_counted(session, city, record):
    record(4, 1125, 1125)
    record(7, 1125, 1125, crime_group="robbery")
    assert hotspots(session, **YEAR, crime_groups=["robbery"]).events == 7
    before = YEAR | {"end_day": date(2014, 5, 2)}
    assert hotspots(session, **before).events == 0


def test_groups_that_follow_police_effort_are_warned_of(session, city, record):
    record(1, 1125, 1125)
    (told,) = hotspots(session, **YEAR, crime_groups=["drugs"]).warnings
    assert "police effort" in told.en
    assert hotspots(session, **YEAR, crime_groups=["robbery"]).warnings == ()


def test_cells_outside_the_askers_areas_are_tested_but_not_answered(session, city, record):
    mine = make.area(session, "west", kind="stadsdel", geom=make.square(0, 0, 999))
    record(20, 1125, 1125)
    found = hotspots(session, **YEAR, within=[mine.id])
    assert (found.cells, found.events, len(found.hot)) == (100, 20, 1)
    assert found.hot[0].count == 0


def test_on_a_grid_small_counts_and_everything_that_tells_them_are_hidden(session, city, record):
    record(20, 1125, 1125)
    record(3, 1300, 1125)
    shown = for_view(hotspots(session, **YEAR), GRID)
    assert {cell.count for cell in shown.hot} == {0, 20, Hidden.SMALL}
    assert {(cell.window_count, cell.window_expected, cell.p_value) for cell in shown.hot} == {(None,) * 3}
    assert {cell.q_value for cell in shown.hot} <= {0.001, 0.01, 0.05}


def test_on_a_grid_no_groups_count_follows_from_the_others_and_those_in_cells(session, city, record):
    record(20, 1125, 1125)
    record(9, 1300, 1125, crime_group="robbery")
    record(3, 1300, 1125, crime_group="graffiti")
    found = for_view(hotspots(session, **YEAR), GRID)
    assert {group.group: group.events for group in found.groups} == {
        "graffiti": Hidden.SMALL,
        "robbery": Hidden.OTHERS,
        "vandalism": 20,
    }
    assert (found.events, found.groups[1].without_position) == (32, 0)


@pytest.mark.parametrize(
    "other", [{"crime_groups": ["vandalism"]}, {"cell_metres": 500}, {"end_day": date(2014, 7, 1)}]
)
def test_selections_that_could_be_subtracted_show_no_counts_on_a_grid(session, city, record, other):
    record(20, 1125, 1125)
    found = for_view(hotspots(session, **(YEAR | other)), GRID)
    assert found.hot
    assert {cell.count for cell in found.hot} == {Hidden.OTHERS}
    assert (found.events, found.groups[0].events) == (Hidden.OTHERS, Hidden.OTHERS)
    assert "calendar year" in found.warnings[-1].en


def test_who_sees_points_sees_every_number(session, city, record):
    record(3, 1125, 1125)
    found = hotspots(session, **YEAR)
    assert for_view(found, POINTS) == found


@pytest.mark.parametrize(
    ("view", "end_day", "cell"),
    [(GRID, date(2014, 5, 1), 250), (GRID, date(2014, 4, 1), 200), (DISTRICT, date(2015, 1, 1), 250)],
)
def test_a_view_is_not_asked_for_more_than_it_shows(view, end_day, cell):
    check_view(POINTS, date(2014, 1, 1), end_day, cell)
    with pytest.raises((InvalidError, ForbiddenError)):
        check_view(view, date(2014, 1, 1), end_day, cell)


@pytest.mark.parametrize(
    "wrong",
    [
        {"end_day": date(2014, 1, 1)},
        {"cell_metres": 10},
        {"crime_groups": ["hate_crime"]},
        {"crime_groups": ["witchcraft"]},
    ],
)
def test_a_wrong_question_is_refused(session, city, wrong):
    with pytest.raises(InvalidError):
        hotspots(session, **(YEAR | wrong))


def test_a_hot_cell_is_drawn_in_degrees_around_its_middle(session, city, record):
    record(20, 1125, 1125)
    cell = next(cell for cell in hotspots(session, **YEAR).hot if cell.count == 20)
    east = [corner[0] for corner in cell.geometry["coordinates"][0]]
    assert min(east) < cell.lon < max(east)
    assert 55.5 < cell.lat < 55.7
