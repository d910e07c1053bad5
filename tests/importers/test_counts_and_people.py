"""Counts per area: recorded crime, inhabitants."""

import make
import pytest
from sqlalchemy import text

COUNTS = "brottstyp;antal;period;område"
IN_AREAS = {"settings": {"area_kind": "stadsomrade"}}


@pytest.mark.parametrize(
    ("period", "begin", "end"),
    [
        ("2013", "2013-01-01", "2014-01-01"),
        ("2013-12", "2013-12-01", "2014-01-01"),
        ("2013K4", "2013-10-01", "2014-01-01"),
    ],
)
def test_a_period_is_a_year_a_month_or_a_quarter(desk, period, begin, end):
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
        ("Rån;<5;2013;Norr", "antal"),
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
