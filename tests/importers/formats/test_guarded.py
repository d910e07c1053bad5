"""Every map format is read by the guarded child, threads and temporary files of its library included."""

import struct
from pathlib import Path

import osmium
import pytest
import shapely
from map_files import dbf, geopackage, shp, stored, zipped
from osmium.osm.mutable import Node, Way
from sqlalchemy import text as sql

LINE = shapely.LineString([(13.0, 55.6), (13.001, 55.6)])


def in_shapefile(folder: Path) -> Path:
    places = [number for place in LINE.coords for number in place]
    line = struct.pack("<i4diii4d", 3, *LINE.bounds, 1, 2, 0, *places)
    members = {"a.shp": shp([line], kind=3), "a.dbf": dbf([b"namn"], [["Östra".encode("cp850")]])}
    return zipped(folder / "a.zip", members | {"a.prj": b'GEOGCS["GCS_WGS_1984",' + _DATUM})


_DATUM = (
    b'DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],'
    b'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'
)


def in_geopackage(folder: Path) -> Path:
    return geopackage(
        folder / "a.gpkg",
        "DELETE FROM places",
        f"INSERT INTO places VALUES (1, x'{stored(LINE).hex()}', 'Östra', 1, 1)",
        "UPDATE gpkg_spatial_ref_sys SET organization_coordsys_id = 4326",
    )


def in_kmz(folder: Path) -> Path:
    written = " ".join(f"{x},{y}" for x, y in LINE.coords)
    line = f"<LineString><coordinates>{written}</coordinates></LineString>"
    return zipped(
        folder / "a.kmz",
        {"doc.kml": f"<kml><Placemark><name>Östra</name>{line}</Placemark></kml>".encode()},
    )


def in_gpx(folder: Path) -> Path:
    points = "".join(f'<trkpt lon="{x}" lat="{y}"/>' for x, y in LINE.coords)
    path = folder / "a.gpx"
    path.write_text(f"<gpx><trk><name>Östra</name><trkseg>{points}</trkseg></trk></gpx>", "utf-8")
    return path


def in_osm_pbf(folder: Path) -> Path:
    path = folder / "a.osm.pbf"
    with osmium.SimpleWriter(str(path)) as writer:
        for number, place in enumerate(LINE.coords, start=1):
            writer.add(Node(id=number, location=place))
        writer.add(Way(id=1, nodes=[1, 2], tags={"highway": "residential", "name": "Östra"}))
    return path


@pytest.mark.parametrize("written", [in_shapefile, in_geopackage, in_kmz, in_gpx, in_osm_pbf])
def test_a_street_comes_in_from_every_map_format(desk, written):
    settings = {"layer": "streets"} if written is in_osm_pbf else {}
    report = desk.run("streets", written(desk.folder), settings=settings)
    assert report.rejected == ()
    (street,) = desk.session.execute(sql("SELECT name, ST_Length(geom)::integer FROM street"))
    assert tuple(street) == ("Östra", 63)


def test_an_extract_of_another_city_is_read_and_refused_as_outside(desk, shared_data):
    path = shared_data / "osm" / "Helsinki.osm.pbf"
    report = desk.check("crossings", path, settings={"layer": "crossings"})
    assert report.files[0].rows_read == 620
    assert "outside the city" in report.rejected[0].reason.en
