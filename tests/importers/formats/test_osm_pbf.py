"""OpenStreetMap extracts: what is taken out of them, and blocks that are not what they say."""

import random
import struct
import zlib
from collections import Counter

import osmium
import pytest
import shapely
from osmium.osm.mutable import Node, Way

from importers.formats import ChoiceNeededError, Reading, UnreadableFileError, open_file

KINDS = ("osm_pbf",)


def extract(folder, *objects: Node | Way):
    path = folder / "file.osm.pbf"
    path.unlink(missing_ok=True)
    with osmium.SimpleWriter(str(path)) as writer:
        for written in objects:
            writer.add(written)
    return path


def corners(first: int = 1) -> list[Node]:
    places = ((13.0, 55.6), (13.1, 55.6), (13.1, 55.7))
    return [Node(id=first + index, location=place) for index, place in enumerate(places)]


def records(path, layer: str):
    return list(open_file(path, KINDS, Reading(layer=layer)).records())


def refusal(path, layer: str = "streets") -> str:
    with pytest.raises(UnreadableFileError) as refused:
        records(path, layer)
    return refused.value.reason.en


def test_one_of_the_layers_must_be_named(tmp_path):
    path = extract(tmp_path, *corners())
    with pytest.raises(ChoiceNeededError) as needed:
        open_file(path, KINDS)
    assert needed.value.choices == ("streets", "lamps", "crossings", "places")
    assert "no trees is read" in refusal(path, "trees")


def test_streets_are_ways_and_squares_surfaces(tmp_path):
    path = extract(
        tmp_path,
        *corners(),
        Way(id=4, nodes=[1, 2, 3], tags={"highway": "residential", "name": "Storgatan", "lit": "yes"}),
        Way(id=5, nodes=[1, 2, 3, 1], tags={"highway": "pedestrian", "area": "yes"}),
        Way(id=6, nodes=[1, 2], tags={"waterway": "canal"}),
    )
    content = open_file(path, KINDS, Reading(layer="streets"))
    street, square = content.records()
    told = {name: value for name, value in street.values.items() if value}
    assert told == {"osm_id": "way/4", "name": "Storgatan", "highway": "residential", "lit": "yes"}
    assert (street.number, square.number, content.srid) == (1, 2, 4326)
    assert street.shape == shapely.LineString([(13.0, 55.6), (13.1, 55.6), (13.1, 55.7)])
    assert square.shape.geom_type == "Polygon"
    assert "© OpenStreetMap contributors (ODbL)" in content.notices[0].en


def test_of_a_way_that_leaves_the_extract_the_part_inside_is_read(tmp_path):
    highway = {"highway": "path"}
    path = extract(
        tmp_path,
        *corners(),
        Way(id=4, nodes=[1, 2, 99, 3], tags=highway),
        Way(id=5, nodes=[98, 99], tags=highway),
    )
    content = open_file(path, KINDS, Reading(layer="streets"))
    inside, outside = content.records()
    assert inside.shape == shapely.LineString([(13.0, 55.6), (13.1, 55.6)])
    assert "are not in the file" in outside.fault.en
    assert content.remarks()[0].en.startswith("1 objects reach beyond the edge")


def test_places_have_names_and_tell_which_tag_they_have(tmp_path):
    path = extract(
        tmp_path,
        Node(id=1, location=(13.0, 55.6), tags={"amenity": "school", "name": "Skolan", "name:sv": "S"}),
        Node(id=2, location=(13.0, 55.6), tags={"amenity": "school"}),
        Node(id=3, location=(13.0, 55.6), tags={"amenity": "bench", "name": "Bänken"}),
    )
    (school,) = records(path, "places")
    assert (school.values["kind"], school.values["name"], school.values["name:sv"]) == (
        "amenity=school", "Skolan", "S",
    )  # fmt: skip


def test_central_helsinki_has_what_it_is_said_to_have(shared_data):
    path = shared_data / "osm" / "Helsinki.osm.pbf"
    found = {layer: records(path, layer) for layer in ("streets", "lamps", "crossings")}
    assert {layer: len(rows) for layer, rows in found.items()} == {
        "streets": 2650,
        "lamps": 586,
        "crossings": 620,
    }
    told = Counter(name for row in found["streets"] for name, value in row.values.items() if value)
    assert (told["lit"], told["name:sv"]) == (1599, 829)
    assert not any(row.fault for layer in ("lamps", "crossings") for row in found[layer])


def message(number: int, content: bytes | int) -> bytes:
    """Return a field of a message as PBF writes it."""
    if isinstance(content, int):
        return bytes([number << 3]) + varint(content)
    return bytes([number << 3 | 2]) + varint(len(content)) + content


def varint(value: int) -> bytes:
    written = b""
    while value > 0x7F:
        written += bytes([value & 0x7F | 0x80])
        value >>= 7
    return written + bytes([value])


def block(kind: bytes, content: bytes, size: int) -> bytes:
    blob = message(2, size) + message(3, content)
    header = message(1, kind) + message(3, len(blob))
    return struct.pack(">I", len(header)) + header + blob


def header_block() -> bytes:
    content = message(4, b"OsmSchema-V0.6") + message(4, b"DenseNodes")
    return block(b"OSMHeader", zlib.compress(content), len(content))


@pytest.mark.parametrize(
    ("size", "content"),
    [(1 << 24, bytes(1 << 24)), (1 << 31, b"x"), (4_000_000, bytes(4_000_000))],
)
def test_a_block_that_unpacks_to_too_much_is_refused(tmp_path, size, content):
    path = tmp_path / "file.osm.pbf"
    path.write_bytes(header_block() + block(b"OSMData", zlib.compress(content), size))
    assert refusal(path) == "Block 2 is too large unpacked, or packed too well."


def test_a_block_that_is_larger_than_it_says_is_refused(tmp_path):
    path = tmp_path / "file.osm.pbf"
    path.write_bytes(header_block() + block(b"OSMData", zlib.compress(bytes(100_000)), 10))
    assert "cannot be read" in refusal(path)


def test_a_cut_file_is_refused_wherever_it_is_cut(tmp_path):
    path = extract(tmp_path, *corners(), Way(id=4, nodes=[1, 2, 3], tags={"highway": "path"}))
    whole = path.read_bytes()
    second = whole.index(b"OSMData") - 6
    for kept in (20, second + 2, second + 10, len(whole) - 1):
        path.write_bytes(whole[:kept])
        assert "cut short or damaged at block" in refusal(path)


def test_a_damaged_file_is_refused_or_read_but_never_breaks(tmp_path):
    path = extract(tmp_path, *corners(), Way(id=4, nodes=[1, 2, 3], tags={"highway": "path"}))
    whole = path.read_bytes()
    drawn = random.Random(5)
    for _ in range(200):
        content = bytearray(whole)
        for _ in range(3):
            content[drawn.randrange(15, len(content))] = drawn.randrange(256)
        path.write_bytes(content)
        try:
            found = records(path, "streets")
        except UnreadableFileError:
            continue
        assert len(found) <= 1
