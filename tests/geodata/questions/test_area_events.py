from dataclasses import replace
from datetime import UTC, date, datetime

import make
import pytest

from geodata.access import IncidentView
from geodata.analysis.hiding import Hidden, hide_one
from geodata.filters import MAPPED_GROUPS, Filter, Period
from geodata.models import IncidentCount
from geodata.questions.area_events import area_events
from geodata.questions.data_period import Covered, data_period

POINTS = IncidentView("points", 250, "day", None)
GRID = IncidentView("grid", 250, "quarter", 5)
YEARLY = IncidentView("district", 0, "year", 5)
CITY = {"incident": None}


def events(session, many, month=3, year=2014, **columns):
    batch = make.batch(session)
    for n in range(many):
        at = datetime(year, month, 1 + n % 28, 12, tzinfo=UTC)
        make.incident(session, at, batch_id=batch.id, **columns)


def asked(session, *, chosen=None, view=POINTS, reach=CITY, code="north"):
    return area_events(session, "stadsomrade", code, chosen=chosen or Filter(), reach=reach, view=view)


YEAR = Filter(first_day=date(2014, 1, 1), stop_day=date(2015, 1, 1))


def test_events_are_counted_by_group_and_against_the_year_before(session):
    make.area(session)
    events(session, 1, 1, 2013)
    events(session, 12)
    events(session, 30, 3, 2013)
    events(session, 4, crime_group="drugs")
    events(session, 3, geom=make.point(500))
    found = asked(session, chosen=YEAR)
    told = [(row.group, row.count.events, row.count.events_before, row.is_proactive) for row in found.groups]
    assert told == [("vandalism", 12, 31, False), ("drugs", 4, 0, True)]
    assert (found.total.events, found.total.events_before) == (16, 31)
    assert found.total.change is not None
    assert found.total.change.ratio == pytest.approx(16 / 31)


def test_months_for_police_quarters_for_the_grid_years_for_the_steering_group(session):
    make.area(session)
    for month in (1, 2, 3, 4, 12):
        events(session, 6, month)
    monthly, quarterly, yearly = (
        asked(session, chosen=YEAR, view=view).steps for view in (POINTS, GRID, YEARLY)
    )
    assert [step.events for step in monthly] == [6, 6, 6, 6, 0, 0, 0, 0, 0, 0, 0, 6]
    assert [step.events for step in quarterly] == [18, 6, 0, 6]
    assert [(step.start, step.stop, step.events) for step in yearly] == [
        (date(2014, 1, 1), date(2015, 1, 1), 30)
    ]


def test_the_period_is_widened_to_what_the_asker_may_see(session):
    make.area(session)
    events(session, 9)
    found = asked(session, chosen=Filter(first_day=date(2014, 2, 3), stop_day=date(2014, 2, 4)), view=GRID)
    assert (found.period, found.total.events) == (Period(date(2014, 1, 1), date(2014, 4, 1)), 9)


def test_small_counts_are_hidden_and_cannot_be_subtracted(session):
    make.area(session)
    events(session, 20)
    events(session, 8, crime_group="drugs")
    events(session, 3, crime_group="arson")
    found = asked(session, chosen=YEAR, view=GRID)
    assert found.total.events == 31
    assert {row.group: row.count.events for row in found.groups} == {
        "vandalism": 20,
        "drugs": Hidden.OTHERS,
        "arson": Hidden.SMALL,
    }


def test_a_small_total_is_hidden(session):
    make.area(session)
    events(session, 3)
    found = asked(session, chosen=YEAR, view=GRID)
    assert (found.total.events, found.groups[0].count.events, found.steps[0].events) == (Hidden.SMALL,) * 3


def test_a_year_before_that_the_data_do_not_reach_is_missing_not_zero(session):
    make.area(session)
    events(session, 9)
    found = asked(session, chosen=YEAR)
    assert (found.before, found.total.events_before, found.total.change) == (None, None, None)


def test_steps_after_the_last_data_are_missing_not_zero(session):
    make.area(session)
    events(session, 9)
    steps = asked(session, chosen=YEAR, view=GRID).steps
    assert [(step.events, step.covered) for step in steps] == [(9, True), *[(None, False)] * 3]


def test_without_a_period_the_newest_year_with_data_is_taken(session):
    make.area(session)
    events(session, 5, 6, 2013)
    events(session, 5, 5, 2014)
    assert data_period(session) == Covered(date(2013, 6, 1), date(2014, 5, 6))
    found = asked(session)
    assert (found.period, found.total.events) == (Period(date(2013, 6, 1), date(2014, 6, 1)), 10)


