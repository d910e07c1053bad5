"""Places proposed from single marks: where at least five lie close together."""

from datetime import date

import make
import pytest

from geodata.edits.place_proposals import accept_proposal, dismiss_proposal, join_proposal
from geodata.edits.places import PlaceFacts
from geodata.errors import ConflictError, InvalidError
from geodata.models import Observation
from geodata.questions.place_proposals import place_proposals

EVERYWHERE = {"observation": None, "place": None}
DARK = ["poor_lighting"]


def mark(session, east, north, categories=DARK, **columns):
    told = {"heard_from": "survey", "geom": make.point(east, north), "categories": categories}
    return make.observation(session, **told | columns)


def cross(session, east=500, north=500, step=10, **columns):
    """Return five marks: one, and four around it."""
    around = ((0, 0), (step, 0), (-step, 0), (0, step), (0, -step))
    return [mark(session, east + dx, north + dy, **columns) for dx, dy in around]


def proposed(session, **asked):
    return place_proposals(session, reach=EVERYWHERE, **asked)


def facts_of(proposal):
    return PlaceFacts("Tunneln", "underpass", proposal.polarity, proposal.hull, proposal.first_day)


def test_five_marks_close_together_propose_a_place(session):
    marks = cross(session)
    mark(session, 900, 900)
    (found,) = proposed(session)
    assert found.mark_ids == tuple(sorted(one.id for one in marks))
    assert (found.marks, found.polarity, found.reasons) == (5, "unsafe", {"poor_lighting": 5})
    assert found.extent_metres == pytest.approx(20)


def test_four_marks_propose_nothing_and_fewer_may_not_be_asked_for(session):
    session.delete(cross(session)[0])
    assert proposed(session) == ()
    with pytest.raises(InvalidError):
        proposed(session, least=4)


def test_marks_further_apart_are_seen_at_a_longer_distance(session):
    cross(session, step=80)
    assert len(proposed(session, metres=50)) == 0
    assert len(proposed(session, metres=100)) == 1


def test_safe_and_unsafe_marks_are_grouped_apart(session):
    cross(session)
    cross(session, categories=["well_lit"], polarity="safe")
    assert sorted(found.polarity for found in proposed(session)) == ["safe", "unsafe"]


def test_the_group_with_most_marks_comes_first(session):
    cross(session, 2000, 500)
    cross(session)
    mark(session, 505, 505)
    assert [found.marks for found in proposed(session)] == [6, 5]


@pytest.mark.parametrize(("east", "name"), [(545, "Tunneln"), (551, None)])
def test_a_known_place_within_fifty_metres_is_told(session, east, name):
    cross(session)
    make.place(session, "Tunneln", geom=make.point(east, 500))
    (found,) = proposed(session)
    assert (found.near and found.near.name) == name


def test_marks_that_are_of_other_sources_or_have_a_place_propose_nothing(session):
    cross(session, heard_from="public")
    cross(session, place_id=make.place(session).id)
    assert proposed(session) == ()


def test_an_accepted_proposal_is_a_place_with_its_marks(session, malmo):
    cross(session)
    (found,) = proposed(session)
    place = accept_proposal(session, found.mark_ids, facts_of(found), malmo, today=date(2016, 1, 1))
    session.expire_all()
    assert (place.status, place.polarity) == ("reported", "unsafe")
    assert {session.get(Observation, one).place_id for one in found.mark_ids} == {place.id}
    assert proposed(session) == ()


def test_marks_may_join_the_place_that_is_known(session):
    cross(session)
    known = make.place(session, geom=make.point(510, 500))
    (found,) = proposed(session)
    assert join_proposal(session, found.mark_ids, known.id).id == known.id
    assert proposed(session) == ()


def test_a_mark_that_someone_else_took_meanwhile_is_a_conflict(session):
    marks = cross(session)
    (found,) = proposed(session)
    known = make.place(session)
    marks[0].place_id = known.id
    session.flush()
    with pytest.raises(ConflictError):
        join_proposal(session, found.mark_ids, known.id)


def test_a_dismissed_proposal_stays_away_until_enough_new_marks_come(session):
    cross(session)
    (found,) = proposed(session)
    dismiss_proposal(session, found.mark_ids)
    mark(session, 500, 501)
    assert proposed(session) == ()
    cross(session)
    assert [again.marks for again in proposed(session)] == [6]
