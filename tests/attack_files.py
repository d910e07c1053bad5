"""Files made to harm whoever opens them, each written to a folder by a function of ATTACKS.

`port` is that of a listening socket which nobody should ever reach.
"""

import io
import json
import random
import sqlite3
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

MEGABYTE = 1 << 20
HEADER = "id,name,kind,reported_on,lon,lat\n"

VRT = """<OGRVRTDataSource><OGRVRTLayer name="a"><SrcDataSource>{target}</SrcDataSource></OGRVRTLayer>
</OGRVRTDataSource>"""
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BOMB = f'<!DOCTYPE x [<!ENTITY l0 "{"ha" * 1000}">{LAUGHS}]>'
FETCH = '<!DOCTYPE x [<!ENTITY e SYSTEM "http://127.0.0.1:{port}/x">]>'
STEAL = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
KML = """<?xml version="1.0"?>{prologue}<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark>
<name>{name}</name><Point><coordinates>13.0,55.6</coordinates></Point></Placemark></Document></kml>"""
GPX = """<?xml version="1.0"?>{prologue}<gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1">
<wpt lat="55.6" lon="13.0"><name>{name}</name></wpt></gpx>"""
TYPES = """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/xl/workbook.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>
<Override PartName="/xl/sharedStrings.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>"""
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ROOT = f"""<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument"
 Target="xl/workbook.xml"/></Relationships>"""
WORKBOOK = f"""<workbook xmlns="{SHEETS}" xmlns:r="{OFFICE}"><sheets><sheet name="a" sheetId="1" r:id="rId1"/>
</sheets></workbook>"""
PARTS = f"""<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{OFFICE}/worksheet"
 Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{OFFICE}/sharedStrings"
 Target="sharedStrings.xml"/></Relationships>"""
ROW = '<row><c t="s"><v>0</v></c></row>'


def zipped(members: dict[str, bytes | str]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, member in members.items():
            archive.writestr(name, member)
    return content.getvalue()


def xlsx(sheet: bytes | str = "", strings: str = "", prologue: str = "") -> bytes:
    shared = strings or f'{prologue}<sst xmlns="{SHEETS}"><si><t>name</t></si></sst>'
    rows = sheet or f'<worksheet xmlns="{SHEETS}"><sheetData>{ROW}{ROW}</sheetData></worksheet>'
    return zipped(
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": ROOT,
            "xl/workbook.xml": WORKBOOK,
            "xl/_rels/workbook.xml.rels": PARTS,
            "xl/sharedStrings.xml": shared,
            "xl/worksheets/sheet1.xml": rows,
        }
    )


def large_xlsx(_port: int) -> bytes:
    """Return a workbook whose only sheet is 300 MB of rows, in some 2.6 MB."""
    head = f'<worksheet xmlns="{SHEETS}"><sheetData>'.encode()
    rows = ROW.encode() * (300 * MEGABYTE // len(ROW))
    return xlsx(head + rows + b"</sheetData></worksheet>")


def feature(coordinates: str, kind: str = "Point") -> bytes:
    return (
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"name": "a", '
        f'"reported_on": "2014-03-12"}}, "geometry": {{"type": "{kind}", "coordinates": {coordinates}}}}}]}}'
    ).encode()


def overlapping_zip(_port: int) -> bytes:
    """Return an archive whose thousand members are the same bytes, in the way of the better zip bombs."""
    honest = zipped({"a.shp": b"\0" * MEGABYTE})
    end = honest.rindex(b"PK\x05\x06")
    directory = honest[honest.index(b"PK\x01\x02") : end]
    entries = b"".join(directory.replace(b"a.shp", b"%05d" % number) for number in range(1000))
    start = honest.index(b"PK\x01\x02")
    closing = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1000, 1000, len(entries), start, 0)
    return honest[:start] + entries + closing


def linked_zip(_port: int) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        link = zipfile.ZipInfo("a.shp")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("a.dbf", b"")
    return content.getvalue()


def endless_geopackage(folder: Path) -> bytes:
    """Return a GeoPackage whose only layer is a view without end."""
    path = folder / "making.gpkg"
    with sqlite3.connect(path) as database:
        database.executescript(
            """
            PRAGMA application_id = 1196444487;
            CREATE TABLE gpkg_spatial_ref_sys (srs_name, srs_id INTEGER PRIMARY KEY, organization,
                organization_coordsys_id, definition, description);
            INSERT INTO gpkg_spatial_ref_sys VALUES ('WGS 84', 4326, 'EPSG', 4326, 'undefined', '');
            CREATE TABLE gpkg_contents (table_name PRIMARY KEY, data_type, identifier, description,
                last_change, min_x, min_y, max_x, max_y, srs_id);
            INSERT INTO gpkg_contents VALUES ('a', 'features', 'a', '', '', 0, 0, 1, 1, 4326);
            CREATE TABLE gpkg_geometry_columns (table_name, column_name, geometry_type_name, srs_id, z, m);
            INSERT INTO gpkg_geometry_columns VALUES ('a', 'geom', 'POINT', 4326, 0, 0);
            CREATE VIEW a AS WITH RECURSIVE counted(fid) AS (SELECT 1 UNION ALL SELECT fid + 1 FROM counted)
                SELECT fid, 'x' AS name, NULL AS geom FROM counted;
            """
        )
    database.close()
    content = path.read_bytes()
    path.unlink()
    return content