@pytest.mark.parametrize(
    ("chosen", "period"),
    [
        (Filter(first_day=date(2014, 4, 1)), Period(date(2014, 4, 1), date(2014, 4, 2))),
        (Filter(stop_day=date(2014, 2, 1)), Period(date(2014, 1, 31), date(2014, 2, 1))),
        (Filter(stop_day=date(2014, 3, 3)), Period(date(2014, 3, 1), date(2014, 3, 3))),
    ],
)
def test_an_open_period_is_closed_by_the_data(session, chosen, period):
    make.area(session)
    events(session, 9)
    assert asked(session, chosen=chosen).period == period


def test_the_share_without_position_is_the_whole_citys(session):
    make.area(session)
    events(session, 15)
    events(session, 5, geom=None, precision="none")
    found = asked(session, chosen=YEAR, view=GRID)
    assert (found.without_position, found.groups[0].without_position) == (0.25, 0.25)
    events(session, 2, geom=None, precision="none", crime_group="arson")
    assert asked(session, chosen=YEAR, view=GRID).groups[0].group == "vandalism"


def test_all_versions_of_an_area_count_at_their_own_time(session):
    make.area(session, valid_to=date(2014, 3, 3))
    make.area(session, valid_from=date(2014, 3, 3), geom=make.square(0, 0, 90))
    events(session, 5)
    assert asked(session, chosen=YEAR).total.events == 5


def test_counts_that_the_police_deliver_are_in_the_sum_and_in_the_steps_they_fit(session):
    area = make.area(session)
    events(session, 5)
    delivered = {"source": "test", "crime_group": "vandalism", "area_id": area.id, "events": 7}
    period = {"period_start": date(2014, 1, 1), "period_end": date(2014, 4, 1)}
    make.saved(session, IncidentCount(**delivered, **period, batch_id=make.batch(session).id))
    police, grid = (asked(session, chosen=YEAR, view=view) for view in (POINTS, GRID))
    assert (police.total.events, police.steps[2].events, grid.steps[0].events) == (12, 5, 12)


def test_who_may_see_no_crime_here_gets_none(session):
    mine = make.area(session)
    make.area(session, "theirs", geom=make.square(500))
    events(session, 9)
    assert asked(session, reach={"incident": [mine.id]}).total.events == 9
    for given_up in (
        {"view": None},
        {"reach": {}},
        {"reach": {"incident": [mine.id]}, "code": "theirs"},
        {"code": "nowhere"},
    ):
        assert asked(session, **given_up) is None


def test_without_data_there_are_no_figures(session):
    make.area(session)
    assert asked(session) is None


def test_sensitive_groups_are_not_counted_for_an_area(session):
    make.area(session)
    events(session, 9)
    events(session, 9, crime_group="hate_crime")
    assert asked(session, chosen=YEAR).total.events == 9


def test_no_group_is_told_by_filtering_all_the_others(session):
    make.area(session)
    events(session, 20)
    events(session, 8, crime_group="drugs")
    events(session, 3, crime_group="arson")
    others = replace(YEAR, groups=tuple(group for group in MAPPED_GROUPS if group != "arson"))
    assert asked(session, chosen=YEAR, view=GRID).total.events == 31
    assert asked(session, chosen=others, view=GRID).total.events is Hidden.OTHERS
    assert asked(session, chosen=others).total.events == 28


def test_no_quarter_is_told_by_the_others_and_the_year(session):
    make.area(session)
    for month, number in ((2, 30), (5, 30), (8, 30), (11, 3)):
        events(session, number, month)
    year = asked(session, chosen=YEAR, view=GRID)
    three = asked(session, chosen=replace(YEAR, stop_day=date(2014, 10, 1)), view=GRID)
    steps = [step.events for step in year.steps]
    assert (year.total.events, steps[3]) == (93, Hidden.SMALL)
    assert sorted(steps[:3], key=str) == [30, 30, Hidden.OTHERS]
    assert three.total.events is Hidden.OTHERS


def test_a_sum_that_follows_from_what_is_shown_is_shown_too(session):
    make.area(session)
    for group, number in (("vandalism", 20), ("graffiti", 9), ("drugs", 8), ("arson", 3)):
        events(session, number, crime_group=group)
    two = replace(YEAR, groups=("drugs", "arson"))
    assert asked(session, chosen=two, view=GRID).total.events == 11
    assert [row.count.events for row in asked(session, chosen=two, view=GRID).groups] == [
        Hidden.OTHERS,
        Hidden.SMALL,
    ]


def test_points_hide_nothing():
    assert [hide_one(1, None), hide_one(1, 5), hide_one(0, 5), hide_one(5, 5)] == [1, Hidden.SMALL, 0, 5]
