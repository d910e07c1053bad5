"""GPX 1.0 and 1.1: waypoints, routes or tracks, of a safety walk for instance; extensions are left."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import shapely

from geodata.crs import LONLAT
from geodata.text import Text
from importers.formats.content import (
    ChoiceNeededError,
    FileContent,
    RawRecord,
    Reading,
    UnreadableFileError,
)
from importers.formats.format import Format
from importers.formats.markup import Element, begins_with, elements
from importers.formats.shapes import NO_SHAPE, ReadShape, broken

_TEXTS = ("name", "cmt", "desc", "src", "type", "sym", "number")


@dataclass(frozen=True, slots=True)
class _Kind:
    """A layer: the element that is one record of it, and the columns beside its texts."""

    layer: str
    element: str
    columns: tuple[str, ...]


_KINDS = (
    _Kind("waypoints", "wpt", ("time", "ele")),
    _Kind("routes", "rte", ()),
    _Kind("tracks", "trk", ("begin", "end")),
)
_WANTED = frozenset(kind.element for kind in _KINDS)

_EMPTY = Text(
    sv="Filen har inga punkter, rutter eller spår.", en="The file has no waypoints, routes or tracks."
)
_SEVERAL = Text(
    sv="Filen har flera lager ({layers}); ange ett med --set layer=NAMN.",
    en="The file has several layers ({layers}); name one with --set layer=NAME.",
)
_NO_LAYER = Text(
    sv="Filen har inget lager {layer}; den har {layers}.", en="No layer {layer}; there is {layers}."
)
_NO_PLACE = Text(sv="en punkt saknar läge (lat, lon)", en="a point has no position (lat, lon)")
_ONE_PLACE = Text(sv="en linje har bara ett läge", en="a line has only one position")


def recognise(start: bytes, _path: Path) -> bool:
    """Return whether the file is XML that begins with `gpx`."""
    return begins_with(start, "gpx")


def read(path: Path, reading: Reading) -> FileContent:
    """Return the waypoints, the routes or the tracks of a GPX file, numbered from 1 as they stand.

    Columns are the texts that occur, `time` and `ele` of a waypoint, `begin` and `end` of a track: the first
    and last time of its points. Raises UnreadableFileError for broken XML or a document type,
    ChoiceNeededError where the file has several kinds.
    """
    counted = dict.fromkeys((kind.element for kind in _KINDS), 0)
    headers: dict[str, dict[str, None]] = {kind.element: {} for kind in _KINDS}
    for found in elements(path, "gpx", _WANTED):
        name = found.element.name
        counted[name] += 1
        headers[name].update(dict.fromkeys(_values(found.element)))
    layers = tuple(kind.layer for kind in _KINDS if counted[kind.element])
    kind = _chosen(layers, reading.layer)
    return FileContent(
        tuple(headers[kind.element]),
        partial(_records, path, kind, tuple(headers[kind.element])),
        LONLAT,
        reading=Reading(layer=kind.layer),
        choices={"layer": layers},
        expected_rows=counted[kind.element],
    )


def _chosen(layers: tuple[str, ...], wanted: str | None) -> _Kind:
    listed = ", ".join(layers)
    if not layers:
        raise UnreadableFileError(_EMPTY)
    if wanted is None and len(layers) > 1:
        raise ChoiceNeededError(_SEVERAL.format(layers=listed), "layer", layers)
    if wanted is not None and wanted not in layers:
        raise UnreadableFileError(_NO_LAYER.format(layer=wanted, layers=listed))
    return next(kind for kind in _KINDS if kind.layer == (wanted or layers[0]))


def _records(path: Path, kind: _Kind, headers: tuple[str, ...]) -> Iterator[RawRecord]:
    blank = dict.fromkeys(headers)
    of_kind = (
        found.element for found in elements(path, "gpx", _WANTED) if found.element.name == kind.element
    )
    for number, element in enumerate(of_kind, start=1):
        yield _shape(element).record(number, blank | _values(element))


def _values(element: Element) -> dict[str, str | None]:
    """Return the values of a waypoint, route or track by column, those that there are."""
    values = {name: element.text_of(name) for name in _TEXTS}
    if element.name == "wpt":
        values |= {"time": element.text_of("time"), "ele": element.text_of("ele")}
    elif element.name == "trk":
        times = [moment for point in _points(element, "trkseg", "trkpt") if (moment := point.text_of("time"))]
        values |= {"begin": times[0], "end": times[-1]} if times else {}
    return {name: value for name, value in values.items() if value is not None}


def _points(element: Element, segment: str, point: str) -> list[Element]:
    return [found for part in element.every(segment) for found in part.every(point)]


def _shape(element: Element) -> ReadShape:
    """Return a point, a line, or the several lines of a track that was interrupted."""
    if element.name == "wpt":
        place = _place(element)
        return ReadShape(shapely.Point(place)) if place else broken(_NO_PLACE)
    segments = (
        [element.every("rtept")]
        if element.name == "rte"
        else [segment.every("trkpt") for segment in element.every("trkseg")]
    )
    lines = []
    for points in segments:
        places = [place for point in points if (place := _place(point))]
        if len(places) < len(points):
            return broken(_NO_PLACE)
        if len(places) > 1:
            lines.append(shapely.LineString(places))
    if not lines:
        return broken(_ONE_PLACE) if any(segments) else NO_SHAPE
    return ReadShape(lines[0] if len(lines) == 1 else shapely.multilinestrings(lines))


def _place(point: Element) -> tuple[float, float] | None:
    """Return longitude and latitude of a point; None where they are missing or no numbers of the Earth."""
    try:
        longitude, latitude = float(point.attributes["lon"]), float(point.attributes["lat"])
    except (KeyError, ValueError):
        return None
    fits = math.isfinite(longitude) and abs(longitude) <= 180 and abs(latitude) <= 90
    return (longitude, latitude) if fits else None


FORMAT = Format("gpx", Text(sv="GPX", en="GPX"), recognise, read)
