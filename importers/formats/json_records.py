"""JSON that is no map: a list of objects, or an object on each line, as open interfaces answer.

An object in an object gives headers with a point between, location.name; a list stays JSON text.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from geodata.text import Text
from importers.formats.content import FileContent, RawRecord, Reading, UnreadableFileError
from importers.formats.format import Format
from importers.formats.geojson import TYPES
from importers.formats.json_stream import BETWEEN, JsonStream
from importers.formats.tables import CROWDED, MOST_COLUMNS

_DEEPEST = 8

_NO_OBJECT = Text(sv="Posten är inget JSON-objekt.", en="The record is no JSON object.")
_FEATURES = Text(
    sv="Filen är en lista av GeoJSON-objekt; lägg listan i en FeatureCollection.",
    en="The file is a list of GeoJSON features; put the list into a FeatureCollection.",
)


def recognise(start: bytes, path: Path) -> bool:
    """Return whether the file is a list, or objects that follow each other and are no GeoJSON."""
    first = start.removeprefix(b"\xef\xbb\xbf").lstrip(b"\x1e \t\r\n")[:1]
    return first == b"[" or (first == b"{" and _plain_objects(path))


def _plain_objects(path: Path) -> bool:
    try:
        with JsonStream(path) as stream:
            stream.next_character(BETWEEN)
            for key in stream.members():
                if key == "features":
                    return False
                value = stream.value()
                if key == "type" and isinstance(value, str) and value in TYPES:
                    return False
            return stream.next_character(BETWEEN) == "{"
    except UnreadableFileError:
        return False


def read(path: Path, _reading: Reading) -> FileContent:
    """Return the content of a list or of lines of objects, numbered from 1; headers are all that occur.

    An empty list has neither headers nor records. Raises UnreadableFileError, with the record, for invalid
    JSON as `geojson.read` does.
    """
    headers: dict[str, None] = {}
    number = 0
    for number, item in _items(path):
        headers.update(dict.fromkeys(_flat(item)) if isinstance(item, dict) else {})
        if len(headers) > MOST_COLUMNS:
            raise UnreadableFileError(CROWDED.format(most=MOST_COLUMNS), row=number)
        if isinstance(item, dict) and item.get("type") == "Feature" and "geometry" in item:
            raise UnreadableFileError(_FEATURES)
    return FileContent(tuple(headers), lambda: _records(path), expected_rows=number)


def _items(path: Path) -> Iterator[tuple[int, object]]:
    with JsonStream(path) as stream:
        listed = stream.next_character(BETWEEN) == "["
        stream.row = 1
        for number, item in enumerate(stream.items() if listed else stream.sequence(), start=1):
            yield number, item
            stream.row = number + 1
        if listed:
            stream.end()


def _records(path: Path) -> Iterator[RawRecord]:
    for number, item in _items(path):
        if isinstance(item, dict):
            yield RawRecord(number, dict(_flat(item)))
        else:
            yield RawRecord(number, {}, fault=_NO_OBJECT)


def _flat(item: dict[str, object], before: str = "", depth: int = 1) -> dict[str, object]:
    values: dict[str, object] = {}
    for key, value in item.items():
        if isinstance(value, dict) and value and depth < _DEEPEST:
            values |= _flat(value, f"{before}{key}.", depth + 1)
        elif isinstance(value, dict | list):
            values[before + key] = json.dumps(value, ensure_ascii=False) if value else None
        else:
            values[before + key] = None if value == "" else value
    return values


FORMAT = Format("json_records", Text(sv="JSON med poster", en="JSON with records"), recognise, read)
