"""Shapefiles in zip files: whole, in parts, cut short, several, in any encoding."""

import random
import struct
import tracemalloc
import zipfile

import pyproj
import pytest
import shapely
from map_files import dbf, shp, shp_points, zipped

from importers.formats import ChoiceNeededError, Reading, UnreadableFileError, open_file

KINDS = ("shapefile",)


def shapefile(folder, suffixes=(".shp", ".dbf"), **parts: bytes):
    members = {".shp": shp_points(), ".dbf": dbf([b"name"], [[b"a"], [b"b"]])}
    members |= {f".{suffix}": content for suffix, content in parts.items()}
    kept = [suffix for suffix in members if suffix in suffixes or suffix[1:] in parts]
    return zipped(folder / "file.zip", {f"file{suffix}": members[suffix] for suffix in kept})


def notices(content) -> str:
    return " ".join(notice.en for notice in content.notices)


AS_FOUND = Reading()


def refusal(path, reading=AS_FOUND) -> tuple[str, int | None]:
    with pytest.raises(UnreadableFileError) as refused:
        list(open_file(path, KINDS, reading).records())
    return refused.value.reason.en, refused.value.row


# What each of the collected sets holds: records, those with a shape, its columns, the reference system.
COLLECTED = {
    "boolean-property": (9, 9, ("foo",), 4326),
    "date-property": (3, 3, ("date",), 4326),
    "empty": (0, 0, (), 4326),
    "ignore-properties": (3, 3, (), None),
    "latin1-property": (1, 1, ("name",), 4326),
    "mixed-properties": (3, 3, ("foo", "bar"), 4326),
    "multipointm": (1, 1, (), None),
    "multipoints": (2, 2, ("FID",), 4326),
    "null": (9, 5, ("FID",), 4326),
    "number-null-property": (4, 4, ("name", "fid", "avg_temp"), None),
    "number-property": (3, 3, ("foo",), 4326),
    "pointm": (3, 3, (), None),
    "points": (9, 9, ("FID",), 4326),
    "polygonm": (1, 1, (), None),
    "polygons": (3, 3, ("FID",), 4326),
    "polylinem": (2, 2, (), None),
    "polylines": (2, 2, ("FID",), 4326),
    "singleton": (1, 1, ("FID",), None),
    "string-property": (3, 3, ("foo",), 4326),
    "utf8-property": (1, 1, ("☃",), 4326),
}


def collected(folder, shared_data, name):
    parts = sorted((shared_data / "hostile" / "shapefile").glob(f"{name}.*"))
    return zipped(folder / "file.zip", {part.name: part.read_bytes() for part in parts})


@pytest.mark.parametrize("name", COLLECTED)
def test_the_collected_shapefiles_without_index_are_read(tmp_path, shared_data, name):
    content = open_file(collected(tmp_path, shared_data, name), KINDS)
    found = list(content.records())
    assert [record.fault for record in found] == [None] * len(found)
    shaped = sum(record.shape is not None for record in found)
    assert (len(found), shaped, content.headers, content.srid) == COLLECTED[name]
    assert not any(record.shape.has_z or record.shape.has_m for record in found if record.shape)


def test_every_collected_file_belongs_to_a_set(shared_data):
    files = list((shared_data / "hostile" / "shapefile").iterdir())
    assert len(files) == 49
    assert {file.stem for file in files} == set(COLLECTED)


def test_the_collected_values_come_out_in_their_kinds(tmp_path, shared_data):
    def values(name):
        content = open_file(collected(tmp_path, shared_data, name), KINDS)
        return [tuple(record.values.values()) for record in content.records()]

    assert values("latin1-property") == [("México",)]
    assert values("utf8-property") == [("ηελλο ςορλδ",)]
    assert values("number-property") == [(None,), (42,), (-4,)]
    assert values("mixed-properties") == [(None, None), (42, None), (None, "blue")]
    assert values("boolean-property")[:3] == [(None,), (True,), (True,)]
    assert values("date-property") == [("2013-01-02",), ("2013-02-02",), ("2013-01-03",)]


