"""An evaluation as those may see it who do not see the points: the verdict and a rounded change, no counts.

Whoever registers measures chooses where the circles lie and when the windows begin, and whoever reads an
evaluation chooses length, group, light and comparison: exact counts of two such choices could be subtracted
until one event is left. So a view with k gets no count of any circle, and nothing from which one follows:

- no counts of zones, months, compared places or what was left out, no WDD, quotient or dispersion, no warning
  that names a number. What is compared with is in the order of names, since the order of likeness would tell
  which counts are larger;
- the change and its interval as proposed only (longest fair length, all groups, any light, the proposed
  comparison), so that there is one of them; in steps of 10 percentage points, and only where each of the four
  counts that it is made of is 20 or more: very many counts agree with three rounded numbers;
- of all other choices the verdict, or the reason for none: answers to thresholds (10 events, the 80 and 95 %
  intervals). One group or all, and one thing compared with, can be asked about: with any subset, thresholds
  alone would do (nine of ten groups too few, all ten enough: one event in each).

What is left is told by a test that looks for other worlds with the same answers. Someone who registers or
moves measures in order to see when an answer changes is not kept out by this; such edits are in the history.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from geodata.access import IncidentView
from geodata.analysis.ratios import rounded
from geodata.errors import InvalidError
from geodata.questions.evaluation import Evaluation, change_in_words
from geodata.questions.evaluation_comparison import Candidate
from geodata.questions.evaluation_counts import Counts
from geodata.questions.evaluation_warnings import Caution
from geodata.text import Text

FEWEST_FOR_CHANGE = 20
"""Events in each window, of the treated area and of the comparison, for a rounded change."""

STEP = 0.1
"""The change is rounded to this, its interval outwards."""

NO_COUNTS = Text(
    sv="Antal kring en åtgärd visas inte i din roll: de kunde dras från varandra. Förändringen är avrundad "
    "till {step} procentenheter.",
    en="Counts around a measure are not shown in your role: they could be subtracted from each other. The "
    "change is rounded to {step} percentage points.",
).format(step=round(100 * STEP))
NO_CHANGE = Text(
    sv="Förändringen i procent visas inte: något av antalen är under {fewest}.",
    en="The change in per cent is not shown: one of the counts is below {fewest}.",
).format(fewest=FEWEST_FOR_CHANGE)
ONLY_AS_PROPOSED = Text(
    sv="Förändringen i procent visas i din roll bara för det som föreslås, inte för andra val.",
    en="The change in per cent is shown in your role for what is proposed only, not for other choices.",
)
NO_EVALUATION = Text(sv="Uppföljningar visas inte i din roll.", en="Evaluations are not shown in your role.")
ONE_GROUP = Text(
    sv="Välj en brottsgrupp, eller alla, i din roll.", en="Choose one crime group, or all, in your role."
)
ONE_COMPARISON = Text(
    sv="Välj en plats eller ett område att jämföra med, eller det föreslagna, i din roll.",
    en="Choose one place or area to compare with, or what is proposed, in your role.",
)
_STEPS = {"day": 1, "quarter": 3, "year": 12}


def shortest_months(view: IncidentView) -> int:
    """Return how many months the windows must be a multiple of: 1, 3 or 12."""
    return _STEPS[view.shortest_period]


def check_choice(view: IncidentView, crime_groups: Sequence[str], comparison: Sequence[str]) -> None:
    """Raise InvalidError for what this view does not offer: more than one group, or one comparison."""
    if view.k is None:
        return
    if len(crime_groups) > 1:
        raise InvalidError(ONE_GROUP, field="group")
    if len(comparison) > 1:
        raise InvalidError(ONE_COMPARISON, field="comparison")


def for_view(found: Evaluation, view: IncidentView) -> Evaluation:
    """Return the evaluation as this view shows it; with points nothing is hidden."""
    if view.k is None:
        return found
    withheld = _why_no_change(found)
    change = rounded(found.effect, STEP) if found.effect and not withheld else None
    told = [Caution("no_counts", NO_COUNTS)]
    if found.effect and withheld:
        told.append(Caution("no_change", withheld))
    return replace(
        found,
        counts=None,
        series=(),
        dispersion=None,
        effect=None,
        wdd=None,
        quotient=None,
        quotient_reason=None,
        left_out=None,
        change=change,
        sentence=change_in_words(change) if change else None,
        comparison=found.comparison
        and replace(
            found.comparison,
            members=_without_levels(found.comparison.members),
            alternatives=_without_levels(found.comparison.alternatives),
        ),
        warnings=(*(replace(one, words=one.without_counts or one.words) for one in found.warnings), *told),
    )


def _why_no_change(found: Evaluation) -> Text | None:
    asked_otherwise = found.selection.crime_groups or found.selection.light
    if asked_otherwise or not (found.windows and found.windows.as_proposed):
        return ONLY_AS_PROPOSED
    if not (found.comparison and found.comparison.proposed):
        return ONLY_AS_PROPOSED
    return None if _are_many(found.counts) else NO_CHANGE


def _are_many(counts: Counts | None) -> bool:
    if counts is None or counts.comparison is None:
        return False
    return min(*counts.treated.pair(), *counts.comparison.pair()) >= FEWEST_FOR_CHANGE


def _without_levels(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    return tuple(
        sorted(
            (replace(one, events_before=None) for one in candidates),
            key=lambda one: (one.name.sv, one.key or ""),
        )
    )
