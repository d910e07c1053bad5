"""What the map needs besides its tiles: where the city lies, and where the names of its areas stand."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from geodata.filters import Filter
from geodata.questions.asking import Box, Reach, name_of, one, rows, visible
from geodata.text import Text


@dataclass(frozen=True, slots=True)
class AreaSpot:
    """An area's name and the point inside it where the name stands; lon and lat in degrees."""

    id: int
    kind: str
    name: Text
    lon: float
    lat: float


def city_box(session: Session, boundary_kind: str) -> Box | None:
    """Return the box around the areas of the kind that together are the city; None where there are none."""
    edges = one(session, "city_box", {"kind": boundary_kind})
    return None if edges["west"] is None else Box(**edges)


def area_spots(session: Session, *, chosen: Filter, reach: Reach) -> tuple[AreaSpot, ...]:
    """Return where the names of the areas stand that the map draws for this period, largest first."""
    asked = {"first_day": chosen.first_day, "stop_day": chosen.stop_day, "within": visible(reach, "area")}
    return tuple(
        AreaSpot(row["id"], row["kind"], name_of(row), row["lon"], row["lat"])
        for row in rows(session, "area_spots", asked)
    )
