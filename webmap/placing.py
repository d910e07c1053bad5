"""What the page of a new place shows of a position: its areas, its writings, what is near; and its map."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import g

from geodata.edits.boundaries import standing
from geodata.edits.positions import Position, typed_position, typed_systems, written_position
from geodata.errors import InvalidError
from geodata.questions.area_names import AreaName
from geodata.questions.nearby import Nearby, areas_at, nearby
from geodata.text import Text

NEAR_METRES = 100


@dataclass(frozen=True, slots=True)
class KnownPosition:
    """One position before anything is saved there, or `refusal`: why it cannot be one.

    `writings` are the systems it may be typed in with its coordinates, `near` what is marked within
    `radius` metres.
    """

    refusal: Text | None = None
    point: Position | None = None
    is_inside: bool = False
    warning: Text | None = None
    areas: tuple[AreaName, ...] = ()
    writings: tuple[tuple[str, Text], ...] = ()
    near: Nearby | None = None
    radius: int = NEAR_METRES


def known_position(given: Mapping[str, str]) -> KnownPosition:
    """Return what is known of the typed "coordinates" in the chosen "system"."""
    systems = typed_systems(g.profile)
    system = given.get("system") or next(iter(systems))
    try:
        point = typed_position(given.get("coordinates", ""), system, g.profile)
    except InvalidError as error:
        return KnownPosition(refusal=error.reason)
    stands = standing(g.session, point, g.profile, today=g.today)
    return KnownPosition(
        point=point,
        is_inside=stands.is_inside,
        warning=stands.warning,
        areas=areas_at(g.session, point.lon, point.lat, g.today),
        writings=writings(point.lon, point.lat),
        near=nearby(g.session, point.lon, point.lat, NEAR_METRES, reach=g.reach),
    )


def writings(lon: float, lat: float) -> tuple[tuple[str, Text], ...]:
    """Return a point of WGS 84 degrees as it is written in each system that may be typed here, by name."""
    systems = typed_systems(g.profile)
    return tuple((name, written_position(lon, lat, srid)) for name, srid in systems.items())
