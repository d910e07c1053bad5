"""GeoJSON read feature by feature: collections, sequences, the older `crs`; and what breaks parsers."""

import json
import subprocess
import sys
import time

import pytest

from importers.formats import VECTORS, UnreadableFileError, open_file, sniff

POINT = {
    "type": "Feature",
    "properties": {"a": 1},
    "geometry": {"type": "Point", "coordinates": [13.0, 55.6]},
}
OTHER = {**POINT, "properties": {"b": "å"}}
CRS = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3008"}}


@pytest.fixture
def opened(tmp_path):
    """Open a GeoJSON file with this content; what is no text is written as JSON."""

    def open_written(content: object):
        path = tmp_path / "file.geojson"
        if isinstance(content, bytes | str):
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        else:
            path.write_text(json.dumps(content))
        return open_file(path, VECTORS)

    return open_written


def collection(*features: object, **members: object) -> dict[str, object]:
    return {"type": "FeatureCollection", "features": list(features), **members}


def test_headers_are_all_properties_that_occur(opened):
    content = opened(collection(POINT, OTHER))
    assert (content.headers, content.expected_rows, content.srid) == (("a", "b"), 2, 4326)
    assert [record.number for record in content.records()] == [1, 2]


def test_the_crs_may_stand_after_the_features_and_the_type_too(opened):
    content = opened(json.dumps({"features": [POINT], "crs": CRS, "type": "FeatureCollection"}))
    assert (content.srid, len(list(content.records()))) == (3008, 1)


@pytest.mark.parametrize("between", ["\n", "\n\x1e", "  "])
def test_features_that_follow_each_other_are_a_sequence(opened, between):
    content = opened(
        "\x1e" * ("\x1e" in between) + between.join(map(json.dumps, [POINT, OTHER, POINT])) + "\n"
    )
    assert [record.number for record in content.records()] == [1, 2, 3]
    assert content.headers == ("a", "b")


def test_one_feature_is_a_file_of_one_row(opened):
    (record,) = opened(POINT).records()
    assert (record.number, record.shape.x) == (1, 13.0)


def test_a_fault_of_a_feature_names_its_number_and_where_it_lies(opened):
    bad = {**POINT, "geometry": {"type": "Point", "coordinates": [13]}}
    _, record, listed = opened(collection(POINT, bad, {**POINT, "properties": []})).records()
    assert (record.number, record.fault_in) == (2, "geometry")
    assert (listed.number, listed.fault_in) == (3, "properties")


@pytest.mark.parametrize(
    ("properties", "known_by"),
    [({"a": 1}, "node/7"), ({"id": None}, "node/7"), ({"id": 0}, 0), (None, "node/7")],
)
def test_the_id_beside_the_properties_is_theirs_where_they_have_none(opened, properties, known_by):
    content = opened(collection({**POINT, "id": "node/7", "properties": properties}))
    (record,) = content.records()
    assert ("id" in content.headers, record.values["id"]) == (True, known_by)


@pytest.mark.parametrize(
    ("geometry", "swedish"),
    [
        ({"type": "Point", "coordinates": [13, 55, 0, 7]}, "ett läge har två eller tre tal"),
        ({"type": "GeometryCollection", "geometries": []}, "samlingar (GeometryCollection) läses inte"),
        ({"type": "Curve", "coordinates": []}, "dess slag (type) är okänt"),
    ],
)
def test_what_is_wrong_with_a_shape_is_said_in_swedish_too(opened, geometry, swedish):
    (record,) = opened(collection({**POINT, "geometry": geometry})).records()
    assert record.fault.sv == f"Geometrin är ogiltig: {swedish}."


def test_a_collection_in_utf_16_is_told_from_a_table(opened):
    with pytest.raises(UnreadableFileError, match="it is not UTF-8"):
        opened(json.dumps(collection(POINT)).encode("utf-16"))


def test_what_is_broken_behind_the_features_belongs_to_none_of_them(opened):
    with pytest.raises(UnreadableFileError) as refused:
        opened(json.dumps(collection(POINT))[:-1] + ",}")
    assert refused.value.row is None


