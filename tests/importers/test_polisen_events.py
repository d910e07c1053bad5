"""Notices of polisen.se: real answers of three years, and every trap of their form."""

import json
from pathlib import Path

import make
import pytest
from sqlalchemy import text

from importers.batches import undo

ROBBERY = {
    "id": 1,
    "datetime": "2024-08-22 16:01:30 +02:00",
    "name": "22 augusti 14:21, Rån, Malmö",
    "summary": "Två män r&aring;nades p&aring; en klocka.",
    "url": "/aktuellt/handelser/2024/augusti/22/22-augusti-1421-ran-malmo/",
    "type": "Rån",
    "location": {"name": "Malmö", "gps": "55.604981,13.003822"},
}
NOTICES = text("""
    SELECT source_key, kind, type, summary, place_name, area_id,
        to_char(occurred_at AT TIME ZONE 'Europe/Stockholm', 'YYYY-MM-DD HH24:MI'),
        to_char(published_at AT TIME ZONE 'Europe/Stockholm', 'YYYY-MM-DD HH24:MI')
    FROM police_notice ORDER BY source_key
""")


def answer(desk, *items: object, name: str = "events.json") -> Path:
    path = desk.folder / name
    path.write_text(json.dumps(items), encoding="utf-8")
    return path


def brought(desk, *items: object, **said):
    desk.run("polisen_events", answer(desk, *items), **said)
    return desk.session.execute(NOTICES).all()


def test_the_1472_notices_of_malmo_come_in_and_none_has_a_position(desk, shared_data: Path):
    area = make.area(desk.session, "malmo", kind="kommun", name_sv="Malmö")
    report = desk.run("polisen_events", shared_data / "police" / "polisen_malmo_2022_2024.ndjson")
    assert (report.rows_read, report.stored, report.rejected) == (1472, 1472, ())
    assert report.files[0].quality["in_an_area_of_the_city"] == 1472
    places = desk.session.execute(text("SELECT DISTINCT area_id, place_name FROM police_notice")).all()
    assert places == [(area.id, "Malmö")]


@pytest.mark.parametrize(
    ("name", "stored", "everywhere"),
    [("polisen_events_raw_2026-08-22.json", 19, 404), ("polisen_events_raw_2024-05.json", 22, 417)],
)
def test_an_answer_gives_the_city_its_own_events(desk, shared_data: Path, name, stored, everywhere):
    path = shared_data / "police" / name
    report = desk.check("polisen_events", path)
    assert (report.rows_read, report.stored, report.rejected) == (500, stored, ())
    assert report.files[0].quality["left_out"] == 500 - stored
    assert desk.check("polisen_events", path, settings={"place": "all"}).stored == everywhere


def test_the_time_of_the_event_stands_in_the_title_and_words_are_plain(desk):
    assert brought(desk, ROBBERY) == [
        (
            "1",
            "robbery",
            "Rån",
            "Två män rånades på en klocka.",
            "Malmö",
            None,
            "2024-08-22 14:21",
            "2024-08-22 16:01",
        )
    ]


def test_an_hour_of_one_digit_and_a_full_stop_are_read(desk):
    late = {**ROBBERY, "datetime": "2024-08-23 0:24:14 +02:00", "name": "22 augusti 23.55, Rån, Malmö"}
    assert brought(desk, late)[0][-2:] == ("2024-08-22 23:55", "2024-08-23 00:24")


def test_a_notice_of_new_years_eve_that_came_in_january_is_of_the_year_before(desk):
    late = {**ROBBERY, "datetime": "2024-01-01 3:00:00 +01:00", "name": "31 december 23:10, Rån, Malmö"}
    assert brought(desk, late)[0][-2] == "2023-12-31 23:10"


def test_a_time_after_the_publication_is_unknown_and_said_to_be(desk):
    wrong = {**ROBBERY, "datetime": "2024-08-22 0:24:14 +02:00", "name": "22 augusti 23:55, Rån, Malmö"}
    report = desk.run("polisen_events", answer(desk, wrong))
    assert desk.session.execute(NOTICES).one()[-2] is None
    assert "Row 1: the title's time lies after the publication" in report.files[0].notices[-1].en


def test_a_summary_is_no_event_and_another_town_is_not_the_city(desk):
    summary = {
        **ROBBERY,
        "id": 2,
        "type": "Sammanfattning natt",
        "name": "22 augusti 06:00, Sammanfattning natt, Malmö",
    }
    lund = {**ROBBERY, "id": 3, "name": "22 augusti 14:21, Rån, Lund"}
    report = desk.run("polisen_events", answer(desk, ROBBERY, summary, lund))
    assert (report.stored, report.files[0].quality["left_out"]) == (1, 2)
    assert [notice.en for notice in report.files[0].notices] == [
        "Row 2: summaries are no events",
        "Row 3: the event is about another place",
    ]


def test_a_later_edition_replaces_the_former_and_an_earlier_one_does_not(desk):
    later = {**ROBBERY, "datetime": "2024-08-22 18:00:00 +02:00", "summary": "En man är gripen."}
    assert len(brought(desk, ROBBERY, later)) == 1
    report = desk.run("polisen_events", answer(desk, ROBBERY, name="old.json"))
    assert (report.stored, report.unchanged) == (0, 0)
    assert desk.session.execute(NOTICES).one().summary == "En man är gripen."


def test_undo_restores_the_former_edition(desk):
    before = brought(desk, ROBBERY)
    later = {**ROBBERY, "datetime": "2024-08-22 18:00:00 +02:00", "summary": "En man är gripen."}
    report = desk.run("polisen_events", answer(desk, later))
    undo(desk.session, report.files[0].batch_id)
    assert desk.session.execute(NOTICES).all() == before


def test_an_empty_answer_is_nothing_and_no_fault(desk):
    report = desk.run("polisen_events", answer(desk))
    assert (report.rows_read, report.stored, report.rejected) == (0, 0, ())


def test_an_unknown_type_waits_to_be_mapped(desk):
    ((row, column, _),) = desk.faults("polisen_events", answer(desk, {**ROBBERY, "type": "Trolleri"}))
    assert (row, column) == (1, "type")


@pytest.mark.parametrize(
    ("field", "value", "column"),
    [
        ("datetime", "i går", "datetime"),
        ("name", "Rån i Malmö", "name"),
        ("name", "31 februari 14:21, Rån, Malmö", "name"),
        ("datetime", "2999-01-01 12:00:00 +01:00", "datetime"),
        ("summary", "Ring 070-123 45 67 om du såg något.", "summary"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_column(desk, field, value, column):
    ((row, found, _),) = desk.faults("polisen_events", answer(desk, {**ROBBERY, field: value}))
    assert (row, found) == (1, column)


@pytest.mark.parametrize("url", ["https://evil.example/x", "//evil.example", "javascript:ran()"])
def test_only_addresses_of_the_police_are_kept(desk, url):
    brought(desk, {**ROBBERY, "url": url})
    assert desk.session.scalar(text("SELECT url FROM police_notice")) == ""
