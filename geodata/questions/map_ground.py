"""What the map needs besides its tiles: where the city lies, its areas' names and borders."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from geodata.filters import Filter
from geodata.questions.area_names import AreaName, area_name
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


@dataclass(frozen=True, slots=True)
class AreaShape:
    """An area and its borders as a GeoJSON geometry in degrees; `accuracy` is a code of ACCURACIES."""

    area: AreaName
    accuracy: str
    geojson: dict[str, Any]


def city_box(session: Session, boundary_kind: str) -> Box | None:
    """Return the box around the areas of the kind that together are the city; None where there are none."""
    edges = one(session, "city_box", {"kind": boundary_kind})
    return None if edges["west"] is None else Box(**edges)


def has_streets(session: Session) -> bool:
    """Return whether any street was brought in, to draw as the ground of the map."""
    return bool(one(session, "has_streets", {})["has_streets"])


def area_spots(session: Session, *, chosen: Filter, reach: Reach) -> tuple[AreaSpot, ...]:
    """Return where the names of the areas stand that the map draws for this period, largest first."""
    asked = {"first_day": chosen.first_day, "stop_day": chosen.stop_day, "within": visible(reach, "area")}
    return tuple(
        AreaSpot(row["id"], row["kind"], name_of(row), row["lon"], row["lat"])
        for row in rows(session, "area_spots", asked)
    )


def area_shapes(
    session: Session, box: Box, kinds: Sequence[str], *, chosen: Filter, reach: Reach
) -> tuple[AreaShape, ...]:
    """Return the areas of these kinds that the map draws in `box` for this period, largest first.

    Their borders are true to some metres. Raises NotFoundError where areas are hidden altogether.
    """
    period = {"first_day": chosen.first_day, "stop_day": chosen.stop_day}
    asked = {**period, **box.parameters(), "kinds": list(kinds), "within": visible(reach, "area")}
    return tuple(
        AreaShape(area_name(row), row["accuracy"], json.loads(row["geojson"]))
        for row in rows(session, "area_shapes", asked)
    )
