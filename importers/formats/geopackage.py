"""GeoPackage: one layer of it, the only one with shapes or the one that is named."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from geodata.text import Text
from importers.formats.content import (
    Block,
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
from importers.formats.shapes import NO_SHAPE, ReadShape, broken, shape_of, sound_shapes

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
        blocks=lambda: _blocks(path, layer, columns),
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
    for block in _blocks(path, layer, columns):
        yield from map(block.record, range(len(block.numbers)))


def _blocks(path: Path, layer: Layer, columns: Columns) -> Iterator[Block]:
    counted = 0
    with opened(path) as database:
        for rows in _rows(database, layer, columns):
            numbers, stored, *cells = zip(*rows, strict=True)
            places = range(counted + 1, counted + len(rows) + 1)
            told = [
                number if isinstance(number, int) else place
                for number, place in zip(numbers, places, strict=True)
            ]
            counted += len(rows)
            yield _block(told, columns, cells, [_binary(value) for value in stored])


def _block(
    numbers: list[int],
    columns: Columns,
    cells: Sequence[tuple[object, ...]],
    binaries: list[bytes | ReadShape],
) -> Block:
    values = {
        header: _values(column, yes_or_no=header in columns.yes_or_no)
        for header, column in zip(columns.values, cells, strict=True)
    }
    shapes = sound_shapes([binary if isinstance(binary, bytes) else None for binary in binaries])
    for column in cells:
        if bytes in set(map(type, column)):
            shapes[[isinstance(value, bytes) for value in column]] = None

    def record(place: int) -> RawRecord:
        number, shape, binary = numbers[place], shapes[place], binaries[place]
        found = {header: column[place] for header, column in values.items()}
        if shape is not None:
            return RawRecord(number, found, shape)
        for header, value in found.items():
            if isinstance(value, bytes):
                return RawRecord(number, {}, fault=_BINARY_VALUE.format(column=header))
        read = binary if isinstance(binary, ReadShape) else shape_of(binary)
        return read.record(number, found)

    return Block(numbers, values, shapes, record)


def _values(column: tuple[object, ...], *, yes_or_no: bool) -> Sequence[object]:
    """Return a column's values: None for an empty text, and of yes and no themselves."""
    told = [None if value == "" else value for value in column] if "" in column else column
    return [bool(value) if value in {0, 1} else value for value in told] if yes_or_no else told


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
