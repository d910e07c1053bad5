"""Light and speed near a place: what a visit there would ask about first (indicators I13, I15, I16)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from geodata.questions.asking import Reach, one, position, rows

LAMPS_WITHIN_METRES = 50  # as I13 counts them
SPEEDS_WITHIN_METRES = 150

ENOUGH_VEHICLES = 200
"""So many vehicles a measurement needs to show a change (BR-27)."""


@dataclass(frozen=True, slots=True)
class LampsNear:
    """The lamps within 50 m: how many, how many of them LED and out; `faults` are open reports of lamps out.

    `changed_on` is the last day on which one was replaced, `told_on` the day of the newest file about them.
    """

    lamps: int
    led: int
    out: int
    changed_on: date | None
    told_on: date | None
    faults: int
    fault_since: date | None


@dataclass(frozen=True, slots=True)
class SpeedNear:
    """The latest measurement of a site and direction within 150 m; `vehicles` is what it rests on."""

    site: str
    direction: str
    measured_from: date
    limit_kmh: int | None
    v85_kmh: float | None
    vehicles: int
    metres: float

    @property
    def is_firm(self) -> bool:
        """Return whether enough vehicles passed for a change to be told."""
        return self.vehicles >= ENOUGH_VEHICLES


@dataclass(frozen=True, slots=True)
class GroundNear:
    """Light and speed near a spot."""

    lamps: LampsNear
    speeds: tuple[SpeedNear, ...]

    @property
    def is_known(self) -> bool:
        """Return whether anything was brought in about the ground here."""
        return bool(self.lamps.lamps or self.lamps.faults or self.speeds)


def ground_near(session: Session, lon: float, lat: float, *, on: date, reach: Reach) -> GroundNear | None:
    """Return light and speed near a position in degrees on a day; None for whom the ground is hidden."""
    if "ground" not in reach:
        return None
    here = {"shape": position(lon, lat), "within": reach["ground"]}
    lamps = one(session, "lamps_near", here | {"metres": LAMPS_WITHIN_METRES, "on_day": on})
    speeds = rows(session, "speeds_near", here | {"metres": SPEEDS_WITHIN_METRES})
    return GroundNear(LampsNear(**lamps), tuple(SpeedNear(**row) for row in speeds))
