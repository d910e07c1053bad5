"""Recorded crime from a general CSV: times, places and categories as people write them."""

import unicodedata
from dataclasses import replace
from datetime import date

import make
import pytest
from sqlalchemy import text

from importers.report import RefusedImportError

HEADER = "id;datum;tid;brott;x;y"


def stored(desk, columns: str):
    return desk.session.execute(text(f"SELECT {columns} FROM police.incident ORDER BY source_key")).all()


def test_an_hour_in_malmo_is_kept_as_that_moment(desk):
    desk.run("incidents", desk.csv(HEADER, "1;2014-03-12;20:30;Rån;118050;6163050"), srid=3008)
    columns = "occurred_from::text, time_precision, crime_group, precision, light, round(ST_X(geom))"
    assert stored(desk, columns) == [("2014-03-12 19:30:00+00", "exact", "robbery", "exact", "dark", 118050)]


@pytest.mark.parametrize("clock", ["00:00-23:59", "00:00 – 23:59", ""])
def test_a_whole_day_means_that_the_time_of_day_is_unknown(desk, clock):
    desk.run("incidents", desk.csv(HEADER, f"1;2014-03-12;{clock};Rån;118050;6163050"), srid=3008)
    assert stored(desk, "time_precision, (occurred_to - occurred_from)::text, light") == [
        ("day", "1 day", "unknown")
    ]


def test_two_ends_make_an_interval_past_midnight(desk):
    desk.run("incidents", desk.csv(HEADER, "1;12.3.2014;22:00-02:00;Rån;118050;6163050"), srid=3008)
    assert stored(desk, "time_precision, (occurred_to - occurred_from)::text") == [("interval", "04:00:00")]


def test_an_hour_that_the_clocks_skipped_is_refused(desk):
    path = desk.csv(HEADER, "1;2014-03-30;02:30;Rån;118050;6163050")
    assert desk.faults("incidents", path, srid=3008) == [
        (2, "tid", "There was no such time: the clocks went forward that night.")
    ]


def test_an_hour_that_came_twice_is_the_first_and_noted(desk):
    report = desk.run("incidents", desk.csv(HEADER, "1;2014-10-26;02:30;Rån;118050;6163050"), srid=3008)
    assert stored(desk, "occurred_from::text") == [("2014-10-26 00:30:00+00",)]
    assert report.files[0].notices[0].en.startswith("Row 2: the time happened twice")


def test_coordinates_of_nought_and_none_are_no_position_and_are_kept(desk):
    path = desk.csv(HEADER, "1;2014-03-12;20:30;Rån;0;0", "2;2014-03-12;20:30;Klotter;;")
    report = desk.run("incidents", path, srid=3008)
    assert stored(desk, "precision, geom IS NULL") == [("none", True), ("none", True)]
    quality = report.files[0].quality
    assert quality["without_position_by_category"] == {"Rån": 1, "Klotter": 1}


def test_a_decimal_comma_is_read(desk):
    desk.run("incidents", desk.csv(HEADER, "1;2014-03-12;20:30;Rån;118050,25;6163050,75"), srid=3008)
    assert stored(desk, "ST_X(geom), ST_Y(geom)") == [(118050.25, 6163050.75)]


def test_a_file_from_an_old_windows_is_read_and_that_is_said(desk):
    path = desk.csv(HEADER, "1;2014-03-12;20:30;Skadegörelse;118050;6163050", encoding="cp1252")
    report = desk.run("incidents", path, srid=3008)
    assert stored(desk, "crime_group") == [("vandalism",)]
    assert "The file is not UTF-8" in report.files[0].notices[0].en


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ("1;2999-01-01;20:30;Rån;118050;6163050", "datum", "lies in the future"),
        ("1;14/13/2014;20:30;Rån;118050;6163050", "datum", "not a date"),
        ("1;2014-03-12;25:30;Rån;118050;6163050", "tid", "no clock time"),
        ("1;;20:30;Rån;118050;6163050", "datum", "missing"),
        ("1;2014-03-12;20:30;Trolleri;118050;6163050", "brott", "not one of the crime groups"),
        ("1;2014-03-12;20:30;Rån;118050;", "y", "missing"),
        ("1;2014-03-12;20:30;Rån;1e400;6163050", "x", "not a number"),
        ("1;2014-03-12;20:30;Rån;674032;6580822", "x", "outside the city (read as EPSG:3008)"),
        ("1;2014-03-12;20:30;Rån", "", "4 fields, the header line 6"),
    ],
)
def test_a_bad_row_is_refused_with_its_line_and_column(desk, row, column, words):
    good = "0;2014-03-12;20:30;Rån;118050;6163050"
    ((line, found, reason),) = desk.faults("incidents", desk.csv(HEADER, good, row), srid=3008)
    assert (line, found) == (3, column)
    assert words in reason