def test_parts_are_found_in_folders_and_in_any_case(tmp_path):
    members = {"Ut/Kvarter.SHP": shp_points(), "Ut/KVARTER.Dbf": dbf([b"name"], [[b"a"], [b"b"]])}
    path = zipped(tmp_path / "file.zip", members | {"__MACOSX/Ut/._Kvarter.SHP": b"x", "Ut/les.txt": b"x"})
    content = open_file(path, KINDS)
    assert [(record.number, record.values) for record in content.records()] == [
        (1, {"name": "a"}),
        (2, {"name": "b"}),
    ]
    assert (content.reading.member, content.expected_rows) == ("Kvarter.SHP", 2)


def test_of_several_shapefiles_one_must_be_named(tmp_path):
    table = dbf([b"name"], [[b"a"]])
    members = {"a.shp": shp_points(), "b.shp": shp_points([(1.0, 2.0)]), "b.dbf": table}
    path = zipped(tmp_path / "file.zip", members)
    with pytest.raises(ChoiceNeededError) as needed:
        open_file(path, KINDS)
    assert (needed.value.name, needed.value.choices) == ("member", ("a.shp", "b.shp"))
    content = open_file(path, KINDS, Reading(member="b.shp"))
    assert [record.shape.x for record in content.records()] == [1.0]
    assert content.choices["member"] == ("a.shp", "b.shp")
    assert "no Shapefile c.shp" in refusal(path, Reading(member="c.shp"))[0]


def test_shapefiles_of_one_name_in_two_folders_are_told_apart(tmp_path):
    path = zipped(tmp_path / "file.zip", {"1/a.shp": shp_points(), "2/a.shp": shp_points([(1.0, 2.0)])})
    with pytest.raises(ChoiceNeededError) as needed:
        open_file(path, KINDS)
    assert needed.value.choices == ("1/a.shp", "2/a.shp")
    assert len(list(open_file(path, KINDS, Reading(member="2/a.shp")).records())) == 1


def test_a_missing_table_and_a_missing_system_are_told(tmp_path):
    content = open_file(shapefile(tmp_path, suffixes=(".shp",)), KINDS)
    assert "no .dbf" in notices(content)
    assert "no .prj" in notices(content)
    assert [(record.values, record.shape.x) for record in content.records()] == [({}, 13.0), ({}, 13.1)]


@pytest.mark.parametrize(
    ("written", "parts", "found", "told"),
    [
        ("cp1252", {}, "cp1252", True),
        ("cp850", {}, "cp850", True),
        ("utf-8", {}, "utf-8", True),
        ("utf-8", {"cpg": b"UTF-8"}, "utf-8", False),
        ("cp1252", {"cpg": b"ANSI 1252"}, "cp1252", False),
        ("cp850", {"cpg": b"OEM 850\r\n"}, "cp850", False),
        ("latin-1", {"cpg": b"ISO 88591"}, "latin-1", False),
        ("cp1252", {"cpg": b"UTF-8"}, "cp1252", True),
    ],
)
def test_the_encoding_of_values_is_found(tmp_path, written, parts, found, told):
    table = dbf(["gåta".encode(written)], [["Åsa".encode(written)], ["Örn".encode(written)]])
    content = open_file(shapefile(tmp_path, dbf=table, **parts), KINDS)
    assert [record.values for record in content.records()] == [{"gåta": "Åsa"}, {"gåta": "Örn"}]
    assert content.reading.encoding == found
    assert ("does not state the encoding" in notices(content)) is told


def test_a_table_may_name_its_code_page_itself(tmp_path):
    table = dbf([b"name"], [["Łódź".encode("cp1250")], [b"b"]], language=0xC8)
    content = open_file(shapefile(tmp_path, dbf=table), KINDS)
    assert next(content.records()).values == {"name": "Łódź"}


