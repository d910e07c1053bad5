"""Lamps, speeds, faults and streets on the map, as they stood at the end of the period."""

from datetime import date

import make
import pytest
from drawn_tiles import drawn
from geoalchemy2.shape import from_shape
from shapely import LineString

from geodata.crs import SWEREF_99_13_30
from geodata.filters import Filter

BEFORE = Filter(first_day=date(2014, 1, 1), stop_day=date(2015, 1, 1))


def told(session, zoom, code, *names, chosen=None):
    return [
        tuple(mark["properties"].get(name) for name in names)
        for mark in drawn(session, zoom, code, chosen=chosen)
    ]


def test_a_lamp_is_drawn_as_it_was_on_the_last_day_of_the_period(session):
    make.light_point(
        session, lamp="led", watt=28, lamp_before="hps", watt_before=70, changed_on=date(2016, 8, 1)
    )
    assert told(session, 15, "light_points", "lamp", "watt", "state") == [("led", 28.0, "lit")]
    assert told(session, 15, "light_points", "lamp", "watt", chosen=BEFORE) == [("hps", 70.0)]


@pytest.mark.parametrize(
    ("lamp", "states"),
    [
        ({"status": "out", "status_on": date(2014, 6, 1)}, ["out"]),
        ({"status": "out", "status_on": date(2015, 6, 1)}, ["lit"]),
        ({"status": "removed", "status_on": date(2014, 6, 1)}, []),
        ({"lit_on": date(2015, 6, 1)}, []),
    ],
)
def test_a_lamp_that_was_out_gone_or_not_there_yet_is_told_so(session, lamp, states):
    make.light_point(session, **lamp)
    assert told(session, 15, "light_points", "state", chosen=BEFORE) == [(state,) for state in states]


def test_lamps_are_drawn_close_up_only(session):
    make.light_point(session)
    assert told(session, 13, "light_points", "lamp") == []


def test_of_a_site_the_latest_measurement_in_the_period_is_drawn(session):
    make.speed_measurement(session)
    later = {"measured_from": date(2016, 5, 2), "measured_to": date(2016, 5, 9)}
    make.speed_measurement(session, v85_kmh=38, **later)
    assert told(session, 14, "speed_measurements", "v85_kmh", "state") == [(38.0, "within")]
    assert told(session, 14, "speed_measurements", "v85_kmh", "state", chosen=BEFORE) == [(46.5, "over")]


def test_a_measurement_of_few_vehicles_tells_nothing_of_the_limit(session):
    make.speed_measurement(session, vehicles=199)
    assert told(session, 14, "speed_measurements", "state") == [("unsure",)]


def test_a_fault_is_open_until_the_day_on_which_it_was_fixed(session):
    make.fault_report(session, fixed_on=date(2015, 2, 1), status="fixed")
    make.fault_report(session, status="rejected")
    assert told(session, 14, "fault_reports", "fault", "state") == [("lamp_out", "fixed")]
    assert told(session, 14, "fault_reports", "state", chosen=BEFORE) == [("open",)]


def test_those_with_some_areas_see_the_lamps_in_them(session):
    mine = make.area(session, "1", geom=make.square())
    make.light_point(session)
    make.light_point(session, geom=make.point(500, 500))
    assert len(drawn(session, 15, "light_points", reach={"ground": None})) == 2
    assert len(drawn(session, 15, "light_points", reach={"ground": (mine.id,)})) == 1


@pytest.mark.parametrize(("zoom", "ranks"), [(12, [1]), (14, [1, 2]), (15, [1, 2, 3])])
def test_main_streets_are_drawn_first_and_paths_last(session, zoom, ranks):
    for north, kind in enumerate(("primary", "residential", "footway")):
        line = LineString([(make.EAST, make.NORTH + north), (make.EAST + 50, make.NORTH + north)])
        make.street(session, kind=kind, geom=from_shape(line, SWEREF_99_13_30))
    assert sorted({rank for (rank,) in told(session, zoom, "streets", "rank")}) == ranks
