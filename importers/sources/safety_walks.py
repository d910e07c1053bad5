"""Safety walks: one row per finding, with the walk's own columns on each; and what was answered to it.

The rows of one walk have its key in common and say the same of it. Answers come later, in the same file or
in a new one: one that differs from the last is added, none is changed.
"""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from geoalchemy2 import Geometry
from sqlalchemy.orm import Session

from geodata import models
from geodata.codes import OBSERVATION_CATEGORIES, POLARITIES, WALK_ANSWERS, WALK_STEPS
from geodata.errors import InvalidError
from geodata.statements import statement
from geodata.text import Text
from importers import positions, times, values
from importers.formats import MAPS
from importers.positions import point_of
from importers.source import Check, Column, Record, Row, Setting, Source, Terms
from importers.subjects.known_areas import areas_of_kind
from importers.subjects.observed import CATEGORIES, SEVERITY, WORDING, categories_of, severity_of, wording_of

_NEGATIVE = Text(sv="Antalet är negativt.", en="The number is negative.")
_TOO_MANY = Text(sv="Det är fler än alla deltagare.", en="That is more than all participants.")
_NEEDS_FINDING = Text(
    sv="Ett svar kräver fyndets nyckel i kolumnen finding.",
    en="An answer needs the finding's key in the column finding.",
)
_KIND_NEEDED = Text(
    sv="Ange --set area_kind=SLAG: vilket slags områden kolumnen area gäller.",
    en="Give --set area_kind=KIND: of what kind the areas of the column area are.",
)
_STOOD = Text(
    sv="{walks} vandringar fanns redan; det som sägs om dem själva är som förut",
    en="{walks} walks were there already; what is said of themselves stays as it was",
)
_ANSWERED = Text(sv="{answers} nya svar på fynd", en="{answers} new answers to findings")
_PARTS = ("women", "youth", "older")


def learn(session: Session, terms: Terms) -> object:
    """Return the areas that walks may be about, None where no kind of areas is given."""
    kind = terms.settings["area_kind"]
    return None if kind is None else areas_of_kind(session, kind)


def parse(record: Record, terms: Terms) -> Row:
    """Return a finding's columns with those of its walk; a day without a clock stays a day."""
    span = _span(record, terms)
    held_on = span.start.astimezone(terms.profile.zone).date()
    categories = categories_of(record)
    walk, finding = record.text("walk"), record.text("finding", "")
    shape = point_of(record, terms)
    return {
        "source_key": f"{walk}\x1f{finding}" if finding else None,
        "walk": walk,
        "title": record.text("title"),
        "held_on": held_on,
        "start_time": _clock(span, terms),
        "step": record.code("step", WALK_STEPS, "walked"),
        "organiser": record.text("organiser", ""),
        "disability_represented": record.read_if_given("disability_represented", values.yes_or_no),
        "area_id": _area(record, terms, held_on),
        **_people(record),
        "shape": shape,
        "observed_from": span.start,
        "observed_to": span.stop,
        "time_precision": span.precision,
        "categories": categories,
        "polarity": record.code("polarity", POLARITIES, OBSERVATION_CATEGORIES[categories[0]].polarity),
        "severity": severity_of(record),
        "wording": wording_of(record),
        **_answer(record, finding),
    }


def _span(record: Record, terms: Terms) -> times.Span:
    """Return when the finding was made: on a walk that only begins at a time, from then to midnight."""
    span = times.span_of(record, terms)
    if span.precision != "exact":
        return span
    day = span.start.astimezone(terms.profile.zone).date()
    return times.Span(span.start, times.start_of_day(day + timedelta(days=1), terms.profile.zone), "interval")


def _clock(span: times.Span, terms: Terms) -> time | None:
    begins: datetime = span.start.astimezone(terms.profile.zone)
    return begins.time() if span.precision == "interval" else None


def _area(record: Record, terms: Terms, day: Any) -> int | None:
    if not record.has("area"):
        return None
    if terms.known is None:
        raise InvalidError(_KIND_NEEDED, field="area")
    found: int = terms.known.find(record, terms, "area", day)
    return found


def _people(record: Record) -> dict[str, int | None]:
    """Return how many took part, and how many of them were women, young, old."""
    counts: dict[str, int | None] = {
        field: record.read_if_given(field, values.whole) for field in ("participants", *_PARTS)
    }
    everyone = counts["participants"]
    for field, people in counts.items():
        if people is not None and people < 0:
            raise InvalidError(_NEGATIVE, field=field)
        if people is not None and everyone is not None and people > everyone:
            raise InvalidError(_TOO_MANY, field=field)
    return counts


