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
