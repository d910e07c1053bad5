"""Places in public space that people experience as unsafe or safe: points, stretches, surfaces."""

import sqlalchemy as sa
from geoalchemy2 import Geometry

from geodata import models
from geodata.codes import PLACE_KINDS, PLACE_STATUSES, POLARITIES, PRECISIONS
from geodata.errors import InvalidError
from geodata.text import Text
from importers import positions, values
from importers.formats import MAPS
from importers.positions import needed, position_of
from importers.source import Check, Column, Record, Row, Setting, Source, Terms
from importers.times import past_day

_TURNED = Text(sv="Platsen är arkiverad innan den rapporterades.", en="Archived before it was reported.")
_NOT_TOGETHER = Text(
    sv="Statusen {status} gäller inte platser som upplevs så.",
    en="The status {status} is not for places experienced like that.",
)
_NO_NONE = Text(
    sv="En plats har ett läge; precisionen kan inte vara ”none”.",
    en="A place has a position; its precision cannot be “none”.",
)


def _kind(raw: object) -> str:
    return values.code(PLACE_KINDS, raw)


def _polarity(raw: object) -> str:
    return values.code(POLARITIES, raw)


def parse(record: Record, terms: Terms) -> Row:
    """Return a place's columns; what a row leaves out is taken from the settings."""
    settings = terms.settings
    polarity = record.code("polarity", POLARITIES, settings["polarity"])
    status = record.code("status", PLACE_STATUSES, "reported")
    if polarity not in PLACE_STATUSES[status].polarities:
        raise InvalidError(_NOT_TOGETHER.format(status=PLACE_STATUSES[status].name), field="status")
    reported = past_day(record, terms, "reported_on", settings["reported_on"])
    archived = past_day(record, terms, "archived_on") if record.has("archived_on") else None
    if archived is not None and archived < reported:
        raise InvalidError(_TURNED, field="archived_on")
    position = position_of(record, terms, points_only=False)
    precision = position.precision or record.code("precision", PRECISIONS, "exact")
    if precision == "none":
        raise InvalidError(_NO_NONE, field="precision")
    return {
        "source_key": record.text("source_key", "") or None,
        "name": record.text("name"),
        "kind": record.code("kind", PLACE_KINDS, settings["kind"]),
        "polarity": polarity,
        "status": status,
        "precision": precision,
        "description": record.text("description", ""),
        "reported_on": reported,
        "archived_on": archived,
        "shape": needed(position.shape, "geometry"),
    }


SOURCE = Source(
    code="places",
    name=Text(sv="Platser (CSV eller karta)", en="Places (CSV or map)"),
    formats=MAPS,
    columns=(
        Column("source_key", Text("nyckel", "key"), ("key", "id", "nyckel", "place_id")),
        Column("name", Text("namn", "name"), ("namn", "plats"), required=True, words=True),
        Column(
            "kind", Text("platstyp", "kind of place"), ("typ", "platstyp", "slag", "type"), codes=PLACE_KINDS
        ),
        Column("polarity", Text("upplevelse", "experience"), ("upplevelse",), codes=POLARITIES),
        Column("status", Text("status", "status"), codes=PLACE_STATUSES),
        Column(
            "precision",
            Text("lägets precision", "precision of the position"),
            ("lagesprecision",),
            codes=PRECISIONS,
        ),
        Column("description", Text("beskrivning", "description"), ("beskrivning", "note"), words=True),
        Column("reported_on", Text("rapporterad den", "reported on"), ("datum", "date", "rapporterad")),
        Column("archived_on", Text("arkiverad den", "archived on"), ("arkiverad",)),
        *positions.COLUMNS,
        positions.PLACE_COLUMN,
    ),
    settings=(
        Setting("kind", Text("platstyp där raden inte säger den", "kind where the row is silent"), _kind),
        Setting("polarity", Text("upplevelse", "experience"), _polarity, default="unsafe"),
        Setting("reported_on", Text("rapporterade den", "reported on"), values.day),
    ),
    staged={
        "source_key": sa.Text(),
        "name": sa.Text(),
        "kind": sa.Text(),
        "polarity": sa.Text(),
        "status": sa.Text(),
        "precision": sa.Text(),
        "description": sa.Text(),
        "reported_on": sa.Date(),
        "archived_on": sa.Date(),
        "shape": Geometry(None, spatial_index=False),
    },
    parse=parse,
    checks=(
        Check(
            "invalid_shapes",
            "geometry",
            Text(sv="Geometrin är ogiltig: {value}.", en="The geometry is not valid: {value}."),
        ),
    ),
    rows="places_rows",
    quality="places_quality",
    target=models.Place,
    package=__package__,
)
