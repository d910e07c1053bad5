"""Areas that change: versions, splits and merges with their shares, and an undo that puts all of it back."""

from datetime import date

import make
import pytest
from bringing_in import METRIC, feature, square
from sqlalchemy import text

from geodata import models
from importers.batches import undo

OLD = {"kind": "stadsdel", "valid_from": "1996-01-01"}
NEW = {"kind": "stadsdel", "valid_from": "2013-07-01"}
ALL_NEW = {**NEW, "complete": "yes"}

STATE = text("""
    SELECT jsonb_build_array(
        (SELECT jsonb_agg(to_jsonb(area) ORDER BY id) FROM area),
        (SELECT jsonb_agg(to_jsonb(named) ORDER BY area_id, successor_id) FROM area_successor AS named),
        (SELECT jsonb_agg(to_jsonb(shared) ORDER BY area_id, other_id) FROM area_overlap AS shared),
        (SELECT jsonb_agg(to_jsonb(crime) ORDER BY id) FROM police.incident AS crime)
    )
""")
BECAME = text("""
    SELECT ended.code, later.code, later.valid_from::text, round(share_of_area::numeric, 3)::float,
        round(share_of_successor::numeric, 3)::float, round(share_of_people::numeric, 3)::float
    FROM area_successor
    JOIN area AS ended ON ended.id = area_id
    JOIN area AS later ON later.id = successor_id
    ORDER BY ended.code, later.code
""")


@pytest.fixture
def two_districts(desk):
    """Bring in A and B, side by side, 100 m wide each, valid from 1996."""
    desk.run(
        "areas",
        desk.geojson(feature(square(), name="A"), feature(square(100), name="B"), crs=METRIC),
        settings=OLD,
    )
    return desk


def versions(desk):
    return desk.session.execute(
        text("SELECT code, valid_from::text, valid_to::text FROM area ORDER BY code, valid_from")
    ).all()


def test_a_new_version_ends_the_former_on_its_first_day_and_follows_it(two_districts):
    moved = two_districts.geojson(feature(square(0, 0, 90), name="A"), crs=METRIC, name="new.geojson")
    report = two_districts.run("areas", moved, settings=NEW)
    assert versions(two_districts) == [
        ("a", "1996-01-01", "2013-07-01"),
        ("a", "2013-07-01", None),
        ("b", "1996-01-01", None),
    ]
    assert two_districts.session.execute(BECAME).all() == [("a", "a", "2013-07-01", 0.81, 1.0, None)]
    assert report.files[0].quality["ended"] == 1
    assert "A has become A 81 %." in [notice.en for notice in report.files[0].notices]


def test_an_area_that_is_as_before_gets_no_new_version(two_districts):
    path = two_districts.geojson(
        feature(square(), name="A"), feature(square(100, 0, 90), name="B"), crs=METRIC, name="new.geojson"
    )
    report = two_districts.run("areas", path, settings=ALL_NEW)
    assert (report.stored, report.unchanged, report.files[0].quality["versions_that_go_on"]) == (1, 1, 1)
    assert [code for code, _, last_day in versions(two_districts) if last_day is None] == ["a", "b"]
    assert ("a", "1996-01-01", None) in versions(two_districts)


def test_a_split_names_every_part_with_its_share_and_a_strip_of_a_hundredth_none(two_districts):
    west, sliver = square(0, 0, 40), square(40, 0, 9)
    path = two_districts.geojson(
        feature(west, name="West"), feature(sliver, name="Strip"), feature(square(100), name="B"),
        crs=METRIC, name="new.geojson",
    )  # fmt: skip
    two_districts.run("areas", path, settings=ALL_NEW)
    assert two_districts.session.execute(BECAME).all() == [
        ("a", "strip", "2013-07-01", 0.008, 1.0, None),
        ("a", "west", "2013-07-01", 0.16, 1.0, None),
    ]


def test_a_merger_is_both_areas_successor_and_says_how_much_of_it_each_was(two_districts):
    x, y = make.EAST, make.NORTH
    both = {
        "type": "Polygon",
        "coordinates": [[[x, y], [x + 200, y], [x + 200, y + 100], [x, y + 100], [x, y]]],
    }
    path = two_districts.geojson(feature(both, name="AB"), crs=METRIC, name="new.geojson")
    two_districts.run("areas", path, settings=ALL_NEW)
    assert two_districts.session.execute(BECAME).all() == [
        ("a", "ab", "2013-07-01", 1.0, 0.5, None),
        ("b", "ab", "2013-07-01", 1.0, 0.5, None),
    ]


