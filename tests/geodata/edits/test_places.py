from dataclasses import replace
from datetime import date, timedelta

import make
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from geodata.city import CityProfile
from geodata.edits.boundaries import standing
from geodata.edits.places import PlaceFacts, change_place, mark_place, turn_place
from geodata.edits.positions import Position, position_at, typed_position
from geodata.errors import ConflictError, InvalidError, NotFoundError
from geodata.models import ChangeHistory, Place

TODAY = date(2016, 6, 30)


def at(malmo: CityProfile, east: float, north: float) -> Position:
    """Return the position `east` and `north` metres from the corner of the tests' city."""
    return typed_position(f"{make.NORTH + north}; {make.EAST + east}", "SWEREF 99 13 30", malmo)


def facts(malmo: CityProfile, east: float = 50, north: float = 50, **changes) -> PlaceFacts:
    tunnel = PlaceFacts("GC-tunnel D3", "underpass", "unsafe", at(malmo, east, north), TODAY)
    return replace(tunnel, **changes)


def marked(session: Session, malmo: CityProfile, **changes) -> Place:
    return mark_place(session, facts(malmo, **changes), malmo, today=TODAY)


def test_a_marked_place_is_reported_and_stands_in_its_areas(session: Session, malmo: CityProfile):
    district = make.area(session)
    place = marked(session, malmo, name="  GC-tunnel D3 ")
    assert (place.name, place.status, place.precision, place.area_ids) == (
        "GC-tunnel D3",
        "reported",
        "exact",
        [district.id],
    )


def test_a_place_lies_where_it_was_clicked(session: Session, malmo: CityProfile):
    place = marked(session, malmo, drawn=position_at(13.0038, 55.6050, malmo))
    lonlat = func.to_lonlat(Place.geom)
    found = session.execute(select(func.ST_X(lonlat), func.ST_Y(lonlat)).where(Place.id == place.id)).one()
    assert tuple(found) == pytest.approx((13.0038, 55.6050), abs=1e-7)


def test_a_stretch_is_kept_as_a_line(session: Session, malmo: CityProfile):
    line = {"type": "LineString", "coordinates": [[13.0, 55.6], [13.001, 55.6]]}
    place = marked(session, malmo, drawn=line)
    length = session.scalar(select(func.ST_Length(Place.geom)).where(Place.id == place.id))
    assert length == pytest.approx(63.1, abs=0.2)  # 0.001 degrees of longitude at 55.6 degrees north


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"name": "a\x00b"}, "name"),
        ({"kind": "home"}, "kind"),
        ({"polarity": "scary"}, "polarity"),
        ({"reported_on": TODAY + timedelta(1)}, "reported_on"),
        ({"drawn": None}, "coordinates"),
        ({"drawn": {"type": "Circle"}}, "coordinates"),
        ({"drawn": {"type": "Point", "coordinates": []}}, "coordinates"),
        ({"drawn": {"type": "Point", "coordinates": [12.5683, 55.6761]}}, "coordinates"),
    ],
)
def test_a_wrong_value_is_refused_by_its_field(session: Session, malmo: CityProfile, changes, field):
    with pytest.raises(InvalidError) as refused:
        marked(session, malmo, **changes)
    assert refused.value.field == field


def test_a_surface_that_crosses_itself_is_refused(session: Session, malmo: CityProfile):
    ring = [[13.0, 55.6], [13.01, 55.61], [13.01, 55.6], [13.0, 55.61], [13.0, 55.6]]
    with pytest.raises(InvalidError, match="crosses itself"):
        marked(session, malmo, drawn={"type": "Polygon", "coordinates": [ring]})


def test_a_place_outside_the_citys_border_is_refused(session: Session, malmo: CityProfile):
    make.area(session, "malmo", kind="kommun")
    with pytest.raises(InvalidError, match="inside the border of Malmö"):
        marked(session, malmo, east=150)


def test_within_fifty_metres_of_the_border_there_is_a_warning(session: Session, malmo: CityProfile):
    make.area(session, "malmo", kind="kommun", geom=make.square(side=1000))
    near = standing(session, at(malmo, 30, 500), malmo, today=TODAY)
    far = standing(session, at(malmo, 51, 500), malmo, today=TODAY)
    assert near.warning is not None
    assert near.warning.sv.startswith("Läget är 30 m från kommungränsen")
    assert far.warning is None