def test_a_person_may_correct_the_encoding(tmp_path):
    path = shapefile(tmp_path, dbf=dbf([b"name"], [["Łódź".encode("cp1250")], [b"b"]]))
    assert next(open_file(path, KINDS, Reading(encoding="cp1250")).records()).values == {"name": "Łódź"}
    assert "not encoded as utf-8" in refusal(path, Reading(encoding="utf-8"))[0]
    assert "no encoding klingon" in refusal(path, Reading(encoding="klingon"))[0]


def test_deleted_rows_are_passed_over_and_keep_their_numbers(tmp_path):
    table = dbf([b"name"], [[b"%d" % number] for number in range(5000)])
    content = bytearray(table)
    for number in (0, 1999, 2000, 4999):
        content[65 + number * 21] = ord("*")
    places = [(float(number), 0.0) for number in range(5000)]
    found = list(open_file(shapefile(tmp_path, shp=shp_points(places), dbf=bytes(content)), KINDS).records())
    expected = [number + 1 for number in range(5000) if number not in {0, 1999, 2000, 4999}]
    assert [record.number for record in found] == expected
    assert all(record.shape.x == record.number - 1 == float(record.values["name"]) for record in found)


def test_a_cut_shape_file_names_the_record(tmp_path):
    assert refusal(shapefile(tmp_path, shp=shp_points()[:-4])) == (
        ".shp is cut short: record 2 is missing in whole or part.",
        2,
    )


def test_a_cut_table_names_the_record(tmp_path):
    table = dbf([b"name"], [[b"a"], [b"b"]])
    assert refusal(shapefile(tmp_path, dbf=table[:-5]))[1] == 2


def test_parts_that_do_not_belong_together_are_refused(tmp_path):
    reason, _ = refusal(shapefile(tmp_path, dbf=dbf([b"name"], [[b"a"]])))
    assert reason == "The .shp has 2 records and the .dbf 1; they do not belong together."


@pytest.mark.parametrize("index", [b"", b"x" * 50, bytes(108), shp_points()])
def test_an_index_that_does_not_fit_is_built_anew(tmp_path, index):
    assert len(list(open_file(shapefile(tmp_path, shx=index), KINDS).records())) == 2


def test_an_index_may_skip_bytes_between_records(tmp_path):
    content = shp_points()
    gapped = content[:128] + bytes(20) + content[128:]
    header = content[:24] + struct.pack(">i", 58) + content[28:100]
    index = header + struct.pack(">iiii", 50, 10, 74, 10)
    found = open_file(shapefile(tmp_path, shp=gapped, shx=index), KINDS).records()
    assert [record.shape.x for record in found] == [13.0, 13.1]


def test_a_shape_that_cannot_be_read_is_a_fault_of_its_record(tmp_path):
    boxed = struct.pack("<i4d", 5, 0, 0, 1, 1)
    ring = struct.pack("<8d", 0, 0, 0, 1, 1, 1, 0, 0)
    good = boxed + struct.pack("<iii", 1, 4, 0) + ring
    endless = boxed + struct.pack("<iii", 1, 1 << 30, 0) + ring
    content = open_file(shapefile(tmp_path, shp=shp([good, endless], kind=5)), KINDS)
    first, second = content.records()
    assert (first.fault, first.shape.area) == (None, 0.5)
    assert "cannot be read" in second.fault.en


def test_heights_and_measures_are_left_and_that_is_told(tmp_path):
    lifted = shp([struct.pack("<i4d", 11, 13, 55, 7, 1)] * 2, kind=11)
    content = open_file(shapefile(tmp_path, shp=lifted), KINDS)
    assert "Heights and measures" in notices(content)
    assert [record.shape.wkt for record in content.records()] == ["POINT (13 55)"] * 2


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (shp([], kind=31), "solids"),
        (b"<OGRVRTDataSource/>", "no Shapefile"),
        (b"", "no Shapefile"),
        (shp([], kind=99), "no Shapefile"),
    ],
)
def test_what_is_no_shapefile_of_flat_shapes_is_refused(tmp_path, content, words):
    assert words in refusal(shapefile(tmp_path, shp=content))[0]


