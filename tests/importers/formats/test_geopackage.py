"""GeoPackages: layers, tables, views; and what a hostile SQLite file may not do."""

import sqlite3
import struct

import pytest
import shapely
from map_files import geopackage, stored

from importers.formats import ChoiceNeededError, Reading, UnreadableFileError, open_file

KINDS = ("geopackage",)
AS_FOUND = Reading()

# An arc through three points, as programs for drawing write it (a CIRCULARSTRING).
ARC = struct.pack("<BII6d", 1, 8, 3, 0, 0, 1, 1, 2, 0)


def records(path, reading=AS_FOUND):
    return list(open_file(path, KINDS, reading).records())


def refusal(path, reading=AS_FOUND) -> str:
    with pytest.raises(UnreadableFileError) as refused:
        records(path, reading)
    return refused.value.reason.en


def test_rows_bear_their_own_numbers_and_values_their_kinds(tmp_path):
    content = open_file(geopackage(tmp_path / "a.gpkg"), KINDS)
    first, second = content.records()
    assert (content.headers, content.srid, content.notices) == (("name", "lit", "n"), 3008, ())
    assert content.expected_rows == 2
    assert (first.number, first.values) == (7, {"name": "Möllan", "lit": True, "n": 3})
    assert (second.number, second.values) == (9, {"name": None, "lit": False, "n": None})
    assert (first.shape, second.shape) == (shapely.Point(1, 2), None)


def test_rows_are_counted_where_their_own_numbers_cannot_be_told(tmp_path):
    path = geopackage(tmp_path / "a.gpkg", "UPDATE places SET fid = -fid")
    assert [record.number for record in records(path)] == [1, 2]


def test_of_several_layers_one_must_be_named(tmp_path):
    path = geopackage(tmp_path / "a.gpkg", layers=("places", "lamps"))
    with pytest.raises(ChoiceNeededError) as needed:
        open_file(path, KINDS)
    assert (needed.value.name, needed.value.choices) == ("layer", ("places", "lamps"))
    assert len(records(path, Reading(layer="lamps"))) == 2
    assert refusal(path, Reading(layer="trees")) == "No layer trees; there is places, lamps."


STYLES = (
    "CREATE TABLE layer_styles (id INTEGER PRIMARY KEY, style TEXT)",
    "INSERT INTO layer_styles VALUES (1, 'red')",
    "INSERT INTO gpkg_contents VALUES ('layer_styles', 'attributes')",
)


def test_a_table_without_shapes_is_read_when_it_is_named(tmp_path):
    path = geopackage(tmp_path / "a.gpkg", *STYLES)
    assert open_file(path, KINDS).reading.layer == "places"
    content = open_file(path, KINDS, Reading(layer="layer_styles"))
    assert [record.values for record in content.records()] == [{"id": 1, "style": "red"}]
    assert (content.srid, content.notices) == (None, ())


def test_a_table_that_is_all_there_is_is_read(tmp_path):
    assert len(records(geopackage(tmp_path / "a.gpkg", *STYLES, layers=()))) == 1


def test_a_view_is_read_like_a_table(tmp_path):
    path = geopackage(
        tmp_path / "a.gpkg",
        "CREATE VIEW lit AS SELECT geom, upper(name) AS title FROM places WHERE lit",
        "INSERT INTO gpkg_contents VALUES ('lit', 'features')",
        "INSERT INTO gpkg_geometry_columns VALUES ('lit', 'geom', 3008)",
    )
    (record,) = records(path, Reading(layer="lit"))
    assert (record.number, record.values, record.shape) == (1, {"title": "MöLLAN"}, shapely.Point(1, 2))


