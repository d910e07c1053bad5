"""Crossings for those on foot."""

import sqlalchemy as sa
from geoalchemy2 import Geometry

from geodata import models
from geodata.text import Text
from importers import positions
from importers.formats import MAPS
from importers.positions import needed, point_of
from importers.source import Column, Record, Row, Source, Terms


def parse(record: Record, terms: Terms) -> Row:
    """Return a crossing; its kind stays as its source calls it."""
    return {
        "source_key": record.text("source_key", "") or None,
        "shape": needed(point_of(record, terms)),
        "kind": record.text("kind", ""),
    }


SOURCE = Source(
    code="crossings",
    name=Text(sv="Övergångsställen och passager", en="Crossings"),
    formats=MAPS,
    shapes=("point",),
    columns=(
        Column("source_key", Text("nyckel", "key"), ("key", "id", "nyckel", "osm_id")),
        Column("kind", Text("slag av passage", "kind of crossing"), ("crossing", "typ", "slag")),
        *positions.COLUMNS,
    ),
    staged={
        "source_key": sa.Text(),
        "shape": Geometry(None, spatial_index=False),
        "kind": sa.Text(),
    },
    parse=parse,
    rows="crossings_rows",
    target=models.Crossing,
    package=__package__,
)
