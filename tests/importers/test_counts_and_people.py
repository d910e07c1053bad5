"""Counts per area: recorded crime, inhabitants."""

from datetime import date

import make
import pytest
from sqlalchemy import text

from geodata.database import speak_for

COUNTS = "brottstyp;antal;period;område"
IN_AREAS = {"settings": {"area_kind": "stadsomrade"}}


@pytest.mark.parametrize(
    ("period", "begin", "end"),
    [
        ("2013", "2013-01-01", "2014-01-01"),
        ("2013-12", "2013-12-01", "2014-01-01"),
        ("2013K4", "2013-10-01", "2014-01-01"),
        ("Q4 2013", "2013-10-01", "2014-01-01"),
        ("2013-W01", "2012-12-31", "2013-01-07"),
        ("2013v52", "2013-12-23", "2013-12-30"),
        ("juli 2013", "2013-07-01", "2013-08-01"),
        ("2013-12-31", "2013-12-31", "2014-01-01"),
    ],
)
def test_a_period_is_a_year_a_quarter_a_month_a_week_or_a_day(desk, period, begin, end):
    area = make.area(desk.session, "norr")
    report = desk.run("incident_counts", desk.csv(COUNTS, f"Rån;17;{period};Norr"), **IN_AREAS)
    found = desk.session.execute(
        text(
            "SELECT period_start::text, period_end::text, events, area_ids, crime_group"
            " FROM police.incident_count"
        )
    )
    assert found.one() == (begin, end, 17, [area.id], "robbery")
    assert report.files[0].quality["events"] == 17


def test_a_cell_has_a_centre_and_a_side(desk):
    path = desk.csv("brottstyp;antal;first_day;last_day;x;y", "Rån;3;2013-01-01;2013-03-31;118125;6163125")
    desk.run("incident_counts", path, srid=3008, settings={"cell_metres": "250"})
    found = desk.session.execute(
        text("SELECT cell_metres, period_end::text, area_id FROM police.incident_count")
    )
    assert found.one() == (250, "2013-04-01", None)


def test_a_corrected_count_replaces_the_former(desk):
    make.area(desk.session, "norr")
    desk.run("incident_counts", desk.csv(COUNTS, "Rån;17;2013;Norr"), **IN_AREAS)
    assert desk.run("incident_counts", desk.csv(COUNTS, "Rån;18;2013;Norr"), **IN_AREAS).stored == 1
    assert desk.session.scalar(text("SELECT sum(events) FROM police.incident_count")) == 18


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("Rån;-1;2013;Norr", "antal"),
        ("Rån;fem;2013;Norr", "antal"),
        ("Rån;1;2013-13;Norr", "period"),
        ("Rån;1;2999;Norr", "period"),
        ("Rån;1;2013;Atlantis", "område"),
        ("Rån;1;2013;", "område"),
        ("Trolleri;1;2013;Norr", "brottstyp"),
    ],
)
def test_a_bad_count_is_refused_with_its_column(desk, row, column):
    make.area(desk.session, "norr")
    report = desk.check("incident_counts", desk.csv(COUNTS, row), **IN_AREAS)
    assert [(fault.row, fault.column) for fault in report.rejected] == [(2, column)]


STORED = text("""
    SELECT crime_group, period_start::text, events, withheld_below FROM police.incident_count
    ORDER BY crime_group, period_start
""")


def test_a_column_per_month_is_read_as_a_row_per_count(desk):
    make.area(desk.session, "norr")
    path = desk.csv("brottstyp;område;2013-01;2013-02;Totalt", "Rån;Norr;4;0;4", "Skadegörelse;Norr;9;11;20")
    report = desk.run("incident_counts", path, **IN_AREAS)
    assert desk.session.execute(STORED).all() == [
        ("robbery", "2013-01-01", 4, None),
        ("robbery", "2013-02-01", 0, None),
        ("vandalism", "2013-01-01", 9, None),
        ("vandalism", "2013-02-01", 11, None),
    ]
    assert [notice.en for notice in report.files[0].notices[:2]] == [
        "2 columns are read as periods: 2013-01, 2013-02.",
        "Columns of totals or means are left out: Totalt.",
    ]