def test_shares_of_people_rest_on_the_finest_areas_with_a_known_population(two_districts):
    session = two_districts.session
    for number, people in enumerate((900, 100)):
        part = make.area(session, f"part-{number}", kind="delomrade", geom=make.square(50 * number, 0, 50))
        upper = make.area(session, f"upper-{number}", kind="delomrade", geom=make.square(50 * number, 50, 50))
        for area, living in ((part, people), (upper, 0)):
            session.add(models.Population(area_id=area.id, year=2012, people=living))
    path = two_districts.geojson(
        feature(square(0, 0, 50), name="West"), feature(square(100), name="B"), crs=METRIC, name="new.geojson"
    )
    two_districts.run("areas", path, settings=ALL_NEW)
    assert session.execute(BECAME).all() == [("a", "west", "2013-07-01", 0.25, 1.0, 0.9)]


def test_what_a_file_leaves_out_goes_on_unless_the_file_is_complete(two_districts):
    path = two_districts.geojson(feature(square(0, 0, 90), name="A"), crs=METRIC, name="new.geojson")
    two_districts.run("areas", path, settings=ALL_NEW)
    assert ("b", "1996-01-01", "2013-07-01") in versions(two_districts)


def test_a_new_code_on_the_ground_of_an_area_in_force_is_refused_with_the_way_on(two_districts):
    path = two_districts.geojson(feature(square(10, 0, 50), name="C"), crs=METRIC, name="new.geojson")
    ((row, column, reason),) = two_districts.faults("areas", path, settings=NEW)
    assert (row, column) == (1, "geometry")
    assert "If A has ended, bring in all areas of the kind with --set complete=yes." in reason


def test_undo_puts_the_ended_areas_back_and_forgets_their_successors(two_districts):
    session = two_districts.session
    make.incident(session, geom=make.point(95, 50))
    before = session.scalar(STATE)
    path = two_districts.geojson(
        feature(square(0, 0, 90), name="A"),
        feature(square(100, 0, 50), name="C"),
        crs=METRIC,
        name="new.geojson",
    )
    report = two_districts.run("areas", path, settings=ALL_NEW)
    assert session.scalar(STATE) != before
    answer = undo(session, report.files[0].batch_id)
    assert (answer.removed, answer.restored) == (2, 2)
    assert session.scalar(STATE) == before


def test_a_batch_keeps_every_column_of_the_areas_that_it_ends_or_changes(two_districts):
    kept = {column.name for column in models.Area.__table__.c if column.computed is None}
    ending = two_districts.geojson(feature(square(), name="A+", code="a"), crs=METRIC, name="new.geojson")
    changing = two_districts.geojson(
        feature(square(100), name="B+", code="b"), crs=METRIC, name="old.geojson"
    )
    for path, said in ((ending, NEW), (changing, OLD)):
        batch_id = two_districts.run("areas", path, settings=said).files[0].batch_id
        (before,) = two_districts.session.get_one(models.ImportBatch, batch_id).replaced
        assert set(before) == kept


def test_two_versions_of_an_area_in_one_file_follow_each_other(desk):
    path = desk.geojson(
        feature(square(), name="A", valid_from="1996-01-01"),
        feature(square(0, 0, 50), name="A", valid_from="2013-07-01"),
        crs=METRIC,
    )
    desk.run("areas", path, settings={"kind": "stadsdel"})
    assert versions(desk) == [("a", "1996-01-01", "2013-07-01"), ("a", "2013-07-01", None)]


def test_areas_of_another_kind_may_succeed_those_that_ended_the_same_day(desk):
    make.area(desk.session, "norr", kind="stadsdel", valid_to=date(2013, 7, 1))
    path = desk.geojson(feature(square(0, 0, 1000), name="Norr", code="n"), crs=METRIC)
    settings = {"kind": "stadsomrade", "valid_from": "2013-07-01", "succeeds": "stadsdel"}
    report = desk.run("areas", path, settings=settings)
    assert [row[:2] for row in desk.session.execute(BECAME)] == [("norr", "n")]
    assert report.files[0].notices[-1].sv.startswith("Norr har blivit Norr")


def test_areas_cannot_replace_a_kind_that_the_city_does_not_have(desk):
    path = desk.geojson(feature(square(), name="A"), crs=METRIC)
    ((row, column, _),) = desk.faults("areas", path, settings={**OLD, "succeeds": "galax"})
    assert (row, column) == (None, "succeeds")


def test_a_strip_of_ground_gives_nobody_sight_of_the_whole_that_took_it_over(two_districts):
    """B takes over two tenths of A, which keeps the rest: who is bound to A is bound to both its versions."""
    session = two_districts.session
    path = two_districts.geojson(
        feature(square(0, 0, 80), name="A"),
        feature(square(80, 0, 120), name="B"),
        crs=METRIC,
        name="new.geojson",
    )
    two_districts.run("areas", path, settings=NEW)
    followed = text(
        "SELECT array_agg(code || ' ' || valid_from ORDER BY code, valid_from) FROM area"
        " WHERE id = ANY(with_successors((SELECT array_agg(id) FROM area WHERE code = 'a'), '2014-01-01'))"
    )
    assert ("a", "b") in [row[:2] for row in session.execute(BECAME)]
    assert session.scalar(followed) == ["a 1996-01-01", "a 2013-07-01"]