def _answer(record: Record, finding: str) -> dict[str, object]:
    answer = record.code("answer", WALK_ANSWERS) if record.has("answer") else None
    if answer is not None and not finding:
        raise InvalidError(_NEEDS_FINDING, field="answer")
    return {
        "answer": answer,
        "answered_by": record.text("answered_by", ""),
        "answer_wording": wording_of(record, "answer_wording"),
        "due_on": record.read_if_given("due_on", values.day),
    }


def prepare(session: Session, terms: Terms) -> Iterator[Text]:
    """Make the walks that are new, before their findings; tell how many stood there already."""
    made = {"synthetic": terms.synthetic, "source_code": SOURCE.code}
    stood = session.execute(statement(__package__, "safety_walks_walks"), made).scalar_one()
    if stood:
        yield _STOOD.format(walks=stood)


def conclude(session: Session, terms: Terms, batch: models.ImportBatch) -> Iterator[Text]:
    """Add the answers that differ from the last one to their finding, and give the new walks their batch."""
    given = {"batch_id": batch.id, "source_code": SOURCE.code, "synthetic": terms.synthetic}
    session.execute(statement(__package__, "safety_walks_provenance"), given)
    answers = session.execute(statement(__package__, "safety_walks_answers"), given).scalar_one()
    if answers:
        yield _ANSWERED.format(answers=answers)


SOURCE = Source(
    code="safety_walks",
    name=Text(sv="Trygghetsvandringar", en="Safety walks"),
    formats=MAPS,
    columns=(
        Column("walk", Text("vandringens nyckel", "key of the walk"), ("vandring", "walk_id"), required=True),
        Column(
            "title",
            Text("vandringens namn", "name of the walk"),
            ("rubrik", "vandringens_namn"),
            words=True,
            required=True,
        ),
        *times.COLUMNS,
        Column("area", Text("område, kod eller namn", "area, code or name"), ("område", "omrade")),
        Column("step", Text("steg", "step"), ("steg",), codes=WALK_STEPS),
        Column("organiser", Text("arrangör", "organiser"), ("arrangör", "arrangor"), words=True),
        Column("participants", Text("antal deltagare", "participants"), ("deltagare", "antal")),
        Column("women", Text("varav kvinnor", "of them women"), ("kvinnor",)),
        Column("youth", Text("varav unga", "of them young people"), ("unga",)),
        Column("older", Text("varav äldre", "of them older people"), ("äldre",)),
        Column(
            "disability_represented",
            Text("personer med funktionsnedsättning deltog", "people with disabilities took part"),
            ("funktionsnedsättning",),
        ),
        Column("finding", Text("fyndets nyckel", "key of the finding"), ("fynd", "finding_id", "punkt")),
        CATEGORIES,
        Column("polarity", Text("upplevelse", "experience"), ("upplevelse",), codes=POLARITIES),
        SEVERITY,
        WORDING,
        Column("answer", Text("svar", "answer"), ("svar",), codes=WALK_ANSWERS),
        Column("answered_by", Text("vem som svarar", "who answers"), ("svarande", "förvaltning"), words=True),
        Column("answer_wording", Text("svaret i ord", "the answer in words"), ("svar_i_ord",), words=True),
        Column("due_on", Text("klart senast", "due on"), ("klart", "senast")),
        *positions.COLUMNS,
    ),
    settings=(
        Setting("area_kind", Text("slag av områden i kolumnen area", "kind of areas in the column area")),
    ),
    staged={
        "source_key": sa.Text(),
        "walk": sa.Text(),
        "title": sa.Text(),
        "held_on": sa.Date(),
        "start_time": sa.Time(),
        "step": sa.Text(),
        "organiser": sa.Text(),
        "disability_represented": sa.Boolean(),
        "area_id": sa.Integer(),
        "participants": sa.Integer(),
        **{field: sa.Integer() for field in _PARTS},
        "shape": Geometry(None, spatial_index=False),
        "observed_from": sa.TIMESTAMP(timezone=True),
        "observed_to": sa.TIMESTAMP(timezone=True),
        "time_precision": sa.Text(),
        "categories": sa.ARRAY(sa.Text()),
        "polarity": sa.Text(),
        "severity": sa.Integer(),
        "wording": sa.Text(),
        "answer": sa.Text(),
        "answered_by": sa.Text(),
        "answer_wording": sa.Text(),
        "due_on": sa.Date(),
    },
    parse=parse,
    learn=learn,
    prepare=prepare,
    checks=(
        Check(
            "safety_walks_differing",
            "walk",
            Text(
                sv="Raden säger annat om vandringen än rad {value}.",
                en="The row says something else of the walk than row {value}.",
            ),
        ),
    ),
    rows="safety_walks_rows",
    quality="safety_walks_quality",
    conclude=conclude,
    relied_on="safety_walks_relied_on",
    clear_up="safety_walks_clear_up",
    target=models.Observation,
    package=__package__,
    about_events=True,
)