def test_broken_json_is_refused_with_feature_line_and_column(opened):
    broken = json.dumps(collection(POINT, POINT), indent=1).replace('"a": 1', '"a": 1,,', 2)
    with pytest.raises(UnreadableFileError, match="line 7, character 12") as refused:
        opened(broken)
    assert refused.value.row == 1


def test_what_follows_a_collection_is_refused(opened):
    with pytest.raises(UnreadableFileError, match="Extra data"):
        opened(json.dumps(collection(POINT)) + "{}")


def test_features_across_the_edges_of_what_is_read_at_once_are_whole(opened):
    features = [{**POINT, "properties": {"text": "x" * size}} for size in (65_500, 1, 70_000, 200_000, 3)]
    found = list(opened(collection(*features)).records())
    assert [len(record.values["text"]) for record in found] == [65_500, 1, 70_000, 200_000, 3]


def test_numbers_and_letters_cut_by_an_edge_are_whole(opened):
    for padding in range(65_530, 65_560):
        text = '{"type":"Feature","properties":{"p":"' + "x" * padding + '","å":12345.5},"geometry":null}'
        (record,) = opened(text).records()
        assert record.values["å"] == 12345.5


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'{"type": "FeatureCollection", "features": ' + b"[" * 100_000, "nested too deeply"),
        (b'{"a":' * 100_000, "nested too deeply"),
        (b'{"type": "FeatureCollection", "features": [' + b"9" * 10_000_000 + b"]}", "Exceeds the limit"),
        (b'{"type": "FeatureCollection", "features": [{"a": 1e400}]}', "too large"),
        (b'{"type": "FeatureCollection", "features": [{"a": ' + b"9" * 250 + b".0e99}]}", "too large"),
        (b'{"type": "FeatureCollection", "features": [{"a": NaN}]}', "NaN is no number"),
        (b'{"type": "FeatureCollection", "features": [{"a": -Infinity}]}', "Infinity is no number"),
        (b'{"type": "FeatureCollection", "features": [{"a": 1, "a": 2}]}', "twice"),
        (b'{"type": "FeatureCollection", "features": ["' + b"x" * 40_000_000 + b'"]}', "larger than"),
        (b'{"type": "FeatureCollection", "features": ["\xff"]}', "not UTF-8"),
        (b'{"type": "Polygon", "coordinates": []}', "only a geometry"),
    ],
)
def test_what_breaks_parsers_is_refused_at_once(opened, content, words):
    begun = time.process_time()
    with pytest.raises(UnreadableFileError, match=words):
        opened(content)
    assert time.process_time() - begun < 5


def test_too_many_properties_are_refused(opened):
    crowd = collection(*({**POINT, "properties": {f"p{number}": 1}} for number in range(5000)))
    with pytest.raises(UnreadableFileError, match="more than 4096 columns"):
        opened(crowd)


def test_memory_does_not_grow_with_the_file(tmp_path):
    path = tmp_path / "large.geojson"
    ring = [[13 + step / 1e5, 55.6] for step in range(200)]
    area = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
    feature = json.dumps({"type": "Feature", "properties": {"name": "x" * 50}, "geometry": area})
    with path.open("w") as file:
        file.write('{"type": "FeatureCollection", "features": [' + feature)
        for _ in range(2500):
            file.write("," + feature)
        file.write("]}")
    small = tmp_path / "small.geojson"
    small.write_text(feature)
    assert path.stat().st_size > 8e6
    assert peak_of_reading(path) - peak_of_reading(small) < 7e6


def peak_of_reading(path) -> int:
    """Return how many bytes a process of its own takes at most to read a file."""
    code = (
        "import resource, sys; from pathlib import Path; from importers.formats import VECTORS, open_file;"
        "sum(1 for _ in open_file(Path(sys.argv[1]), VECTORS).records());"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)"
    )
    return int(subprocess.check_output([sys.executable, "-c", code, str(path)]))


# ---------------------------------------------------------------- the collection of geojsonhint

