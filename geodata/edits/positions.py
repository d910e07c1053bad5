"""Typed coordinates: what a person types or pastes, read in the system that the person chose.

A text may often be cut and ordered in several ways ("55,6050 13,0038"). All readings are tried, and the
city's bounding box decides: one that fits is taken, none or several are refused. No other system is ever
assumed.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pyproj import CRS, Transformer

from geodata.city import CityProfile
from geodata.crs import LONLAT, TYPED_SYSTEMS
from geodata.edits.coordinates import angle, length, separations
from geodata.errors import InvalidError
from geodata.text import Text

FIELD = "coordinates"
LONGEST_TYPED = 100

# Two readings that lie this close are the same place, written once in each order.
SAME_METRES = 0.5

_UNKNOWN_SYSTEM = Text(
    sv="Välj ett av koordinatsystemen {systems}.", en="Choose one of the coordinate systems {systems}."
)
_UNREADABLE = Text(
    sv="Koordinaterna gick inte att läsa. Skriv två tal, i {system} till exempel {example}.",
    en="The coordinates could not be read. Write two numbers, in {system} for example {example}.",
)
_OUTSIDE = Text(
    sv="Läst som {system} ligger punkten utanför {city}. {hint}",
    en="Read as {system} the point lies outside {city}. {hint}",
)
_OTHER_SYSTEM = Text(
    sv="Som {system} ligger den i staden: välj det systemet om det stämmer.",
    en="As {system} it lies in the city: choose that system if it is right.",
)
_EXAMPLE = Text(sv="En punkt i staden skrivs {example}.", en="A point in the city is written {example}.")
_SEVERAL = Text(
    sv="Koordinaterna kan läsas på flera sätt. Skriv N före den ena och Ö före den andra.",
    en="The coordinates can be read in several ways. Write N before the one and E before the other.",
)
_CLICKED_OUTSIDE = Text(sv="Punkten ligger utanför {city}.", en="The point lies outside {city}.")


@dataclass(frozen=True, slots=True)
class Position:
    """One point: `lon` and `lat` in WGS 84 degrees, `easting` and `northing` in the city's metric system."""

    lon: float
    lat: float
    easting: float
    northing: float


def typed_systems(profile: CityProfile) -> dict[str, int]:
    """Return the systems that coordinates in this city may be typed in, by name, with their EPSG numbers.

    The city's own system comes first, then the well-known ones that are meant for its part of the world.
    """
    fitting = {name: srid for name, srid in TYPED_SYSTEMS.items() if _covers(srid, profile)}
    own = next((name for name, srid in fitting.items() if srid == profile.metric_srid), None)
    name = own or CRS.from_epsg(profile.metric_srid).name
    return {name: profile.metric_srid, **fitting}


def typed_position(typed: str, system: str, profile: CityProfile) -> Position:
    """Return the position that `typed` means in `system` (a name of `typed_systems`).

    Raises InvalidError: field "system" for an unknown system, field "coordinates" when nothing can be read,
    when the point lies outside the city, or when two readings lie in it.
    """
    systems = typed_systems(profile)
    if system not in systems:
        raise InvalidError(_UNKNOWN_SYSTEM.format(systems=", ".join(systems)), field="system")
    srid = systems[system]
    example = example_of(srid, profile)
    readings = list(_readings(typed, srid))
    if not readings:
        raise InvalidError(_UNREADABLE.format(system=system, example=example), field=FIELD)
    found = _distinct(_inside(readings, srid, profile))
    if not found:
        hint = _hint(typed, system, profile)
        raise InvalidError(_OUTSIDE.format(system=system, city=profile.name, hint=hint), field=FIELD)
    if len(found) > 1:
        raise InvalidError(_SEVERAL, field=FIELD)
    return found[0]


def position_at(lon: float, lat: float, profile: CityProfile) -> Position:
    """Return the position of a click or a GPS fix in WGS 84 degrees.

    Raises InvalidError (field "coordinates") when it lies outside the city's bounding box.
    """
    if not _in_box(lon, lat, profile):
        raise InvalidError(_CLICKED_OUTSIDE.format(city=profile.name), field=FIELD)
    easting, northing = _transformer(LONLAT, profile.metric_srid).transform(lon, lat)
    return Position(lon, lat, easting, northing)


def example_of(srid: int, profile: CityProfile) -> Text:
    """Return the middle of the city's box as one would type it in the system `srid`, north first."""
    west, south, east, north = profile.bounding_box
    lon, lat = (west + east) / 2, (south + north) / 2
    if srid == LONLAT:
        return Text(sv=f"{lat:.4f} {lon:.4f}".replace(".", ","), en=f"{lat:.4f}, {lon:.4f}")
    easting, northing = _transformer(LONLAT, srid).transform(lon, lat)
    written = f"{round(northing, -2):.0f} {round(easting, -2):.0f}"
    return Text(sv=written, en=written)


def written_position(lon: float, lat: float, srid: int) -> Text:
    """Return a point of WGS 84 degrees as one would type it in the system `srid`, north first.

    Metres are whole, degrees have five decimals (about a metre), in Swedish with a comma.
    """
    if srid == LONLAT:
        return Text(sv=f"{lat:.5f} {lon:.5f}".replace(".", ","), en=f"{lat:.5f}, {lon:.5f}")
    easting, northing = _transformer(LONLAT, srid).transform(lon, lat)
    written = f"{northing:.0f} {easting:.0f}"
    return Text(sv=written, en=written)


def _readings(typed: str, srid: int) -> Iterator[tuple[float, float]]:
    """Yield every (x, y) of the system that the text can mean: each way to cut it, in both orders."""
    if len(typed) > LONGEST_TYPED:
        return
    read = angle if srid == LONLAT else length
    for first, second in separations(typed):
        one, other = read(first), read(second)
        if one is None or other is None:
            continue
        if one.may_be("east") and other.may_be("north"):
            yield one.value, other.value
        if one.may_be("north") and other.may_be("east"):
            yield other.value, one.value


def _inside(readings: list[tuple[float, float]], srid: int, profile: CityProfile) -> Iterator[Position]:
    for x, y in readings:
        lon, lat = (x, y) if srid == LONLAT else _transformer(srid, LONLAT).transform(x, y)
        if _in_box(lon, lat, profile):
            yield position_at(lon, lat, profile)


def _distinct(positions: Iterator[Position]) -> list[Position]:
    found: list[Position] = []
    for position in positions:
        here = (position.easting, position.northing)
        if all(math.dist(here, (other.easting, other.northing)) > SAME_METRES for other in found):
            found.append(position)
    return found


def _hint(typed: str, system: str, profile: CityProfile) -> Text:
    systems = typed_systems(profile)
    for other, srid in systems.items():
        if other != system and any(_inside(list(_readings(typed, srid)), srid, profile)):
            return _OTHER_SYSTEM.format(system=other)
    return _EXAMPLE.format(example=example_of(systems[system], profile))


def _in_box(lon: float, lat: float, profile: CityProfile) -> bool:
    west, south, east, north = profile.bounding_box
    return west <= lon <= east and south <= lat <= north


def _covers(srid: int, profile: CityProfile) -> bool:
    west, south, east, north = profile.bounding_box
    area = CRS.from_epsg(srid).area_of_use
    return area is not None and (
        area.west <= (west + east) / 2 <= area.east and area.south <= (south + north) / 2 <= area.north
    )


@cache
def _transformer(from_srid: int, to_srid: int) -> Transformer:
    return Transformer.from_crs(from_srid, to_srid, always_xy=True)