def test_each_of_several_columns_of_shapes_can_be_chosen(tmp_path):
    path = geopackage(
        tmp_path / "a.gpkg",
        "ALTER TABLE places ADD COLUMN entrance BLOB",
        "INSERT INTO gpkg_geometry_columns VALUES ('places', 'entrance', 3008)",
        f"UPDATE places SET entrance = x'{stored(shapely.Point(5, 6)).hex()}'",
    )
    with pytest.raises(ChoiceNeededError) as needed:
        open_file(path, KINDS)
    assert needed.value.choices == ("places(geom)", "places(entrance)")
    content = open_file(path, KINDS, Reading(layer="places(entrance)"))
    assert content.headers == ("name", "lit", "n")
    assert [record.shape for record in content.records()] == [shapely.Point(5, 6)] * 2


def test_an_unknown_reference_system_is_told(tmp_path):
    path = geopackage(tmp_path / "a.gpkg", "UPDATE gpkg_geometry_columns SET srs_id = -1")
    content = open_file(path, KINDS)
    assert (content.srid, len(content.notices)) == (None, 1)


def test_a_reference_system_may_be_stated_in_words(tmp_path):
    import pyproj

    words = pyproj.CRS(3008).to_wkt().replace("'", "''")
    path = geopackage(
        tmp_path / "a.gpkg", f"UPDATE gpkg_spatial_ref_sys SET organization = 'NONE', definition = '{words}'"
    )
    assert open_file(path, KINDS).srid == 3008


def test_binary_columns_are_left_out_and_told(tmp_path):
    content = open_file(geopackage(tmp_path / "a.gpkg", "ALTER TABLE places ADD COLUMN photo BLOB"), KINDS)
    assert content.headers == ("name", "lit", "n")
    assert content.notices[0].en == "Columns with binary content are not read: photo."


@pytest.mark.parametrize(
    ("shape", "words"),
    [
        (b"GP", "GeoPackageBinary"),
        (b"POINT(1 2)", "GeoPackageBinary"),
        (stored(shapely.Point(1, 2))[:-3], "cannot be read"),
        (stored(shapely.Point(1, 2), flags=0x21), "Extended"),
        (stored(shapely.Point(1, 2), flags=0x0F), "envelope"),
        (stored(shapely.GeometryCollection([shapely.Point(1, 2)])), "GeometryCollection"),
        (stored(shapely.Point(1, 2))[:8] + ARC, "arcs, which are not read"),
    ],
)
def test_a_shape_that_cannot_be_read_is_a_fault_of_its_row(tmp_path, shape, words):
    path = geopackage(tmp_path / "a.gpkg", f"UPDATE places SET geom = x'{shape.hex()}' WHERE fid = 9")
    first, second = records(path)
    assert (first.fault, second.number, second.fault_in) == (None, 9, "geometry")
    assert words in second.fault.en


def test_an_empty_shape_is_none_and_heights_are_left(tmp_path):
    path = geopackage(
        tmp_path / "a.gpkg",
        f"UPDATE places SET geom = x'{stored(shapely.Point(1, 2, 3)).hex()}' WHERE fid = 7",
        f"UPDATE places SET geom = x'{stored(shapely.Point(), flags=0x11).hex()}' WHERE fid = 9",
    )
    assert [record.shape for record in records(path)] == [shapely.Point(1, 2), None]


def hostile_view(path, definition: str):
    return geopackage(
        path,
        f"CREATE VIEW bad AS {definition}",
        "INSERT INTO gpkg_contents VALUES ('bad', 'attributes')",
    )


@pytest.mark.parametrize(
    ("definition", "words"),
    [
        ("SELECT load_extension('/tmp/x.so') AS a", "load_extension"),
        ("WITH RECURSIVE n(a) AS (SELECT 1 UNION ALL SELECT a + 1 FROM n) SELECT a FROM n", "not authorized"),
        ("SELECT * FROM nowhere", "no such table"),
        ("SELECT ST_MinX(geom) AS a FROM places", "no such function"),
        ("SELECT zeroblob(1000000000) AS a", "too big"),
    ],
)
def test_a_view_may_only_read(tmp_path, definition, words):
    assert words in refusal(hostile_view(tmp_path / "a.gpkg", definition), Reading(layer="bad"))


