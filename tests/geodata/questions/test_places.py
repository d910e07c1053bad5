from datetime import date
from uuid import uuid4

import make
import pytest
from pyproj import Transformer

from geodata.crs import LONLAT, SWEREF_99_13_30
from geodata.database import speak_for
from geodata.errors import InvalidError, NotFoundError
from geodata.models import Initiative, Organisation, UserAccount, initiative_place, measure_place
from geodata.questions.history import history_of
from geodata.questions.measures import measure_facts
from geodata.questions.nearby import areas_at, nearby
from geodata.questions.places import place_facts
from geodata.text import Text

ALL = dict.fromkeys(("area", "place", "measure", "observation", "initiative"))
ON = date(2014, 6, 1)


def facts(session, place, reach=ALL):
    return place_facts(session, place.id, on=ON, reach=reach)


def test_a_place_tells_its_columns_owner_and_position(session):
    owner = make.saved(
        session, Organisation(code="GK", name_sv="Gatukontoret", name_en="Streets", kind="municipality")
    )
    place = make.place(session, description="Mörk tunnel", owner_organisation_id=owner.id)
    found = facts(session, place)
    assert (found.name, found.description, found.version) == ("GC-tunnel D3", "Mörk tunnel", 1)
    assert found.owner == Text("Gatukontoret", "Streets")
    assert (round(found.lon, 1), round(found.lat, 1)) == (13.0, 55.6)
    assert found.geojson.startswith('{"type":"Point"')


def test_a_place_tells_the_areas_of_the_day(session):
    make.area(session, "ended", kind="narpolisomrade", valid_to=date(2014, 5, 1))
    north = make.area(session)
    make.area(session, "whole", kind="kommun", geom=make.square(-1000, -1000, 3000))
    found = facts(session, make.place(session))
    assert [(area.kind, area.code) for area in found.areas] == [("kommun", "whole"), ("stadsomrade", "north")]
    assert (found.areas[1].id, found.areas[1].kind_name.sv) == (north.id, "Stadsområde")


def test_what_was_observed_comes_newest_first_without_duplicates(session):
    place = make.place(session)
    first = make.observation(session, place_id=place.id, wording="släckt lampa")
    make.observation(session, place_id=place.id, status="duplicate")
    later = make.observation(
        session, place_id=place.id, observed_from="2014-04-01 12:00Z", observed_to="2014-04-01 12:00Z"
    )
    seen = facts(session, place).observations
    assert [row.id for row in seen] == [later.id, first.id]
    assert (seen[1].wording, seen[1].categories, seen[1].light) == (
        "släckt lampa",
        ("poor_lighting",),
        "dark",
    )


def test_measures_that_serve_the_place_come_before_those_near_it(session):
    place = make.place(session)
    make.measure(session, "too far", geom=make.point(50, 250))
    near = make.measure(session, "near", geom=make.point(50, 150))
    serving = make.measure(session, "serving", geom=make.point(3000))
    session.execute(measure_place.insert().values(measure_id=serving.id, place_id=place.id))
    found = facts(session, place).measures
    assert [(row.id, row.serves) for row in found] == [(serving.id, True), (near.id, False)]
    assert found[1].metres == pytest.approx(100)


def test_other_places_within_two_hundred_metres_are_near(session):
    place = make.place(session)
    near = make.place(session, "near", geom=make.point(50, 249))
    make.place(session, "far", geom=make.point(50, 251))
    make.place(session, "rejected", status="rejected")
    assert [(row.id, round(row.metres)) for row in facts(session, place).near] == [(near.id, 199)]


def test_a_changed_place_tells_who_changed_what(session):
    anna = make.saved(session, UserAccount(email="a@example.org", name="Anna"))
    place = make.place(session)
    speak_for(session, anna.id)
    place.name, place.geom = "GC-tunnel D4", make.point(60)
    session.flush()
    newest, first = facts(session, place).history
    assert (newest.changed_by, first.changed_by, first.is_new) == ("Anna", None, True)
    assert [(change.field, change.before, change.after) for change in newest.fields] == [
        ("geom", None, None),
        ("name", "GC-tunnel D3", "GC-tunnel D4"),
    ]


def test_rows_that_only_imports_wrote_have_no_history(session):
    place = make.place(session, batch_id=make.batch(session).id)
    assert history_of(session, place.id) == ()


def test_a_place_out_of_reach_is_as_missing_as_one_that_never_was(session):
    mine = make.area(session)
    theirs = make.place(session, geom=make.point(500))
    for place_id, reach in [(theirs.id, {"place": [mine.id]}), (theirs.id, {}), (uuid4(), ALL)]:
        with pytest.raises(NotFoundError):
            place_facts(session, place_id, on=ON, reach=reach)


def test_who_may_see_the_place_only_gets_nothing_around_it(session):
    place = make.place(session)
    make.observation(session, place_id=place.id)
    make.measure(session)
    found = facts(session, place, {"place": None})
    assert (found.observations, found.measures, found.initiatives) == ((), (), ())


def test_a_place_and_its_measure_tell_their_initiative(session):
    area = make.area(session)
    place = make.place(session)
    joint = make.saved(session, Initiative(title="Tryggare tunnel", ownership="joint", area_ids=[area.id]))
    session.execute(initiative_place.insert().values(initiative_id=joint.id, place_id=place.id))
    measure = make.measure(session, initiative_id=joint.id)
    session.execute(measure_place.insert().values(measure_id=measure.id, place_id=place.id))
    seen = measure_facts(session, measure.id, on=ON, reach=ALL)
    assert [link.title for link in facts(session, place).initiatives] == ["Tryggare tunnel"]
    assert seen.initiative is not None
    assert (seen.initiative.id, [row.id for row in seen.places]) == (joint.id, [place.id])
    for hidden in ({**ALL, "initiative": ()}, {"measure": None}):
        assert measure_facts(session, measure.id, on=ON, reach=hidden).initiative is None


def test_a_measure_tells_its_columns_and_phase(session):
    measure = make.measure(session, parameters={"points": 12}, cost_sek=250_000, geom=None)
    found = measure_facts(session, measure.id, on=ON, reach=ALL)
    assert (found.family, found.phase, found.parameters, found.cost_sek) == (
        "light",
        "in_operation",
        {"points": 12},
        250_000,
    )
    assert (found.lon, found.geojson, found.owner) == (None, None, None)


def test_a_measure_out_of_reach_is_missing(session):
    mine, theirs = make.area(session), make.measure(session, geom=make.point(500))
    with pytest.raises(NotFoundError):
        measure_facts(session, theirs.id, on=ON, reach={"measure": [mine.id]})


def test_what_is_near_a_spot_comes_nearest_first(session):
    far, near = (make.place(session, geom=make.point(50, north)) for north in (150, 60))
    to_lonlat = Transformer.from_crs(SWEREF_99_13_30, LONLAT, always_xy=True)
    lon, lat = to_lonlat.transform(make.EAST + 50, make.NORTH + 50)
    found = nearby(session, lon, lat, reach=ALL)
    assert [(row.id, round(row.metres)) for row in found.places] == [(near.id, 10), (far.id, 100)]
    area = make.area(session)
    assert [(at.id, at.name.sv) for at in areas_at(session, lon, lat, ON)] == [(area.id, "North")]
    assert areas_at(session, 0, 0, ON) == ()


@pytest.mark.parametrize(("lon", "lat"), [(181, 0), (0, 86), (float("nan"), 0), (float("inf"), 0)])
def test_a_spot_that_is_none_is_refused(session, lon, lat):
    with pytest.raises(InvalidError):
        nearby(session, lon, lat, reach=ALL)
