"""Which areas meet, and what ground they share, whether they come one by one or by the thousand."""

from datetime import date
from itertools import combinations

import make
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from geodata.models import Area, AreaOverlap

MEETING = text("""
    SELECT smaller, larger FROM meeting_boxes(
        CAST(:ids AS integer[]),
        ARRAY(
            SELECT box3d(ST_MakeEnvelope(west, south, east, north))
            FROM unnest(
                CAST(:wests AS float[]), CAST(:souths AS float[]),
                CAST(:easts AS float[]), CAST(:norths AS float[])
            ) AS edges (west, south, east, north)
        )
    )
""")
SQUARES = text("""
    INSERT INTO area (kind, code, name_sv, name_en, geom, valid_from)
    SELECT 'enkatomrade', n, n, n, ST_Multi(ST_MakeEnvelope(
        :east + n % 40 * 10, :north + n / 40 * 10, :east + n % 40 * 10 + :side, :north + n / 40 * 10 + :side,
        metric_srid()
    )), date '2010-01-01'
    FROM generate_series(0, 1599) AS n
""")

Box = tuple[float, float, float, float]
EDGES = st.integers(-40, 40).map(float) | st.floats(-1e5, 1e5).map(lambda metres: round(metres, 6))
SIDES = st.integers(1, 40).map(float) | st.floats(0.01, 2e5)
BOXES = st.tuples(EDGES, EDGES, SIDES, SIDES).map(lambda box: (*box[:2], box[0] + box[2], box[1] + box[3]))


def meeting(session: Session, boxes: list[Box]) -> list[tuple[int, int]]:
    wests, souths, easts, norths = (list(edges) for edges in zip(*boxes, strict=True))
    edges = {"wests": wests, "souths": souths, "easts": easts, "norths": norths}
    found = session.execute(MEETING, {"ids": list(range(len(boxes))), **edges})
    return sorted((min(pair), max(pair)) for pair in found)


def have_common_ground(one: Box, other: Box) -> bool:
    return all(one[axis] < other[axis + 2] and other[axis] < one[axis + 2] for axis in (0, 1))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # nothing is written
@given(st.lists(BOXES, min_size=1, max_size=12))
def test_boxes_of_any_size_meet_as_when_each_is_compared_with_each(session: Session, boxes: list[Box]):
    numbered = combinations(range(len(boxes)), 2)
    assert meeting(session, boxes) == [
        (one, other) for one, other in numbered if have_common_ground(boxes[one], boxes[other])
    ]


def test_of_two_boxes_that_meet_the_smaller_comes_first(session: Session):
    large, small = (0, 0, 1000, 1000), (10, 10, 20, 20)
    edges = dict(
        zip(("wests", "souths", "easts", "norths"), map(list, zip(large, small, strict=True)), strict=True)
    )
    assert list(session.execute(MEETING, {"ids": [7, 3], **edges})) == [(3, 7)]


def corner() -> dict[str, float]:
    return {"east": make.EAST, "north": make.NORTH}


def test_very_many_areas_share_their_ground_with_the_areas_of_other_kinds(session: Session):
    district = make.area(session, geom=make.square(side=200))
    session.execute(SQUARES, {**corner(), "side": 10})
    shared = session.query(AreaOverlap).filter_by(area_id=district.id).all()
    assert len(shared) == 400
    assert {(round(pair.overlap_m2), pair.share_of_other) for pair in shared} == {(100, 1)}


def test_very_many_areas_are_refused_where_two_cover_the_same_ground(session: Session):
    with pytest.raises(IntegrityError, match="valid at the same time and overlap"), session.begin_nested():
        session.execute(SQUARES, {**corner(), "side": 10.2})


def test_very_many_areas_may_cover_the_ground_of_areas_that_have_ended(session: Session):
    ended = make.area(
        session,
        "ended",
        kind="enkatomrade",
        geom=make.square(side=200),
        valid_from=date(2009, 1, 1),
        valid_to=date(2010, 1, 1),
    )
    session.execute(SQUARES, {**corner(), "side": 10})
    assert session.query(AreaOverlap).filter_by(other_id=ended.id).count() == 400


def test_very_many_areas_keep_the_overlaps_that_single_ones_keep(session: Session):
    district = make.area(session, geom=make.square(5, 5, 200))
    session.execute(SQUARES, {**corner(), "side": 10})
    together = pairs(session)
    session.execute(text("SELECT keep_shared_ground(ARRAY[:id])"), {"id": district.id})
    assert pairs(session) == together


def pairs(session: Session) -> list[tuple[int, int, float]]:
    session.expire_all()
    return sorted(
        (pair.area_id, pair.other_id, round(pair.overlap_m2, 6)) for pair in session.query(AreaOverlap)
    )


def test_areas_that_are_gone_share_no_ground(session: Session):
    district = make.area(session)
    session.execute(SQUARES, {**corner(), "side": 10})
    session.query(Area).filter_by(kind="enkatomrade").delete()
    assert session.query(AreaOverlap).filter_by(area_id=district.id).count() == 0
