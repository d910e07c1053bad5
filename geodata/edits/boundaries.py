"""The city's border: what is marked lies inside it, and close to it there is a warning (BR-01)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from shapely.geometry.base import BaseGeometry
from sqlalchemy.orm import Session

from geodata.city import CityProfile
from geodata.edits.positions import FIELD, Position
from geodata.edits.shapes import metric_shape
from geodata.errors import InvalidError
from geodata.statements import statement
from geodata.text import Text

CLOSE_METRES = 50

_OUTSIDE = Text(
    sv="Läget ligger inte helt inom {city}s gräns.",
    en="The position is not wholly inside the border of {city}.",
)
_CLOSE = Text(
    sv="Läget är {metres} m från kommungränsen: kontrollera att det är rätt.",
    en="The position is {metres} m from the city's border: check that it is right.",
)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a shape stands to the border; `metres_to_border` is None where the city has no border on file."""

    is_inside: bool
    metres_to_border: float | None

    @property
    def warning(self) -> Text | None:
        """Return the sentence for a shape inside the city but within 50 m of the border."""
        if self.metres_to_border is None or not self.is_inside or self.metres_to_border >= CLOSE_METRES:
            return None
        return _CLOSE.format(metres=round(self.metres_to_border))


def standing(
    session: Session, drawn: Position | Mapping[str, Any], profile: CityProfile, *, today: date
) -> Standing:
    """Return how a position or a GeoJSON geometry stands to the city's border today.

    Raises InvalidError (field "coordinates") for what is no geometry in the city's bounding box.
    """
    return _standing(session, metric_shape(drawn, profile), profile, today)


def shape_in_city(
    session: Session, drawn: Position | Mapping[str, Any], profile: CityProfile, *, today: date
) -> BaseGeometry:
    """Return the geometry in the city's metric system.

    Raises InvalidError (field "coordinates") when some of it lies outside the city: outside the areas that
    together are the city, or outside its bounding box where there are none.
    """
    found = metric_shape(drawn, profile)
    if not _standing(session, found, profile, today).is_inside:
        raise InvalidError(_OUTSIDE.format(city=profile.name), field=FIELD)
    return found


def _standing(session: Session, found: BaseGeometry, profile: CityProfile, today: date) -> Standing:
    row = session.execute(
        statement(__package__, "boundaries"),
        {"shape": found.wkb, "kind": profile.boundary_kind, "day": today},
    ).one()
    return Standing(is_inside=row.is_inside is not False, metres_to_border=row.metres_to_border)
