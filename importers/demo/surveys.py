"""Two surveys in four waves each, with invented answers for the ten survey areas and the whole city."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import numpy as np

from geodata import models
from importers.demo.areas import Geography
from importers.demo.rows import Row, Rows, table_of
from importers.demo.seeding import generator, identity
from importers.demo.survey_questions import SURVEYS, DemoSurvey, Question

YEARS = (2012, 2013, 2014, 2015)
FEWEST_ANSWERS, MOST_ANSWERS = 120, 300
DESIGN_EFFECT = 1.2

# How far areas, and an area's waves, differ: standard deviations of the log-odds, the same for every area.
_BETWEEN_AREAS = 0.35
_BETWEEN_WAVES = 0.10


def survey_rows(seed: int) -> Rows:
    """Return the rows of the two surveys."""
    rows: tuple[Row, ...] = tuple(
        {
            "id": identity(seed, "survey", survey.code),
            "code": survey.code,
            "name_sv": survey.name.sv,
            "name_en": survey.name.en,
            "owner": survey.owner,
            "synthetic": True,
        }
        for survey in SURVEYS
    )
    return Rows.of(table_of(models.Survey), rows)


def wave_rows(seed: int) -> Rows:
    """Return the rows of the waves, one a year."""
    rows: tuple[Row, ...] = tuple(
        {
            "id": _wave_id(seed, survey, year),
            "survey_id": identity(seed, "survey", survey.code),
            "label": str(year),
            "fieldwork_from": date(year, *survey.fieldwork[0]),
            "fieldwork_to": date(year, *survey.fieldwork[1]),
            "design_effect": DESIGN_EFFECT,
            "break_note": survey.break_note if year == 2014 else "",
        }
        for survey in SURVEYS
        for year in YEARS
    )
    return Rows.of(table_of(models.SurveyWave), rows)


def question_rows(seed: int) -> Rows:
    """Return the rows of the questions."""
    rows: tuple[Row, ...] = tuple(
        {
            "id": _question_id(seed, survey, question),
            "survey_id": identity(seed, "survey", survey.code),
            "code": question.code,
            "text_sv": question.text.sv,
            "text_en": question.text.en,
            "theme": question.theme,
            "positive_means": question.positive_means,
        }
        for survey in SURVEYS
        for question in survey.questions
    )
    return Rows.of(table_of(models.SurveyQuestion), rows)


def result_rows(demo: Geography, seed: int, batch_id: UUID) -> Rows:
    """Return the published results, shares of valid answers or the index, by survey area and for the city."""
    rows = (row | {"synthetic": True, "batch_id": batch_id} for row in _results(demo, seed))
    return Rows.of(table_of(models.SurveyResult), rows)


def _results(demo: Geography, seed: int) -> Iterator[Row]:
    randomness = generator(seed, "surveys")
    areas = demo.of_kind("enkatomrade")
    (city,) = demo.of_kind("kommun")
    people = np.array([area.people for area in areas], dtype=np.float64)
    for survey in SURVEYS:
        usual = randomness.normal(0, _BETWEEN_AREAS, len(areas))
        for question in survey.questions:
            apart = 0.7 * usual + randomness.normal(0, 0.7 * _BETWEEN_AREAS, len(areas))
            for year in YEARS:
                odds = np.log(question.level / (1 - question.level)) + apart
                chance = 1 / (1 + np.exp(-odds - randomness.normal(0, _BETWEEN_WAVES, len(areas))))
                answers = randomness.integers(FEWEST_ANSWERS, MOST_ANSWERS, len(areas), endpoint=True)
                shares = randomness.binomial(answers, chance) / answers
                whole = float(people @ shares / people.sum())
                named = [*zip(areas, answers, shares, strict=True), (city, answers.sum(), whole)]
                for area, number, share in named:
                    key = f"{survey.code}/{question.code}/{year}/{area.id}"
                    yield {
                        "id": identity(seed, "survey result", key),
                        "wave_id": _wave_id(seed, survey, year),
                        "question_id": _question_id(seed, survey, question),
                        "area_id": area.id,
                        "answers": int(number),
                        "share": None if question.index else float(share),
                        "published_index": round(6 * float(share), 2) if question.index else None,
                    }


def _wave_id(seed: int, survey: DemoSurvey, year: int) -> UUID:
    return identity(seed, "survey wave", f"{survey.code}/{year}")


def _question_id(seed: int, survey: DemoSurvey, question: Question) -> UUID:
    return identity(seed, "survey question", f"{survey.code}/{question.code}")
