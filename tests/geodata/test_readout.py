import dataclasses

import pytest
from pyproj import Transformer

from geodata.readout import readout


def weights(x: float, nodes) -> list[float]:
    """Lagrange's weights, as webmap/static/map/readout.js has them."""
    a, b, c = nodes
    return [
        (x - b) * (x - c) / ((a - b) * (a - c)),
        (x - a) * (x - c) / ((b - a) * (b - c)),
        (x - a) * (x - b) / ((c - a) * (c - b)),
    ]


def interpolated(points, lon: float, lat: float) -> tuple[float, float]:
    rows, columns = weights(lat, points.latitudes), weights(lon, points.longitudes)
    return tuple(
        sum(row * column * grid[i][j] for i, row in enumerate(rows) for j, column in enumerate(columns))
        for grid in (points.eastings, points.northings)
    )


@pytest.mark.parametrize("srid", [3008, 3006, 32633])
def test_nine_points_give_the_citys_metres_to_a_decimetre(malmo, srid):
    points = readout(dataclasses.replace(malmo, metric_srid=srid))
    exact = Transformer.from_crs(4326, srid, always_xy=True)
    for lon, lat in [(12.9, 55.5), (13.011, 55.604), (13.19, 55.66)]:
        assert interpolated(points, lon, lat) == pytest.approx(exact.transform(lon, lat), abs=0.1)


def test_the_system_is_called_by_the_name_that_people_type(malmo, london):
    assert readout(malmo).system == "SWEREF 99 13 30"
    assert readout(london).system == "OSGB36 / British National Grid"
