"""Recorded crime from a general CSV: one row per event, columns pointed out by a column map."""

from geodata import models
from geodata.codes import CRIME_GROUPS, PRECISIONS
from geodata.errors import InvalidError
from geodata.text import Text
from importers import positions, times, values
from importers.formats import MAPS
from importers.positions import point_of
from importers.recorded_crime import CATEGORY_SETTING, STAGED_INCIDENT, allow_points, crime_group
from importers.source import Column, Record, Row, Setting, Source, Terms

_NO_POSITION = Text(
    sv="Precisionen säger att det finns ett läge, men koordinaterna saknas.",
    en="The precision says that there is a position, but the coordinates are missing.",
)
_AREA_ONLY = Text(
    sv="Precisionen är område eller ingen, men raden har koordinater.",
    en="The precision is area or none, but the row has coordinates.",
)

COLUMNS = (
    *times.COLUMNS,
    Column(
        "category",
        Text("brottskategori", "crime category"),
        ("kategori", "brottstyp", "brottskod", "brott", "crime_type", "offence", "type"),
        required=True,
        codes=CRIME_GROUPS,
    ),
    *positions.COLUMNS,
    Column(
        "precision",
        Text("lägets precision", "precision of the position"),
        ("lagesprecision",),
        codes=PRECISIONS,
    ),
    Column("source_key", Text("nyckel", "key"), ("key", "id", "nyckel", "incident_id", "crime_id")),
)


def _pointlike(raw: object) -> str:
    code = values.code(PRECISIONS, raw)
    if code not in {"exact", "snapped", "street"}:
        raise InvalidError(values.UNKNOWN_CODE.format(name=PRECISIONS.name, codes="exact, snapped, street"))
    return code


SETTINGS = (
    CATEGORY_SETTING,
    Setting(
        "precision",
        Text("lägenas precision där raden inte säger den", "precision of positions where the row is silent"),
        _pointlike,
        default="exact",
    ),
)


def parse(record: Record, terms: Terms) -> Row:
    """Return an incident's columns; the category's own mapping goes before the code list."""
    span = times.span_of(record, terms)
    shape = point_of(record, terms)
    return {
        "source_key": record.text("source_key", "") or None,
        "category": record.text("category"),
        "crime_group": crime_group(record, terms),
        "occurred_from": span.start,
        "occurred_to": span.stop,
        "time_precision": span.precision,
        "shape": shape,
        "precision": _precision(record, terms, positioned=shape is not None),
    }


def _precision(record: Record, terms: Terms, *, positioned: bool) -> str:
    if not record.has("precision"):
        return str(terms.settings["precision"]) if positioned else "none"
    precision = record.code("precision", PRECISIONS)
    if positioned and precision in {"area", "none"}:
        raise InvalidError(_AREA_ONLY, field="precision")
    if not positioned and precision in {"exact", "snapped", "street"}:
        raise InvalidError(_NO_POSITION, field="precision")
    return "none" if not positioned else precision


SOURCE = Source(
    code="incidents",
    name=Text(sv="Brott, en rad per händelse (CSV)", en="Crime, one row per event (CSV)"),
    formats=MAPS,
    columns=COLUMNS,
    settings=SETTINGS,
    staged=STAGED_INCIDENT,
    parse=parse,
    rows="incidents_rows",
    quality="incidents_quality",
    target=models.Incident,
    package=__package__,
    allowed=allow_points,
    about_events=True,
)