def test_a_column_per_category_is_read_as_a_row_per_count_and_an_unknown_one_is_asked_about(desk):
    make.area(desk.session, "norr")
    path = desk.csv("datum;område;Rån;Cykelstöld;Trolleri", "2013-07-01;Norr;1;2;3")
    ((row, column, _),) = desk.faults("incident_counts", path, **IN_AREAS)
    assert (row, column) == (2, "Trolleri")
    said = {"settings": {**IN_AREAS["settings"], "category:Trolleri": "other_crime"}}
    desk.run("incident_counts", path, **said)
    assert desk.session.execute(STORED).all() == [
        ("bicycle_theft", "2013-07-01", 2, None),
        ("other_crime", "2013-07-01", 3, None),
        ("robbery", "2013-07-01", 1, None),
    ]


def test_a_withheld_count_is_unknown_a_missing_one_is_left_out_and_neither_is_zero(desk):
    make.area(desk.session, "norr")
    rows = [f"Rån;{count};2013-0{month};Norr" for month, count in enumerate(("<5", "..", "-", "1-4"), 1)]
    path = desk.csv(COUNTS, *rows, "Rån;Värde saknas;2013-05;Norr", "Rån;;2013-06;Norr", "Rån;7;2013-07;Norr")
    report = desk.run("incident_counts", path, **IN_AREAS)
    assert [row[2:] for row in desk.session.execute(STORED)] == [
        (None, 5), (None, None), (None, None), (None, 5), (7, None)
    ]  # fmt: skip
    told = " ".join(notice.en for notice in report.files[0].notices)
    assert "4 counts are withheld by the provider; they are stored as unknown, not as zero." in told
    assert "Row 6, 7: the provider has no value; that is not zero, and is left out" in told
    figures = report.files[0].quality
    assert (figures["events"], figures["withheld"], figures["left_out"]) == (7, 4, 2)


def test_a_withheld_count_adds_nothing_to_an_area_and_the_rest_is_counted(desk):
    area = make.area(desk.session, "norr")
    path = desk.csv(COUNTS, "Rån;<5;2013-01;Norr", "Rån;7;2013-02;Norr")
    desk.run("incident_counts", path, **IN_AREAS)
    door = text(
        "SELECT sum(events) FROM door.area_events(ARRAY[:area], '2013-01-01', '2014-01-01', null, null)"
    )
    account = make.user(desk.session, "polis@demo.example", role="police_analyst")
    speak_for(desk.session, account.id)
    assert desk.session.scalar(door, {"area": area.id}) == 7


def test_the_counts_are_held_against_the_providers_total(desk):
    make.area(desk.session, "norr")
    said = {"settings": {**IN_AREAS["settings"], "control_total": "20"}}
    report = desk.run("incident_counts", desk.csv(COUNTS, "Rån;17;2013;Norr"), **said)
    assert report.files[0].quality["control_total"] == {"given": 20, "found": 17, "deviation": -3}


def test_a_file_without_counts_says_how_to_point_to_them(desk):
    ((row, column, reason),) = desk.faults("incident_counts", desk.csv("brottstyp;stad", "Rån;Malmö"))
    assert (row, column) == (None, "events")
    assert "--map events=COLUMN" in reason


def test_a_row_that_is_the_total_of_the_areas_is_left_out(desk):
    make.area(desk.session, "norr")
    path = desk.csv(COUNTS, "Rån;17;2013;Totalt", "Rån;17;2013;Norr")
    report = desk.run("incident_counts", path, **IN_AREAS)
    assert report.stored == 1
    assert "Row 2: the row is a total of the others" in " ".join(n.en for n in report.files[0].notices)


