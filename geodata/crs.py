"""Coordinate reference systems: the one module where their numbers stand.

Storing and measuring happen in the city's own metric system (`city.toml`), exchange in longitude and
latitude, tiles in Web Mercator. Never buffer or measure in Web Mercator: in Malmö its lengths are 1.77
times too long.
"""

LONLAT = 4326
WEB_MERCATOR = 3857
SWEREF_99_TM = 3006
SWEREF_99_13_30 = 3008
BRITISH_NATIONAL_GRID = 27700

# What a Swedish planner types or pastes, in the order the form offers them.
TYPED_SYSTEMS = {"SWEREF 99 13 30": SWEREF_99_13_30, "SWEREF 99 TM": SWEREF_99_TM, "WGS 84": LONLAT}
