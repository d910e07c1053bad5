"""Reported faults in streets and parks: what, where, when reported and when fixed; never who reported."""

import sqlalchemy as sa
from geoalchemy2 import Geometry

from geodata import models
from geodata.codes import FAULT_KINDS, FAULT_STATUSES
from geodata.errors import InvalidError
from geodata.text import Text
from importers import positions
from importers.formats import MAPS
from importers.positions import position_of
from importers.source import Column, Record, Row, Source, Terms
from importers.times import past_day

_TURNED = Text(sv="Felet åtgärdades innan det anmäldes.", en="The fault was fixed before it was reported.")
_NOWHERE = Text(
    sv="Raden har varken läge eller plats i ord.", en="The row has neither a position nor a place in words."
)
_NOT_FIXED = Text(
    sv="Felet har en dag då det åtgärdades, men status {status}.",
    en="The fault has a day on which it was fixed, but the status {status}.",
)


def parse(record: Record, terms: Terms) -> Row:
    """Return a fault's columns; without a status it is received, or fixed where that day is told."""
    reported = past_day(record, terms, "reported_on")
    fixed = past_day(record, terms, "fixed_on") if record.has("fixed_on") else None
    if fixed is not None and fixed < reported:
        raise InvalidError(_TURNED, field="fixed_on")
    status = record.code("status", FAULT_STATUSES, "received" if fixed is None else "fixed")
    if fixed is not None and not FAULT_STATUSES[status].is_final:
        raise InvalidError(_NOT_FIXED.format(status=FAULT_STATUSES[status].name), field="status")
    shape, location = position_of(record, terms).shape, record.text("location", "")
    if shape is None and not location:
        raise InvalidError(_NOWHERE, field="location")
    return {
        "source_key": record.text("source_key", "") or None,
        "kind": record.code("kind", FAULT_KINDS),
        "status": status,
        "reported_on": reported,
        "fixed_on": fixed,
        "shape": shape,
        "location": location,
    }


SOURCE = Source(
    code="fault_reports",
    name=Text(sv="Felanmälningar", en="Fault reports"),
    formats=MAPS,
    shapes=("point",),
    columns=(
        Column("source_key", Text("ärendenummer", "case number"), ("key", "id", "nyckel", "ärende", "case")),
        Column(
            "kind",
            Text("slag av fel", "kind of fault"),
            ("typ", "feltyp", "kategori", "category"),
            required=True,
            codes=FAULT_KINDS,
        ),
        Column("status", Text("status", "status"), codes=FAULT_STATUSES),
        Column(
            "reported_on",
            Text("anmält den", "reported on"),
            ("anmäld", "anmält", "registrerad", "registered_at", "datum", "date"),
            required=True,
        ),
        Column("fixed_on", Text("åtgärdat den", "fixed on"), ("åtgärdad", "åtgärdat", "closed_at", "klar")),
        *positions.COLUMNS,
    ),
    staged={
        "source_key": sa.Text(),
        "kind": sa.Text(),
        "status": sa.Text(),
        "reported_on": sa.Date(),
        "fixed_on": sa.Date(),
        "shape": Geometry(None, spatial_index=False),
        "location": sa.Text(),
    },
    parse=parse,
    rows="fault_reports_rows",
    quality="fault_reports_quality",
    target=models.FaultReport,
    package=__package__,
    about_events=True,
)