@pytest.mark.parametrize("table", [b"", b"x" * 40, bytes(64)])
def test_a_table_that_is_none_is_refused(tmp_path, table):
    assert refusal(shapefile(tmp_path, dbf=table)) == ("The .dbf cannot be read.", None)


def test_a_shape_file_alone_is_asked_for_in_a_zip_file(tmp_path):
    path = tmp_path / "file.shp"
    path.write_bytes(shp_points())
    assert "pack .shp, .shx, .dbf and .prj into one zip file" in refusal(path)[0]


def test_nothing_is_left_behind(tmp_path, monkeypatch):
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    content = open_file(shapefile(tmp_path), KINDS)
    records = content.records()
    next(records)
    assert list(temporary.iterdir()) != []
    records.close()
    refusal(shapefile(tmp_path, shp=b"x"))
    assert list(temporary.iterdir()) == []


def test_large_shapes_are_read_few_at_a_time(tmp_path):
    ring = shapely.Point(0, 0).buffer(1, quad_segs=10_000).exterior.coords[::-1]
    content = struct.pack("<i4diii", 5, -1, -1, 1, 1, 1, len(ring), 0)
    content += b"".join(struct.pack("<2d", *place) for place in ring)
    path = tmp_path / "file.zip"
    zipped(path, {"a.shp": shp([content] * 100, kind=5)}, zipfile.ZIP_STORED)
    tracemalloc.start()
    try:
        numbers = [record.number for record in open_file(path, KINDS).records()]
        assert numbers == list(range(1, 101))
        assert tracemalloc.get_traced_memory()[1] < 20_000_000 < path.stat().st_size
    finally:
        tracemalloc.stop()


def test_a_statement_that_is_longer_than_a_page_is_none(tmp_path):
    content = open_file(shapefile(tmp_path, prj=b"x" * 20_000, cpg=b"y" * 20_000), KINDS)
    assert "no .prj" in notices(content)
    assert content.srid is None


@pytest.mark.parametrize("stated", [b'PROJCS["Hemmagjort",GEOGCS["x"]]', b"SWEREF 99 13 30", b""])
def test_a_statement_that_means_nothing_leaves_the_system_to_be_said(tmp_path, stated):
    content = open_file(shapefile(tmp_path, prj=stated), KINDS)
    assert (content.srid, len(list(content.records()))) == (None, 2)
    assert "has no known number; give --crs EPSG:n" in notices(content)


@pytest.mark.parametrize("srid", [3006, *range(3007, 3019), 3021, 3847, 4326, 3857, 27700, 25833])
def test_a_prj_as_esri_writes_it_is_known_by_its_number(tmp_path, srid):
    stated = pyproj.CRS(srid).to_wkt("WKT1_ESRI").encode()
    assert open_file(shapefile(tmp_path, prj=stated), KINDS).srid == srid


def test_a_prj_may_name_places_in_letters_of_windows(tmp_path):
    stated = pyproj.CRS(3008).to_wkt("WKT1_ESRI").replace("SWEREF99_13_30", "Malmö_å", 1)
    content = open_file(shapefile(tmp_path, prj=stated.encode("cp1252")), KINDS)
    assert content.srid == 3008


def test_a_damaged_shapefile_is_refused_or_read_but_never_breaks(tmp_path):
    drawn = random.Random(6)
    ring = struct.pack("<i4diii8d", 5, 0, 0, 1, 1, 1, 4, 0, 0, 0, 0, 1, 1, 1, 0, 0)
    whole = {"shp": shp([ring] * 3, kind=5), "dbf": dbf([b"name", b"b"], [[b"a", b"1"]] * 3)}
    for _ in range(150):
        parts = {suffix: bytearray(content) for suffix, content in whole.items()}
        for _ in range(3):
            part = drawn.choice(list(parts.values()))
            part[drawn.randrange(len(part))] = drawn.randrange(256)
        path = shapefile(tmp_path, **{suffix: bytes(content) for suffix, content in parts.items()})
        try:
            found = list(open_file(path, KINDS).records())
        except UnreadableFileError:
            continue
        assert len(found) <= 3
