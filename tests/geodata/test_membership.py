from datetime import UTC, date, datetime

import make
import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from geodata.models import AreaOverlap, ChangeHistory, Place


def refreshed(session: Session, row):
    session.refresh(row)
    return row.area_ids


def test_an_incident_keeps_the_areas_of_every_kind_that_contain_it(session: Session):
    district = make.area(session)
    police = make.area(session, "police", kind="lokalpolisomrade", geom=make.square(-50, -50, 300))
    make.area(session, "elsewhere", geom=make.square(5000))
    assert make.incident(session).area_ids == [district.id, police.id]


def test_a_point_on_a_shared_edge_belongs_to_one_of_the_neighbours(session: Session):
    west = make.area(session, "west")
    make.area(session, "east", geom=make.square(100))
    assert make.incident(session, geom=make.point(100, 50)).area_ids == [west.id]


def test_an_incident_belongs_to_the_areas_of_its_own_day(session: Session):
    old = make.area(session, "old", valid_to=date(2013, 7, 1))
    new = make.area(session, "new", valid_from=date(2013, 7, 1))
    before = make.incident(session, datetime(2013, 6, 30, 21, 59, tzinfo=UTC))
    after = make.incident(session, datetime(2013, 6, 30, 22, 0, tzinfo=UTC))
    assert (before.area_ids, after.area_ids) == ([old.id], [new.id])


def test_a_new_area_is_known_to_the_rows_already_there(session: Session):
    incident, place = make.incident(session), make.place(session)
    seen = make.observation(session, geom=None, precision="none", place_id=place.id)
    measure = make.measure(session)
    area = make.area(session)
    assert all(refreshed(session, row) == [area.id] for row in (incident, place, seen, measure))


def test_a_moved_border_moves_the_membership(session: Session):
    area, incident = make.area(session), make.incident(session)
    area.geom = make.square(1000)
    session.flush()
    assert refreshed(session, incident) == []


def test_a_moved_place_changes_its_areas(session: Session):
    area, place = make.area(session), make.place(session)
    place.geom = make.point(1000)
    session.flush()
    assert (area.id in refreshed(session, place), place.version) == (False, 2)


def test_a_place_keeps_the_areas_of_its_whole_life(session: Session):
    make.area(session, "ended", valid_to=date(2014, 1, 1))
    old = make.area(session, "old", kind="narpolisomrade", valid_to=date(2015, 1, 1))
    new = make.area(session, "new", kind="narpolisomrade", valid_from=date(2015, 1, 1))
    assert make.place(session).area_ids == [old.id, new.id]


def test_an_incident_without_a_position_is_in_no_area(session: Session):
    make.area(session)
    assert make.incident(session, geom=None, precision="none").area_ids == []


def test_overlap_stands_in_both_directions_with_shares_of_each(session: Session):
    small = make.area(session)
    large = make.area(session, "large", kind="lokalpolisomrade", geom=make.square(50, 0, 200))
    share = session.get_one(AreaOverlap, (small.id, large.id))
    back = session.get_one(AreaOverlap, (large.id, small.id))
    assert (share.overlap_m2, share.share_of_area, share.share_of_other) == (5000, 0.5, 0.125)
    assert (back.share_of_area, back.share_of_other) == (0.125, 0.5)


def test_two_areas_of_a_kind_may_not_share_ground_at_the_same_time(session: Session):
    make.area(session)
    with pytest.raises(IntegrityError, match="valid at the same time and overlap"):
        make.area(session, "double", geom=make.square(50))


def test_light_is_computed_from_the_sun_at_the_place(session: Session):
    noon = make.incident(session, datetime(2014, 12, 15, 11, tzinfo=UTC))
    evening = make.incident(session, datetime(2014, 12, 15, 18, tzinfo=UTC))
    unknown = make.incident(
        session, datetime(2014, 12, 14, 23, tzinfo=UTC), occurred_to=datetime(2014, 12, 15, 23, tzinfo=UTC)
    )
    assert (noon.light, evening.light, unknown.light) == ("day", "dark", "unknown")


def test_every_interactive_change_is_kept_with_before_and_after(session: Session):
    place = make.place(session)
    place.name = "GC-tunnel D4"
    session.flush()
    kept = session.query(ChangeHistory).filter_by(row_id=place.id).order_by(ChangeHistory.id).all()
    assert [row.before and row.before["name"] for row in kept] == [None, "GC-tunnel D3"]
    assert kept[1].after["name"] == "GC-tunnel D4"


def test_a_new_area_is_no_change_of_the_places_in_it(session: Session):
    place = make.place(session)
    make.area(session)
    session.refresh(place)
    assert (place.version, session.query(ChangeHistory).filter_by(row_id=place.id).count()) == (1, 1)


def test_a_place_reads_back_as_it_was_written(session: Session):
    make.place(session, "Parkstråk 12", polarity="safe")
    session.expire_all()
    assert session.query(Place).one().polarity == "safe"
