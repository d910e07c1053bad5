"""Tiny map files, written byte by byte, for the tests of formats."""

import sqlite3
import struct
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

import shapely

PLACES = ((13.0, 55.6), (13.1, 55.7))


def zipped(path: Path, members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def shp(records: Sequence[bytes], kind: int = 1) -> bytes:
    """Return a .shp whose records have these contents."""
    body = b"".join(
        struct.pack(">ii", number, len(content) // 2) + content
        for number, content in enumerate(records, start=1)
    )
    length = (100 + len(body)) // 2
    return struct.pack(">i20xi", 9994, length) + struct.pack("<ii64x", 1000, kind) + body


def shp_points(places: Sequence[tuple[float, float]] = PLACES) -> bytes:
    return shp([struct.pack("<idd", 1, *place) for place in places])


def dbf(columns: Sequence[bytes], rows: Sequence[Sequence[bytes]], language: int = 0) -> bytes:
    """Return a .dbf with columns of 20 characters."""
    header = 33 + 32 * len(columns)
    head = struct.pack("<B3xIHH17xB2x", 3, len(rows), header, 1 + 20 * len(columns), language)
    names = b"".join(name.ljust(11, b"\0") + b"C" + bytes(4) + bytes([20]) + bytes(15) for name in columns)
    body = b"".join(b" " + b"".join(value.ljust(20) for value in row) for row in rows)
    return head + names + b"\r" + body + b"\x1a"


def geopackage(path: Path, *statements: str, layers: Sequence[str] = ("places",)) -> Path:
    """Write a GeoPackage with these layers of points in EPSG:3008, then run the statements on it."""
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("PRAGMA application_id = 0x47504B47")
        database.executescript(
            "CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT);"
            "CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INTEGER);"
            "CREATE TABLE gpkg_spatial_ref_sys (srs_id INTEGER, organization TEXT,"
            " organization_coordsys_id INTEGER, definition TEXT);"
            "INSERT INTO gpkg_spatial_ref_sys VALUES (3008, 'EPSG', 3008, 'undefined');"
        )
        for layer in layers:
            database.execute(
                f"CREATE TABLE {layer}"
                " (fid INTEGER PRIMARY KEY, geom BLOB, name TEXT, lit BOOLEAN, n INTEGER)"
            )
            database.execute("INSERT INTO gpkg_contents VALUES (?, 'features')", (layer,))
            database.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 3008)", (layer,))
            database.executemany(
                f"INSERT INTO {layer} VALUES (?, ?, ?, ?, ?)",
                [(7, stored(shapely.Point(1, 2)), "Möllan", 1, 3), (9, None, "", 0, None)],
            )
        for statement in statements:
            database.execute(statement)
    return path


def stored(shape: shapely.Geometry, flags: int = 1) -> bytes:
    """Return a shape as a GeoPackage stores it, without a box around it."""
    return b"GP\0" + bytes([flags]) + struct.pack("<i", 3008) + shapely.to_wkb(shape)
