"""Reported faults: what, where, when, and for how long lamps were out."""

import pytest
from sqlalchemy import text

HEADER = "ärende,feltyp,anmäld,åtgärdad,status,lon,lat"


def test_a_fault_with_a_day_on_which_it_was_fixed_is_fixed(desk):
    desk.run("fault_reports", desk.csv(HEADER, "F1,släckt lampa,2016-11-02,2016-11-09,,13.0,55.6"))
    found = desk.session.execute(text("SELECT kind, status, fixed_on - reported_on FROM fault_report"))
    assert found.one() == ("lamp_out", "fixed", 7)


def test_the_states_of_malmos_fault_reports_are_known_by_their_names(desk):
    rows = ("F1,klotter,2016-11-02,,Ej registrerat,13.0,55.6", "F2,klotter,2016-11-02,,Pågående,13.0,55.6")
    desk.run("fault_reports", desk.csv(HEADER, *rows))
    found = desk.session.execute(text("SELECT status FROM fault_report ORDER BY source_key"))
    assert found.scalars().all() == ["received", "ongoing"]


def test_the_median_of_the_days_that_lamps_were_out_is_told(desk):
    rows = [f"F{n},lamp_out,2016-11-01,2016-11-{1 + n:02d},,13.0,55.6" for n in (1, 4, 9)]
    report = desk.check("fault_reports", desk.csv(HEADER, *rows, "F0,graffiti,2016-11-01,,,13.0,55.6"))
    assert report.files[0].quality["median_days_lamps_out"] == 4
    assert report.files[0].quality["fixed"] == 3


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ("F1,ufo,2016-11-02,,,13.0,55.6", "feltyp", "not one of the kinds of faults"),
        ("F1,graffiti,2999-11-02,,,13.0,55.6", "anmäld", "future"),
        ("F1,graffiti,2016-11-02,2016-11-01,,13.0,55.6", "åtgärdad", "before it was reported"),
        ("F1,graffiti,2016-11-02,2016-11-03,pågående,13.0,55.6", "status", "but the status ongoing"),
        ("F1,graffiti,2016-11-02,,,,", "location", "neither a position nor a place"),
    ],
)
def test_a_bad_fault_is_refused_with_its_column(desk, row, column, words):
    ((line, found, reason),) = desk.faults("fault_reports", desk.csv(HEADER, row))
    assert (line, found) == (2, column)
    assert words in reason
