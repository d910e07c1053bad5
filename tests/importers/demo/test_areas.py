"""The demo's areas: which there are, how they fit together, who lives there."""

from collections import Counter

import shapely

from geodata.crs import LONLAT
from importers.demo.areas import DISTRICTS_END, POLICE_REFORM, geography


def whole(ground, kind):
    return shapely.union_all([area.shape for area in ground.of_kind(kind)])


def test_there_are_ten_districts_five_city_areas_and_police_areas_old_and_new(ground):
    assert Counter(area.kind for area in ground.areas) == {
        "kommun": 1,
        "stadsdel": 10,
        "enkatomrade": 10,
        "stadsomrade": 5,
        "narpolisomrade": 3,
        "lokalpolisomrade": 2,
    }


def test_every_kind_covers_the_city_without_gap_or_overlap(ground):
    for kind in ("stadsdel", "enkatomrade", "stadsomrade", "narpolisomrade", "lokalpolisomrade"):
        assert whole(ground, kind).symmetric_difference(ground.outline).area < 1
        assert abs(sum(area.shape.area for area in ground.of_kind(kind)) - ground.outline.area) < 1


def test_the_old_police_areas_cut_through_districts(ground):
    cut = [
        district.code
        for district in ground.of_kind("stadsdel")
        if not any(police.shape.covers(district.shape) for police in ground.of_kind("narpolisomrade"))
    ]
    assert len(cut) >= 5


def test_a_kind_ends_the_day_its_successor_begins(ground):
    assert {area.valid_to for area in ground.of_kind("stadsdel")} == {DISTRICTS_END}
    assert {area.valid_from for area in ground.of_kind("stadsomrade")} == {DISTRICTS_END}
    assert {area.valid_to for area in ground.of_kind("narpolisomrade")} == {POLICE_REFORM}
    assert {area.valid_from for area in ground.of_kind("lokalpolisomrade")} == {POLICE_REFORM}


def test_the_people_of_the_districts_are_those_of_the_city(ground):
    assert sum(area.people for area in ground.of_kind("stadsdel")) == 307_758
    assert ground.area("stadsomrade", "vaster").people == 42_646 + 32_998
    assert ground.area("stadsomrade", "innerstaden").people == 67_862


def test_the_same_outlines_can_be_had_in_another_system():
    west, south, east, north = geography(LONLAT).outline.bounds
    assert 12.85 < west < east < 13.20
    assert 55.47 < south < north < 55.67
