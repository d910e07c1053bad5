"""Observations, at points of their own or at places."""

import make
import pytest
from sqlalchemy import text

HEADER = "id;plats;datum;tid;kategorier;allvar;källa;beskrivning;lon;lat"


def test_an_observation_names_its_place_and_stands_there(desk):
    area, place = make.area(desk.session), make.place(desk.session)
    path = desk.csv(HEADER, "1;GC tunnel D3;2014-03-12;20:30;dålig belysning;2;trygghetsvandring;Mörkt;;")
    report = desk.run("observations", path)
    found = desk.session.execute(
        text(
            "SELECT place_id, area_ids, categories, polarity, severity, heard_from, precision"
            " FROM observation"
        )
    )
    assert found.one() == (place.id, [area.id], ["poor_lighting"], "unsafe", 2, "safety_walk", "none")
    assert any("in spite of the spelling" in notice.en for notice in report.files[0].notices)


@pytest.mark.parametrize("written", ["skymd sikt, växtlighet;klotter", "skymd sikt, växtlighet|klotter"])
def test_categories_are_separated_and_may_have_commas(desk, written):
    path = desk.csv("datum\tkategorier\tkälla\tlon\tlat", f"2014-03-12\t{written}\tskola\t13.0\t55.6")
    desk.run("observations", path)
    assert desk.session.scalar(text("SELECT categories FROM observation")) == ["blocked_sight", "graffiti"]


def test_a_good_thing_is_safe(desk):
    path = desk.csv("datum;kategorier;källa;lon;lat", "2014-03-12;folkliv;skola;13.0;55.6")
    desk.run("observations", path)
    assert desk.session.execute(text("SELECT polarity, time_precision FROM observation")).one() == (
        "safe",
        "day",
    )


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("1;Ingenstans;2014-03-12;20:30;klotter;2;skola;x;13.0;55.6", "plats"),
        ("1;;2014-03-12;20:30;ungdomar;2;skola;x;13.0;55.6", "kategorier"),
        ("1;;2014-03-12;20:30;klotter;4;skola;x;13.0;55.6", "allvar"),
        ("1;;2014-03-12;20:30;klotter;2;rykten;x;13.0;55.6", "källa"),
        ("1;;2999-03-12;20:30;klotter;2;skola;x;13.0;55.6", "datum"),
        (f"1;;2014-03-12;20:30;klotter;2;skola;{'x' * 1001};13.0;55.6", "beskrivning"),
    ],
)
def test_a_bad_observation_is_refused_with_its_column(desk, row, column):
    report = desk.check("observations", desk.csv(HEADER, row))
    assert [(fault.row, fault.column) for fault in report.rejected] == [(2, column)]


def test_the_wording_is_never_repeated_in_a_rejection(desk):
    path = desk.csv(HEADER, f"1;;2014-03-12;20:30;klotter;2;skola;{'x' * 1001};13.0;55.6")
    assert desk.check("observations", path).rejected[0].value is None


def test_choices_of_a_form_stand_with_spaces_between_and_wordings_do_not(desk):
    header = "category,datum,lon,lat"
    desk.run(
        "observations",
        desk.csv(header, "poor_lighting littering,2015-01-01,13.0,55.6"),
        settings={"heard_from": "public"},
    )
    found = desk.session.scalar(text("SELECT categories FROM observation"))
    assert found == ["poor_lighting", "littering"]
    ((_row, column, _reason),) = desk.faults(
        "observations",
        desk.csv(header, "littering by the pond,2015-01-01,13.0,55.6"),
        settings={"heard_from": "public"},
    )
    assert column == "category"


def test_who_observed_is_told_by_a_column_or_for_the_whole_file(desk):
    path = desk.csv("category,datum,lon,lat", "littering,2015-01-01,13.0,55.6")
    ((row, column, reason),) = desk.faults("observations", path)
    assert (row, column) == (None, "heard_from")
    assert "heard_from" in reason
