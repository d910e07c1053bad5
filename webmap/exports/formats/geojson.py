"""GeoJSON (RFC 7946): the rows as points in longitude and latitude, the colophon as a foreign member."""

from geodata.text import Text
from webmap.exports.colophon import Colophon
from webmap.exports.formats.format import Format
from webmap.exports.formats.json_document import document, metadata, records
from webmap.exports.table import Spot, Table


def _write(table: Table, colophon: Colophon, language: str) -> bytes:
    spots = table.spots or (None,) * len(table.rows)
    features = [
        {"type": "Feature", "geometry": _point(spot), "properties": record}
        for spot, record in zip(spots, records(table, language), strict=True)
    ]
    told = metadata(colophon, language)
    return document({"type": "FeatureCollection", "metadata": told, "features": features})


def _point(spot: Spot) -> dict[str, object] | None:
    return None if spot is None else {"type": "Point", "coordinates": list(spot)}


GEOJSON = Format(
    code="geojson",
    name=Text("GeoJSON", "GeoJSON"),
    about=Text("till kartprogram, i longitud och latitud", "for map programs, in longitude and latitude"),
    suffix=".geojson",
    media_type="application/geo+json",
    write=_write,
    needs_spots=True,
)
