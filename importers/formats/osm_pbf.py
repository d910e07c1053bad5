"""OpenStreetMap extracts (PBF): streets, street lamps, crossings or named places, by pyosmium.

GDAL reads such files too, but puts most tags into one text and writes nodes to a database of its own on disk.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import osmium
import shapely
from osmium.filter import EntityFilter, KeyFilter
from osmium.geom import ALL, WKBFactory
from osmium.io import File, ThreadPool
from osmium.osm import NODE, NOTHING, WAY, Node, Way

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
from importers.formats.osm_blocks import check_blocks
from importers.formats.osm_layers import LAYERS, OsmLayer
from importers.formats.shapes import ReadShape, broken

OSM_ID = "osm_id"
_KIND = "kind"
_LOCATIONS = "sparse_mem_array"  # sixteen bytes a node, however large its number
_LINES = WKBFactory()
# How many blocks and how much work the library has in hand at once: it reads ahead by twenty else.
_READ_AHEAD = dict.fromkeys((f"OSMIUM_MAX_{queue}_QUEUE_SIZE" for queue in ("INPUT", "OSMDATA", "WORK")), "2")

_ATTRIBUTION = Text(
    sv="Uppgifterna är © OpenStreetMaps bidragsgivare (ODbL); det ska anges där de visas.",
    en="The data are © OpenStreetMap contributors (ODbL); say so where they are shown.",
)
_LAYERS = Text(
    sv="Filen är ett utdrag ur OpenStreetMap; ange vad som ska läsas med --set layer=NAMN ({layers}).",
    en="The file is an extract of OpenStreetMap; say what to read with --set layer=NAME ({layers}).",
)
_NO_LAYER = Text(
    sv="Ur OpenStreetMap läses inte {layer}, bara {layers}.",
    en="From OpenStreetMap no {layer} is read, only {layers}.",
)
_BROKEN = Text(sv="Filen går inte att läsa: {why}.", en="The file cannot be read: {why}.")
_CUT = Text(
    sv="{count} objekt går ut över utdragets kant; bara delen inom det har lästs.",
    en="{count} objects reach beyond the edge of the extract; only the part inside was read.",
)
_NODES_MISSING = Text(sv="vägens noder finns inte i filen", en="the nodes of the way are not in the file")
_TOO_FEW_NODES = Text(sv="vägen har för få noder", en="the way has too few nodes")


def recognise(start: bytes, _path: Path) -> bool:
    """Return whether the file begins with the header block of OSM PBF."""
    return start[4:15] == b"\x0a\x09OSMHeader"


def read(path: Path, reading: Reading) -> FileContent:
    """Return one layer of an extract, numbered from 1 as objects stand; `osm_id` is way/1 or node/1.

    Raises UnreadableFileError for a broken file and for blocks that unpack to too much, ChoiceNeededError
    when no layer is named: an extract holds many things, and none is meant rather than another.
    """
    codes = tuple(layer.code for layer in LAYERS)
    listed = ", ".join(codes)
    if reading.layer is None:
        raise ChoiceNeededError(_LAYERS.format(layers=listed), "layer", codes)
    if reading.layer not in codes:
        raise UnreadableFileError(_NO_LAYER.format(layer=reading.layer, layers=listed))
    check_blocks(path)
    extract = _Extract(path, next(layer for layer in LAYERS if layer.code == reading.layer))
    return FileContent(
        extract.headers,
        extract.records,
        LONLAT,
        (_ATTRIBUTION,),
        Reading(layer=extract.layer.code),
        {"layer": codes},
        remarks=extract.remarks,
    )


class _Extract:
    """One layer of a file; remembers how many objects were cut in the last reading."""

    def __init__(self, path: Path, layer: OsmLayer) -> None:
        self.path = path
        self.layer = layer
        self.headers = (OSM_ID, *((_KIND,) if layer.kind_column else ()), *layer.columns)
        self._cut = 0

    def remarks(self) -> tuple[Text, ...]:
        """Return that objects were cut, where some were."""
        return (_CUT.format(count=self._cut),) if self._cut else ()

    def records(self) -> Iterator[RawRecord]:
        """Yield the layer's objects."""
        number = self._cut = 0
        try:
            for found in _objects(self.path, self.layer):
                kind = self.layer.kind(found.tags)
                if kind is None or (self.layer.named and "name" not in found.tags):
                    continue
                number += 1
                yield self._record(number, found, kind)
        except (RuntimeError, ValueError) as error:
            raise UnreadableFileError(_BROKEN.format(why=error), row=number + 1) from error

    def _record(self, number: int, found: Node | Way, kind: str) -> RawRecord:
        prefix, shape = ("node", _point(found)) if isinstance(found, Node) else ("way", self._way(found))
        values: dict[str, object] = {OSM_ID: f"{prefix}/{found.id}"}
        if self.layer.kind_column:
            values[_KIND] = kind
        for column in self.layer.columns:
            values[column] = found.tags.get(column) or None
        return RawRecord(number, values, shape.shape, shape.fault)

    def _way(self, way: Way) -> ReadShape:
        """Return the line of a way, or its surface where it is closed and a surface is meant."""
        surface = way.is_closed() and (way.tags.get("area") == "yes" or "highway" not in way.tags)
        try:
            line = shapely.from_wkb(_LINES.create_linestring(way, ALL))
        except (osmium.InvalidLocationError, RuntimeError):  # nodes not in the file, or too few
            return broken(_NODES_MISSING) if surface else self._cut_line(way)
        if not surface:
            return ReadShape(line)
        corners = line.coords
        return ReadShape(shapely.Polygon(corners)) if len(corners) > 3 else broken(_TOO_FEW_NODES)

    def _cut_line(self, way: Way) -> ReadShape:
        """Return the stretches of a way whose nodes are in the file."""
        stretches: list[list[tuple[float, float]]] = [[]]
        for node in way.nodes:
            if node.location.valid():
                stretches[-1].append((node.lon, node.lat))
            elif stretches[-1]:
                stretches.append([])
        whole = len(stretches[0]) == len(way.nodes)
        lines = [stretch for stretch in stretches if len(stretch) > 1]
        if not lines:
            return broken(_TOO_FEW_NODES if whole else _NODES_MISSING)
        self._cut += 1
        return ReadShape(shapely.LineString(lines[0]) if len(lines) == 1 else shapely.MultiLineString(lines))


def _objects(path: Path, layer: OsmLayer) -> Iterator[Node | Way]:
    """Yield the nodes and ways that have one of the layer's keys; where ways lie is known from the nodes."""
    os.environ.update(_READ_AHEAD)
    file = File(str(path.absolute()), "pbf")
    wanted = (NODE if layer.nodes else NOTHING) | (WAY if layer.ways else NOTHING)
    processor = osmium.FileProcessor(file, NODE | WAY if layer.ways else NODE, ThreadPool(1, 2))
    if layer.ways:
        processor = processor.with_locations(_LOCATIONS)
    for found in processor.with_filter(EntityFilter(wanted)).with_filter(KeyFilter(*layer.tags)):
        if isinstance(found, Node | Way):
            yield found


def _point(node: Node) -> ReadShape:
    if not node.location.valid():
        return broken(_NODES_MISSING)
    return ReadShape(shapely.Point(node.lon, node.lat))


FORMAT = Format("osm_pbf", Text(sv="OpenStreetMap (PBF)", en="OpenStreetMap (PBF)"), recognise, read)