def test_people_in_a_column_per_year_are_a_row_per_figure(desk):
    area = make.area(desk.session, "norr")
    path = desk.csv("område;2012;2013;Folkmängd 2014", "Totalt;200;210;220", "Norr;100;110;")
    report = desk.run("population", path, **IN_AREAS)
    found = desk.session.execute(text("SELECT area_id, year, people FROM population ORDER BY year")).all()
    assert found == [(area.id, 2012, 100), (area.id, 2013, 110)]
    assert report.files[0].quality["left_out"] == 4


def test_people_at_points_are_summed_into_the_areas_around_them(desk):
    area = make.area(desk.session, "norr")
    x, y = make.EAST, make.NORTH
    rows = [f"{x + east},{y + 50},{people}" for east, people in ((10, 20), (90, 54), (150, 93))]
    said = {"settings": {"area_kind": "stadsomrade", "year": "2020"}, "srid": 3008}
    report = desk.run("people_at_points", desk.csv("x,y,population", *rows), **said)
    found = desk.session.execute(text("SELECT area_id, year, people FROM population")).all()
    assert found == [(area.id, 2020, 74)]
    assert report.files[0].notices[-1].en == (
        "1 points with 93 people lie in no area of the kind and are left out."
    )


def test_people_live_in_the_area_that_was_valid_at_the_end_of_the_year(desk):
    from datetime import date

    old = make.area(desk.session, "norr", valid_to=date(2013, 7, 1))
    new = make.area(desk.session, "norr", valid_from=date(2013, 7, 1))
    path = desk.csv("område;år;antal;kön", "Norr;2012;100;alla", "Norr;2013;110;alla", "Norr;2013;60;kvinnor")
    desk.run("population", path, **IN_AREAS)
    found = desk.session.execute(
        text("SELECT area_id, year, sex, people FROM population ORDER BY people DESC")
    )
    assert found.all() == [(new.id, 2013, "all", 110), (old.id, 2012, "all", 100), (new.id, 2013, "K", 60)]


def test_a_kind_without_areas_says_which_kinds_have_some(desk):
    make.area(desk.session, "norr")
    path = desk.csv("område;år;antal", "Norr;2012;100")
    ((row, _, reason),) = desk.faults("population", path, settings={"area_kind": "stadsdel"})
    assert (row, "kinds with areas: stadsomrade" in reason) == (None, True)


def test_sex_and_age_beside_the_year_are_kept_apart(desk):
    make.area(desk.session, "norr")
    path = desk.csv("område;Folkmängd 31 dec 2012;2012 kvinnor;2012 | Män | 0–15 år", "Norr;21;11;2")
    desk.run("population", path, **IN_AREAS)
    found = desk.session.execute(text("SELECT sex, age_band, people FROM population ORDER BY people DESC"))
    assert found.all() == [("all", "all", 21), ("K", "all", 11), ("M", "0-15", 2)]


@pytest.mark.parametrize("header", ["2012 utrikes födda", "Rosengård 2012"])
def test_a_column_that_says_more_than_a_year_is_not_taken_for_all_people(desk, header):
    make.area(desk.session, "norr")
    ((line, column, reason),) = desk.faults("population", desk.csv(f"område;{header}", "Norr;21"), **IN_AREAS)
    assert (line, column) == (None, header)
    assert reason.startswith("The header says more than a year: “")


def test_growth_between_years_is_no_number_of_people(desk):
    make.area(desk.session, "norr")
    path = desk.csv("område;2012;Ökning 2011-2012", "Norr;21;3")
    assert desk.run("population", path, **IN_AREAS).stored == 1


@pytest.mark.parametrize(
    ("year", "told"),
    [
        ("2009", "There was no area Norr on 2009-12-31: it is in force from 2010-01-01."),
        ("2013", "There was no area Norr on 2013-12-31: it was in force until 2013-06-30."),
    ],
)
def test_an_area_that_is_named_for_another_time_is_told_from_an_unknown_one(desk, year, told):
    make.area(desk.session, "norr", valid_to=date(2013, 7, 1))
    assert desk.faults("population", desk.csv(f"område;{year}", "Norr;21"), **IN_AREAS) == [
        (2, "område", told)
    ]
