"""What people have observed at places or points: from surveys, walks, operations; never about a person."""

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from geoalchemy2 import Geometry
from sqlalchemy.orm import Session

from geodata import models
from geodata.codes import OBSERVATION_CATEGORIES, OBSERVATION_SOURCES, POLARITIES, PRECISIONS
from geodata.errors import InvalidError
from geodata.text import Text
from importers import positions, times, values
from importers.formats import MAPS
from importers.positions import position_of
from importers.source import Column, Record, Row, Setting, Source, Terms
from importers.subjects.names import Names
from importers.subjects.observed import CATEGORIES, SEVERITY, WORDING, categories_of, severity_of, wording_of

_NO_POSITION = Text(
    sv="Precisionen säger att det finns ett läge, men koordinaterna saknas.",
    en="The precision says that there is a position, but the coordinates are missing.",
)
_AREA_ONLY = Text(
    sv="Precisionen är område eller ingen, men raden har koordinater.",
    en="The precision is area or none, but the row has coordinates.",
)
_SPELLED = Text(
    sv="{given} har lästs som {meant}, trots stavningen",
    en="{given} is read as {meant}, in spite of the spelling",
)


# A phone's clock may go before (BR-06); what is older than two years is told.
_AHEAD = timedelta(hours=1)
_OLD_YEARS = 2
_OLD = Text(sv="iakttagelsen är äldre än 24 månader", en="the observation is older than 24 months")


def _heard_from(raw: object) -> str:
    return values.code(OBSERVATION_SOURCES, raw)


def learn(session: Session, _terms: Terms) -> Names[Any]:
    """Return the places that rows may name, by their key or their name."""
    place = models.Place
    rows = session.execute(sa.select(place.id, place.source_key, place.name)).all()
    return Names((name, row.id) for row in rows for name in {row.source_key, row.name} if name)


def parse(record: Record, terms: Terms) -> Row:
    """Return an observation's columns; without a polarity of its own it has that of its first category."""
    span = times.span_of(record, terms, tolerance=_AHEAD)
    if span.start.date() < _months_before(terms.today):
        terms.notes.add(record.number, _OLD)
    categories = categories_of(record)
    position = position_of(record, terms)
    return {
        "source_key": record.text("source_key", "") or None,
        "place_id": _place(record, terms) if record.has("place") else position.place_id,
        "shape": position.shape,
        "precision": position.precision or _precision(record, positioned=position.shape is not None),
        "observed_from": span.start,
        "observed_to": span.stop,
        "time_precision": span.precision,
        "categories": categories,
        "polarity": record.code("polarity", POLARITIES, OBSERVATION_CATEGORIES[categories[0]].polarity),
        "severity": severity_of(record),
        "wording": wording_of(record),
        "heard_from": record.code("heard_from", OBSERVATION_SOURCES, terms.settings["heard_from"]),
    }


def _months_before(today: date) -> date:
    """Return the day 24 months before; 29 February has the 28th."""
    earlier = today.year - _OLD_YEARS
    return date(earlier, today.month, min(today.day, monthrange(earlier, today.month)[1]))


def _place(record: Record, terms: Terms) -> object:
    known: Names[Any] = terms.known
    try:
        match = known.find(record.text("place"))
    except InvalidError as error:
        raise InvalidError(error.reason, field="place") from error
    if not match.exact:
        terms.notes.add(record.number, _SPELLED.format(given=record.text("place"), meant=match.name))
    return match.thing


def _precision(record: Record, *, positioned: bool) -> str:
    precision = record.code("precision", PRECISIONS, "exact" if positioned else "none")
    if positioned == (precision in {"area", "none"}):
        raise InvalidError(_AREA_ONLY if positioned else _NO_POSITION, field="precision")
    return precision


SOURCE = Source(
    code="observations",
    name=Text(sv="Iakttagelser (CSV eller karta)", en="Observations (CSV or map)"),
    formats=MAPS,
    columns=(
        Column("source_key", Text("nyckel", "key"), ("key", "id", "nyckel", "observation_id")),
        Column("place", Text("plats, namn eller nyckel", "place, name or key"), ("plats", "place_id")),
        *times.COLUMNS,
        replace(CATEGORIES, required=True),
        Column("polarity", Text("upplevelse", "experience"), ("upplevelse",), codes=POLARITIES),
        SEVERITY,
        WORDING,
        Column(
            "heard_from", Text("källa", "where from"), ("källa", "kalla", "source"), codes=OBSERVATION_SOURCES
        ),
        Column(
            "precision",
            Text("lägets precision", "precision of the position"),
            ("lagesprecision",),
            codes=PRECISIONS,
        ),
        *positions.COLUMNS,
        positions.PLACE_COLUMN,
    ),
    settings=(
        Setting(
            "heard_from",
            Text("källa där raden inte säger den", "where from, where the row is silent"),
            _heard_from,
            stands_for_column=True,
        ),
    ),
    staged={
        "source_key": sa.Text(),
        "place_id": sa.UUID(),
        "shape": Geometry(None, spatial_index=False),
        "precision": sa.Text(),
        "observed_from": sa.TIMESTAMP(timezone=True),
        "observed_to": sa.TIMESTAMP(timezone=True),
        "time_precision": sa.Text(),
        "categories": sa.ARRAY(sa.Text()),
        "polarity": sa.Text(),
        "severity": sa.Integer(),
        "wording": sa.Text(),
        "heard_from": sa.Text(),
    },
    parse=parse,
    learn=learn,
    rows="observations_rows",
    quality="observations_quality",
    target=models.Observation,
    package=__package__,
    about_events=True,
)