BARE = "only a geometry"
NO_FEATURES = "no GeoJSON with features"
# Of each file: how many features are read, and the features at fault; or the words with which it is refused.
OUTCOMES: dict[str, tuple[int, list[int]] | str] = {
    "bad/bad-duplicate-properties": "a key occurs twice",
    "bad/bad-featurelist": BARE,
    "bad/bad-json": "not valid JSON",
    "bad/bad-object-type": NO_FEATURES,
    "bad/bad-polygon-interiorring-rhr": BARE,
    "bad/bad-polygonloop": (1, [1]),
    "bad/bad-properties-as-array": (1, [1]),
    "bad/badcoord": BARE,
    "bad/badcoordtype": (1, [1]),
    "bad/badfeature": (1, [1]),
    "bad/badfeatureid": (1, []),  # the id is not read
    "bad/bbox-4or6elements": BARE,
    "bad/bbox-contains-string": BARE,
    "bad/bbox-string": BARE,
    "bad/different-first-last": BARE,
    "bad/different-first-size": BARE,
    "bad/excessive_precision_truncated": BARE,
    "bad/expected_object": (1, [1]),
    "bad/false": BARE,
    "bad/feature_changed_semantics": (1, []),  # members with no meaning in a feature are not read
    "bad/featurecollection": NO_FEATURES,
    "bad/featurecollection-obj": NO_FEATURES,
    "bad/featurecollection-type-case": NO_FEATURES,
    "bad/featurecollection_changed_semantics": (3, []),
    "bad/geometry_changed_semantics": BARE,
    "bad/geometrycollection_nested": BARE,
    "bad/geometrycollection_single": BARE,
    "bad/multiple_problems": (4, [1, 3, 4]),
    "bad/multipoint-multidimension": BARE,
    "bad/multipoint-nondimension": BARE,
    "bad/nofeaturetype": (1, [1]),
    "bad/notype": NO_FEATURES,
    "bad/point": BARE,
    "bad/point-labeled-as-a-multipolygon": (1, [1]),
    "bad/point-string": BARE,
    "bad/point-toofew": BARE,
    "bad/point-toomany": BARE,
    "bad/polygon_winding_order": BARE,
    "bad/rootstring": "the source takes",  # the word null: a table without rows
    "bad/short-line": BARE,
    "bad/short-linearring": BARE,
    "bad/short-multilinestring": BARE,
    "bad/stringcoord": (2, [1]),
    "bad/unknowntype": NO_FEATURES,
    "good/good-feature": (1, []),
    "good/good-feature-with-id": (1, []),
    "good/good-feature-with-string-id": (1, []),
    "good/good-featurecollection": (3, []),
    "good/good-featurecollection-bbox": (2, []),
    "good/good-featurecollection-bbox3d": (2, []),
    "good/good-featurecollection-extensions": (3, []),
    "good/good-geometrycollection": BARE,
    "good/good-linestring": BARE,
    "good/good-multilinestring": BARE,
    "good/good-multipoint": BARE,
    "good/good-point": BARE,
    "good/good-point-3d": BARE,
    "good/good-polygon": BARE,
    "good/issue82": BARE,
    "good/multipolygon": BARE,
    "good/nullgeometry": (1, []),
    "good/nullproperties": (1, []),
}


def test_the_outcomes_are_those_of_all_62_files(shared_data):
    folder = shared_data / "hostile" / "geojsonhint"
    found = {str(path.relative_to(folder).with_suffix("")) for path in folder.rglob("*.geojson")}
    assert found == OUTCOMES.keys()
    assert len(found) == 62


@pytest.mark.parametrize("name", OUTCOMES)
def test_of_a_collected_file_so_many_features_are_read(shared_data, name):
    path = shared_data / "hostile" / "geojsonhint" / f"{name}.geojson"
    expected = OUTCOMES[name]
    if isinstance(expected, str):
        with pytest.raises(UnreadableFileError, match=expected):
            open_file(path, VECTORS)
        return
    found = list(open_file(path, VECTORS).records())
    assert sniff(path).code == "geojson"
    assert (len(found), [record.number for record in found if record.fault]) == expected
