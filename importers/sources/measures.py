"""Measures carried out or planned: lighting, vegetation, traffic and the other registered types.

The parameters of a measure stand in columns called by their codes (points, colour_temperature_k …), or in one
`parameters` object of a GeoJSON feature.
"""

import json
from datetime import date, timedelta
from functools import partial

import sqlalchemy as sa
from geoalchemy2 import Geometry
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from geodata import models
from geodata.codes import MEASURE_STATUSES, PRECISIONS
from geodata.errors import InvalidError
from geodata.measure_types import MEASURE_TYPES, MeasureType, Parameter, measure_type, validate
from geodata.text import Text
from importers import positions, values
from importers.formats import MAPS
from importers.positions import needed, shape_of
from importers.source import Check, Column, Record, Row, Setting, Source, Terms
from importers.subjects.names import Names

_FUTURE = Text(
    sv="Startdatumet ligger i framtiden; ett planerat datum hör hemma i planned_start.",
    en="The start lies in the future; a planned date belongs in planned_start.",
)
_TURNED = Text(sv="Åtgärden slutar innan den börjar.", en="The measure ends before it starts.")
_NEGATIVE = Text(sv="Kostnaden är negativ.", en="The cost is negative.")
_NOT_AN_OBJECT = Text(sv="Parametrarna är inget JSON-objekt.", en="The parameters are no JSON object.")
_NO_NONE = Text(
    sv="Precisionen säger att det finns ett läge, men det saknas.",
    en="The precision says that there is a position, but there is none.",
)

# Every parameter of every type once, in the registry's order; a few codes serve several types.
_PARAMETERS = {parameter.code: parameter for known in MEASURE_TYPES for parameter in known.parameters}
_COLUMNS = (
    Column("source_key", Text("nyckel", "key"), ("key", "id", "nyckel", "measure_id")),
    Column(
        "type",
        Text("åtgärdstyp", "type of measure"),
        ("typ", "åtgärdstyp", "measure_type"),
        codes=MEASURE_TYPES,
    ),
    Column(
        "name",
        Text("namn", "name"),
        ("namn", "åtgärd", "atgard", "adress", "address"),
        required=True,
        words=True,
    ),
    Column("status", Text("status", "status"), codes=MEASURE_STATUSES),
    Column("planned_start", Text("planerad start", "planned start"), ("planerad",)),
    Column(
        "started_on",
        Text("i drift från", "in operation from"),
        ("start", "startdatum", "from", "date", "go_live_date", "driftsatt"),
    ),
    Column(
        "last_day", Text("sista dag i drift", "last day in operation"), ("slut", "slutdatum", "to", "t_o_m")
    ),
    Column("ended_on", Text("första dag ur drift", "first day out of operation"), ("avslutad",)),
    Column(
        "measure_precision",
        Text("lägets precision", "precision of the position"),
        ("precision",),
        codes=PRECISIONS,
    ),
    Column("responsible", Text("ansvarig organisation", "responsible organisation"), ("ansvarig",)),
    Column("cost_sek", Text("kostnad i kronor", "cost in SEK"), ("kostnad", "cost")),
    Column("note", Text("anteckning", "note"), ("anteckning", "beskrivning", "description"), words=True),
    Column("temporary", Text("tillfällig", "temporary"), ("tillfällig",)),
    Column("parameters", Text("parametrar som JSON", "parameters as JSON"), ("parametrar",), words=True),
    *positions.COLUMNS,
)
_TAKEN = {column.field for column in _COLUMNS}
COLUMNS = (
    *_COLUMNS,
    *(Column(code, parameter.name) for code, parameter in _PARAMETERS.items() if code not in _TAKEN),
)


def _type(raw: object) -> str:
    return values.code(MEASURE_TYPES, raw)


def learn(session: Session, _terms: Terms) -> Names[object]:
    """Return the organisations that rows may name as responsible, by code or name."""
    organisation = models.Organisation
    rows = session.execute(
        sa.select(organisation.id, organisation.code, organisation.name_sv, organisation.name_en)
    ).all()
    return Names((name, row.id) for row in rows for name in {row.code, row.name_sv, row.name_en})


