"""KML and KMZ: placemarks with values, times and folders; nothing outside the file is ever asked for."""

import itertools
import socket

import pytest
import shapely
from map_files import zipped

from importers.formats import ChoiceNeededError, Reading, UnreadableFileError, open_file

KINDS = ("kml",)
AS_FOUND = Reading()
PLACE = "<Point><coordinates>13.0,55.6,7</coordinates></Point>"


def kml(folder, inside: str, before: str = "", name: str = "file.kml"):
    path = folder / name
    path.write_text(
        f'<?xml version="1.0"?>\n{before}<kml xmlns="http://www.opengis.net/kml/2.2"'
        f' xmlns:gx="http://www.google.com/kml/ext/2.2"><Document>{inside}</Document></kml>',
        "utf-8",
    )
    return path


def placemark(inside: str) -> str:
    return f"<Placemark>{inside}</Placemark>"


def only(path):
    (record,) = open_file(path, KINDS).records()
    return record


def refusal(path, reading=AS_FOUND) -> str:
    with pytest.raises(UnreadableFileError) as refused:
        list(open_file(path, KINDS, reading).records())
    return refused.value.reason.en


def test_a_placemark_has_its_name_description_folder_and_data(tmp_path):
    data = (
        '<ExtendedData><Data name="antal"><displayName>x</displayName><value>3</value></Data>'
        '<SchemaData schemaUrl="#a"><SimpleData name="lampa">LED</SimpleData></SchemaData>'
        '<Data name="name"><value>annat</value></Data></ExtendedData>'
    )
    mark = placemark(f"<name>Möllan</name><description>A &amp; <![CDATA[<b>]]></description>{data}{PLACE}")
    folders = f"<Folder><name>Ut</name><Folder><name>Natt</name>{mark}</Folder></Folder>"
    content = open_file(kml(tmp_path, f"<name>Karta</name>{folders}{placemark(PLACE)}"), KINDS)
    first, second = content.records()
    assert first.values == {
        "name": "Möllan",
        "description": "A & <b>",
        "folder": "Ut / Natt",
        "antal": "3",
        "lampa": "LED",
        "name (ExtendedData)": "annat",
    }
    assert content.headers == tuple(first.values)
    assert (second.number, second.values) == (2, dict.fromkeys(content.headers))
    assert (content.srid, first.shape, content.expected_rows) == (4326, shapely.Point(13, 55.6), 2)


def test_times_become_columns(tmp_path):
    moments = placemark("<TimeStamp><when>2024-05-01T22:00:00+02:00</when></TimeStamp>" + PLACE)
    spans = placemark("<TimeSpan><begin>2024-05</begin><end>2024-06</end></TimeSpan>" + PLACE)
    first, second = open_file(kml(tmp_path, moments + spans), KINDS).records()
    assert first.values == {"when": "2024-05-01T22:00:00+02:00", "begin": None, "end": None}
    assert second.values == {"when": None, "begin": "2024-05", "end": "2024-06"}


RING = "<LinearRing><coordinates>0,0 4,0 4,4 0,0</coordinates></LinearRing>"
OPEN = "<LinearRing><coordinates>0,0 1,0 1,1 0,1</coordinates></LinearRing>"
HOLE = "<LinearRing><coordinates>2,1 3,1 3,2 2,1</coordinates></LinearRing>"
POLYGON = f"<outerBoundaryIs>{RING}</outerBoundaryIs><innerBoundaryIs>{HOLE}</innerBoundaryIs>"
LINE = "<LineString><coordinates>\n0,0,1\t1,1,1\n</coordinates></LineString>"


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (PLACE, "POINT (13 55.6)"),
        (LINE, "LINESTRING (0 0, 1 1)"),
        ("<Point><coordinates> 13.0, 55.6 </coordinates></Point>", "POINT (13 55.6)"),
        (f"<Polygon>{POLYGON}</Polygon>", "POLYGON ((0 0, 4 0, 4 4, 0 0), (2 1, 3 1, 3 2, 2 1))"),
        (f"<MultiGeometry>{PLACE}</MultiGeometry>", "POINT (13 55.6)"),
        (f"<MultiGeometry><MultiGeometry>{LINE}</MultiGeometry>{LINE}</MultiGeometry>", None),
    ],
)
def test_every_flat_shape_is_read(tmp_path, inside, expected):
    lines = shapely.MultiLineString([[(0, 0), (1, 1)]] * 2)
    record = only(kml(tmp_path, placemark(inside)))
    assert record.shape == (shapely.from_wkt(expected) if expected else lines)


@pytest.mark.parametrize("inside", ["", "<Point><coordinates/></Point>", "<MultiGeometry/>", "<Polygon/>"])
def test_a_placemark_may_have_no_shape(tmp_path, inside):
    record = only(kml(tmp_path, placemark(f"<name>a</name>{inside}")))
    assert (record.shape, record.fault) == (None, None)


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ("<Point><coordinates>13,x</coordinates></Point>", "“13,x” is no position"),
        ("<Point><coordinates>13</coordinates></Point>", "“13” is no position"),
        ("<Point><coordinates>nan,55</coordinates></Point>", "is no position"),
        ("<Point><coordinates>1e999,55</coordinates></Point>", "is no position"),
        ("<LineString><coordinates>0,0</coordinates></LineString>", "too few positions"),
        (f"<Polygon><outerBoundaryIs>{OPEN}</outerBoundaryIs></Polygon>", "not closed"),
        (f"<MultiGeometry>{PLACE}{LINE}</MultiGeometry>", "several kinds"),
        (PLACE + LINE, "several shapes"),
        ("<gx:Track/>", "Track is not read"),
    ],
)
def test_a_shape_that_cannot_be_read_is_a_fault_of_its_placemark(tmp_path, inside, words):
    bad, good = open_file(kml(tmp_path, placemark(inside) + placemark(PLACE)), KINDS).records()
    assert (good.number, good.fault) == (2, None)
    assert words in bad.fault.en


