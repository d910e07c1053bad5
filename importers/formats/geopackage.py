"""GeoPackage: one layer of it, the only one or the one that is named."""

from dataclasses import replace
from pathlib import Path

import pyogrio

from geodata.text import Text
from importers.formats.content import ChoiceNeededError, FileContent, Reading, UnreadableFileError
from importers.formats.format import Format
from importers.formats.vector import read_layer, unreadable

_NO_GEOPACKAGE = Text(sv="Filen är ingen GeoPackage.", en="The file is no GeoPackage.")
_LAYERS = Text(
    sv="Filen har flera lager ({layers}); ange ett med --set layer=NAMN.",
    en="The file has several layers ({layers}); name one with --set layer=NAME.",
)
_NO_LAYER = Text(
    sv="Filen har inget lager {layer}; den har {layers}.", en="No layer {layer}; there is {layers}."
)


def recognise(start: bytes, _path: Path) -> bool:
    """Return whether the file is an SQLite database."""
    return start.startswith(b"SQLite format 3\x00")


def read(path: Path, reading: Reading) -> FileContent:
    """Return the content of a GeoPackage's only layer, or of the one that is named.

    Raises UnreadableFileError when it is no GeoPackage, is broken, or the layer is not clear.
    """
    with path.open("rb") as file:
        if file.read(72)[68:72] not in {b"GPKG", b"GP10", b"GP11"}:
            raise UnreadableFileError(_NO_GEOPACKAGE)
    try:
        layers = tuple(str(name) for name, kind in pyogrio.list_layers(path) if kind is not None)
    except pyogrio.errors.DataSourceError as error:
        raise unreadable(error) from error
    listed = ", ".join(layers)
    if reading.layer is None and len(layers) != 1:
        raise ChoiceNeededError(_LAYERS.format(layers=listed), "layer", layers)
    if reading.layer is not None and reading.layer not in layers:
        raise UnreadableFileError(_NO_LAYER.format(layer=reading.layer, layers=listed))
    layer = reading.layer or layers[0]
    return replace(read_layer(path, layer, Reading(layer=layer)), choices={"layer": layers})


FORMAT = Format("geopackage", Text(sv="GeoPackage", en="GeoPackage"), recognise, read)