def parse(record: Record, terms: Terms) -> Row:
    """Return a measure's columns; without a status the dates tell it (ended, in operation, proposed)."""
    kind = measure_type(record.code("type", MEASURE_TYPES, terms.settings["type"]))
    started, ended = _dates(record, terms)
    shape = shape_of(record, terms)
    if kind.has_geometry:
        shape = needed(shape, "geometry")
    by_dates = "removed" if ended and ended <= terms.today else "in_operation" if started else "proposed"
    cost: int | None = record.read_if_given("cost_sek", values.whole)
    if cost is not None and cost < 0:
        raise InvalidError(_NEGATIVE, field="cost_sek")
    return {
        "source_key": record.text("source_key", "") or None,
        "type": kind.code,
        "name": record.text("name"),
        "status": record.code("status", MEASURE_STATUSES, by_dates),
        "planned_start": record.read_if_given("planned_start", values.day),
        "started_on": started,
        "ended_on": ended,
        "precision": _precision(record, positioned=shape is not None),
        "parameters": _parameters(record, kind),
        "temporary": record.read_if_given("temporary", values.yes_or_no, default=False),
        "responsible_id": _responsible(record, terms) if record.has("responsible") else None,
        "cost_sek": cost,
        "note": record.text("note", ""),
        "shape": shape,
    }


def _dates(record: Record, terms: Terms) -> tuple[date | None, date | None]:
    """Return when the measure started and the first day that it was out of operation."""
    started: date | None = record.read_if_given("started_on", values.day)
    ended: date | None = record.read_if_given("ended_on", values.day)
    if record.has("last_day"):
        ended = record.read("last_day", values.day) + timedelta(days=1)
    if started is not None and started > terms.today:
        raise InvalidError(_FUTURE, field="started_on")
    if started is not None and ended is not None and ended < started:
        raise InvalidError(_TURNED, field="last_day" if record.has("last_day") else "ended_on")
    return started, ended


def _precision(record: Record, *, positioned: bool) -> str:
    precision = record.code("measure_precision", PRECISIONS, "exact" if positioned else "none")
    if not positioned and precision in {"exact", "snapped", "street"}:
        raise InvalidError(_NO_NONE, field="measure_precision")
    return precision


def _parameters(record: Record, kind: MeasureType) -> dict[str, object]:
    given: dict[str, object] = {}
    if record.has("parameters"):
        given |= record.read("parameters", _object)
    for code, parameter in _PARAMETERS.items():
        own = kind.parameter(code)
        # A column that the row's own type lacks is refused by the registry, unless it is a measure's column.
        if record.has(code) and (own is not None or code not in _TAKEN):
            given[code] = record.read(code, partial(_typed, own or parameter))
    return validate(kind.code, given)


def _object(raw: object) -> dict[str, object]:
    try:
        found = json.loads(raw) if isinstance(raw, str) else raw
    except (ValueError, RecursionError) as error:
        raise InvalidError(_NOT_AN_OBJECT) from error
    if not isinstance(found, dict):
        raise InvalidError(_NOT_AN_OBJECT)
    return found


def _typed(parameter: Parameter, raw: object) -> object:
    """Return a column's text as the parameter's kind of JSON value."""
    match parameter.kind:
        case "number":
            return values.number(raw)
        case "integer":
            return values.whole(raw)
        case "boolean":
            return values.yes_or_no(raw)
        case "date":
            return values.day(raw).isoformat()
        case _:
            return values.text(raw)


def _responsible(record: Record, terms: Terms) -> object:
    known: Names[object] = terms.known
    try:
        return known.find(record.text("responsible")).thing
    except InvalidError as error:
        raise InvalidError(error.reason, field="responsible") from error


SOURCE = Source(
    code="measures",
    name=Text(sv="Åtgärder (CSV eller karta)", en="Measures (CSV or map)"),
    formats=MAPS,
    columns=COLUMNS,
    settings=(
        Setting("type", Text("åtgärdstyp där raden inte säger den", "type where the row is silent"), _type),
    ),
    staged={
        "source_key": sa.Text(),
        "type": sa.Text(),
        "name": sa.Text(),
        "status": sa.Text(),
        "planned_start": sa.Date(),
        "started_on": sa.Date(),
        "ended_on": sa.Date(),
        "precision": sa.Text(),
        "parameters": JSONB(),
        "temporary": sa.Boolean(),
        "responsible_id": sa.UUID(),
        "cost_sek": sa.Integer(),
        "note": sa.Text(),
        "shape": Geometry(None, spatial_index=False),
    },
    parse=parse,
    learn=learn,
    checks=(
        Check(
            "invalid_shapes",
            "geometry",
            Text(sv="Geometrin är ogiltig: {value}.", en="The geometry is not valid: {value}."),
        ),
    ),
    rows="measures_rows",
    quality="measures_quality",
    target=models.Measure,
    package=__package__,
)
