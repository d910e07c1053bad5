"""GeoJSON (RFC 7946, and the older `crs` member), and features one after the other (RFC 8142 or by line)."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from geodata.crs import LONLAT
from geodata.errors import InvalidError
from geodata.text import Text
from importers.formats.content import FileContent, RawRecord, Reading, UnreadableFileError
from importers.formats.format import Format
from importers.formats.geojson_shapes import KINDS, shape_of_geometry
from importers.formats.json_stream import BETWEEN, JsonStream
from importers.formats.reference_systems import srid_of
from importers.formats.tables import CROWDED, MOST_COLUMNS

TYPES = frozenset({"FeatureCollection", "Feature", "Topology", *KINDS})

_NO_FEATURES = Text(
    sv="Filen är ingen GeoJSON med objekt (FeatureCollection).",
    en="The file is no GeoJSON with features (FeatureCollection).",
)
_BARE = Text(
    sv="Filen är bara en geometri ({kind}) utan egenskaper; lägg den i ett objekt (Feature).",
    en="The file is only a geometry ({kind}) without properties; put it into a feature.",
)
_NO_FEATURE = Text(sv="Posten är inget GeoJSON-objekt (Feature).", en="The record is no GeoJSON feature.")
_BAD_PROPERTIES = Text(
    sv="Egenskaperna (properties) är inte ett objekt.", en="The properties are not an object."
)
_BAD_SHAPE = Text(sv="Geometrin är ogiltig: {why}.", en="The geometry is not valid: {why}.")
_BAD_CRS = Text(
    sv="Filens uppgift om koordinatsystem (crs) går inte att förstå.",
    en="The file's statement of its coordinate reference system (crs) cannot be understood.",
)


@dataclass
class _Survey:
    """What reading a file to its end tells: `collected`, whether its features stand in one collection."""

    collected: bool = True
    crs: object = None
    features: int = 0


def recognise(start: bytes, _path: Path) -> bool:
    """Return whether the file begins as JSON does, also in UTF-16: in that it is refused."""
    visible = start.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    return visible.lstrip(b"\x1e \t\r\n")[:1] in {b"{", b"["}


def read(path: Path, _reading: Reading) -> FileContent:
    """Return the content of a GeoJSON file, numbered from 1; headers are all properties and ids that occur.

    The file is read twice, feature by feature: its headers and its `crs` may stand at the end. Raises
    UnreadableFileError for invalid JSON (NaN, infinite numbers and doubled keys included), for anything but
    features, and for a `crs` that has no EPSG number.
    """
    headers: dict[str, None] = {}
    survey = _Survey()
    for feature in _surveyed(path, survey):
        if isinstance(feature, dict):
            headers.update(dict.fromkeys(_values(feature)))
        if len(headers) > MOST_COLUMNS:
            raise UnreadableFileError(CROWDED.format(most=MOST_COLUMNS), row=survey.features)
    srid, notices = _stated(survey.crs)
    return FileContent(
        tuple(headers),
        partial(_records, path, collected=survey.collected),
        srid,
        notices,
        expected_rows=survey.features,
    )


def _surveyed(path: Path, survey: _Survey) -> Iterator[object]:
    """Yield what may be features, whatever their file turns out to be; fill in the survey on the way."""
    with JsonStream(path) as stream:
        if stream.next_character(BETWEEN) != "{":
            for _ in stream.sequence():  # not features, but perhaps not even JSON
                break
            raise UnreadableFileError(_NO_FEATURES)
        found: dict[str, Any] = {}
        for key in stream.members():
            if key == "features" and stream.next_character() == "[":
                found[key] = []
                yield from _counted(stream, stream.items(), survey)
                stream.row = None
            else:
                found[key] = stream.value()
        stream.row = None
        survey.collected = _is_collection(found)
        survey.crs = found.get("crs")
        if survey.collected:
            stream.end()
            return
        survey.features = 1
        yield found
        yield from _counted(stream, stream.sequence(), survey)


def _is_collection(found: dict[str, Any]) -> bool:
    """Return whether an object is a collection or else one feature; other objects are refused."""
    kind: object = found.get("type")
    if isinstance(kind, str) and kind in KINDS:
        raise UnreadableFileError(_BARE.format(kind=kind))
    if kind != "Feature" and (kind != "FeatureCollection" or not isinstance(found.get("features"), list)):
        raise UnreadableFileError(_NO_FEATURES)
    return kind == "FeatureCollection"


def _counted(stream: JsonStream, features: Iterator[object], survey: _Survey) -> Iterator[object]:
    stream.row = survey.features + 1
    for feature in features:
        survey.features += 1
        yield feature
        stream.row = survey.features + 1


def _stated(crs: Any) -> tuple[int, tuple[Text, ...]]:
    if crs is None:
        return LONLAT, ()
    try:
        found = srid_of(str(crs["properties"]["name"]))
    except (KeyError, TypeError) as error:
        raise UnreadableFileError(_BAD_CRS) from error
    if found is None:
        raise UnreadableFileError(_BAD_CRS)
    return found.srid, found.notices


def _records(path: Path, *, collected: bool) -> Iterator[RawRecord]:
    with JsonStream(path) as stream:
        stream.next_character(BETWEEN)
        for number, feature in enumerate(_features(stream, collected=collected), start=1):
            yield _record(number, feature)


def _features(stream: JsonStream, *, collected: bool) -> Iterator[object]:
    if not collected:
        yield from stream.sequence()
        return
    for key in stream.members():
        if key == "features":
            yield from stream.items()
            return
        stream.value()


def _record(number: int, feature: object) -> RawRecord:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        return RawRecord(number, {}, fault=_NO_FEATURE)
    properties = feature.get("properties")
    if not isinstance(properties, dict | None):
        return RawRecord(number, {}, fault=_BAD_PROPERTIES, fault_in="properties")
    try:
        shape = shape_of_geometry(feature.get("geometry"))
    except InvalidError as error:
        return RawRecord(number, {}, fault=_BAD_SHAPE.format(why=error.reason), fault_in="geometry")
    return RawRecord(number, _values(feature), shape)


def _values(feature: dict[str, Any]) -> dict[str, object]:
    """Return a feature's properties, with the id beside them (RFC 7946 §3.2) where they have none."""
    properties = feature.get("properties")
    given = properties if isinstance(properties, dict) else {}
    values = {key: None if value == "" else value for key, value in given.items()}
    known_by = feature.get("id")
    if (
        isinstance(known_by, str | int | float)
        and not isinstance(known_by, bool)
        and values.get("id") is None
    ):
        values["id"] = known_by
    return values


FORMAT = Format("geojson", Text(sv="GeoJSON", en="GeoJSON"), recognise, read)
