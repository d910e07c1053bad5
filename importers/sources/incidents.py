"""Recorded crime from a general CSV: one row per event, columns pointed out by a column map."""

import sqlalchemy as sa
from geoalchemy2 import Geometry

from geodata import models
from geodata.city import CityProfile
from geodata.codes import CRIME_GROUPS, PRECISIONS
from geodata.errors import InvalidError
from geodata.text import Text
from importers import positions, times, values
from importers.positions import point_of
from importers.source import Column, Record, Row, Setting, Source, Terms

_NO_POINTS = Text(
    sv="Staden lagrar inte enskilda brott som punkter; läs in antal per område eller ruta i stället.",
    en="The city does not store single crimes as points; bring in counts per area or cell instead.",
)
_UNKNOWN_CATEGORY = Text(
    sv="Kategorin är okänd. Koppla den med --set category:KATEGORI=GRUPP; grupper: {codes}.",
    en="The category is unknown. Map it with --set category:CATEGORY=GROUP; groups: {codes}.",
)
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
    ),
    *positions.COLUMNS,
    Column("precision", Text("lägets precision", "precision of the position"), ("lagesprecision",)),
    Column("source_key", Text("nyckel", "key"), ("key", "id", "nyckel", "incident_id", "crime_id")),
)


def _group(raw: object) -> str:
    return values.code(CRIME_GROUPS, raw)


def _pointlike(raw: object) -> str:
    code = values.code(PRECISIONS, raw)
    if code not in {"exact", "snapped", "street"}:
        raise InvalidError(values.UNKNOWN_CODE.format(name=PRECISIONS.name, codes="exact, snapped, street"))
    return code


SETTINGS = (
    Setting(
        "category",
        Text("brottsgrupp för en kategori i filen", "crime group of a category in the file"),
        _group,
        prefix=True,
    ),
    Setting(
        "precision",
        Text("lägenas precision där raden inte säger den", "precision of positions where the row is silent"),
        _pointlike,
        default="exact",
    ),
)


def allow_points(profile: CityProfile) -> None:
    """Raise InvalidError where the city does not store recorded crime as points (BR-30)."""
    if not profile.exact_incident_points:
        raise InvalidError(_NO_POINTS)


def parse(record: Record, terms: Terms) -> Row:
    """Return an incident's columns; the category's own mapping goes before the code list."""
    span = times.span_of(record, terms)
    category = record.text("category")
    shape = point_of(record, terms)
    return {
        "source_key": record.text("source_key", "") or None,
        "category": category,
        "crime_group": _crime_group(category, terms),
        "occurred_from": span.start,
        "occurred_to": span.stop,
        "time_precision": span.precision,
        "shape": shape,
        "precision": _precision(record, terms, positioned=shape is not None),
    }


def _crime_group(category: str, terms: Terms) -> str:
    mapped: dict[str, str] = terms.settings["category"]
    if category in mapped:
        return mapped[category]
    try:
        return values.code(CRIME_GROUPS, category)
    except InvalidError as error:
        refusal = _UNKNOWN_CATEGORY.format(codes=", ".join(CRIME_GROUPS.codes))
        raise InvalidError(refusal, field="category") from error


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
    formats=("csv", "geojson", "geopackage", "shapefile"),
    columns=COLUMNS,
    settings=SETTINGS,
    staged={
        "source_key": sa.Text(),
        "category": sa.Text(),
        "crime_group": sa.Text(),
        "occurred_from": sa.TIMESTAMP(timezone=True),
        "occurred_to": sa.TIMESTAMP(timezone=True),
        "time_precision": sa.Text(),
        "precision": sa.Text(),
        "shape": Geometry(None, spatial_index=False),
    },
    parse=parse,
    publish="incidents_publish",
    quality="incidents_quality",
    target=models.Incident,
    package=__package__,
    allowed=allow_points,
    about_events=True,
)
