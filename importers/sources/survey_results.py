"""Published survey results: a share or an index of a survey's wave, question, area and group of respondents.

Long, with a row per result, or wide, with a column per wave (where their headers are years) or per question;
then `values` says what the cells are, and a column called as one and "n" holds its numbers of answers. Two
definitions of who is unsafe are two questions.

A survey, wave or question that the city does not have yet is created from the describing columns, where they
are filled. Row-level answers have no place here, and a published index is kept as published.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from geodata import models
from geodata.codes import SURVEY_THEMES
from geodata.errors import InvalidError
from geodata.statements import statement
from geodata.text import Text
from importers import values
from importers.formats import TABLES, FileContent
from importers.source import Check, Column, LeftOutError, Record, Row, Setting, Source, Terms
from importers.subjects.counted import is_withheld
from importers.subjects.known_areas import KnownAreas, areas_of_kind
from importers.wide_tables.unfolding import has_column, is_sum, unclaimed, unfolded

_NOT_A_SHARE = Text(
    sv="Andelen ligger mellan 0 och 1; procent hör hemma i kolumnen percent.",
    en="The share is between 0 and 1; per cent belong in the column percent.",
)
_NOT_PER_CENT = Text(sv="Procenttalet ligger mellan 0 och 100.", en="The percentage is between 0 and 100.")
_NO_RESULT = Text(
    sv="Raden har varken andel, procent eller index.", en="The row has no share, percentage or index."
)
_NEGATIVE = Text(sv="Antalet svar är negativt.", en="The number of answers is negative.")
_TURNED = Text(sv="Fältarbetet slutar innan det börjar.", en="The fieldwork ends before it begins.")
_FUTURE = Text(sv="Fältarbetet ligger i framtiden.", en="The fieldwork lies in the future.")
_DESIGN_EFFECT = Text(sv="Designeffekten är minst 1.", en="The design effect is at least 1.")

_WAVES = Text("omgångar", "waves")
_QUESTIONS = Text("frågor", "questions")
_WITHHELD = Text(
    sv="värdet är undertryckt av uppgiftslämnaren och har lämnats utanför",
    en="the value is withheld by the provider and is left out",
)
_VALUES = ("share", "percent", "published_index")
_NO_VALUES = Text(
    sv="Filen har ingen kolumn för andel, procent eller index. Har den en kolumn per omgång eller fråga, "
    "ange --set values=share, percent eller published_index.",
    en="The file has no column of shares, percentages or indices. If it has one per wave or question, give "
    "--set values=share, percent or published_index.",
)
_NOT_AMONG = Text(sv="Möjliga värden: {known}.", en="Possible values: {known}.")
_YEAR = re.compile(r"(?:18|19|20|21)[0-9]{2}")
_ANSWERS = re.compile(r"(.+?)[\s_|:.]+(?:n|antal|svar|antal svar|answers)", re.IGNORECASE)


def reshape(content: FileContent, column_map: Mapping[str, str], settings: Mapping[str, Any]) -> FileContent:
    """Return a table with a column per wave or question as one with a row per result, others as they are.

    Raises InvalidError where a wide table does not say what its cells are.
    """
    if any(has_column(SOURCE, content, column_map, name) for name in _VALUES):
        return content
    free = unclaimed(SOURCE, content, column_map, *_VALUES)
    answers = {match[1].strip(): header for header in free if (match := _ANSWERS.fullmatch(header))}
    asked = [header for header in free if header not in answers.values() and not is_sum(header)]
    if not asked or settings["values"] is None:
        raise InvalidError(_NO_VALUES, field="share")
    by_wave = all(_YEAR.fullmatch(header) for header in asked)
    cells = {header: {"wave" if by_wave else "question": header} for header in asked}
    beside = {header: ("answers", answers[header]) for header in asked if header in answers}
    return unfolded(content, cells, settings["values"], _WAVES if by_wave else _QUESTIONS, beside)


def _value_kind(raw: object) -> str:
    written = values.text(raw)
    if written not in _VALUES:
        raise InvalidError(_NOT_AMONG.format(known=", ".join(_VALUES)))
    return written


def learn(session: Session, terms: Terms) -> KnownAreas:
    """Return the areas of the kind that was set."""
    return areas_of_kind(session, terms.settings["area_kind"])


def parse(record: Record, terms: Terms) -> Row:
    """Return a result's columns and those that describe its survey, wave and question."""
    begins, ends = _fieldwork(record, terms)
    known: KnownAreas = terms.known
    area_id = known.find(record, terms, "area", begins or terms.settings["area_day"] or terms.today)
    if any(record.has(name) and is_withheld(record, name) for name in _VALUES):
        raise LeftOutError(_WITHHELD)
    answers: int = record.read("answers", values.whole)
    if answers < 0:
        raise InvalidError(_NEGATIVE, field="answers")
    share, index = _share(record), record.read_if_given("published_index", values.number)
    if share is None and index is None:
        raise InvalidError(_NO_RESULT, field="share")
    survey, wave, question = (record.text(name) for name in ("survey", "wave", "question"))
    subgroup = record.text("subgroup", "all")
    design_effect = record.read_if_given("design_effect", values.number, 1.0)
    if design_effect < 1:
        raise InvalidError(_DESIGN_EFFECT, field="design_effect")
    wording = record.text("question_text", "")
    return {
        "source_key": "\x1f".join((survey, wave, question, str(area_id), subgroup)),
        "survey": survey,
        "survey_name": record.text("survey_name", "") or None,
        "survey_owner": record.text("survey_owner", "") or None,
        "representative": record.read_if_given("representative", values.yes_or_no, default=True),
        "wave": wave,
        "fieldwork_from": begins,
        "fieldwork_to": ends,
        "design_effect": design_effect,
        "question": question,
        "question_text": wording or None,
        "question_text_en": record.text("question_text_en", wording) or None,
        "positive_means": record.text("positive_means", "") or None,
        "theme": record.code("theme", SURVEY_THEMES) if record.has("theme") else None,
        "area_id": area_id,
        "subgroup": subgroup,
        "answers": answers,
        "share": share,
        "published_index": index,
    }