def test_a_category_may_be_mapped(desk):
    path = desk.csv(HEADER, "1;2014-03-12;20:30;0355;118050;6163050")
    desk.run("incidents", path, srid=3008, settings={"category:0355": "robbery"})
    assert stored(desk, "category, crime_group") == [("0355", "robbery")]


def test_a_column_may_be_pointed_out(desk):
    path = desk.csv("nr;när;vad;öster;norr", "1;2014-03-12 20:30;Rån;118050;6163050")
    names = {"source_key": "nr", "occurred_from": "när", "category": "vad", "x": "öster", "y": "norr"}
    assert desk.run("incidents", path, srid=3008, column_map=names).stored == 1


def test_a_missing_column_says_what_the_file_has(desk):
    ((_, column, reason),) = desk.faults("incidents", desk.csv("datum;x;y", "2014-03-12;1;2"), srid=3008)
    assert (column, "The file has datum, x, y." in reason) == ("category", True)


def test_a_file_about_one_kind_of_crime_says_so_once_for_all_rows(desk):
    path = desk.csv("datum;x;y", "2014-03-12;118050;6163050")
    desk.run("incidents", path, srid=3008, settings={"crime_group": "rån"})
    found = desk.session.execute(text("SELECT category, crime_group FROM police.incident")).all()
    assert found == [("robbery", "robbery")]


def test_an_event_that_only_names_an_area_is_kept_for_the_area_of_its_own_day(desk):
    old = make.area(desk.session, "norr", valid_to=date(2014, 1, 1))
    new = make.area(desk.session, "norr", valid_from=date(2014, 1, 1))
    path = desk.csv(
        "datum;brott;x;y;område", "2013-12-31;Rån;;;Norr", "2014-01-01;Rån;;;Norr",
        "2014-01-01;Rån;118050;6163050;Norr", "2014-01-01;Rån;;;",
    )  # fmt: skip
    desk.run("incidents", path, srid=3008, settings={"area_kind": "stadsomrade"})
    found = desk.session.execute(
        text("SELECT precision, area_id, area_ids FROM police.incident ORDER BY occurred_on, precision")
    )
    assert found.all() == [
        ("area", old.id, [old.id]),
        ("area", new.id, [new.id]),
        ("exact", None, [new.id]),
        ("none", None, []),
    ]


def test_an_area_without_its_kind_and_an_unknown_area_are_refused(desk):
    make.area(desk.session, "norr")
    path = desk.csv("datum;brott;precision;område", "2014-03-12;Rån;area;Norr")
    assert desk.faults("incidents", path) == [
        (2, "område", "The kind of the areas is missing; give --set area_kind=KIND.")
    ]
    path = desk.csv("datum;brott;område", "2014-03-12;Rån;Atlantis")
    ((row, column, _),) = desk.faults("incidents", path, settings={"area_kind": "stadsomrade"})
    assert (row, column) == (2, "område")


def test_a_missing_reference_system_is_proposed_not_guessed(desk):
    ((row, _, reason),) = desk.faults("incidents", desk.csv(HEADER, "1;2014-03-12;20:30;Rån;118050;6163050"))
    assert row is None
    assert reason.endswith("when read as EPSG:3008 (SWEREF 99 13 30). Give --crs EPSG:3008.")


