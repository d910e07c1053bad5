from datetime import date
from uuid import uuid4

import make
import pytest

from geodata.errors import NotFoundError
from geodata.filters import Filter
from geodata.models import Goal, Initiative, Organisation, initiative_place
from geodata.questions.initiatives import initiative_facts, initiative_list

ALL = dict.fromkeys(("initiative", "place", "measure"))


def initiative(session, title="Tryggare tunnel", **columns):
    return make.saved(session, Initiative(**{"title": title, "ownership": "joint", **columns}))


def titles(session, chosen=None, reach=ALL):
    return [row.title for row in initiative_list(session, chosen=chosen or Filter(), reach=reach).rows]


def test_the_newest_initiatives_come_first_and_undated_ones_before_them(session):
    initiative(session, "old", started_on=date(2012, 1, 1))
    initiative(session, "new", planned_start=date(2014, 1, 1))
    initiative(session, "idea")
    assert titles(session) == ["idea", "new", "old"]


def test_an_initiative_is_listed_in_the_period_of_its_work(session):
    initiative(session, started_on=date(2013, 1, 1), ended_on=date(2014, 1, 1))
    assert titles(session, Filter(first_day=date(2013, 12, 31))) == ["Tryggare tunnel"]
    assert titles(session, Filter(first_day=date(2014, 1, 1))) == []
    assert titles(session, Filter(stop_day=date(2013, 1, 1))) == []


def test_initiatives_of_an_area_and_of_the_reach(session):
    mine, theirs = make.area(session), make.area(session, "theirs", geom=make.square(500))
    initiative(session, "mine", area_ids=[mine.id])
    initiative(session, "theirs", area_ids=[theirs.id])
    initiative(session, "whole city")
    assert titles(session, Filter(area="stadsomrade:north")) == ["mine"]
    assert titles(session, reach={"initiative": [mine.id]}) == ["mine", "whole city"]


def test_an_initiative_tells_its_goals_measures_places_and_lead(session):
    owner = Organisation(code="SSP", name_sv="SSP-gruppen", name_en="SSP group", kind="joint")
    row = initiative(
        session, lead_organisation_id=make.saved(session, owner).id, priority_areas=["environment"]
    )
    make.saved(session, Goal(initiative_id=row.id, kind="effect", statement="Färre otrygga", target_value=25))
    measure, place = make.measure(session, initiative_id=row.id), make.place(session)
    session.execute(initiative_place.insert().values(initiative_id=row.id, place_id=place.id))
    found = initiative_facts(session, row.id, reach=ALL)
    assert (found.row.goals, found.row.measures, found.row.places) == (1, 1, 1)
    assert (found.row.lead.sv, found.row.priority_areas) == ("SSP-gruppen", ("environment",))
    assert [goal.target_value for goal in found.goals] == [25]
    assert ([row.id for row in found.measures], [row.id for row in found.places]) == (
        [measure.id],
        [place.id],
    )
    assert {(change.table, change.is_new) for change in found.history} == {
        ("initiative", True),
        ("goal", True),
    }


def test_what_the_asker_may_not_see_of_an_initiative_is_left_out(session):
    row = initiative(session)
    make.measure(session, initiative_id=row.id)
    assert initiative_facts(session, row.id, reach={"initiative": None}).measures == ()


def test_an_initiative_out_of_reach_is_missing(session):
    mine, theirs = make.area(session), make.area(session, "theirs", geom=make.square(500))
    row = initiative(session, area_ids=[theirs.id])
    for initiative_id, reach in [(row.id, {"initiative": [mine.id]}), (row.id, {}), (uuid4(), ALL)]:
        with pytest.raises(NotFoundError):
            initiative_facts(session, initiative_id, reach=reach)
