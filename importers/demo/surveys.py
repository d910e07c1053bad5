"""Two surveys in four waves each, with invented answers for the ten survey areas and the whole city."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import numpy as np

from geodata import models
from geodata.text import Text
from importers.demo.areas import Geography
from importers.demo.rows import Row, Rows, table_of
from importers.demo.seeding import generator, identity

YEARS = (2012, 2013, 2014, 2015)
FEWEST_ANSWERS, MOST_ANSWERS = 120, 300
DESIGN_EFFECT = 1.2

# How far areas, and an area's waves, differ: standard deviations of the log-odds, the same for every area.
_BETWEEN_AREAS = 0.35
_BETWEEN_WAVES = 0.10


@dataclass(frozen=True, slots=True)
class Question:
    """One question: `level` is the share that answers `positive_means` in the city as a whole.

    `index` marks a result that is published as an index from 0 to 6 instead of a share.
    """

    code: str
    text: Text
    theme: str
    level: float
    positive_means: str
    index: bool = False


@dataclass(frozen=True, slots=True)
class DemoSurvey:
    """One instrument; fieldwork runs from the first to the second (month, day) of each year."""

    code: str
    name: Text
    owner: str
    fieldwork: tuple[tuple[int, int], tuple[int, int]]
    questions: tuple[Question, ...]
    break_note: str = ""


_UNSAFE = Question(
    "UTE_KVALL",
    Text(
        sv="Hur trygg känner du dig när du går ut ensam sent en kväll där du bor?",
        en="How safe do you feel when you walk out alone late in the evening where you live?",
    ),
    "unsafe_late_evening",
    0.28,
    "ganska eller mycket otrygg, eller går inte ut",
)
_WORRIED = "ganska eller mycket ofta"

SURVEYS = (
    DemoSurvey(
        "POLIS_DEMO",
        Text(
            sv="Polisens trygghetsmätning (påhittade siffror)", en="Police safety survey (invented figures)"
        ),
        "polisomrade-malmo",
        ((11, 1), (12, 16)),
        (
            _UNSAFE,
            Question(
                "ORO_OVERFALL",
                Text(sv="Oroar du dig för att bli överfallen?", en="Do you worry about being assaulted?"),
                "worry_assault",
                0.22,
                _WORRIED,
            ),
            Question(
                "ORO_INBROTT",
                Text(sv="Oroar du dig för inbrott?", en="Do you worry about burglary?"),
                "worry_burglary",
                0.30,
                _WORRIED,
            ),
            Question(
                "ORO_FORDON",
                Text(
                    sv="Oroar du dig för brott mot ditt fordon?",
                    en="Do you worry about crime against your vehicle?",
                ),
                "worry_vehicle_crime",
                0.27,
                _WORRIED,
            ),
            Question(
                "NEDSKRAPNING",
                Text(
                    sv="Är nedskräpning ett problem i ditt område?", en="Is littering a problem in your area?"
                ),
                "local_problems",
                0.45,
                "i viss eller stor utsträckning",
            ),
            Question(
                "FORTKORNING",
                Text(
                    sv="Är fortkörning ett problem i ditt område?", en="Is speeding a problem in your area?"
                ),
                "traffic",
                0.50,
                "i viss eller stor utsträckning",
            ),
            Question(
                "UTSATT_STOLD",
                Text(
                    sv="Har du blivit utsatt för stöld de senaste 12 månaderna?",
                    en="Were you exposed to theft in the last 12 months?",
                ),
                "exposure_theft",
                0.12,
                "ja",
            ),
            Question(
                "POLISEN_BRYR_SIG",
                Text(
                    sv="Bryr sig polisen om de lokala problemen?",
                    en="Do the police care about local problems?",
                ),
                "police_care",
                0.38,
                "nej, inte alls eller knappast",
            ),
            Question(
                "INDEX",
                Text(sv="Problemindex 0-6, som publicerat", en="Problem index 0-6, as published"),
                "local_problems",
                0.36,
                "0 nästan inga problem, 6 alarmerande",
                index=True,
            ),
        ),
    ),
    DemoSurvey(
        "STAD_DEMO",
        Text(
            sv="Stadens områdesundersökning (påhittade siffror)",
            en="The city's area survey (invented figures)",
        ),
        "stadskontoret",
        ((3, 1), (5, 1)),
        (
            _UNSAFE,
            Question(
                "AVSTATT",
                Text(
                    sv="Har du avstått från en aktivitet för att du känt dig otrygg?",
                    en="Have you refrained from an activity because you felt unsafe?",
                ),
                "refrained_from_activity",
                0.19,
                "någon eller flera gånger",
            ),
            Question(
                "ANNAN_VAG",
                Text(
                    sv="Har du valt en annan väg för att du känt dig otrygg?",
                    en="Have you chosen another way because you felt unsafe?",
                ),
                "chose_another_way",
                0.33,
                "någon eller flera gånger",
            ),
            Question(
                "ORO_RAN",
                Text(sv="Oroar du dig för att bli rånad?", en="Do you worry about being robbed?"),
                "worry_robbery",
                0.21,
                _WORRIED,
            ),
            Question(
                "UNDVIKER",
                Text(
                    sv="Finns det platser i ditt område som du undviker?",
                    en="Are there places in your area that you avoid?",
                ),
                "avoided_places",
                0.36,
                "ja",
            ),
            Question(
                "TILLIT",
                Text(
                    sv="Går det att lita på de flesta som bor i området?",
                    en="Can most people who live in the area be trusted?",
                ),
                "collective_efficacy",
                0.24,
                "nej",
            ),
            Question(
                "UTSATT_SKADA",
                Text(
                    sv="Har du fått något förstört de senaste 12 månaderna?",
                    en="Was anything of yours damaged in the last 12 months?",
                ),
                "exposure_vandalism",
                0.10,
                "ja",
            ),
            Question(
                "ANMALDE_EJ",
                Text(
                    sv="Anmälde du det senaste brottet till polisen?",
                    en="Did you report the last crime to the police?",
                ),
                "reporting_propensity",
                0.42,
                "nej",
            ),
        ),
        break_note="Frågan om annan väg fick ny ordalydelse 2014.",
    ),
)


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
