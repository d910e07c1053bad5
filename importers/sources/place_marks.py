"""Marks from map surveys: points that people set where they feel unsafe or safe, with a reason.

A mark is an observation without words and without a place; what lies close together is proposed as a place
(`geodata.questions.place_proposals`).
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import sqlalchemy as sa
from geoalchemy2 import Geometry

from geodata import models
from geodata.codes import OBSERVATION_CATEGORIES, OBSERVATION_SOURCES, POLARITIES
from geodata.errors import InvalidError
from geodata.text import Text
from importers import positions, times, values
from importers.formats import MAPS
from importers.positions import needed, point_of
from importers.source import Column, Record, Row, Setting, Source, Terms
from importers.subjects.observed import CATEGORIES, categories_of
from importers.times import Span

_NO_YEAR = Text(sv="Året ligger inte mellan 1990 och i år.", en="The year is not between 1990 and this year.")
_OLDEST = 1990
_DAYPARTS = {
    "natt": (0, 6), "night": (0, 6),
    "morgon": (6, 9), "morning": (6, 9),
    "dag": (9, 15), "day": (9, 15),
    "eftermiddag": (15, 18), "afternoon": (15, 18),
    "kväll": (18, 22), "evening": (18, 22),
    "sen kväll": (22, 24), "late evening": (22, 24),
}  # fmt: skip
_NO_DAYPART = Text(
    sv="Skriv en tid på dygnet: natt, morgon, dag, eftermiddag, kväll eller sen kväll.",
    en="Write a time of day: night, morning, day, afternoon, evening or late evening.",
)
_YEAR_ONLY = Text(
    sv="tiden på dygnet kan inte sparas: raden har bara ett år",
    en="the time of day cannot be kept: the row has a year only",
)


def _heard_from(raw: object) -> str:
    return values.code(OBSERVATION_SOURCES, raw)


def parse(record: Record, terms: Terms) -> Row:
    """Return a mark's columns; without a reason it is of the category "other"."""
    span = _span(record, terms)
    categories = categories_of(record) if record.has("categories") else ["other"]
    default = terms.settings["polarity"] or OBSERVATION_CATEGORIES[categories[0]].polarity
    return {
        "source_key": record.text("source_key", "") or None,
        "shape": needed(point_of(record, terms)),
        "observed_from": span.start,
        "observed_to": span.stop,
        "time_precision": span.precision,
        "categories": categories,
        "polarity": record.code("polarity", POLARITIES, default),
        "heard_from": terms.settings["heard_from"],
    }


def _span(record: Record, terms: Terms) -> Span:
    """Return the time of a mark: a part of its day, its day, or its whole year."""
    if not any(record.has(field) for field in ("date", "occurred_from", "month")):
        return _year(record, terms)
    span = times.span_of(record, terms)
    if not record.has("daypart") or span.precision != "day":
        return span
    first, stop = record.read("daypart", _daypart)
    zone, day = terms.profile.zone, span.start.astimezone(terms.profile.zone).date()
    ends = times.start_of_day(day + timedelta(days=1), zone)
    if stop < 24:
        ends = datetime.combine(day, time(stop), zone)
    return Span(datetime.combine(day, time(first), zone).astimezone(UTC), ends.astimezone(UTC), "interval")


def _daypart(raw: object) -> tuple[int, int]:
    hours = _DAYPARTS.get(values.text(raw).casefold())
    if hours is None:
        raise InvalidError(_NO_DAYPART)
    return hours


def _year(record: Record, terms: Terms) -> Span:
    year: int = record.read("year", values.whole) if record.has("year") else (terms.settings["year"] or 0)
    if not _OLDEST <= year <= terms.today.year:
        raise InvalidError(_NO_YEAR, field="year")
    if record.has("daypart"):
        terms.notes.add(record.number, _YEAR_ONLY)
    zone = terms.profile.zone
    first, stop = (times.start_of_day(date(at, 1, 1), zone) for at in (year, year + 1))
    return Span(first, min(stop, terms.now), "year")


SOURCE = Source(
    code="place_marks",
    name=Text(sv="Markeringar i kartenkäter", en="Marks of map surveys"),
    formats=MAPS,
    shapes=("point",),
    columns=(
        Column("source_key", Text("nyckel", "key"), ("key", "id", "nyckel", "mark_id")),
        *times.COLUMNS,
        Column("daypart", Text("tid på dygnet", "time of day"), ("dygnsdel", "tid_på_dygnet", "time_of_day")),
        replace(CATEGORIES, name=Text("orsak", "reason")),
        Column("polarity", Text("upplevelse", "experience"), ("upplevelse", "känsla"), codes=POLARITIES),
        *positions.COLUMNS,
    ),
    settings=(
        Setting("year", Text("år där raden inte säger det", "year where the row is silent"), values.whole),
        Setting(
            "polarity",
            Text("upplevelse där raden inte säger den", "experience where the row is silent"),
            lambda raw: values.code(POLARITIES, raw),
        ),
        Setting(
            "heard_from",
            Text("var markeringarna gjorts", "where the marks were made"),
            _heard_from,
            default="survey",
        ),
    ),
    staged={
        "source_key": sa.Text(),
        "shape": Geometry(None, spatial_index=False),
        "observed_from": sa.TIMESTAMP(timezone=True),
        "observed_to": sa.TIMESTAMP(timezone=True),
        "time_precision": sa.Text(),
        "categories": sa.ARRAY(sa.Text()),
        "polarity": sa.Text(),
        "heard_from": sa.Text(),
    },
    parse=parse,
    rows="place_marks_rows",
    quality="place_marks_quality",
    target=models.Observation,
    package=__package__,
    about_events=True,
)