def _fieldwork(record: Record, terms: Terms) -> tuple[date | None, date | None]:
    """Return the first day of fieldwork and the day after its last; (None, None) where not told."""
    if not record.has("fieldwork_from") and not record.has("fieldwork_to"):
        return None, None
    begins: date = record.read("fieldwork_from", values.day)
    last: date = record.read("fieldwork_to", values.day)
    if last < begins:
        raise InvalidError(_TURNED, field="fieldwork_to")
    if begins > terms.today:
        raise InvalidError(_FUTURE, field="fieldwork_from")
    return begins, last + timedelta(days=1)


def _share(record: Record) -> float | None:
    """Return the share that a record gives, 0 to 1; "12 %" is one of a hundred in either column."""
    if record.has("percent"):
        return _of_a_hundred(record, "percent")
    if record.has("share") and record.text("share").endswith("%"):
        return _of_a_hundred(record, "share")
    share: float | None = record.read_if_given("share", values.number)
    if share is not None and not 0 <= share <= 1:
        raise InvalidError(_NOT_A_SHARE, field="share")
    return share


def _of_a_hundred(record: Record, column: str) -> float:
    percent: float = record.read(column, values.per_cent)
    if not 0 <= percent <= 100:
        raise InvalidError(_NOT_PER_CENT, field=column)
    return percent / 100


def prepare(session: Session, terms: Terms) -> Iterator[Text]:
    """Create the surveys, waves and questions that are new and described; there is nothing to tell."""
    synthetic = {"synthetic": terms.synthetic}
    session.execute(statement(__package__, "survey_results_surveys"), synthetic)
    session.execute(statement(__package__, "survey_results_parts"))
    yield from ()


def _undescribed(table: str, sv: str, en: str) -> Check:
    return Check(f"survey_results_unknown_{table}", table, Text(sv=sv, en=en))


