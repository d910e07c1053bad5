"""An evaluation as those see it who may not see the points."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from geodata.access import IncidentView
from geodata.analysis.displacement import weighted_displacement_difference
from geodata.analysis.ratios import RoundedRatio, relative_rate, rounded
from geodata.errors import InvalidError
from geodata.questions.evaluation import Evaluation
from geodata.questions.evaluation_comparison import Candidate, Comparison
from geodata.questions.evaluation_counts import BeforeAfter, Counts, LeftOut, Month
from geodata.questions.evaluation_design import Radii
from geodata.questions.evaluation_measure import MeasureFacts
from geodata.questions.evaluation_view import (
    NO_CHANGE,
    ONLY_AS_PROPOSED,
    STEP,
    check_choice,
    for_view,
    shortest_months,
)
from geodata.questions.evaluation_warnings import Caution
from geodata.questions.evaluation_windows import Window, Windows
from geodata.questions.event_selection import event_selection
from geodata.text import Text

POINTS = IncidentView("points", 250, "day", None)
GRID = IncidentView("grid", 250, "quarter", 5)
DISTRICT = IncidentView("district", 0, "year", 5)


def windows_of(months: int) -> Windows:
    """Return windows of so many months on each side; thirteen could have been chosen."""
    window = Window(date(2013, 7, 1), date(2014, 7, 1))
    return Windows(window, window, months, 13, None, date(2013, 7, 1), ("police",), ())


def evaluation(treated=(40, 20), ring=(30, 30)) -> Evaluation:
    """Return an evaluation of these counts against 50 before and 50 after."""
    counted = Counts(BeforeAfter(*treated), BeforeAfter(50, 50), BeforeAfter(*ring), BeforeAfter(30, 30))
    measure = MeasureFacts(
        id=UUID(int=1),
        name="Ny belysning",
        type="BEL_NY",
        type_name=Text("ny belysning", "new lighting"),
        status="in_operation",
        started_on=date(2014, 7, 1),
        ended_on=None,
        precision="exact",
        positioned=True,
        synthetic=False,
    )
    return Evaluation(
        measure,
        event_selection(),
        Radii(),
        windows=windows_of(12),
        comparison=Comparison("places", True, Text("", ""), (), ()),
        counts=counted,
        series=(Month(date(2014, 6, 1), 2, 3, 4, 3),),
        dispersion=1.4,
        effect=relative_rate(treated, (50, 50)),
        wdd=weighted_displacement_difference(treated, (50, 50)),
        sentence=Text("50 % färre", "50 % fewer"),
        verdict="clear_decrease",
        left_out=LeftOut((), straddling=2, unknown_light=0, unknown_hour=12, proactive=3),
        warnings=(Caution("proactive", Text("3 av", "3 of"), Text("Några av", "Some of")),),
    )


def test_who_sees_points_sees_everything():
    assert for_view(evaluation(), POINTS) == evaluation()


@pytest.mark.parametrize("view", [GRID, DISTRICT])
def test_who_sees_no_points_gets_the_verdict_and_a_rounded_change_and_no_count(view):
    shown = for_view(evaluation(), view)
    assert (shown.verdict, shown.change) == ("clear_decrease", rounded(evaluation().effect, STEP))
    assert shown.sentence.en.startswith("50 % fewer events")
    assert (shown.counts, shown.effect, shown.wdd, shown.quotient) == (None,) * 4
    assert (shown.series, shown.dispersion, shown.left_out) == ((), None, None)


def test_an_interval_is_rounded_outwards():
    effect = relative_rate((200, 130), (500, 500))
    assert (effect.ratio, effect.ci_low, effect.ci_high) == pytest.approx((0.65, 0.505, 0.837), abs=0.001)
    assert rounded(effect, 0.05) == RoundedRatio(ratio=0.65, ci_low=0.5, ci_high=0.85)


@pytest.mark.parametrize(
    "otherwise",
    [
        {"selection": event_selection(["vandalism"])},
        {"selection": event_selection(light="dark")},
        {"windows": windows_of(3)},
        {"comparison": Comparison("places", False, Text("", ""), (), ())},
    ],
)
def test_the_change_is_told_of_what_is_proposed_only(otherwise):
    shown = for_view(replace(evaluation(), **otherwise), GRID)
    assert (shown.verdict, shown.change, shown.sentence) == ("clear_decrease", None, None)
    assert shown.warnings[-1] == Caution("no_change", ONLY_AS_PROPOSED)


@pytest.mark.parametrize("few", [0, 1, 4, 19])
def test_with_fewer_than_twenty_events_in_a_window_the_verdict_stands_alone(few):
    shown = for_view(evaluation(treated=(40, few)), GRID)
    assert (shown.verdict, shown.change, shown.sentence) == ("clear_decrease", None, None)
    assert shown.warnings[-1] == Caution("no_change", NO_CHANGE)


def test_no_warning_tells_a_count_to_those_who_do_not_see_points():
    assert for_view(evaluation(), GRID).warnings[0].words.en == "Some of"


def test_what_is_compared_with_is_in_the_order_of_names_without_levels():
    members = tuple(Candidate(name, Text(name, name), None, True, 30) for name in "CAB")
    found = replace(evaluation(), comparison=Comparison("places", True, Text("", ""), members, members[1:]))
    shown = for_view(found, GRID).comparison
    assert [one.key for one in shown.members] == ["A", "B", "C"]
    assert {one.events_before for one in shown.members + shown.alternatives} == {None}


@pytest.mark.parametrize("view", [GRID, DISTRICT])
@pytest.mark.parametrize(("groups", "keys"), [(["arson", "drugs"], []), ([], ["ward:1", "ward:2"])])
def test_subsets_are_not_asked_about_by_those_who_see_no_points(view, groups, keys):
    check_choice(POINTS, groups, keys)
    check_choice(view, groups[:1], keys[:1])
    with pytest.raises(InvalidError):
        check_choice(view, groups, keys)


def test_the_reason_stays():
    reason = Text("För få", "Too few")
    assert for_view(replace(evaluation(), reason=reason), GRID).reason == reason


def test_the_windows_are_multiples_of_what_the_view_may_show():
    assert [shortest_months(view) for view in (POINTS, GRID, DISTRICT)] == [1, 3, 12]
