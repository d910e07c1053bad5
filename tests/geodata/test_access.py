from datetime import date
from uuid import UUID

import make
import pytest
from sqlalchemy.orm import Session

from geodata.access import (
    ACTIONS,
    ENTITIES,
    REACHES,
    RIGHTS,
    Asker,
    Holding,
    asker,
    incident_view,
    may,
    reach,
)
from geodata.codes import ROLES

TODAY = date(2015, 6, 1)


def someone(*roles: str, area_ids: tuple[int, ...] | None = (7,)) -> Asker:
    held = tuple(Holding(role, UUID(int=2), area_ids) for role in roles)
    return Asker(UUID(int=1), "Kim", "sv", held, frozenset(roles))


def test_every_role_has_a_line_and_every_line_uses_known_words():
    assert set(RIGHTS) == set(ROLES.codes)
    assert {entity for rights in RIGHTS.values() for entity in rights} <= set(ENTITIES)
    rights = [right for entities in RIGHTS.values() for right in entities.values()]
    assert {action for right in rights for action in right} <= set(ACTIONS)
    assert {reach for right in rights for reaches in right.values() for reach in reaches} <= set(REACHES)


def test_nobody_and_unknown_words_are_denied():
    assert not may(None, "read", "place")
    assert not may(someone("planner"), "read", "secret")
    assert not may(someone("planner"), "erase", "place")
    assert not may(someone("emperor"), "read", "place")


def test_a_planner_reads_places_of_the_whole_city_and_a_school_those_of_its_areas():
    assert reach(someone("planner"), "place") is None
    assert reach(someone("ssp_school"), "place") == (7,)
    assert reach(someone("steering_group"), "place") == ()


def test_a_second_role_widens_the_reach():
    assert reach(someone("ssp_school", "planner"), "place") is None


@pytest.mark.parametrize(
    ("role", "form", "k"),
    [
        ("police_analyst", "points", None),
        ("ssp_police", "grid", 5),
        ("planner", "grid", 5),
        ("ssp_school", "district", 5),
        ("steering_group", "district", 5),
    ],
)
def test_recorded_crime_is_shown_as_finely_as_the_role_allows(role: str, form: str, k: int | None):
    view = incident_view(someone(role), smallest_count=5)
    assert view is not None
    assert (view.form, view.k) == (form, k)


def test_a_partner_sees_no_recorded_crime():
    assert incident_view(someone("partner"), smallest_count=5) is None


def test_only_the_police_look_for_hotspots():
    assert {role for role in RIGHTS if may(someone(role), "read", "hotspot")} == {
        "police_analyst",
        "ssp_police",
    }


def test_a_membership_counts_from_its_first_day_to_the_day_before_its_end(session: Session):
    user = make.user(session, role="planner", valid_from=date(2015, 1, 1), valid_to=TODAY)
    before, last, after = (
        asker(session, user.id, day) for day in (date(2014, 12, 31), date(2015, 5, 31), TODAY)
    )
    assert [found.roles for found in (before, last, after) if found] == [set(), {"planner"}, set()]


def test_a_membership_without_areas_reaches_the_whole_city(session: Session):
    area = make.area(session)
    bound, free = (
        make.user(session, f"{number}@demo.example", role="ssp_school", area_ids=areas)
        for number, areas in enumerate(([area.id], []))
    )
    assert [
        found.area_ids for found in (asker(session, user.id, TODAY) for user in (bound, free)) if found
    ] == [
        (area.id,),
        None,
    ]


def test_a_disabled_account_is_nobody(session: Session):
    user = make.user(session, role="planner")
    user.disabled_at = user.created_at
    session.flush()
    assert asker(session, user.id, TODAY) is None
