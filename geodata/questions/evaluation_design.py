"""What an evaluation holds fast before anything is counted, and the parameters its statements share."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from geodata.errors import InvalidError
from geodata.questions.evaluation_windows import Windows
from geodata.questions.event_selection import PRECISE_ENOUGH, EventSelection
from geodata.text import Text

IMPACT_METRES = 150
"""Police positions err by 83 m in the median: 150 m hold 90 % of what happened there (DOMAIN §0.6)."""

RING_METRES = 400
"""Who does not see recorded crime as points has these two distances: others are refused by the database."""

LARGEST_METRES = 2_000
_RADII = Text(
    sv="Avstånden ska vara minst 50 m, ringens större än åtgärdens och högst {largest} m.",
    en="The distances must be at least 50 m, the ring's larger than the measure's and at most {largest} m.",
)


@dataclass(frozen=True, slots=True)
class Radii:
    """How far from the measure its area and its ring reach, in metres."""

    impact_metres: int = IMPACT_METRES
    ring_metres: int = RING_METRES

    def __post_init__(self) -> None:
        if not 50 <= self.impact_metres < self.ring_metres <= LARGEST_METRES:
            raise InvalidError(_RADII.format(largest=LARGEST_METRES), field="impact_metres")


@dataclass(frozen=True, slots=True)
class Design:
    """The measure, its windows, its radii and the events that count."""

    measure_id: UUID
    windows: Windows
    radii: Radii
    selection: EventSelection

    def parameters(self) -> dict[str, Any]:
        """Return the parameters that every statement of an evaluation takes."""
        before, after = self.windows.before, self.windows.after
        return {
            "measure_id": self.measure_id,
            "impact": self.radii.impact_metres,
            "ring": self.radii.ring_metres,
            "before_first": before.first_day,
            "before_end": before.end_day,
            "after_first": after.first_day,
            "after_end": after.end_day,
        }

    def of_events(self) -> dict[str, Any]:
        """Return the parameters that say which positioned events count."""
        return {
            "crime_groups": list(self.selection.counted_groups),
            "sources": list(self.windows.sources),
            "precisions": list(PRECISE_ENOUGH),
            "light": self.selection.light,
        }