def osm_pbf(_port: int) -> bytes:
    """Return a map extract whose first block says of itself that it is two gigabytes long."""
    head = b"\x0a\x09OSMHeader\x18\xff\xff\xff\xff\x07"
    return struct.pack(">I", len(head)) + head + b"\0" * 1000


def large_field(_port: int) -> bytes:
    """Return a table of one row, whose name is 300 MB long."""
    return HEADER.encode() + b'1,"' + b"a" * (300 * MEGABYTE) + b'",square,2014-03-12,13.0,55.6\n'


ATTACKS: dict[str, Callable[[int], bytes | str]] = {
    "a virtual dataset that fetches.geojson": lambda port: VRT.format(
        target=f"/vsicurl/http://127.0.0.1:{port}/x.geojson"
    ),
    "a virtual dataset that reads.gpkg": lambda _: VRT.format(target="/etc/passwd"),
    "a virtual dataset in json.geojson": lambda port: json.dumps(
        {"type": "FeatureCollection", "features": [], "crs": {"type": "link", "properties": {
            "href": f"http://127.0.0.1:{port}/crs"}}}
    ),
    "a crs that is an address.geojson": lambda port: feature("[13.0, 55.6]").replace(
        b'"features"', f'"crs": {{"properties": {{"name": "http://127.0.0.1:{port}/"}}}}, "features"'.encode()
    ),
    "entities that fetch.kml": lambda port: KML.format(prologue=FETCH.format(port=port), name="&e;"),
    "entities that steal.kml": lambda _: KML.format(prologue=STEAL, name="&e;"),
    "entities that multiply.kml": lambda _: KML.format(prologue=BOMB, name="&l9;"),
    "entities that multiply.kmz": lambda _: zipped({"doc.kml": KML.format(prologue=BOMB, name="&l9;")}),
    "entities that steal.gpx": lambda _: GPX.format(prologue=STEAL, name="&e;"),
    "entities that multiply.gpx": lambda _: GPX.format(prologue=BOMB, name="&l9;"),
    "entities that fetch.xlsx": lambda port: xlsx(
        strings=f'{FETCH.format(port=port)}<sst xmlns="{SHEETS}"><si><t>&e;</t></si></sst>'
    ),
    "entities that steal.xlsx": lambda _: xlsx(
        strings=f'{STEAL}<sst xmlns="{SHEETS}"><si><t>&e;</t></si></sst>'
    ),
    "entities that multiply.xlsx": lambda _: xlsx(
        strings=f'{BOMB}<sst xmlns="{SHEETS}"><si><t>&l9;</t></si></sst>'
    ),
    "entities that multiply in a sheet.xlsx": lambda _: xlsx(
        f'{BOMB}<worksheet xmlns="{SHEETS}"><sheetData><row><c t="inlineStr"><is><t>&l9;</t></is></c></row>'
        "</sheetData></worksheet>"
    ),
    "three hundred megabytes in three.xlsx": large_xlsx,
    "nested deeply.kml": lambda _: KML.format(prologue="", name="<a>" * 100_000 + "</a>" * 100_000),
    "a bomb.zip": lambda _: zipped({"a.shp": b"\0" * (300 * MEGABYTE), "a.dbf": b"\0"}),
    "a bomb of text.zip": lambda _: zipped({"a.csv": HEADER.encode() + b"0" * (300 * MEGABYTE)}),
    "a zip in a zip.zip": lambda _: zipped({"a.zip": zipped({"b.zip": zipped({"a.shp": b"\0" * 1000})})}),
    "members that overlap.zip": overlapping_zip,
    "names that climb.zip": lambda _: zipped({"../../../../tmp/evil.shp": b"x", "../evil.dbf": b"x"}),
    "names from the root.zip": lambda _: zipped({"/etc/cron.d/evil.shp": b"x", "/evil.dbf": b"x"}),
    "a member that is a link.zip": linked_zip,
    "a hundred thousand members.zip": lambda _: zipped({f"{n}.shp": b"" for n in range(100_000)}),
    "a hundred thousand brackets.geojson": lambda _: feature("[" * 100_000 + "]" * 100_000),
    "a hundred thousand objects.geojson": lambda _: '{"a":' * 100_000 + "1" + "}" * 100_000,
    "not a number.geojson": lambda _: feature("[NaN, 55.6]"),
    "infinite.geojson": lambda _: feature("[1e400, 55.6]"),
    "ten million digits.geojson": lambda _: feature("[" + "1" * 10_000_000 + ", 55.6]"),
    "not a number.csv": lambda _: HEADER + "1,a,square,2014-03-12,NaN,55.6\n",
    "infinite.csv": lambda _: HEADER + "1,a,square,2014-03-12,1e400,55.6\n",
    "ten million digits.csv": lambda _: HEADER + f"1,a,square,2014-03-12,{'1' * 10_000_000},55.6\n",
    "a field of 300 megabytes.csv": large_field,
    "a quote that never ends.csv": lambda _: HEADER + '1,"' + "a\n" * (20 * MEGABYTE),
    "a million columns.csv": lambda _: ",".join(f"c{n}" for n in range(1_000_000)) + "\n1\n",
    "a million columns of one name.csv": lambda _: "name," * 1_000_000 + "\n1\n",
    "one long line.csv": lambda _: "a" * (50 * MEGABYTE),
    "nothing but quotes.csv": lambda _: '"' * (20 * MEGABYTE),
    "a block of two gigabytes.osm.pbf": osm_pbf,
    "noise": lambda _: random.Random(7).randbytes(MEGABYTE),
    "nothing": lambda _: b"",
}  # fmt: skip
