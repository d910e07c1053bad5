from datetime import date

import make
import mapbox_vector_tile
import pytest
from geoalchemy2.shape import to_shape
from sqlalchemy import text

WIDE = "/tiles/9/274/160.mvt"  # all of Malmö in one tile


@pytest.fixture
def lonlat_tile(session):
    """Return the address of the tile of a zoom that holds the tests' corner."""

    def address(zoom: int) -> str:
        lon, lat = session.execute(
            text("SELECT ST_X(spot), ST_Y(spot) FROM to_lonlat(ST_GeomFromEWKT(:spot)) AS spot"),
            {"spot": f"SRID=3008;{to_shape(make.point()).wkt}"},
        ).one()
        tile = mercantile(lon, lat, zoom)
        return f"/tiles/{zoom}/{tile[0]}/{tile[1]}.mvt"

    return address


def mercantile(lon: float, lat: float, zoom: int) -> tuple[int, int]:
    from math import asinh, pi, radians, tan

    x = (lon + 180) / 360 * 2**zoom
    y = (1 - asinh(tan(radians(lat))) / pi) / 2 * 2**zoom
    return int(x), int(y)


def features(answer, layer: str) -> list[dict]:
    assert answer.status_code in {200, 204}
    return (
        mapbox_vector_tile.decode(answer.data).get(layer, {"features": []})["features"] if answer.data else []
    )


def test_a_tile_holds_the_places_that_stand_in_it(signed_in, session, lonlat_tile):
    place = make.place(session)
    found = features(signed_in().get(f"{lonlat_tile(14)}?layers=places"), "places")
    assert [(one["properties"]["id"], one["properties"]["status"]) for one in found] == [
        (str(place.id), "reported")
    ]


def test_a_tile_follows_the_filter_of_its_address(signed_in, session, lonlat_tile):
    make.place(session, reported_on=date(2014, 3, 12))
    client, address = signed_in(), lonlat_tile(14)
    assert features(client.get(f"{address}?layers=places&to=2014-02"), "places") == []
    assert len(features(client.get(f"{address}?layers=places&to=2014-03"), "places")) == 1


def test_a_tile_shows_nothing_outside_the_askers_areas(signed_in, session, lonlat_tile):
    area = make.area(session, "far", geom=make.square(5000, 5000))
    make.place(session)
    client = signed_in("ssp_school", area_ids=(area.id,))
    assert features(client.get(f"{lonlat_tile(14)}?layers=places"), "places") == []


def test_several_layers_come_in_one_tile(signed_in, session, lonlat_tile):
    make.area(session)
    make.place(session)
    make.measure(session)
    answer = signed_in().get(f"{lonlat_tile(14)}?layers=areas,places,measures")
    assert {name for name in ("areas", "places", "measures") if features(answer, name)} == {
        "areas",
        "places",
        "measures",
    }


@pytest.mark.parametrize(
    ("role", "layer", "status"),
    [
        ("planner", "incidents", 404),
        ("planner", "incident_cells", 204),
        ("police_analyst", "incidents", 204),
        ("ssp_social", "incident_cells", 404),
        ("auditor", "incident_cells", 404),
        ("steering_group", "places", 404),
        ("planner", "no_such_layer", 404),
    ],
)
def test_a_layer_that_is_not_ones_to_see_does_not_exist(signed_in, role, layer, status):
    answer = signed_in(role).get(f"{WIDE}?layers={layer}")
    assert answer.status_code in {status, 200 if status == 204 else status}


def test_a_planner_gets_squares_and_never_a_point(signed_in, session, lonlat_tile):
    batch = make.batch(session)
    for _ in range(6):
        make.incident(session, batch_id=batch.id)
    client, address = signed_in(), lonlat_tile(14)
    (cell,) = features(client.get(f"{address}?layers=incident_cells"), "incident_cells")
    assert cell["geometry"]["type"] == "Polygon"
    assert cell["properties"] == {"events": 6}
    assert client.get(f"{address}?layers=incidents").status_code == 404


def test_a_count_below_five_has_no_number(signed_in, session, lonlat_tile):
    make.incident(session)
    (cell,) = features(signed_in().get(f"{lonlat_tile(14)}?layers=incident_cells"), "incident_cells")
    assert cell["properties"] == {"hidden": "yes"}


def test_an_unchanged_tile_is_not_sent_again(signed_in, session, lonlat_tile):
    make.place(session)
    client, address = signed_in(), f"{lonlat_tile(14)}?layers=places"
    tag = client.get(address).headers["ETag"]
    again = client.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    make.place(session, "another")
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_the_tag_differs_by_what_one_may_see(own_app, signed_in, session, lonlat_tile):
    area = make.area(session)
    make.place(session)
    address = f"{lonlat_tile(14)}?layers=places"
    whole = signed_in("planner", on=own_app.test_client()).get(address).headers["ETag"]
    part = signed_in("ssp_school", on=own_app.test_client(), area_ids=(area.id,)).get(address).headers["ETag"]
    assert whole != part


def test_a_tile_is_kept_by_its_reader_only_and_packed(signed_in, session):
    for number in range(30):
        make.place(session, f"place {number}")
    answer = signed_in().get(f"{WIDE}?layers=places", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Vary"] == "Accept-Encoding, Cookie"


@pytest.mark.parametrize("address", ["/tiles/30/1/1.mvt", "/tiles/2/4/0.mvt", "/tiles/1/0/2.mvt"])
def test_a_tile_that_no_zoom_has_does_not_exist(signed_in, address):
    assert signed_in().get(f"{address}?layers=places").status_code == 404


def test_a_wrong_filter_is_named(signed_in):
    answer = signed_in().get(f"{WIDE}?layers=places&status=unheard-of")
    assert (answer.status_code, answer.json["error"]["field"]) == (422, "status")
