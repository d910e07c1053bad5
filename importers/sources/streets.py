"""Streets and squares with their names: for the gazetteer, and a base map of the city's own."""

import sqlalchemy as sa
from geoalchemy2 import Geometry

from geodata import models
from geodata.errors import InvalidError
from geodata.text import Text
from importers import positions
from importers.formats import VECTORS
from importers.positions import needed, shape_of
from importers.source import Check, Column, Record, Row, Source, Terms

_POINT = Text(sv="En gata är en linje eller en yta.", en="A street is a line or a surface.")


def parse(record: Record, terms: Terms) -> Row:
    """Return a stretch of a street; what its source calls it and its kind stay as they are."""
    if record.shape is not None and record.shape.geom_type in {"Point", "MultiPoint"}:
        raise InvalidError(_POINT, field="geometry")
    return {
        "source_key": record.text("source_key", "") or None,
        "shape": needed(shape_of(record, terms), "geometry"),
        "name": record.text("name", ""),
        "name_other": record.text("name_other", ""),
        "kind": record.text("kind", ""),
        "lit": record.text("lit", ""),
    }


SOURCE = Source(
    code="streets",
    name=Text(sv="Gator och torg", en="Streets and squares"),
    formats=VECTORS,
    shapes=("line",),
    columns=(
        Column("source_key", Text("nyckel", "key"), ("key", "id", "nyckel", "osm_id")),
        Column("name", Text("namn", "name"), ("namn", "gatunamn", "name:sv"), words=True),
        Column("name_other", Text("namn på ett annat språk", "name in another language"), ("name:fi",)),
        Column("kind", Text("slag av gata", "kind of street"), ("highway", "typ", "slag")),
        Column("lit", Text("belyst", "lit"), ("belyst",)),
        *positions.COLUMNS,
    ),
    staged={
        "source_key": sa.Text(),
        "shape": Geometry(None, spatial_index=False),
        "name": sa.Text(),
        "name_other": sa.Text(),
        "kind": sa.Text(),
        "lit": sa.Text(),
    },
    parse=parse,
    checks=(
        Check(
            "invalid_shapes",
            "geometry",
            Text(sv="Geometrin är ogiltig: {value}.", en="The geometry is not valid: {value}."),
        ),
    ),
    rows="streets_rows",
    quality="streets_quality",
    box_of="middle",
    target=models.Street,
    package=__package__,
)
