"""Published figures to compare with: real tables of Brå and Malmö, kept as published."""

from pathlib import Path

import pytest
from sqlalchemy import text

FIGURES = text("""
    SELECT level, area_name, indicator, subgroup, year, value, unit, number_counted, publisher
    FROM reference_figure ORDER BY area_name, subgroup, year
""")
VIOLENCE = {"indicator": "Anmälda våldsbrott", "unit": "per_100000", "publisher": "Brå"}


def test_the_six_rows_of_bra_are_thirty_figures_and_their_means_are_left_out(desk, shared_data: Path):
    path = shared_data / "tables" / "bra_valdsbrott_per_100000_2008_2012.csv"
    report = desk.run("reference_figures", path, settings=VIOLENCE)
    assert (report.stored, report.rejected) == (30, ())
    assert "Columns of totals or means are left out: genomsnitt." in [n.en for n in report.files[0].notices]
    found = desk.session.execute(FIGURES).all()
    malmo = (
        "municipality",
        "Malmö kommun",
        "Anmälda våldsbrott",
        "all",
        2012,
        1598,
        "per_100000",
        None,
        "Brå",
    )
    assert malmo in found
    assert {row.level for row in found} == {"county", "municipality"}


def test_malmos_table_of_ten_districts_tells_groups_beside_the_years(desk, shared_data: Path):
    path = shared_data / "tables" / "malmo_2013_olycksfall_per_1000_stadsdel.csv"
    said = {"indicator": "Olycksfall", "unit": "per_1000", "level": "district"}
    report = desk.run("reference_figures", path, settings=said)
    assert (report.stored, report.rejected) == (120, ())
    assert any("total" in notice.en.lower() for notice in report.files[0].notices)
    rows = desk.session.execute(FIGURES).all()
    oxie = {(row.subgroup, row.year): row.value for row in rows if row.area_name == "Oxie"}
    assert oxie[("75-", 2000)] == 53
    assert (oxie[("all", 2012)], oxie[("0-14", 2011)]) == (42, 57)


def test_a_long_table_says_all_in_columns_and_what_figures_rest_on(desk):
    path = desk.csv(
        "område;nivå;mått;år;värde;n;enhet", "Riket;nation;Utsatta för rån;2019;1,4;53000;procent"
    )
    desk.run("reference_figures", path)
    assert desk.session.execute(FIGURES).one() == (
        *("nation", "Riket", "Utsatta för rån", "all", 2019, 1.4, "per_cent", 53000, ""),
    )


def test_missing_and_withheld_figures_are_left_out_and_said_to_be(desk):
    path = desk.csv("kommun,2011,2012", "Malmö kommun,..,12", "Lund kommun,Värde saknas,3")
    report = desk.run("reference_figures", path, settings=VIOLENCE)
    assert (report.stored, report.files[0].quality["left_out"]) == (2, 2)
    told = " ".join(notice.en for notice in report.files[0].notices)
    assert "Row 2: the value is withheld by the provider" in told
    assert "Row 3: the provider has no value; that is not zero" in told


@pytest.mark.parametrize(
    ("header", "row", "column"),
    [
        ("kommun,2011", "Malmö kommun,tolv", "2011"),
        ("kommun,2099", "Malmö kommun,12", "2099"),
        ("område,2011", "Malmö,12", "level"),
        ("kommun,värde,år", "Malmö kommun,12,99", "år"),
        ("kommun,rader", "Malmö kommun,12", "value"),
    ],
)
def test_a_bad_figure_is_refused_with_its_own_column(desk, header, row, column):
    faults = desk.faults("reference_figures", desk.csv(header, row), settings=VIOLENCE)
    assert [fault[1] for fault in faults] == [column]


def test_a_corrected_table_changes_what_differs(desk):
    first = desk.csv("kommun,2011,2012", "Malmö kommun,10,12", name="a.csv")
    corrected = desk.csv("kommun,2011,2012", "Malmö kommun,10,13", name="b.csv")
    desk.run("reference_figures", first, settings=VIOLENCE)
    report = desk.run("reference_figures", corrected, settings=VIOLENCE)
    assert (report.stored, report.unchanged) == (1, 1)


def test_columns_that_compare_years_are_left_out_and_a_mark_of_a_note_is_no_group(desk):
    path = desk.csv("kommun;2012;2013*;Förändring 2012-2013, %", "Malmö kommun;1234;1300;5,3")
    report = desk.run("reference_figures", path, settings=VIOLENCE)
    found = [(row.subgroup, row.year, row.value) for row in desk.session.execute(FIGURES)]
    assert found == [("all", 2012, 1234), ("all", 2013, 1300)]
    told = "Columns that compare years or are about several are left out: Förändring 2012-2013, %."
    assert told in [notice.en for notice in report.files[0].notices]


def test_a_unit_beside_the_year_is_the_unit_of_its_column(desk):
    path = desk.csv("kommun;2012 | Antal;2012 | Per 100 000 invånare", "Malmö kommun;17;5,5")
    desk.run("reference_figures", path, settings=VIOLENCE)
    found = {(row.unit, row.subgroup, row.value) for row in desk.session.execute(FIGURES)}
    assert found == {("number", "all", 17), ("per_100000", "all", 5.5)}
