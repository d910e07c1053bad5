"""An evaluation as those see it who may not see the points."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from geodata.access import IncidentView
from geodata.analysis.displacement import weighted_displacement_difference
from geodata.analysis.ratios import relative_rate
from geodata.questions.evaluation import Evaluation
from geodata.questions.evaluation_counts import BeforeAfter, Counts, LeftOut, LeftOutGroup, Month
from geodata.questions.evaluation_design import Radii
from geodata.questions.evaluation_measure import MeasureFacts
from geodata.questions.evaluation_view import for_view, shortest_months
from geodata.questions.evaluation_warnings import Caution
from geodata.questions.event_selection import event_selection
from geodata.text import Text

POINTS = IncidentView("points", 250, "day", None)
GRID = IncidentView("grid", 250, "quarter", 5)
DISTRICT = IncidentView("district", 0, "year", 5)


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


def test_counts_of_k_and_more_are_shown_on_the_grid_with_their_figures():
    shown = for_view(evaluation(), GRID)
    assert shown.counts == evaluation().counts
    assert shown.effect == evaluation().effect


def test_the_series_by_month_is_for_points_only():
    assert for_view(evaluation(), GRID).series == ()


@pytest.mark.parametrize("few", [1, 4])
def test_a_small_count_is_hidden_with_every_figure_it_follows_from(few):
    shown = for_view(evaluation(treated=(40, few)), GRID)
    assert (shown.counts.treated.before, shown.counts.treated.after) == (40, None)
    assert (shown.effect, shown.wdd, shown.sentence, shown.dispersion) == (None, None, None, None)
    assert shown.verdict == "clear_decrease"


def test_a_small_count_in_the_ring_hides_the_figures_too():
    assert for_view(evaluation(ring=(30, 3)), GRID).wdd is None


@pytest.mark.parametrize("shown_count", [0, 5])
def test_none_at_all_and_k_itself_are_no_small_counts(shown_count):
    assert for_view(evaluation(treated=(40, shown_count)), GRID).counts.treated.after == shown_count


def test_small_counts_of_what_was_left_out_are_hidden():
    left_out = for_view(evaluation(), GRID).left_out
    assert (left_out.straddling, left_out.unknown_light, left_out.unknown_hour) == (None, 0, 12)


def test_no_warning_tells_a_count_to_those_who_do_not_see_points():
    assert for_view(evaluation(), GRID).warnings[0].words.en == "Some of"


def test_a_district_view_shows_the_change_and_no_count_of_a_place():
    shown = for_view(evaluation(), DISTRICT)
    assert (shown.counts, shown.effect, shown.wdd) == (None, None, None)
    assert (shown.verdict, shown.sentence.en) == ("clear_decrease", "50 % fewer")


def test_a_district_view_of_small_counts_shows_the_verdict_alone():
    assert for_view(evaluation(treated=(40, 2)), DISTRICT).sentence is None


def test_the_reason_stays():
    reason = Text("För få", "Too few")
    assert for_view(replace(evaluation(), reason=reason), GRID).reason == reason


def test_the_windows_are_multiples_of_what_the_view_may_show():
    assert [shortest_months(view) for view in (POINTS, GRID, DISTRICT)] == [1, 3, 12]


def test_a_small_rest_of_a_group_is_not_told_by_its_other_counts():
    group = LeftOutGroup("arson", Text("brand", "arson"), events=32, without_position=20, too_coarse=9)
    found = replace(evaluation(), left_out=LeftOut((group,), 0, 0, 0, 0))
    shown = for_view(found, GRID).left_out
    assert shown is not None
    assert (shown.groups[0].events, shown.groups[0].without_position, shown.groups[0].too_coarse) == (
        32,
        20,
        None,
    )
