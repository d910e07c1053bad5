import importlib
import json
import pkgutil
from collections import Counter
from datetime import date

import make
import mapbox_vector_tile
import pytest
from drawn_tiles import EVERYWHERE, POINTS, drawn, tiles_around
from geoalchemy2.shape import from_shape
from shapely import LineString
from sqlalchemy import text

import geodata.layers
from geodata.access import IncidentView
from geodata.codes import PLACE_STATUSES, POLARITIES
from geodata.codes.place_statuses import marker_of
from geodata.errors import NotFoundError
from geodata.filters import Filter
from geodata.layers import LAYERS, data_version, tile
from geodata.models import IncidentCount
from geodata.text import LANGUAGES

GRID = IncidentView("grid", 250, "quarter", 5)


def incidents_on_a_grid(session, many=12, step=130):
    batch = make.batch(session)
    for n in range(many * many):
        at = make.point(n % many * step, n // many * step)
        make.incident(session, geom=at, batch_id=batch.id)
    return many * many


@pytest.mark.parametrize("zoom", [9, 11, 13])
def test_counts_over_the_tiles_of_a_low_zoom_sum_to_the_incidents(session, zoom):
    stored = incidents_on_a_grid(session)
    assert sum(mark["properties"]["events"] for mark in drawn(session, zoom, "incidents")) == stored


@pytest.mark.parametrize("zoom", [14, 16])
def test_every_incident_is_one_point_of_one_tile(session, zoom):
    stored = incidents_on_a_grid(session, many=8)
    points = drawn(session, zoom, "incidents")
    assert len(points) == stored
    assert points[0]["properties"] == {"group": "vandalism", "month": 2014 * 12 + 2}


@pytest.mark.parametrize("zoom", [8, 12, 17])
def test_a_place_has_one_mark_whatever_the_zoom(session, zoom):
    for n in range(30):
        make.place(session, geom=make.point(n * 27, n * 23))
    marks = drawn(session, zoom, "places")
    assert len({mark["properties"]["id"] for mark in marks}) == len(marks) == 30


def test_marks_stay_inside_their_tile_where_the_browser_draws_them(session):
    for n in range(60):
        make.place(session, geom=make.point(n * 41.7, n * 39.3))
    inside = [mark["geometry"]["coordinates"] for mark in drawn(session, 18, "places")]
    assert all(0 <= x < 4096 and 0 < y <= 4096 for x, y in inside)  # the decoder turns y upside down


def test_a_stretch_is_drawn_besides_its_mark(session):
    make.place(session, geom=from_shape(LineString([(118_000, 6_163_000), (118_900, 6_163_000)]), srid=3008))
    kinds = Counter(mark["geometry"]["type"] for mark in drawn(session, 15, "places"))
    assert kinds["Point"] == 1
    assert kinds["LineString"] >= 1


def test_a_place_tells_status_kind_and_polarity_and_nothing_more(session):
    place = make.place(session, status="verified")
    (mark,) = drawn(session, 14, "places")
    assert mark["properties"] == {
        "id": str(place.id),
        "kind": "underpass",
        "status": "verified",
        "polarity": "unsafe",
    }


@pytest.mark.parametrize(
    ("columns", "family", "phase"),
    [
        ({"status": "ordered"}, "light", "planned"),
        ({"type": "FART_PLATA"}, "traffic", "in_operation"),
        ({"ended_on": date(2015, 1, 1)}, "light", "ended"),
    ],
)
def test_a_measure_tells_its_family_and_phase(session, columns, family, phase):
    make.measure(session, **columns)
    (mark,) = drawn(session, 14, "measures")
    assert (mark["properties"]["family"], mark["properties"]["phase"]) == (family, phase)


@pytest.mark.parametrize(
    ("layer", "entity"), [("places", "place"), ("measures", "measure"), ("incidents", "incident")]
)
def test_nothing_outside_the_reach_is_drawn(session, layer, entity):
    mine = make.area(session)
    make.area(session, "theirs", geom=make.square(100))
    for build in (make.place, make.measure, make.incident):
        build(session, geom=make.point(50))
        build(session, geom=make.point(150))
    for within, seen in ((None, 2), ([mine.id], 1), ([], 0)):
        assert len(drawn(session, 15, layer, reach={entity: within})) == seen


def test_areas_outside_the_reach_are_not_drawn(session):
    mine = make.area(session)
    make.area(session, "theirs", geom=make.square(100))
    assert [mark["id"] for mark in drawn(session, 12, "areas", reach={"area": [mine.id]})] == [mine.id]


def test_a_layer_beyond_the_askers_rights_does_not_exist(session):
    for code, reach, view in [
        ("persons", EVERYWHERE, POINTS),
        ("places", {"area": None}, POINTS),
        ("incidents", EVERYWHERE, GRID),
        ("incidents", EVERYWHERE, None),
        ("incident_cells", EVERYWHERE, IncidentView("district", 0, "year", 5)),
    ]:
        with pytest.raises(NotFoundError):
            tile(session, 14, 8783, 5128, codes=[code], chosen=Filter(), reach=reach, incident_view=view)


@pytest.mark.parametrize(("z", "x", "y"), [(-1, 0, 0), (3, 8, 0), (3, 0, -1), (23, 0, 0)])
def test_a_tile_that_no_zoom_has_does_not_exist(session, z, x, y):
    with pytest.raises(NotFoundError):
        tile(session, z, x, y, codes=["areas"], chosen=Filter(), reach=EVERYWHERE, incident_view=None)


@pytest.mark.parametrize(
    "layer", [layer for layer in LAYERS if layer.code != "incidents"], ids=lambda layer: layer.code
)
def test_the_world_tile_is_empty(session, layer):
    make.area(session), make.place(session), make.measure(session), make.incident(session)
    content = tile(
        session, 0, 0, 0, codes=[layer.code], chosen=Filter(), reach=EVERYWHERE, incident_view=GRID
    )
    assert content == b""


def crowd(session, events, east, north=50, **columns):
    batch = make.batch(session)
    for n in range(events):
        make.incident(session, geom=make.point(east + n, north), batch_id=batch.id, **columns)


def cells(session, zoom=15, **asked):
    """Return what is told of each cell, from west to east; a cell drawn in two tiles is one."""
    marks = drawn(session, zoom, "incident_cells", view=GRID, **asked)
    told = {mark["id"]: mark["properties"] for mark in marks}
    assert all(mark["properties"] == told[mark["id"]] for mark in marks)
    return [told[cell] for cell in sorted(told)]


def test_cells_hide_counts_below_k_and_leave_empty_ones_out(session):
    crowd(session, 5, 10)  # the corner lies on a corner of the grid of 250 m
    crowd(session, 4, 260)
    assert cells(session) == [{"events": 5}, {"hidden": "yes"}]


def test_who_sees_the_grid_gets_no_point(session):
    crowd(session, 30, 10)
    assert {mark["geometry"]["type"] for mark in drawn(session, 17, "incident_cells", view=GRID)} == {
        "Polygon"
    }


@pytest.mark.parametrize("zoom", [8, 11, 14, 17])
def test_cells_are_whole_and_the_same_at_every_zoom(session, zoom):
    crowd(session, 7, 0, 10)
    crowd(session, 6, 250, 10)
    crowd(session, 15, 490, 10)  # ten west of the border at 500, five on it and east of it
    assert cells(session, zoom) == [{"events": 7}, {"events": 16}, {"events": 5}]


def test_a_cell_is_in_an_area_when_its_middle_is_and_then_counts_wholly(session):
    make.area(session, "west", geom=make.square(-100, 0, 230))
    crowd(session, 3, 10)
    crowd(session, 3, 200)
    make.area(session, "tiny", kind="stadsdel", geom=make.square(0, 0, 100))
    assert cells(session, chosen=Filter(area="stadsomrade:west")) == [{"events": 6}]
    assert cells(session, chosen=Filter(area="stadsdel:tiny")) == []


def test_cells_whose_middle_is_outside_the_reach_are_not_drawn(session):
    mine = make.area(session, geom=make.square(0, 0, 250))
    crowd(session, 5, 10)
    crowd(session, 7, 260)
    assert cells(session, reach={"incident": [mine.id]}) == [{"events": 5}]


def test_a_shorter_period_than_a_quarter_is_widened_for_the_grid(session):
    crowd(session, 5, 10)  # on 12 March
    one_day = Filter(first_day=date(2014, 1, 1), stop_day=date(2014, 1, 2))
    assert cells(session, chosen=one_day) == [{"events": 5}]
    assert drawn(session, 15, "incidents", chosen=one_day) == []


def test_counts_that_the_police_deliver_are_added_to_the_cells(session):
    crowd(session, 2, 10)
    delivered = IncidentCount(
        source="test",
        crime_group="vandalism",
        period_start=date(2014, 1, 1),
        period_end=date(2014, 4, 1),
        events=4,
        cell_centre=make.point(125, 125),
        cell_metres=250,
        batch_id=make.batch(session).id,
    )
    make.saved(session, delivered)
    assert cells(session) == [{"events": 6}]


@pytest.mark.parametrize(
    ("chosen", "seen"),
    [
        (Filter(groups=("vandalism",)), 1),
        (Filter(groups=("robbery",)), 0),
        (Filter(lights=("dark",)), 1),
        (Filter(lights=("day",)), 0),
        (Filter(first_day=date(2014, 3, 12), stop_day=date(2014, 3, 13)), 1),
        (Filter(stop_day=date(2014, 3, 12)), 0),
        (Filter(area="stadsomrade:north"), 1),
        (Filter(area="stadsomrade:south"), 0),
    ],
)
def test_the_filter_decides_which_incidents_are_drawn(session, chosen, seen):
    make.area(session)
    make.incident(session)
    assert len(drawn(session, 12, "incidents", chosen=chosen)) == seen
    assert len(drawn(session, 15, "incidents", chosen=chosen)) == seen


def test_groups_for_the_whole_city_only_are_on_no_map(session):
    make.incident(session, crime_group="intimate_partner_violence")
    assert drawn(session, 15, "incidents") == []


def test_an_abolished_kind_of_area_is_drawn_as_it_last_stood(session):
    old = make.area(session, "old", kind="stadsdel", valid_to=date(2013, 7, 1))
    make.area(session, "before", valid_to=date(2012, 1, 1))
    new = make.area(session, "after", valid_from=date(2012, 1, 1))
    assert {mark["id"] for mark in drawn(session, 12, "areas")} == {old.id, new.id}
    since = Filter(first_day=date(2014, 1, 1))
    assert {mark["id"] for mark in drawn(session, 12, "areas", chosen=since)} == {new.id}


def test_a_tile_holds_the_layers_asked_for_one_after_the_other(session):
    make.area(session), make.place(session)
    zoom, x, y = tiles_around(12, reach=0)[0]
    both = tile(
        session, zoom, x, y, codes=["areas", "places"], chosen=Filter(), reach=EVERYWHERE, incident_view=None
    )
    assert set(mapbox_vector_tile.decode(both)) == {"areas", "places"}


@pytest.mark.parametrize(
    "change",
    [
        make.place,
        make.area,
        make.incident,
        lambda session: session.execute(text("UPDATE place SET name = 'GC-tunnel D4'")),
        lambda session: session.execute(text("UPDATE import_batch SET undone_at = now()")),
    ],
)
def test_the_version_of_the_data_changes_with_the_data(session, change):
    make.place(session), make.batch(session)
    before = data_version(session)
    assert data_version(session) == before
    change(session)
    assert data_version(session) != before


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("layer", LAYERS, ids=lambda layer: layer.code)
def test_what_the_browser_gets_is_plain_words_and_numbers(layer, language):
    told = json.dumps(layer.for_browser(language, GRID))
    assert "{" + "k}" not in told
    assert set(layer.for_browser(language, GRID)) == {"code", "title", "lowest_zoom", "precision", "legend"}


@pytest.mark.parametrize("polarity", POLARITIES.codes)
def test_every_place_has_one_class_of_the_legend_which_draws_its_mark(polarity):
    (places,) = (layer for layer in LAYERS if layer.code == "places")
    for status in (state.code for state in PLACE_STATUSES if polarity in state.polarities):
        fits = [
            line
            for line in places.legend
            if all({"status": status, "polarity": polarity}[name] in values for name, values in line.codes)
        ]
        marker = marker_of(status, polarity)
        assert (fits[0].shape, fits[0].colour) == (marker.shape, marker.colour)


def test_the_registry_holds_every_layer_of_the_folder():
    modules = (
        importlib.import_module(f"geodata.layers.{module.name}")
        for module in pkgutil.iter_modules(geodata.layers.__path__)
    )
    assert {module.LAYER.code for module in modules if hasattr(module, "LAYER")} == {
        layer.code for layer in LAYERS
    }