def test_a_border_between_two_parts_of_the_city_is_no_border(session: Session, malmo: CityProfile):
    make.area(session, "west", kind="kommun", geom=make.square(side=1000))
    make.area(session, "east", kind="kommun", geom=make.square(1000, side=1000))
    stands = standing(session, at(malmo, 1000, 500), malmo, today=TODAY)
    assert (stands.is_inside, stands.metres_to_border) == (True, pytest.approx(500))


def test_who_works_in_one_area_marks_places_there_only(session: Session, malmo: CityProfile):
    mine, other = make.area(session), make.area(session, "east", geom=make.square(100))
    assert mark_place(session, facts(malmo), malmo, today=TODAY, within=[mine.id]).area_ids == [mine.id]
    with pytest.raises(InvalidError, match="outside the areas"):
        mark_place(session, facts(malmo, east=150), malmo, today=TODAY, within=[mine.id])
    assert other.id != mine.id


def test_a_moved_place_keeps_its_old_position_in_the_history(session: Session, malmo: CityProfile):
    place = marked(session, malmo)
    change_place(session, place.id, place.version, facts(malmo, east=80), malmo, today=TODAY, note="Låg fel.")
    change = session.scalars(
        select(ChangeHistory).where(ChangeHistory.row_id == place.id).order_by(ChangeHistory.id.desc())
    ).first()
    assert (place.version, change.note) == (2, "Låg fel.")
    assert change.before["geom"]["coordinates"] == pytest.approx([make.EAST + 50, make.NORTH + 50])


def test_a_change_without_a_position_leaves_the_place_where_it_is(session: Session, malmo: CityProfile):
    place = marked(session, malmo)
    before = place.geom.desc
    change_place(session, place.id, 1, facts(malmo, drawn=None, name="Tunneln"), malmo, today=TODAY)
    assert (place.name, place.geom.desc) == ("Tunneln", before)


def test_who_read_an_older_version_is_told_so(session: Session, malmo: CityProfile):
    place = marked(session, malmo)
    change_place(session, place.id, 1, facts(malmo, name="Tunneln"), malmo, today=TODAY)
    with pytest.raises(ConflictError, match="Someone else"):
        change_place(session, place.id, 1, facts(malmo, name="Porten"), malmo, today=TODAY)


def test_a_place_out_of_reach_is_a_missing_place(session: Session, malmo: CityProfile):
    place = marked(session, malmo)
    elsewhere = make.area(session, geom=make.square(5000))
    with pytest.raises(NotFoundError):
        turn_place(session, place.id, 1, "verified", today=TODAY, within=[elsewhere.id])


def test_a_place_goes_through_its_life_and_ends_when_archived(session: Session, malmo: CityProfile):
    place = marked(session, malmo)
    for status in ("verified", "prioritised", "under_measure", "monitoring", "resolved", "archived"):
        turn_place(session, place.id, place.version, status, today=TODAY)
    assert (place.status, place.archived_on, place.version) == ("archived", TODAY, 7)


def test_a_status_that_may_not_follow_is_refused_with_those_that_may(session: Session, malmo: CityProfile):
    place = marked(session, malmo)
    with pytest.raises(ConflictError) as refused:
        turn_place(session, place.id, 1, "resolved", today=TODAY)
    assert refused.value.reason.sv == (
        "En plats som är rapporterad kan inte bli åtgärdad. Möjligt är: verifierad, avvisad."
    )


def test_a_rejection_needs_its_reason(session: Session, malmo: CityProfile):
    place = marked(session, malmo)
    with pytest.raises(InvalidError) as refused:
        turn_place(session, place.id, 1, "rejected", today=TODAY, note=" ")
    assert refused.value.field == "note"
    assert turn_place(session, place.id, 1, "rejected", today=TODAY, note="Dubblett.").status == "rejected"


def test_a_place_under_measure_cannot_be_called_safe(session: Session, malmo: CityProfile):
    place = make.place(session, status="under_measure")
    with pytest.raises(InvalidError) as refused:
        change_place(session, place.id, 1, facts(malmo, polarity="safe"), malmo, today=TODAY)
    assert refused.value.field == "polarity"