def test_a_wrong_reference_system_is_told_with_the_one_that_fits(desk):
    path = desk.csv(HEADER, "1;2014-03-12;20:30;Rån;118050;6163050")
    whole_file, single = desk.check("incidents", path, srid=3006).rejected
    assert whole_file.row is None
    assert "read as EPSG:3006. The coordinates lie in the city when read as EPSG:3008" in whole_file.reason.en
    assert single.row == 2


def test_exchanged_axes_are_told(desk):
    path = desk.csv(HEADER, "1;2014-03-12;20:30;Rån;6163050;118050")
    reason = desk.check("incidents", path, srid=3008).rejected[0].reason
    assert "outside" in reason.en
    ((_, _, without),) = desk.faults("incidents", path)
    assert without.endswith("with x and y exchanged. Give --crs EPSG:3008 --set axes=exchanged.")


@pytest.mark.parametrize(
    "header", ["Personnummer", "målsägande", "Misstänkt", "namn", "K-nummer", "diarienr"]
)
def test_a_column_about_persons_refuses_the_file(desk, header):
    path = desk.csv(f"{HEADER};{header}", "1;2014-03-12;20:30;Rån;118050;6163050;X")
    ((row, column, reason),) = desk.faults("incidents", path, srid=3008)
    assert (row, column) == (None, header)
    assert "about persons" in reason


def test_a_key_that_stands_twice_is_refused_with_both_rows(desk):
    row = "7;2014-03-12;20:30;Rån;118050;6163050"
    assert desk.faults("incidents", desk.csv(HEADER, row, row), srid=3008) == [
        (3, "id", "The key stands on row 2 of the same file already.")
    ]


def test_rows_without_a_key_are_kept_even_when_identical(desk):
    row = ";2014-03-12;20:30;Rån;118050;6163050"
    assert desk.run("incidents", desk.csv(HEADER, row, row), srid=3008).stored == 2


def test_areas_are_known_as_soon_as_the_rows_are_in(desk):
    area = make.area(desk.session)
    desk.run("incidents", desk.csv(HEADER, "1;2014-03-12;20:30;Rån;118050;6163050"), srid=3008)
    assert stored(desk, "area_ids") == [([area.id],)]


def test_a_city_that_stores_no_points_refuses_them(desk, malmo):
    desk.profile = replace(malmo, exact_incident_points=False)
    ((row, _, reason),) = desk.faults("incidents", desk.csv(HEADER, "1;2014-03-12;;Rån;;"), srid=3008)
    assert (row, "counts per area or cell" in reason) == (None, True)


def test_a_refused_file_leaves_nothing_behind_and_names_itself(desk):
    path = desk.csv(
        HEADER, "1;2014-03-12;20:30;Rån;118050;6163050", "2;2014-03-12;20:30;Trolleri;1;2", name="maj.csv"
    )
    with pytest.raises(RefusedImportError) as refused:
        desk.run("incidents", path, srid=3008)
    line = refused.value.report.rejected[0].line("sv")
    assert line.startswith("maj.csv:3:brott: Värdet finns inte bland brottsgrupper.")
    assert stored(desk, "id") == []


@pytest.mark.parametrize("headers", ["id;datum;brott;Brott", "id;datum;brott;brottstyp"])
def test_a_column_that_is_chosen_among_several_is_told(desk, headers):
    path = desk.csv(headers, "1;2014-03-12;Klotter;Rån")
    (told,) = desk.run("incidents", path).files[0].notices
    assert told.en.endswith("may be meant; if so, give --map category=COLUMN.")
    said = desk.check("incidents", path, column_map={"category": headers.rsplit(";", 1)[1]})
    assert said.files[0].notices == ()


def test_letters_in_two_parts_as_a_mac_writes_them_are_the_same_letters(desk):
    path = desk.csv(
        *(unicodedata.normalize("NFD", line) for line in ("id;datum;kön;brott", "å;2014-03-12;x;Rån"))
    )
    desk.run("incidents", path)
    assert stored(desk, "source_key, crime_group") == [("å", "robbery")]
