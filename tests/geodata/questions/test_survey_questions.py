from datetime import date

import make
import pytest

from geodata.errors import NotFoundError
from geodata.models import Survey, SurveyQuestion, SurveyResult, SurveyWave
from geodata.questions.surveys import area_survey, survey_list, survey_map

ALL = {"survey": None}


@pytest.fixture
def asked(session):
    """Return a function that stores a share of a wave in an area."""
    survey = make.saved(
        session,
        Survey(code="trygghet", name_sv="Trygghetsmätningen", name_en="Safety survey", owner="Polisen"),
    )
    question = SurveyQuestion(
        survey_id=survey.id, code="evening", text_sv="Otrygg?", text_en="Unsafe?", theme="unsafe_outdoors"
    )
    make.saved(session, question)
    waves = {}

    def store(year, area, share, answers=400, **columns):
        if year not in waves:
            days = {"fieldwork_from": date(year, 9, 1), "fieldwork_to": date(year, 11, 1)}
            design = {name: columns.pop(name) for name in ("design_effect", "break_note") if name in columns}
            waves[year] = make.saved(
                session, SurveyWave(survey_id=survey.id, label=str(year), **days, **design)
            )
        given = {"wave_id": waves[year].id, "question_id": question.id, "area_id": area.id}
        return make.saved(session, SurveyResult(**given, share=share, answers=answers, **columns))

    return store


def test_surveys_tell_their_waves_and_questions(session, asked):
    area = make.area(session)
    asked(2015, area, 0.3)
    asked(2013, area, 0.3)
    (survey,) = survey_list(session)
    assert [wave.label for wave in survey.waves] == ["2013", "2015"]
    assert survey.waves[0].fieldwork_to == date(2013, 11, 1)
    assert [question.text.en for question in survey.questions] == ["Unsafe?"]


def test_a_share_stands_with_its_interval_and_its_change(session, asked):
    area = make.area(session)
    asked(2013, area, 0.375, answers=80)
    asked(2014, area, 0.81, answers=100)
    found = survey_map(session, "trygghet", "2014", "evening", reach=ALL)
    (result,) = found.areas
    assert (found.wave_before, result.answers, result.reliability) == ("2013", 100, "sound")
    assert (result.share.value, result.change.points) == (pytest.approx(0.81), pytest.approx(43.5))
    assert result.established
    assert result.share.ci_low < 0.81 < result.share.ci_high


def test_the_design_effect_of_the_wave_widens_the_interval(session, asked):
    area = make.area(session)
    asked(2014, area, 0.3, answers=200, design_effect=2)
    (result,) = survey_map(session, "trygghet", "2014", "evening", reach=ALL).areas
    assert result.share.n_effective == 100


@pytest.mark.parametrize(
    ("answers", "reliability", "told"),
    [(29, "hidden", False), (30, "uncertain", True), (99, "uncertain", True), (100, "sound", True)],
)
def test_few_answers_are_hidden_or_flagged(session, asked, answers, reliability, told):
    area = make.area(session)
    asked(2013, area, 0.5)
    asked(2014, area, 0.2, answers=answers)
    (result,) = survey_map(session, "trygghet", "2014", "evening", reach=ALL).areas
    assert (result.reliability, result.share is not None, result.change is not None) == (
        reliability,
        told,
        told,
    )
    assert (result.answers is not None) == told


def test_a_small_change_is_not_established(session, asked):
    area = make.area(session)
    asked(2013, area, 0.30, answers=150)
    asked(2014, area, 0.35, answers=150)
    (result,) = survey_map(session, "trygghet", "2014", "evening", reach=ALL).areas
    assert (result.change.points, result.established) == (pytest.approx(5), False)


def test_one_change_among_many_areas_needs_to_be_clearer(session, asked):
    areas = [make.area(session, f"area {n}", geom=make.square(n * 100)) for n in range(20)]
    for n, area in enumerate(areas):
        asked(2013, area, 0.30, answers=150)
        asked(2014, area, 0.42 if n == 0 else 0.30, answers=150)
    results = survey_map(session, "trygghet", "2014", "evening", reach=ALL).areas
    lone = next(result for result in results if result.area.id == areas[0].id)
    assert (lone.change.established, lone.established) == (True, False)


def test_a_break_in_the_series_allows_no_comparison(session, asked):
    area = make.area(session)
    asked(2013, area, 0.3)
    asked(2014, area, 0.5, break_note="Nya frågor")
    found = survey_map(session, "trygghet", "2014", "evening", reach=ALL)
    assert (found.wave.break_note, found.areas[0].change) == ("Nya frågor", None)


def test_a_changed_border_allows_no_comparison(session, asked):
    asked(2013, make.area(session, valid_to=date(2014, 1, 1)), 0.3)
    asked(2014, make.area(session, valid_from=date(2014, 1, 1), geom=make.square(0, 0, 200)), 0.5)
    assert survey_map(session, "trygghet", "2014", "evening", reach=ALL).areas[0].change is None


def test_a_published_index_is_shown_as_published(session, asked):
    asked(2014, make.area(session), None, published_index=2.41)
    (result,) = survey_map(session, "trygghet", "2014", "evening", reach=ALL).areas
    assert (result.share, result.published_index) == (None, 2.41)


def test_an_area_tells_its_answers_of_the_latest_wave(session, asked):
    area, other = make.area(session), make.area(session, "other", geom=make.square(500))
    asked(2013, area, 0.2)
    asked(2014, area, 0.3)
    asked(2014, other, 0.4)
    (answer,) = area_survey(session, "stadsomrade", "north", reach=ALL)
    assert (answer.wave.label, answer.wave_before, answer.result.share.value) == ("2014", "2013", 0.3)
    assert area_survey(session, "stadsomrade", "nowhere", reach=ALL) == ()


def test_only_areas_within_reach_are_told(session, asked):
    mine, theirs = make.area(session), make.area(session, "theirs", geom=make.square(500))
    asked(2014, mine, 0.2)
    asked(2014, theirs, 0.3)
    found = survey_map(session, "trygghet", "2014", "evening", reach={"survey": [mine.id]})
    assert [result.area.id for result in found.areas] == [mine.id]


@pytest.mark.parametrize(
    ("survey", "wave", "question"),
    [("none", "2014", "evening"), ("trygghet", "1999", "evening"), ("trygghet", "2014", "none")],
)
def test_a_survey_wave_or_question_that_is_not_there_is_missing(session, asked, survey, wave, question):
    asked(2014, make.area(session), 0.3)
    with pytest.raises(NotFoundError):
        survey_map(session, survey, wave, question, reach=ALL)
