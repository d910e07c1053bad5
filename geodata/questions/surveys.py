"""Surveys: what was asked and when, and each area's share with its uncertainty and its change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from sqlalchemy import RowMapping
from sqlalchemy.orm import Session

from geodata.analysis.multiplicity import adjust
from geodata.analysis.surveys import Share, ShareChange, share, share_change
from geodata.errors import NotFoundError
from geodata.questions.area_names import AreaName, area_name
from geodata.questions.asking import Reach, name_of, rows, visible
from geodata.text import Text

# DOMAIN §10.1 S3: fewer answers are hidden, fewer than a hundred are shown as uncertain.
FEWEST_ANSWERS = 30
ENOUGH_ANSWERS = 100


@dataclass(frozen=True, slots=True)
class Wave:
    """One round of fieldwork in [fieldwork_from, fieldwork_to); `break_note` says what is not comparable."""

    label: str
    fieldwork_from: date
    fieldwork_to: date
    design_effect: float
    break_note: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `positive_means` says in words which answers its share counts."""

    code: str
    text: Text
    theme: str
    positive_means: str


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """A survey with its waves, from old to new, and its questions, by theme and code."""

    code: str
    name: Text
    owner: str
    representative: bool
    synthetic: bool
    waves: tuple[Wave, ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class AreaShare:
    """A question's answers in one area: None where there are too few to be shown, or only an index.

    `reliability` is "hidden" (fewer than FEWEST_ANSWERS answers: nothing is shown), "uncertain" (fewer than
    ENOUGH_ANSWERS) or "sound". `change` is against the wave before in the same version of the area, None
    where it has none, has too few answers or is not comparable; `established` says that its interval
    excludes no change and that this holds among all areas (Benjamini-Hochberg at 5 %).
    """

    area: AreaName
    answers: int | None
    share: Share | None
    change: ShareChange | None
    established: bool
    reliability: str
    published_index: float | None


@dataclass(frozen=True, slots=True)
class SurveyMap:
    """One question in one wave over all its areas; `wave_before` is the label of the one compared with."""

    survey: SurveyRow
    wave: Wave
    question: Question
    wave_before: str | None
    areas: tuple[AreaShare, ...]


@dataclass(frozen=True, slots=True)
class AreaAnswer:
    """A question's newest answers in one area."""

    survey: SurveyRow
    wave: Wave
    question: Question
    wave_before: str | None
    result: AreaShare


def survey_list(session: Session) -> tuple[SurveyRow, ...]:
    """Return the surveys in Swedish order of name; empty where there are none."""
    return tuple(
        SurveyRow(
            code=row["code"],
            name=name_of(row),
            owner=row["owner"],
            representative=row["representative"],
            synthetic=row["synthetic"],
            waves=tuple(_wave(wave) for wave in row["waves"]),
            questions=tuple(_question(question) for question in row["questions"]),
        )
        for row in rows(session, "survey_list")
    )


def survey_map(session: Session, survey: str, wave: str, question: str, *, reach: Reach) -> SurveyMap:
    """Return a question's shares per area in a wave: survey by code, wave by label, question by code.

    Raises NotFoundError where there is no such survey, wave or question; without results it has no areas.
    """
    within = visible(reach, "survey")
    asked = next((row for row in survey_list(session) if row.code == survey), None)
    waves = [row for row in asked.waves if row.label == wave] if asked else []
    questions = [row for row in asked.questions if row.code == question] if asked else []
    if asked is None or not waves or not questions:
        raise NotFoundError
    found = _results(session, survey, wave=wave, question=question, within=within)
    place = asked.waves.index(waves[0])
    before = asked.waves[place - 1].label if place else None
    return SurveyMap(asked, waves[0], questions[0], before, _area_shares(found))


def area_survey(session: Session, kind: str, code: str, *, reach: Reach) -> tuple[AreaAnswer, ...]:
    """Return an area's answers in the latest wave of every survey, by survey, theme and question.

    Changes are judged among the area's own questions. Raises NotFoundError where surveys are hidden.
    """
    within = visible(reach, "survey")
    answers: list[AreaAnswer] = []
    for survey in survey_list(session):
        found = _results(session, survey.code, area=(kind, code), within=within)
        waves = {wave.label: wave for wave in survey.waves}
        questions = {question.code: question for question in survey.questions}
        answers += [
            AreaAnswer(survey, waves[row["wave"]], questions[row["question"]], row["wave_before"], result)
            for row, result in zip(found, _area_shares(found), strict=True)
        ]
    return tuple(answers)


def _results(
    session: Session,
    survey: str,
    *,
    wave: str | None = None,
    question: str | None = None,
    area: tuple[str | None, str | None] = (None, None),
    within: Sequence[int] | None,
) -> Sequence[RowMapping]:
    asked = {"survey": survey, "wave": wave, "question": question, "within": within}
    return rows(session, "survey_results", asked | {"area_kind": area[0], "area_code": area[1]})


def _wave(row: Mapping[str, Any]) -> Wave:
    days = {end: date.fromisoformat(row[end]) for end in ("fieldwork_from", "fieldwork_to")}
    return Wave(**{**row, **days})


def _question(row: Mapping[str, Any]) -> Question:
    return Question(row["code"], Text(row["text_sv"], row["text_en"]), row["theme"], row["positive_means"])


def _area_shares(found: Sequence[RowMapping]) -> tuple[AreaShare, ...]:
    changes = [_change(row) for row in found]
    known = [change for change in changes if change is not None]
    q_values = iter(adjust(np.array([change.p_value for change in known])) if known else ())
    return tuple(
        _area_share(row, change, None if change is None else float(next(q_values)))
        for row, change in zip(found, changes, strict=True)
    )


def _area_share(row: RowMapping, change: ShareChange | None, q_value: float | None) -> AreaShare:
    hidden = row["answers"] < FEWEST_ANSWERS
    told = not hidden and row["share"] is not None
    few = "uncertain" if row["answers"] < ENOUGH_ANSWERS else "sound"
    return AreaShare(
        area=area_name(row),
        answers=None if hidden else row["answers"],
        share=_share(row["share"], row["answers"], row["design_effect"]) if told else None,
        change=change,
        established=change is not None and q_value is not None and change.established and q_value <= 0.05,
        reliability="hidden" if hidden else few,
        published_index=None if hidden else row["published_index"],
    )


def _share(value: float, answers: int, design_effect: float) -> Share:
    return share(value * answers, answers, design_effect=design_effect)


def _change(row: RowMapping) -> ShareChange | None:
    """Return the change since the wave before; None where a share is missing, hidden or not comparable."""
    if row["share"] is None or row["share_before"] is None or row["break_note"]:
        return None
    if min(row["answers"], row["answers_before"]) < FEWEST_ANSWERS:
        return None
    return share_change(
        (row["share_before"] * row["answers_before"], row["answers_before"]),
        (row["share"] * row["answers"], row["answers"]),
        design_effect=(row["design_effect_before"], row["design_effect"]),
    )
