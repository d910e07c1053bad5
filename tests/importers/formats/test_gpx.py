"""GPX: waypoints, routes and tracks, each a layer."""

import pytest
import shapely

from importers.formats import ChoiceNeededError, Reading, UnreadableFileError, open_file

KINDS = ("gpx",)
WAYPOINT = '<wpt lat="55.6" lon="13.0"><ele>4</ele><time>2024-05-01T20:00:00Z</time><name>Mörkt</name></wpt>'
ROUTE = '<rte><name>R</name><rtept lat="0" lon="0"/><rtept lat="1" lon="2"/></rte>'


def point(place: int) -> str:
    return f'<trkpt lat="{place}" lon="{2 * place}"><time>2024-05-01T20:0{place}:00Z</time></trkpt>'


TRACK = (
    f"<trk><name>T</name><trkseg>{point(0)}{point(1)}</trkseg><trkseg>{point(2)}{point(3)}</trkseg>"
    "<extensions><speed>4</speed></extensions></trk>"
)


def gpx(folder, *inside: str):
    path = folder / "file.gpx"
    path.write_text(
        f'<?xml version="1.0"?><gpx xmlns="http://www.topografix.com/GPX/1/1">{"".join(inside)}</gpx>',
        "utf-8",
    )
    return path


def test_waypoints_have_their_texts_and_time(tmp_path):
    content = open_file(gpx(tmp_path, WAYPOINT, '<wpt lat="1" lon="2"/>'), KINDS)
    first, second = content.records()
    assert first.values == {"name": "Mörkt", "time": "2024-05-01T20:00:00Z", "ele": "4"}
    assert (first.shape, content.srid) == (shapely.Point(13, 55.6), 4326)
    assert (second.number, second.values) == (2, dict.fromkeys(content.headers))


def test_a_track_is_its_lines_from_its_first_time_to_its_last(tmp_path):
    (track,) = open_file(gpx(tmp_path, TRACK), KINDS).records()
    assert track.values == {"name": "T", "begin": "2024-05-01T20:00:00Z", "end": "2024-05-01T20:03:00Z"}
    assert track.shape == shapely.MultiLineString([[(0, 0), (2, 1)], [(4, 2), (6, 3)]])


def test_of_several_kinds_one_must_be_named(tmp_path):
    path = gpx(tmp_path, WAYPOINT, ROUTE, TRACK)
    with pytest.raises(ChoiceNeededError) as needed:
        open_file(path, KINDS)
    assert (needed.value.name, needed.value.choices) == ("layer", ("waypoints", "routes", "tracks"))
    (route,) = open_file(path, KINDS, Reading(layer="routes")).records()
    assert (route.values, route.shape) == ({"name": "R"}, shapely.LineString([(0, 0), (2, 1)]))


def test_a_kind_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(UnreadableFileError, match="No layer tracks; there is waypoints"):
        open_file(gpx(tmp_path, WAYPOINT), KINDS, Reading(layer="tracks"))
    with pytest.raises(UnreadableFileError, match="no waypoints, routes or tracks"):
        open_file(gpx(tmp_path), KINDS)


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ('<wpt lat="x" lon="1"/>', "no position"),
        ('<wpt lon="1"/>', "no position"),
        ('<wpt lat="91" lon="1"/>', "no position"),
        ('<wpt lat="nan" lon="1"/>', "no position"),
        ('<rte><rtept lat="0" lon="0"/></rte>', "only one position"),
        ('<trk><trkseg><trkpt lat="0" lon="0"/><trkpt/></trkseg></trk>', "no position"),
    ],
)
def test_a_record_without_a_place_is_at_fault(tmp_path, inside, words):
    (record,) = open_file(gpx(tmp_path, inside), KINDS).records()
    assert words in record.fault.en


def test_a_document_type_is_refused(tmp_path):
    path = tmp_path / "file.gpx"
    path.write_text(
        '<!DOCTYPE gpx [<!ENTITY x SYSTEM "file:///etc/passwd">]><gpx><wpt>&x;</wpt></gpx>', "utf-8"
    )
    with pytest.raises(UnreadableFileError, match="document type"):
        open_file(path, KINDS)
