"""Coordinate reference systems: the one module where their numbers stand.

Storing and measuring happen in the city's own metric system (`city.toml`), exchange in longitude and
latitude, tiles in Web Mercator. Never buffer or measure in Web Mercator: in Malmö its lengths are 1.77
times too long.
"""

from collections.abc import Mapping
from types import MappingProxyType

from geodata.text import Text

LONLAT = 4326
WEB_MERCATOR = 3857
SWEREF_99_TM = 3006
SWEREF_99_13_30 = 3008
BRITISH_NATIONAL_GRID = 27700

# What a Swedish planner types or pastes, in the order the form offers them.
TYPED_SYSTEMS = {"SWEREF 99 13 30": SWEREF_99_13_30, "SWEREF 99 TM": SWEREF_99_TM, "WGS 84": LONLAT}

_ZONES = (
    "12 00",
    "13 30",
    "15 00",
    "16 30",
    "18 00",
    "14 15",
    "15 45",
    "17 15",
    "18 45",
    "20 15",
    "21 45",
    "23 15",
)
_GON = (
    ("7,5", "V", "W"),
    ("5", "V", "W"),
    ("2,5", "V", "W"),
    ("0", "", ""),
    ("2,5", "O", "E"),
    ("5", "O", "E"),
)

NAMES: Mapping[int, Text] = MappingProxyType(
    {
        SWEREF_99_TM: Text("SWEREF 99 TM", "SWEREF 99 TM"),
        **{3007 + zone: Text(f"SWEREF 99 {name}", f"SWEREF 99 {name}") for zone, name in enumerate(_ZONES)},
        **{
            3019 + zone: Text(
                f"RT 90 {gon} gon {side}".rstrip(), f"RT 90 {gon.replace(',', '.')} gon {way}".rstrip()
            )
            for zone, (gon, side, way) in enumerate(_GON)
        },
        LONLAT: Text("longitud och latitud, WGS 84", "longitude and latitude, WGS 84"),
        WEB_MERCATOR: Text("Web Mercator", "Web Mercator"),
        BRITISH_NATIONAL_GRID: Text("British National Grid", "British National Grid"),
    }
)
"""Systems that files from cities and police are in, in the order in which they are proposed."""

_UTM_NORTH, _UTM_SOUTH = 32600, 32700


def utm_zones(box: tuple[float, float, float, float]) -> dict[int, Text]:
    """Return the UTM systems (on WGS 84) of a box in degrees (west, south, east, north), with their names."""
    west, south, east, north = box
    zones = range(_zone(west), _zone(east) + 1)
    sides = [("N", _UTM_NORTH)] * (north > 0) + [("S", _UTM_SOUTH)] * (south < 0)
    return {
        first + zone: Text(f"UTM {zone}{side}", f"UTM {zone}{side}")
        for side, first in sides
        for zone in zones
    }


def _zone(longitude: float) -> int:
    return min(int((longitude + 180) // 6) + 1, 60)
