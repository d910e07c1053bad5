"""What must be known beside an evaluation's numbers before anyone leans on them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geodata.codes import CRIME_GROUPS
from geodata.questions.evaluation_counts import Counted, Month
from geodata.questions.evaluation_design import Design
from geodata.questions.evaluation_measure import OtherMeasure
from geodata.questions.evaluation_windows import month_number
from geodata.text import Text


@dataclass(frozen=True, slots=True)
class Caution:
    """One thing to know beside the numbers; `without_counts` is the same where `words` tells a count."""

    code: str
    words: Text
    without_counts: Text | None = None


PEAK = 1.25
"""The last year's level over the earlier months' from which a place counts as chosen at a peak."""

BROKEN_MONTH = Text(
    sv="Månaden då åtgärden började, {month}, är utelämnad på båda sidor.",
    en="The month in which the measure began, {month}, is left out on both sides.",
)
SHORT = Text(
    sv="Bara {months} månader före och efter: det behövs minst 12 för ett säkert omdöme.",
    en="Only {months} months before and after: it takes at least 12 for a firm judgement.",
)
SEASON = Text(
    sv="Före och efter täcker inte samma kalendermånader; årstiden jämnas bara ut av jämförelsen.",
    en="Before and after do not cover the same calendar months; only the comparison evens out the season.",
)
PROACTIVE = Text(
    sv="{count} av de räknade händelserna ({groups}) följer polisens insatser och är aldrig i sig ett mått "
    "på framgång.",
    en="{count} of the counted events ({groups}) follow police effort and are never on their own a measure "
    "of success.",
)
SOME_PROACTIVE = Text(
    sv="Några av de räknade händelserna ({groups}) följer polisens insatser och är aldrig i sig ett mått på "
    "framgång.",
    en="Some of the counted events ({groups}) follow police effort and are never on their own a measure of "
    "success.",
)
OTHERS = Text(
    sv="{count} andra åtgärder inom {ring} m var i drift under perioderna, närmast {name} ({metres} m): det "
    "går inte att skilja deras verkan åt.",
    en="{count} other measures within {ring} m were in operation during the periods, the nearest {name} "
    "({metres} m): their workings cannot be told apart.",
)
ONE_OTHER = Text(
    sv="En annan åtgärd inom {ring} m var i drift under perioderna: {name} ({metres} m). Det går inte att "
    "skilja deras verkan åt.",
    en="Another measure within {ring} m was in operation during the periods: {name} ({metres} m). Their "
    "workings cannot be told apart.",
)
OUT_OF_SIGHT = Text(
    sv="{count} andra åtgärder inom {ring} m, som du inte har tillgång till, var i drift under perioderna: "
    "det går inte att skilja deras verkan åt.",
    en="{count} other measures within {ring} m, which you have no access to, were in operation during the "
    "periods: their workings cannot be told apart.",
)
ONE_OUT_OF_SIGHT = Text(
    sv="En annan åtgärd inom {ring} m, som du inte har tillgång till, var i drift under perioderna: det går "
    "inte att skilja deras verkan åt.",
    en="Another measure within {ring} m, which you have no access to, was in operation during the periods: "
    "their workings cannot be told apart.",
)
AT_PEAK = Text(
    sv="Året före hade {percent} % fler händelser än tiden dessförinnan. Valdes platsen för en topp sjunker "
    "antalet av sig självt (återgång mot medelvärdet).",
    en="The year before had {percent} % more events than the time before it. If the place was chosen at a "
    "peak, its numbers fall by themselves (regression to the mean).",
)
RISE_BEFORE = Text(
    sv="Året före hade fler händelser än tiden dessförinnan. Valdes platsen för en topp sjunker antalet av "
    "sig självt (återgång mot medelvärdet).",
    en="The year before had more events than the time before it. If the place was chosen at a peak, its "
    "numbers fall by themselves (regression to the mean).",
)
WAS_IT_A_PEAK = Text(
    sv="Valdes platsen för en topp? Uppgifterna går {months} månader tillbaka; det behövs 36 för att se om "
    "antalet ändå hade sjunkit (återgång mot medelvärdet).",
    en="Was the place chosen at a peak? The records go {months} months back; it takes 36 to see whether the "
    "numbers would have fallen anyway (regression to the mean).",
)
SOURCES = Text(
    sv="Källor som inte täcker båda perioderna är utelämnade: {sources}.",
    en="Sources that do not cover both periods are left out: {sources}.",
)


def design_warnings(design: Design) -> Iterator[Caution]:
    """Yield what the windows alone call for."""
    windows = design.windows
    if windows.broken_month:
        yield Caution("broken_month", BROKEN_MONTH.format(month=windows.broken_month.strftime("%Y-%m")))
    if windows.months < 12:
        yield Caution("short", SHORT.format(months=windows.months))
    if windows.months % 12:
        yield Caution("season", SEASON)
    if windows.sources_left_out:
        yield Caution("sources", SOURCES.format(sources=", ".join(windows.sources_left_out)))


def counted_warnings(design: Design, counted: Counted) -> Iterator[Caution]:
    """Yield what the counted events call for."""
    if counted.proactive:
        names = [CRIME_GROUPS[code].name for code in design.selection.proactive_groups]
        groups = Text(sv=", ".join(name.sv for name in names), en=", ".join(name.en for name in names))
        told = PROACTIVE.format(count=counted.proactive, groups=groups)
        yield Caution("proactive", told, SOME_PROACTIVE.format(groups=groups))
    yield _regression(design, counted.series)


def _regression(design: Design, series: Sequence[Month]) -> Caution:
    """Return the question about a peak, with a number where twelve earlier months are known."""
    end = month_number(design.windows.before.end_day)
    before = [month.treated for month in series if month_number(month.first_day) < end]
    last, earlier = before[-12:], before[:-12]
    if len(earlier) >= 12 and sum(earlier) > 0:
        rise = (sum(last) / len(last)) / (sum(earlier) / len(earlier))
        if rise >= PEAK:
            return Caution("peak", AT_PEAK.format(percent=round(100 * (rise - 1))), RISE_BEFORE)
    return Caution("regression", WAS_IT_A_PEAK.format(months=len(before)))


def neighbour_warnings(
    design: Design, others: Sequence[OtherMeasure], out_of_sight: int
) -> Iterator[Caution]:
    """Yield that other measures stood near, where any did; `out_of_sight` of them the asker does not see."""
    ring = design.radii.ring_metres
    if others:
        words, nearest = ONE_OTHER if len(others) == 1 else OTHERS, others[0]
        told = words.format(count=len(others), ring=ring, name=nearest.name, metres=nearest.metres)
        yield Caution("other_measures", told)
    if out_of_sight:
        words = ONE_OUT_OF_SIGHT if out_of_sight == 1 else OUT_OF_SIGHT
        yield Caution("measures_out_of_sight", words.format(count=out_of_sight, ring=ring))