XXE = '<!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
BOMB = "<!DOCTYPE kml [<!ENTITY a '{}'>{}]>".format(
    "ha" * 10,
    "".join(f"<!ENTITY {b} '&{a};&{a};&{a};&{a};&{a};&{a};'>" for a, b in itertools.pairwise("abcdefghi")),
)


@pytest.mark.parametrize(
    "before", [XXE, BOMB, '<!DOCTYPE kml SYSTEM "http://127.0.0.1/a.dtd">', "<!DOCTYPE kml>"]
)
def test_a_document_type_is_refused_whatever_it_declares(tmp_path, before):
    inside = placemark("<name>&x;&i;</name>")
    assert "document type" in refusal(kml(tmp_path, inside, before))


@pytest.fixture
def listener():
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


def test_links_are_told_and_not_followed(tmp_path, listener):
    address = f"http://127.0.0.1:{listener.getsockname()[1]}/a.kml"
    link = f"<NetworkLink><Link><href>{address}</href></Link></NetworkLink>"
    content = open_file(kml(tmp_path, link + placemark(PLACE) + "<GroundOverlay/>" + link), KINDS)
    assert len(list(content.records())) == 1
    assert "NetworkLink (2), GroundOverlay (1)" in content.notices[0].en
    refusal(kml(tmp_path, placemark("&x;"), f'<!DOCTYPE kml [<!ENTITY x SYSTEM "{address}">]>'))
    with pytest.raises(BlockingIOError):
        listener.accept()


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        (placemark("<name>a</nam>"), "not valid XML (line 2)"),
        (placemark("<name>&nbsp;</name>"), "not valid XML (line 2)"),
        ("<a>" * 200, "nested too deeply"),
        ("<Folder>" * 100_000, "nested too deeply"),
        (placemark("<a/>" * 500_001), "too large"),
    ],
)
def test_what_is_no_readable_document_is_refused(tmp_path, inside, words):
    assert words in refusal(kml(tmp_path, inside))


def test_one_endless_name_is_refused(tmp_path):
    assert "too large" in refusal(kml(tmp_path, "<" + "a" * 20_000_000))


def test_an_encoding_is_read_as_the_document_says(tmp_path):
    path = tmp_path / "file.kml"
    for encoding in ("windows-1252", "utf-16", "utf-8"):
        text = f'<?xml version="1.0" encoding="{encoding}"?><kml>{placemark("<name>Åsa</name>")}</kml>'
        path.write_bytes(text.encode(encoding))
        assert only(path).values == {"name": "Åsa"}
    path.write_bytes(b'<?xml version="1.0" encoding="big5"?><kml/>')
    assert "encoding" in refusal(path)


def test_another_document_that_mentions_kml_is_refused(tmp_path):
    path = tmp_path / "file.kml"
    path.write_text("<OGRVRTDataSource><kml >/etc/passwd</kml></OGRVRTDataSource>", "utf-8")
    assert "first element is OGRVRTDataSource" in refusal(path)


def test_of_a_kmz_file_the_main_document_is_read(tmp_path):
    main = kml(tmp_path, placemark("<name>main</name>")).read_bytes()
    other = kml(tmp_path, placemark("<name>other</name>")).read_bytes()
    path = zipped(tmp_path / "a.kmz", {"b/other.kml": other, "doc.kml": main, "files/a.png": b"x"})
    content = open_file(path, KINDS)
    assert (next(content.records()).values, content.reading.member) == ({"name": "main"}, "doc.kml")
    assert content.choices["member"] == ("doc.kml", "b/other.kml")
    content = open_file(path, KINDS, Reading(member="b/other.kml"))
    assert next(content.records()).values == {"name": "other"}


def test_of_several_documents_without_a_main_one_one_must_be_named(tmp_path):
    path = zipped(tmp_path / "a.kmz", dict.fromkeys(("a.kml", "b.kml"), kml(tmp_path, "").read_bytes()))
    with pytest.raises(ChoiceNeededError) as needed:
        open_file(path, KINDS)
    assert (needed.value.name, needed.value.choices) == ("member", ("a.kml", "b.kml"))
    assert "no KML file c.kml" in refusal(path, Reading(member="c.kml"))


def test_a_kmz_bomb_is_refused(tmp_path):
    assert "100 times" in refusal(zipped(tmp_path / "a.kmz", {"doc.kml": bytes(20_000_000)}))


def test_memory_stays_flat_over_many_placemarks(tmp_path):
    import tracemalloc

    content = open_file(kml(tmp_path, placemark(f"<name>a</name>{PLACE}") * 8_000), KINDS)
    tracemalloc.start()
    try:
        assert sum(1 for _ in content.records()) == 8_000
        assert tracemalloc.get_traced_memory()[1] < 3_000_000
    finally:
        tracemalloc.stop()
