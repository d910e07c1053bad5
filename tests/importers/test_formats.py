"""Files are known by their content, and what is broken is refused in one sentence."""

import json
import sqlite3
import zipfile

import pytest
from bringing_in import feature

from importers.formats import Reading, UnreadableFileError, open_file

EVERY = ("csv", "geojson", "geopackage", "shapefile")
POINT = {"type": "Point", "coordinates": [13.0, 55.6]}


def written(folder, content: bytes, name: str = "file.geojson"):
    path = folder / name
    path.write_bytes(content)
    return path


def records(path):
    return list(open_file(path, EVERY).records())


def test_a_virtual_dataset_called_geojson_never_reaches_gdal(tmp_path):
    layer = b'<OGRVRTLayer name="a"><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer>'
    virtual = b"<OGRVRTDataSource>" + layer + b"</OGRVRTDataSource>"
    for name in ("areas.geojson", "areas.gpkg", "areas.csv"):
        with pytest.raises(UnreadableFileError, match="in no format that is read here: GeoPackage"):
            open_file(written(tmp_path, virtual, name), EVERY)


def test_gdal_has_no_other_driver_than_that_of_shapefiles():
    import pyogrio

    from importers.formats import vector

    assert tuple(pyogrio.list_drivers()) == vector.DRIVERS == ("ESRI Shapefile",)


def test_paths_into_virtual_file_systems_are_refused():
    from pathlib import Path

    with pytest.raises(UnreadableFileError, match="/vsi"):
        open_file(Path("/vsicurl/http://127.0.0.1/a.gpkg"), EVERY)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"{", "not valid JSON"),
        (b'{"type": "FeatureCollection", "features": [NaN]}', "NaN is no number"),
        (b'{"type": "FeatureCollection", "features": [], "x": 1e400}', "too large"),
        (b'{"type": "FeatureCollection", "features": [], "features": []}', "twice"),
        (b'{"type": "FeatureCollection", "x": ' + b"[" * 100_000, "nested too deeply"),
        (b'{"type": "Topology"}', "no GeoJSON with features"),
        (b'{"type": "FeatureCollection", "features": {}}', "no GeoJSON with features"),
        (b'{"type": "FeatureCollection", "features": [], "crs": {"type": "name"}}', "crs"),
        (b'{"type": "FeatureCollection", "features": [], "x": "\xff"}', "not valid JSON"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "in no format"),
    ],
)
def test_broken_files_are_refused_with_the_reason(tmp_path, content, words):
    with pytest.raises(UnreadableFileError, match=words):
        open_file(written(tmp_path, content), EVERY)


@pytest.mark.parametrize(
    ("shape", "words"),
    [
        ({"type": "Point", "coordinates": ["13", 55.6]}, "not a number"),
        ({"type": "Point", "coordinates": [13]}, "two or three numbers"),
        ({"type": "Cube", "coordinates": []}, "type is unknown"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1]]]}, "not closed"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [0, 0]]]}, "fewer than four"),
        ({"type": "MultiPolygon", "coordinates": [[[0, 0], [1, 0], [0, 0]]]}, "nested wrongly"),
        ({"type": "GeometryCollection", "geometries": []}, "collections"),
    ],
)
def test_a_bad_geometry_is_a_fault_of_its_feature_alone(tmp_path, shape, words):
    content = {"type": "FeatureCollection", "features": [feature(POINT, a=1), feature(shape, a=2)]}
    good, bad = records(written(tmp_path, json.dumps(content).encode()))
    assert (good.fault, good.shape.x) == (None, 13.0)
    assert bad.number == 2
    assert words in bad.fault.en


def test_a_malmo_export_states_its_system_the_old_way(shared_data):
    content = open_file(shared_data / "malmo" / "offentlig_konst_3008.geojson", EVERY)
    assert (content.srid, sum(1 for _ in content.records())) == (3008, 193)


def test_a_geopackage_with_two_layers_wants_one_named(tmp_path, shared_data):
    path = written(tmp_path, (shared_data / "malmo" / "malmo_delomraden_3008.gpkg").read_bytes(), "two.gpkg")
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE other AS SELECT * FROM delomraden LIMIT 1")
        for table in ("gpkg_contents", "gpkg_geometry_columns"):
            columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
            chosen = ", ".join(
                "'other'" if name in {"table_name", "identifier"} else name for name in columns
            )
            database.execute(f"INSERT INTO {table} SELECT {chosen} FROM {table} LIMIT 1")
    database.close()
    with pytest.raises(UnreadableFileError, match="--set layer=NAME"):
        open_file(path, EVERY)
    assert sum(1 for _ in open_file(path, EVERY, Reading(layer="delomraden")).records()) == 136


def test_a_plain_sqlite_file_is_no_geopackage(tmp_path):
    path = tmp_path / "plain.gpkg"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE a (b)")
    database.close()
    with pytest.raises(UnreadableFileError, match="no GeoPackage"):
        open_file(path, EVERY)


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ({"a.txt": b"x"}, "hold one Shapefile"),
        ({"../a.shp": b"x"}, "unsafe"),
        ({"a.shp": b"<OGRVRTDataSource/>"}, "no Shapefile"),
        ({"a.shp": b"\x00" * 10_000_000}, "100 times its packed size"),
    ],
)
def test_a_zip_file_is_looked_through_before_it_is_unpacked(tmp_path, entries, words):
    path = tmp_path / "file.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    with pytest.raises(UnreadableFileError, match=words):
        open_file(path, EVERY)


def test_a_shapefile_without_its_index_is_read(tmp_path, shared_data):
    path = tmp_path / "wards.zip"
    with (
        zipfile.ZipFile(shared_data / "crime" / "london_wards.zip") as whole,
        zipfile.ZipFile(path, "w") as without,
    ):
        for name in whole.namelist():
            if not name.endswith(".shx"):
                without.writestr(name, whole.read(name))
    assert len(records(path)) == 654


def test_a_row_number_is_the_line_that_a_person_sees(tmp_path):
    content = b'a,b\n1,"two\nlines"\n\n3,4\n'
    assert [record.number for record in records(written(tmp_path, content, "file.csv"))] == [2, 5]


def test_an_unclosed_quote_is_refused_with_its_line(tmp_path):
    with pytest.raises(UnreadableFileError) as refused:
        records(written(tmp_path, b'a,b\n1,2\n3,"4\n', "file.csv"))
    assert refused.value.row == 3


def test_a_column_that_stands_twice_is_refused(tmp_path):
    with pytest.raises(UnreadableFileError, match="more than once"):
        open_file(written(tmp_path, b"a,b,a\n1,2,3\n", "file.csv"), EVERY)


def test_the_decimal_commas_of_medellin_are_read(shared_data):
    from importers.values import number

    path = shared_data / "hostile" / "medellin_homicides_semicolon_comma.csv"
    found = records(path)
    longitudes = [number(record.values["longitud"]) for record in found if record.values["longitud"] != "NA"]
    assert (len(found), found[0].values["longitud"], longitudes[0]) == (9360, "-75,56985400000", -75.569854)
