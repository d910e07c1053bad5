"""Names written in texts, and what they may mean."""

import make
import pytest
from logins import let_owner_be_logins
from sqlalchemy import text

from geodata.guards import WEB_LOGIN
from geodata.questions.gazetteer import spots_of, suggestions


def found(session, name: str) -> list[tuple[str, str]]:
    return [(suggestion.kind, suggestion.name) for suggestion in suggestions(session, [name])]


@pytest.fixture
def city(session):
    """Return a session with two streets, an area and a known place."""
    make.street(session, "Möllevångsgatan")
    make.street(
        session,
        "Bergsgatan",
        geom=f"SRID=3008;LINESTRING({make.EAST} {make.NORTH + 900}, {make.EAST + 10} {make.NORTH + 900})",
    )
    make.area(session, "rosengard", name_sv="Rosengård", name_en="Rosengard")
    make.place(session, "Folkets park, norra entrén")
    return session


@pytest.mark.parametrize(
    ("written", "kind", "name"),
    [
        ("Möllevångsgatan 12", "street", "Möllevångsgatan"),
        ("mollevangsgatan", "street", "Möllevångsgatan"),
        ("vid Bergsgatan", "street", "Bergsgatan"),
        ("Rosengard", "stadsomrade", "Rosengård"),
        ("Folkets Park", "place", "Folkets park, norra entrén"),
    ],
)
def test_a_name_that_resembles_is_suggested(city, written, kind, name):
    assert (kind, name) in found(city, written)


def test_the_same_name_is_wholly_alike_and_comes_first(city):
    first = suggestions(city, ["Bergsgatan"])[0]
    assert (first.name, first.similarity, first.precision) == ("Bergsgatan", 1.0, "street")


@pytest.mark.parametrize(
    ("written", "kind"),
    [("Rosengard", "stadsområde"), ("Bergsgatan", "gata"), ("Folkets Park", "känd plats")],
)
def test_a_suggestion_names_its_kind_as_people_do(city, written, kind):
    assert suggestions(city, [written])[0].kind_name.sv.lower() == kind


def test_a_name_that_resembles_nothing_has_no_suggestion(city):
    assert suggestions(city, ["Stortorget", "", "   "]) == ()


def test_names_are_answered_in_their_order_with_at_most_as_many_as_asked(city):
    make.street(city, "Bergsgatans sidogata")
    answered = suggestions(city, ["vid Bergsgatan", "Möllevångsgatan"], limit=1)
    assert [suggestion.given for suggestion in answered] == ["vid Bergsgatan", "Möllevångsgatan"]


def test_stretches_of_one_street_are_one_and_a_far_one_of_the_same_name_another(session):
    for north in (0, 300, 5000):
        line = (
            f"SRID=3008;LINESTRING({make.EAST} {make.NORTH + north}, {make.EAST + 10} {make.NORTH + north})"
        )
        make.street(session, "Storgatan", geom=line)
    assert len(suggestions(session, ["Storgatan"])) == 2


def test_known_places_out_of_reach_are_not_suggested(session):
    inside = make.area(session)
    make.place(session, "Folkets park", geom=make.point(50, 50))
    make.place(session, "Folkets hus", geom=make.point(5050, 50))
    asker = make.user(session, role="ssp_school", area_ids=[inside.id])
    session.execute(text("SELECT set_config('app.user_id', :id, true)"), {"id": str(asker.id)})
    let_owner_be_logins(session.get_bind().engine)
    session.execute(text(f"SET LOCAL ROLE {WEB_LOGIN}"))
    answered = [name for _, name in found(session, "Folkets")]
    session.execute(text("RESET ROLE"))
    assert answered == ["Folkets park"]


def test_a_chosen_place_is_found_by_its_code_and_one_that_is_gone_is_not(city):
    code = suggestions(city, ["Bergsgatan"])[0].code
    chosen = spots_of(city, [code, "street:999", "place:nonsense", "area:x", "robbery"])
    assert {key: spot.name for key, spot in chosen.items()} == {code: "Bergsgatan"}


def test_a_street_keeps_the_areas_that_it_meets_through_their_changes(session):
    street = make.street(session)
    area = make.area(session)
    ids = text("SELECT area_ids FROM street WHERE id = :id")
    assert session.scalar(ids, {"id": street.id}) == [area.id]
    session.delete(area)
    session.flush()
    assert session.scalar(ids, {"id": street.id}) == []
