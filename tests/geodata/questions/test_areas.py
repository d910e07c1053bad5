from datetime import date

import make
import pytest

from geodata.errors import NotFoundError
from geodata.filters import Filter
from geodata.models import Population
from geodata.questions.area_names import filter_names
from geodata.questions.areas import area_facts, area_list
from geodata.questions.search import search
from geodata.text import Text

ALL = dict.fromkeys(("area", "place", "measure"))
ON = date(2014, 6, 1)


def facts(session, code="north", *, kind="stadsomrade", on=ON, chosen=None, reach=ALL):
    return area_facts(session, kind, code, on=on, chosen=chosen or Filter(), reach=reach)


def test_areas_stand_by_kind_and_in_swedish_order(session):
    for n, code in enumerate(("öster", "väster", "åkern")):
        make.area(session, code, geom=make.square(n * 100))
    make.area(session, "malmö", kind="kommun", geom=make.square(-5000, -5000, 90_000))
    listed = area_list(session, chosen=Filter(), reach=ALL)
    assert [row.area.code for row in listed] == ["malmö", "väster", "åkern", "öster"]
    of_kind = area_list(session, chosen=Filter(kind="kommun"), reach=ALL)
    assert [row.area.code for row in of_kind] == ["malmö"]


def test_a_kind_is_listed_as_it_stood_in_the_period(session):
    make.area(session, "old", valid_to=date(2013, 7, 1))
    make.area(session, "new", valid_from=date(2013, 7, 1))
    for stop_day, code in ((None, "new"), (date(2013, 7, 1), "old"), (date(2013, 7, 2), "new")):
        (row,) = area_list(session, chosen=Filter(stop_day=stop_day), reach=ALL)
        assert row.area.code == code


def test_an_area_tells_its_extent_and_newest_population(session):
    area = make.area(session, geom=make.square(0, 0, 2000), accuracy="schematic")
    for year, people in ((2012, 7000), (2013, 8000)):
        make.saved(session, Population(area_id=area.id, year=year, people=people))
    make.saved(session, Population(area_id=area.id, year=2014, people=100, age_band="0-19"))
    row = facts(session).row
    assert (row.extent_km2, row.people, row.people_year, row.people_per_km2) == (4, 8000, 2013, 2000)
    assert row.accuracy == "schematic"


def test_the_box_of_an_area_is_in_degrees(session):
    make.area(session, geom=make.square(0, 0, 1000))
    west, south, east, north = facts(session).box
    assert 12.9 < west < east < 13.1
    # A thousand metres are 1/111 of a degree of latitude, a little more for the grid's slant.
    assert north - south == pytest.approx(1 / 111.3, rel=0.02)


def test_the_version_of_the_day_comes_first(session):
    make.area(session, valid_to=date(2013, 7, 1), name_sv="Förr")
    make.area(session, valid_from=date(2013, 7, 1), name_sv="Nu")
    assert [row.area.name.sv for row in facts(session).versions] == ["Nu", "Förr"]
    assert facts(session, on=date(2013, 1, 1)).row.area.name.sv == "Förr"
    assert facts(session, chosen=Filter(stop_day=date(2013, 7, 1))).row.area.name.sv == "Förr"


def test_linked_areas_tell_both_shares_and_leave_slivers_out(session):
    make.area(session, geom=make.square(0, 0, 1000))
    make.area(session, "wholly", kind="lokalpolisomrade", geom=make.square(0, 0, 2000))
    make.area(session, "quarter", kind="delomrade", geom=make.square(500, 500, 1000))
    make.area(session, "sliver", kind="narpolisomrade", geom=make.square(996, 0, 1000))
    told = [(link.area.code, link.share_of_area, link.share_of_other) for link in facts(session).linked]
    assert told == [("quarter", 0.25, 0.25), ("wholly", 1, 0.25)]


def test_an_abolished_area_is_linked_to_what_came_after(session):
    make.area(session, "old", kind="stadsdel", valid_to=date(2013, 7, 1))
    make.area(session, "later", kind="lokalpolisomrade", valid_from=date(2015, 1, 1))
    (link,) = facts(session, "old", kind="stadsdel").linked
    assert (link.area.code, link.share_of_area, link.is_valid) == ("later", 1, False)


def test_places_of_an_area_are_counted_by_status_as_filtered(session):
    make.area(session)
    for status in ("verified", "verified", "reported", "rejected"):
        make.place(session, status=status)
    make.place(session, geom=make.point(500))
    told = [(count.status, count.places) for count in facts(session).places]
    assert told == [("reported", 1), ("verified", 2)]
    later = Filter(stop_day=make.DAY)
    assert facts(session, chosen=later).places == ()
    assert facts(session, reach={"area": None}).places == ()


def test_an_area_out_of_reach_is_as_missing_as_one_that_never_was(session):
    mine = make.area(session)
    make.area(session, "theirs", geom=make.square(500))
    for code, reach in (("theirs", {"area": [mine.id]}), ("nowhere", ALL), ("north", {})):
        with pytest.raises(NotFoundError):
            facts(session, code, reach=reach)
    assert [row.area.id for row in area_list(session, chosen=Filter(), reach={"area": [mine.id]})] == [
        mine.id
    ]


def test_the_names_behind_a_filter_fill_its_sentence(session):
    make.area(session, name_sv="Norr", name_en="North", valid_from=date(2013, 7, 1))
    make.area(session, name_sv="Gamla Norr", valid_to=date(2013, 7, 1))
    chosen = Filter(area="stadsomrade:north", kind="stadsdel")
    names = filter_names(session, chosen)
    assert names == {
        "stadsomrade:north": Text("Norr", "North"),
        "stadsdel": Text("Stadsdel", "City district"),
    }
    assert chosen.sentence(names).sv == "Per stadsdel, Norr"


def test_names_that_begin_with_the_words_are_found_first(session):
    make.place(session, "Gamla torget")
    make.place(session, "Torget")
    make.area(session, "torg", name_sv="Torgområdet", name_en="Square")
    make.measure(session, "Ljus på torget", geom=None)
    hits = search(session, "torg", reach=ALL)
    assert [hit.name.sv for hit in hits] == ["Torget", "Torgområdet", "Gamla torget", "Ljus på torget"]
    assert [hit.sort for hit in hits] == ["place", "area", "place", "measure"]
    assert (hits[1].key, hits[3].lon) == ("stadsomrade:torg", None)


def test_what_is_hidden_is_not_found(session):
    mine = make.area(session)
    make.place(session, "Torget", geom=make.point(500))
    assert search(session, "torget", reach={"place": [mine.id]}) == ()
    assert search(session, "torget", reach={"area": None}) == ()
    assert search(session, " ", reach=ALL) == ()
