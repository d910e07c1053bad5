"""Survey results, with the surveys, waves and questions that a file describes."""

import make
import pytest
from sqlalchemy import text

from importers.batches import undo

HEADER = "survey,wave,question,area,n,procent,survey_name,survey_owner,fieldwork_from,fieldwork_to,theme"
DESCRIPTION = "Polisens mätning,Polisen,2012-09-01,2012-10-31,unsafe_late_evening"
DESCRIBED = (f"{HEADER},question_text", f'POLIS,2012,otrygg,Norr,300,"25,5",{DESCRIPTION},Otrygg?')
SAID = {"settings": {"area_kind": "stadsomrade"}}
SHORT = "survey,wave,question,area,n,share"


def test_a_described_survey_is_created_with_its_result(desk):
    make.area(desk.session, "norr")
    assert desk.run("survey_results", desk.csv(*DESCRIBED), **SAID).stored == 1
    found = desk.session.execute(
        text(
            "SELECT survey.code, fieldwork_to::text, theme, answers, share FROM survey_result"
            " JOIN survey_wave ON survey_wave.id = wave_id JOIN survey ON survey.id = survey_wave.survey_id"
            " JOIN survey_question ON survey_question.id = question_id"
        )
    )
    assert found.one() == ("POLIS", "2012-11-01", "unsafe_late_evening", 300, 0.255)


def test_undo_removes_what_the_file_described(desk):
    make.area(desk.session, "norr")
    report = desk.run("survey_results", desk.csv(*DESCRIBED), **SAID)
    undo(desk.session, report.files[0].batch_id)
    for table in ("survey_result", "survey_wave", "survey_question", "survey"):
        assert desk.session.scalar(text(f"SELECT count(*) FROM {table}")) == 0


def test_a_known_survey_needs_no_description(desk):
    make.area(desk.session, "norr")
    desk.run("survey_results", desk.csv(*DESCRIBED), **SAID)
    again = desk.run("survey_results", desk.csv(SHORT, "POLIS,2012,otrygg,Norr,301,0.26"), **SAID)
    assert again.stored == 1
    assert desk.session.scalar(text("SELECT answers FROM survey_result")) == 301


def test_an_unknown_survey_without_a_description_is_refused(desk):
    make.area(desk.session, "norr")
    path = desk.csv(SHORT, "MOMS,2012,otrygg,Norr,301,0.26")
    ((row, column, reason),) = desk.faults("survey_results", path, **SAID)
    assert (row, column) == (2, "survey")
    assert "survey_name" in reason


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("P,2012,q,Norr,300,25.5", "share"),
        ("P,2012,q,Norr,-1,0.5", "n"),
        ("P,2012,q,Norr,300,", "share"),
        ("P,2012,q,Söder,300,0.5", "area"),
        ("P,,q,Norr,300,0.5", "wave"),
    ],
)
def test_a_bad_result_is_refused_with_its_column(desk, row, column):
    make.area(desk.session, "norr")
    report = desk.check("survey_results", desk.csv(SHORT, row), **SAID)
    assert [(fault.row, fault.column) for fault in report.rejected] == [(2, column)]


RESULTS = text(
    "SELECT survey_wave.label, survey_question.code, answers, share, published_index FROM survey_result"
    " JOIN survey_wave ON survey_wave.id = wave_id JOIN survey_question ON survey_question.id = question_id"
    " ORDER BY 1, 2"
)


@pytest.fixture
def known_survey(desk):
    """Describe a survey of one area with the waves 2012 and 2013 and the questions otrygg and oro."""
    make.area(desk.session, "norr")
    for wave, question in (("2012", "otrygg"), ("2013", "oro")):
        row = f'POLIS,{wave},{question},Norr,300,"25,5",{DESCRIPTION},{question.title()}?'
        undone = desk.run("survey_results", desk.csv(DESCRIBED[0], row, name=f"{wave}.csv"), **SAID)
        desk.session.execute(text("DELETE FROM survey_result"))
        assert undone.stored == 1
    return desk


def test_a_column_per_wave_with_its_answers_beside_it_is_a_row_per_result(known_survey):
    path = known_survey.csv(
        "survey;question;area;2012;2012 n;2013;2013 n", "POLIS;otrygg;Norr;25,5;300;24;310", name="wide.csv"
    )
    said = {"settings": {**SAID["settings"], "values": "percent"}}
    assert known_survey.run("survey_results", path, **said).stored == 2
    assert known_survey.session.execute(RESULTS).all() == [
        ("2012", "otrygg", 300, 0.255, None),
        ("2013", "otrygg", 310, 0.24, None),
    ]


def test_a_sign_of_per_cent_behind_a_number_is_what_it_says(known_survey):
    path = known_survey.csv(
        "survey;wave;question;area;n;andel",
        "POLIS;2012;otrygg;Norr;300;25,5 %",
        "POLIS;2013;oro;Norr;310;24%",
    )
    assert known_survey.run("survey_results", path, **SAID).stored == 2
    assert [row.share for row in known_survey.session.execute(RESULTS)] == [0.255, 0.24]


def test_a_column_per_question_of_an_index_is_kept_as_published(known_survey):
    path = known_survey.csv("survey;wave;area;n;otrygg;oro", "POLIS;2012;Norr;300;2,27;..", name="wide.csv")
    said = {"settings": {**SAID["settings"], "values": "published_index"}}
    report = known_survey.run("survey_results", path, **said)
    assert known_survey.session.execute(RESULTS).all() == [("2012", "otrygg", 300, None, 2.27)]
    assert report.files[0].quality["left_out"] == 1


def test_a_wide_table_that_does_not_say_what_its_cells_are_is_refused(known_survey):
    path = known_survey.csv("survey;wave;area;n;otrygg", "POLIS;2012;Norr;300;25", name="wide.csv")
    ((row, column, reason),) = known_survey.faults("survey_results", path, **SAID)
    assert (row, column) == (None, "share")
    assert "--set values=" in reason


def test_two_definitions_of_who_is_unsafe_are_two_questions(desk):
    make.area(desk.session, "norr")
    header = f"{HEADER},question_text,positive_means"
    rows = [
        f'POLIS,2012,{code},Norr,{n},"25,5",{DESCRIPTION},Otrygg?,{means}'
        for code, n, means in (
            ("smal", 300, "ganska och mycket otrygga"),
            ("bred", 300, "även de som inte går ut"),
        )
    ]
    assert desk.run("survey_results", desk.csv(header, *rows), **SAID).stored == 2
    mixed = f'POLIS,2012,smal,Norr,301,"25,5",{DESCRIPTION},Otrygg?,även de som inte går ut'
    ((row, column, reason),) = desk.faults(
        "survey_results", desk.csv(header, mixed, name="mixed.csv"), **SAID
    )
    assert (row, column) == (2, "positive_means")
    assert reason.startswith("The question counts other answers: ganska och mycket otrygga.")


def test_a_result_whose_share_and_answers_are_both_withheld_is_left_out(known_survey):
    path = known_survey.csv("survey;wave;question;area;answers;share", "nto;2018;q1;norr;..;..")
    (file,) = known_survey.check("survey_results", path, settings={"area_kind": "stadsomrade"}).files
    assert (file.rejected, file.quality["left_out"]) == ((), 1)
