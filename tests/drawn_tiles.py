"""What the layers of the map draw over all tiles around the tests' corner."""

import math

import make
import mapbox_vector_tile
from pyproj import Transformer

from geodata.access import IncidentView
from geodata.crs import LONLAT, SWEREF_99_13_30
from geodata.filters import Filter
from geodata.layers import tile

POINTS = IncidentView("points", 250, "day", None)
EVERYWHERE = dict.fromkeys(("area", "place", "measure", "incident", "ground"))
LON, LAT = Transformer.from_crs(SWEREF_99_13_30, LONLAT, always_xy=True).transform(
    make.EAST + 400, make.NORTH + 400
)


def tiles_around(zoom: int, reach: int = 3):
    """Return the tiles of a zoom around the tests' corner, enough for a few kilometres."""
    x = int((LON + 180) / 360 * 2**zoom)
    y = int((1 - math.asinh(math.tan(math.radians(LAT))) / math.pi) / 2 * 2**zoom)
    return [(zoom, x + dx, y + dy) for dx in range(-reach, reach + 1) for dy in range(-reach, reach + 1)]


def drawn(session, zoom, code, *, chosen=None, reach=EVERYWHERE, view=POINTS):
    """Return the features of a layer over all tiles around the corner."""
    found = []
    for z, x, y in tiles_around(zoom):
        content = tile(
            session, z, x, y, codes=[code], chosen=chosen or Filter(), reach=reach, incident_view=view
        )
        found += mapbox_vector_tile.decode(content).get(code, {"features": []})["features"]
    return found
