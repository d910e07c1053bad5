"""GeoPackage: one layer of it, the only one with shapes or the one that is named."""

from collections.abc import Iterator
from pathlib import Path

from geodata.text import Text
from importers.formats.content import (
    ChoiceNeededError,
    FileContent,
    RawRecord,
    Reading,
    UnreadableFileError,
)
from importers.formats.format import Format
from importers.formats.geopackage_layers import (
    Columns,
    Database,
    Layer,
    columns_of,
    layers_of,
    opened,
    quoted,
    system_of,
)
from importers.formats.shapes import NO_SHAPE, ReadShape, broken, shapes_of

_APPLICATIONS = frozenset({b"GPKG", b"GP10", b"GP11"})
_ENVELOPES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}  # bytes of the box around a shape, by its kind

_NO_GEOPACKAGE = Text(sv="Filen är ingen GeoPackage.", en="The file is no GeoPackage.")
_NO_LAYERS = Text(sv="Filen har inga lager och inga tabeller.", en="The file has no layers and no tables.")
_LAYERS = Text(
    sv="Filen har flera lager ({layers}); ange ett med --set layer=NAMN.",
    en="The file has several layers ({layers}); name one with --set layer=NAME.",
)
_NO_LAYER = Text(
    sv="Filen har inget lager {layer}; den har {layers}.", en="No layer {layer}; there is {layers}."
)
_NOT_MATCHED = Text(
    sv="Filens koordinatsystem har inget känt nummer; ange --crs EPSG:n.",
    en="The file's coordinate reference system has no known number; give --crs EPSG:n.",
)
_BINARY = Text(
    sv="Kolumner med binärt innehåll läses inte: {columns}.",
    en="Columns with binary content are not read: {columns}.",
)
_BINARY_VALUE = Text(
    sv="Kolumnen {column} har binärt innehåll.", en="The column {column} has binary content."
)


def recognise(start: bytes, _path: Path) -> bool:
    """Return whether the file is an SQLite database."""
    return start.startswith(b"SQLite format 3\x00")


def read(path: Path, reading: Reading) -> FileContent:
    """Return the content of a GeoPackage's only layer with shapes (else only table), or of the one named.

    Record numbers are the layer's own (`fid`) where those can be told, else counted from 1. Raises
    UnreadableFileError when it is no GeoPackage or is broken, ChoiceNeededError when the layer is not clear.
    """
    with path.open("rb") as file:
        if file.read(72)[68:72] not in _APPLICATIONS:
            raise UnreadableFileError(_NO_GEOPACKAGE)
    with opened(path) as database:
        layers = layers_of(database)
        layer = _chosen(layers, reading.layer)
        columns = columns_of(database, layer)
        system = system_of(database, layer)
        for _ in _rows(database, layer, columns, "LIMIT 0"):  # a view that cannot be read is refused here
            pass
    notices = system.notices if system else ()
    if system is None and layer.shape is not None:
        notices += (_NOT_MATCHED,)
    if columns.binary:
        notices += (_BINARY.format(columns=", ".join(columns.binary)),)
    return FileContent(
        columns.values,
        lambda: _records(path, layer, columns),
        system.srid if system else None,
        notices,
        Reading(layer=layer.name),
        {"layer": tuple(layer.name for layer in layers)},
        expected_rows=columns.rows,
    )


def _chosen(layers: tuple[Layer, ...], wanted: str | None) -> Layer:
    names = tuple(layer.name for layer in layers)
    listed = ", ".join(names)
    if not layers:
        raise UnreadableFileError(_NO_LAYERS)
    if wanted is not None:
        for layer in layers:
            if layer.name == wanted:
                return layer
        raise UnreadableFileError(_NO_LAYER.format(layer=wanted, layers=listed))
    likely = [layer for layer in layers if layer.shape is not None] or layers
    if len(likely) > 1:
        raise ChoiceNeededError(_LAYERS.format(layers=listed), "layer", names)
    return likely[0]


def _rows(
    database: Database, layer: Layer, columns: Columns, end: str = ""
) -> Iterator[list[tuple[object, ...]]]:
    """Yield some rows at a time: the number, the shape, then the values."""
    number = quoted(columns.number) if columns.number else "NULL"
    shape = quoted(layer.shape) if layer.shape else "NULL"
    wanted = ", ".join((number, shape, *map(quoted, columns.values)))
    # Names can be no parameters; they are quoted, and nothing but reading is allowed.
    return database.rows(f"SELECT {wanted} FROM {quoted(layer.table)} {end}")  # noqa: S608


def _records(path: Path, layer: Layer, columns: Columns) -> Iterator[RawRecord]:
    counted = 0
    with opened(path) as database:
        for rows in _rows(database, layer, columns):
            for row, found in zip(rows, _shapes([row[1] for row in rows]), strict=True):
                counted += 1
                number = row[0] if isinstance(row[0], int) else counted
                yield _record(number, columns, row[2:], found)


def _record(number: int, columns: Columns, found: tuple[object, ...], shape: ReadShape) -> RawRecord:
    values = {
        header: None if value == "" else value for header, value in zip(columns.values, found, strict=True)
    }
    for header in columns.yes_or_no:
        if values[header] in {0, 1}:
            values[header] = bool(values[header])
    for header, value in values.items():
        if isinstance(value, bytes):
            return RawRecord(number, {}, fault=_BINARY_VALUE.format(column=header))
    return RawRecord(number, values, shape.shape, shape.fault)


def _shapes(stored: list[object]) -> list[ReadShape]:
    """Return the shapes of some rows: GeoPackage's own header, then well-known binary."""
    binaries = [_binary(value) for value in stored]
    shapes = shapes_of([found if isinstance(found, bytes) else None for found in binaries])
    return [
        found if isinstance(found, ReadShape) else shape
        for found, shape in zip(binaries, shapes, strict=True)
    ]


def _binary(stored: object) -> bytes | ReadShape:
    if stored is None:
        return NO_SHAPE
    if not isinstance(stored, bytes) or len(stored) < 8 or stored[:2] != b"GP":
        return broken("GeoPackageBinary")
    flags = stored[3]
    if flags & 0b0010_0000:
        return broken("ExtendedGeoPackageBinary")
    if flags & 0b0001_0000:
        return NO_SHAPE
    envelope = _ENVELOPES.get(flags >> 1 & 0b111)
    return broken("envelope") if envelope is None else stored[8 + envelope :]


FORMAT = Format("geopackage", Text(sv="GeoPackage", en="GeoPackage"), recognise, read)
