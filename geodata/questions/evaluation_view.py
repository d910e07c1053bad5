"""An evaluation as those may see it who do not see the points: small counts hidden, with what tells them."""

from collections.abc import Iterable
from dataclasses import replace

from geodata.access import IncidentView
from geodata.analysis.published_sums import SMALLEST_K
from geodata.analysis.suppression import suppress
from geodata.questions.evaluation import Evaluation
from geodata.questions.evaluation_comparison import Candidate, Comparison
from geodata.questions.evaluation_counts import BeforeAfter, Counts, LeftOut, LeftOutGroup
from geodata.questions.evaluation_warnings import Caution
from geodata.questions.hidden_counts import hide_counts
from geodata.text import Text

HIDDEN = Text(
    sv="Antal från 1 till {most} visas inte, och inte heller siffror som de följer av.",
    en="Counts from 1 to {most} are not shown, nor are figures that they follow from.",
)
NO_COUNTS = Text(
    sv="Antal för en plats visas inte i din roll; utfallet visas utan dem.",
    en="Counts for a place are not shown in your role; the outcome is shown without them.",
)
_STEPS = {"day": 1, "quarter": 3, "year": 12}


def shortest_months(view: IncidentView) -> int:
    """Return how many months the windows must be a multiple of: 1, 3 or 12.

    Two windows that differ by less than what the view may show would tell it by subtraction.
    """
    return _STEPS[view.shortest_period]


def for_view(found: Evaluation, view: IncidentView) -> Evaluation:
    """Return the evaluation as this view shows it; with points nothing is hidden.

    On a grid the counts from 1 to k - 1 are hidden, and where any of the four zones has one, so is every
    figure that it could be reckoned from. In a district view no count of a place is shown at all, only
    the verdict and the change in per cent. The series month by month is for points only.
    """
    if view.k is None:
        return found
    shown = _with_small_hidden(found, view.k)
    if view.form != "grid":
        shown = _without_counts(shown)
    return _without_outcome(shown) if _has_small(found.counts, view.k) else shown


def _with_small_hidden(found: Evaluation, k: int) -> Evaluation:
    told = Caution("hidden", HIDDEN.format(most=k - 1))
    warnings = (replace(one, words=one.without_counts or one.words) for one in found.warnings)
    return replace(
        found,
        series=(),
        counts=_hidden_counts(found.counts, k),
        comparison=found.comparison and _hidden_levels(found.comparison, k),
        left_out=found.left_out and _hidden_left_out(found.left_out, k),
        warnings=(*warnings, told),
        hidden_below=k,
    )


def _without_counts(found: Evaluation) -> Evaluation:
    """Return it with the verdict and the change in per cent, and no count of any place."""
    comparison = found.comparison and replace(
        found.comparison,
        members=tuple(replace(one, events_before=None) for one in found.comparison.members),
        alternatives=tuple(replace(one, events_before=None) for one in found.comparison.alternatives),
    )
    shown = replace(found, counts=None, comparison=comparison, effect=None, wdd=None, quotient=None)
    return replace(shown, warnings=(*found.warnings, Caution("no_counts", NO_COUNTS)))


def _without_outcome(found: Evaluation) -> Evaluation:
    """Return it with the verdict, and without the figures from which a hidden count could be reckoned."""
    return replace(found, effect=None, wdd=None, quotient=None, dispersion=None, sentence=None)


def _small(events: int | None, k: int) -> bool:
    return events is not None and 0 < events < k


def _has_small(counts: Counts | None, k: int) -> bool:
    if counts is None:
        return False
    zones = (counts.treated, counts.comparison, counts.ring, counts.ring_comparison)
    return any(zone and (_small(zone.before, k) or _small(zone.after, k)) for zone in zones)


def _hidden_zone(zone: BeforeAfter | None, k: int) -> BeforeAfter | None:
    return zone and hide_counts(zone, k, "before", "after")


def _hidden_counts(counts: Counts | None, k: int) -> Counts | None:
    return counts and Counts(
        treated=hide_counts(counts.treated, k, "before", "after"),
        comparison=_hidden_zone(counts.comparison, k),
        ring=_hidden_zone(counts.ring, k),
        ring_comparison=_hidden_zone(counts.ring_comparison, k),
    )


def _hidden_levels(comparison: Comparison, k: int) -> Comparison:
    def hidden(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
        return tuple(hide_counts(candidate, k, "events_before") for candidate in candidates)

    return replace(
        comparison, members=hidden(comparison.members), alternatives=hidden(comparison.alternatives)
    )


def _hidden_left_out(left_out: LeftOut, k: int) -> LeftOut:
    groups = tuple(_hidden_group(group, k) for group in left_out.groups)
    rest = hide_counts(left_out, k, "straddling", "unknown_light", "unknown_hour", "proactive")
    return replace(rest, groups=groups)


def _hidden_group(group: LeftOutGroup, k: int) -> LeftOutGroup:
    """Return the group with nothing that tells how many are without position, too coarse, or neither."""
    without, coarse = group.without_position or 0, group.too_coarse or 0
    row = suppress([without, coarse, (group.events or 0) - without - coarse], k=max(k, SMALLEST_K))
    return replace(group, events=row.shown(-1), without_position=row.shown(0), too_coarse=row.shown(1))