def test_a_view_that_finds_no_row_is_given_up(tmp_path):
    path = hostile_view(
        tmp_path / "a.gpkg", "SELECT 1 AS a FROM many x, many y, many z WHERE x.a + y.a < z.a"
    )
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE many (a INTEGER)")
        database.executemany("INSERT INTO many VALUES (?)", [(1000,)] * 2000)
    database.close()
    assert "interrupted" in refusal(path, Reading(layer="bad"))


def test_triggers_do_not_run_and_nothing_is_written_beside_the_file(tmp_path):
    path = geopackage(
        tmp_path / "a.gpkg", "CREATE TRIGGER t AFTER UPDATE ON places BEGIN DELETE FROM places; END"
    )
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA journal_mode = WAL")
    database.close()
    before = path.read_bytes()
    assert before[18:20] == b"\x02\x02"
    path.chmod(0o400)
    assert len(records(path)) == 2
    assert (path.read_bytes(), [file.name for file in tmp_path.iterdir()]) == (before, ["a.gpkg"])


@pytest.mark.parametrize("kept", [100, 500, 4096, 9000])
def test_a_cut_file_is_refused(tmp_path, kept):
    path = geopackage(tmp_path / "a.gpkg")
    path.write_bytes(path.read_bytes()[:kept])
    assert "cannot be read" in refusal(path)


def test_a_damaged_file_is_refused_or_read_but_never_breaks(tmp_path):
    import random

    path = geopackage(tmp_path / "a.gpkg")
    whole = path.read_bytes()
    drawn = random.Random(4)
    for _ in range(200):
        content = bytearray(whole)
        for _ in range(20):
            content[drawn.randrange(100, len(content))] = drawn.randrange(256)
        path.write_bytes(content)
        try:
            found = records(path)
        except UnreadableFileError:
            continue
        assert len(found) < 100


def test_a_file_without_contents_is_refused(tmp_path):
    path = geopackage(tmp_path / "a.gpkg", "DROP TABLE gpkg_contents")
    assert "lacks the table gpkg_contents" in refusal(path)
    assert "no layers" in refusal(geopackage(tmp_path / "b.gpkg", layers=()))


def test_virtual_tables_are_no_layers(tmp_path):
    path = geopackage(
        tmp_path / "a.gpkg",
        "CREATE VIRTUAL TABLE tree USING rtree(id, minx, maxx)",
        "INSERT INTO gpkg_contents VALUES ('tree', 'attributes')",
    )
    assert open_file(path, KINDS).choices["layer"] == ("places",)


def test_memory_stays_flat_over_many_polygons(tmp_path):
    import tracemalloc

    square = stored(shapely.box(0, 0, 1, 1)).hex()
    path = geopackage(
        tmp_path / "a.gpkg",
        "DELETE FROM places",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
        f" INSERT INTO places SELECT i, x'{square}', 'kvarter ' || i, 0, i FROM n",
    )
    content = open_file(path, KINDS)
    tracemalloc.start()
    try:
        count = sum(record.shape is not None for record in content.records())
        assert (count, tracemalloc.get_traced_memory()[1] < 3_000_000) == (20_000, True)
    finally:
        tracemalloc.stop()


def test_large_shapes_are_read_few_at_a_time(tmp_path):
    import tracemalloc

    large = stored(shapely.Point(0, 0).buffer(1, quad_segs=10_000)).hex()
    path = geopackage(
        tmp_path / "a.gpkg",
        "DELETE FROM places",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100)"
        f" INSERT INTO places SELECT i, x'{large}', 'a', 0, i FROM n",
    )
    tracemalloc.start()
    try:
        assert sum(1 for _ in open_file(path, KINDS).records()) == 100
        assert tracemalloc.get_traced_memory()[1] < 20_000_000 < path.stat().st_size
    finally:
        tracemalloc.stop()
