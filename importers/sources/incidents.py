"""Recorded crime: one row per event, columns pointed out by a column map.

An event with a position is a point; one that only names an area is kept for that area; one with neither is
kept without a place. An area is read only where a row has no position.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from geodata import models
from geodata.codes import CRIME_GROUPS, PRECISIONS
from geodata.errors import InvalidError
from geodata.text import Text
from importers import positions, times, values
from importers.formats import MAPS, FileContent
from importers.positions import position_of
from importers.source import Column, Record, Row, Setting, Source, Terms
from importers.subjects.known_areas import KnownAreas, areas_of_kind
from importers.subjects.recorded_crime import (
    CATEGORY_SETTINGS,
    INCIDENTS_IN_BULK,
    STAGED_INCIDENT,
    allow_points,
    crime_group,
    require_category,
)
from importers.swift.incidents import swift_incidents

_NO_POSITION = Text(
    sv="Precisionen säger att det finns ett läge, men koordinaterna saknas.",
    en="The precision says that there is a position, but the coordinates are missing.",
)
_AREA_ONLY = Text(
    sv="Precisionen är område eller ingen, men raden har koordinater.",
    en="The precision is area or none, but the row has coordinates.",
)
_NO_KIND = Text(
    sv="Områdenas slag saknas; ange --set area_kind=SLAG.",
    en="The kind of the areas is missing; give --set area_kind=KIND.",
)

COLUMNS = (
    *times.COLUMNS,
    Column(
        "category",
        Text("brottskategori", "crime category"),
        ("kategori", "brottstyp", "brottskod", "brott", "crime_type", "offence", "offense_type", "type"),
        codes=CRIME_GROUPS,
    ),
    *positions.COLUMNS,
    positions.PLACE_COLUMN,
    Column(
        "precision",
        Text("lägets precision", "precision of the position"),
        ("lagesprecision",),
        codes=PRECISIONS,
    ),
    Column(
        "area",
        Text("område, där läget saknas", "area, where the position is missing"),
        ("omrade", "område", "area_code", "area_name", "stadsdel", "neighbourhood"),
    ),
    Column("source_key", Text("nyckel", "key"), ("key", "id", "nyckel", "incident_id", "crime_id")),
)


def _pointlike(raw: object) -> str:
    code = values.code(PRECISIONS, raw)
    if code not in {"exact", "snapped", "street"}:
        raise InvalidError(values.UNKNOWN_CODE.format(name=PRECISIONS.name, codes="exact, snapped, street"))
    return code


SETTINGS = (
    *CATEGORY_SETTINGS,
    Setting("area_kind", Text("slag av de områden som rader anger", "the kind of the areas that rows name")),
    Setting(
        "precision",
        Text("lägenas precision där raden inte säger den", "precision of positions where the row is silent"),
        _pointlike,
        default="exact",
    ),
)


def reshape(content: FileContent, column_map: Mapping[str, str], settings: Mapping[str, Any]) -> FileContent:
    """Return the content as it is; raises InvalidError where nothing says what was recorded."""
    require_category(SOURCE, content, column_map, settings)
    return content


def learn(session: Session, terms: Terms) -> KnownAreas | None:
    """Return the areas of the kind that was set; None where none was."""
    kind = terms.settings["area_kind"]
    return None if kind is None else areas_of_kind(session, kind)


def parse(record: Record, terms: Terms) -> Row:
    """Return an incident's columns; the category's own mapping goes before the code list."""
    span = times.span_of(record, terms)
    position = position_of(record, terms)
    precision = position.precision or _precision(record, terms, positioned=position.shape is not None)
    area_id = position.area_id
    if precision == "area" and area_id is None:
        area_id = _area(record, terms, span.start)
    group = crime_group(record, terms)
    return {
        "source_key": record.text("source_key", "") or None,
        "category": record.text("category", group),
        "crime_group": group,
        "occurred_from": span.start,
        "occurred_to": span.stop,
        "time_precision": span.precision,
        "shape": position.shape,
        "precision": precision,
        "area_id": area_id,
    }


def _precision(record: Record, terms: Terms, *, positioned: bool) -> str:
    """Return the precision that a record says; where it is silent, what its position or its area gives."""
    if not record.has("precision"):
        if positioned:
            return str(terms.settings["precision"])
        return "area" if record.has("area") and terms.known is not None else "none"
    precision = record.code("precision", PRECISIONS)
    if positioned and precision in {"area", "none"}:
        raise InvalidError(_AREA_ONLY, field="precision")
    if not positioned and precision in {"exact", "snapped", "street"}:
        raise InvalidError(_NO_POSITION, field="precision")
    if precision == "area" and not record.has("area"):
        return "none"
    if precision == "area" and terms.known is None:
        raise InvalidError(_NO_KIND, field="area")
    return precision


def _area(record: Record, terms: Terms, at: datetime) -> int:
    known: KnownAreas = terms.known
    return known.find(record, terms, "area", at.astimezone(terms.profile.zone).date())


def _precision_of_positioned(record: Record, terms: Terms) -> str:
    return _precision(record, terms, positioned=True)


SOURCE = Source(
    code="incidents",
    name=Text(sv="Brott, en rad per händelse", en="Crime, one row per event"),
    formats=MAPS,
    shapes=("point",),
    columns=COLUMNS,
    settings=SETTINGS,
    staged=STAGED_INCIDENT,
    reshape=reshape,
    parse=parse,
    learn=learn,
    rows="incidents_rows",
    in_bulk=INCIDENTS_IN_BULK,
    swift=swift_incidents(_precision_of_positioned),
    quality="incidents_quality",
    target=models.Incident,
    package=__package__,
    allowed=allow_points,
    about_events=True,
    approval="crime_import",
)