SOURCE = Source(
    code="survey_results",
    name=Text(sv="Enkätresultat per område", en="Survey results per area"),
    formats=TABLES,
    columns=(
        Column("survey", Text("enkätens kod", "code of the survey"), ("enkät", "enkat"), required=True),
        Column("wave", Text("omgång", "wave"), ("omgång", "omgang", "år", "year"), required=True),
        Column("question", Text("frågans kod", "code of the question"), ("fråga", "fraga"), required=True),
        Column("area", Text("område", "area"), ("omrade", "område", "area_code", "stadsdel"), required=True),
        Column("subgroup", Text("grupp av svarande", "group of respondents"), ("grupp", "kön")),
        Column(
            "answers",
            Text("antal giltiga svar", "number of valid answers"),
            ("n", "antal", "svar"),
            required=True,
        ),
        Column("share", Text("andel 0-1", "share 0-1"), ("andel", "p")),
        Column("percent", Text("procent", "per cent"), ("procent", "pct")),
        Column("published_index", Text("index som publicerat", "index as published"), ("index",)),
        Column("survey_name", Text("enkätens namn", "name of the survey")),
        Column("survey_owner", Text("enkätens ägare", "owner of the survey")),
        Column("representative", Text("slumpmässigt urval", "random sample")),
        Column("fieldwork_from", Text("fältarbetets första dag", "first day of fieldwork")),
        Column("fieldwork_to", Text("fältarbetets sista dag", "last day of fieldwork")),
        Column("design_effect", Text("designeffekt", "design effect"), ("deff",)),
        Column("question_text", Text("frågans lydelse", "wording of the question"), words=True),
        Column("question_text_en", Text("lydelse på engelska", "wording in English"), words=True),
        Column(
            "positive_means",
            Text("svar som andelen räknar", "answers that the share counts"),
            ("definition", "andelen_avser"),
            words=True,
        ),
        Column("theme", Text("tema", "theme"), ("tema",), codes=SURVEY_THEMES),
    ),
    settings=(
        Setting("area_kind", Text("områdenas slag", "the areas' kind"), required=True),
        Setting(
            "values",
            Text(
                "cellerna i en bred tabell: share, percent eller published_index",
                "the cells of a wide table: share, percent or published_index",
            ),
            _value_kind,
        ),
        Setting("area_day", Text("dag vars områden gäller", "day whose areas are meant"), values.day),
    ),
    staged={
        "source_key": sa.Text(),
        "survey": sa.Text(),
        "survey_name": sa.Text(),
        "survey_owner": sa.Text(),
        "representative": sa.Boolean(),
        "wave": sa.Text(),
        "fieldwork_from": sa.Date(),
        "fieldwork_to": sa.Date(),
        "design_effect": sa.Float(),
        "question": sa.Text(),
        "question_text": sa.Text(),
        "question_text_en": sa.Text(),
        "positive_means": sa.Text(),
        "theme": sa.Text(),
        "area_id": sa.Integer(),
        "subgroup": sa.Text(),
        "answers": sa.Integer(),
        "share": sa.Float(),
        "published_index": sa.Float(),
    },
    reshape=reshape,
    parse=parse,
    learn=learn,
    prepare=prepare,
    checks=(
        Check(
            "survey_results_other_definition",
            "positive_means",
            Text(
                sv="Frågan räknar andra svar: {value}. Två definitioner är två frågor; ge denna en egen kod.",
                en="The question counts other answers: {value}. Two definitions are two questions; give this "
                "one a code of its own.",
            ),
        ),
        _undescribed(
            "survey",
            "Enkäten är okänd; beskriv den i survey_name och survey_owner.",
            "The survey is unknown; describe it in survey_name and survey_owner.",
        ),
        _undescribed(
            "wave",
            "Omgången är okänd; beskriv den i fieldwork_from och fieldwork_to.",
            "The wave is unknown; describe it in fieldwork_from and fieldwork_to.",
        ),
        _undescribed(
            "question",
            "Frågan är okänd; beskriv den i question_text och theme.",
            "The question is unknown; describe it in question_text and theme.",
        ),
    ),
    rows="survey_results_rows",
    key=("wave_id", "question_id", "area_id", "subgroup"),
    quality="survey_results_quality",
    target=models.SurveyResult,
    package=__package__,
    clear_up="survey_results_clear_up",
)
