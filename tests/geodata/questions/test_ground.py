"""Light and speed near a place."""

from datetime import date

import make
import pytest
from pyproj import Transformer

from geodata.crs import LONLAT, SWEREF_99_13_30
from geodata.questions.ground import ground_near

TODAY = date(2016, 11, 22)


@pytest.fixture
def here():
    return Transformer.from_crs(SWEREF_99_13_30, LONLAT, always_xy=True).transform(
        make.EAST + 50, make.NORTH + 50
    )


def near(session, here, **reach):
    return ground_near(session, *here, on=TODAY, reach=reach or {"ground": None})


def test_lamps_within_fifty_metres_are_counted_as_they_stand_on_the_day(session, here):
    make.light_point(session, lamp="led", lamps=2, changed_on=date(2016, 8, 1))
    make.light_point(session, geom=make.point(95, 50), status="out")
    make.light_point(session, geom=make.point(105, 50))
    make.light_point(session, status="removed", status_on=date(2016, 1, 1))
    found = near(session, here).lamps
    assert (found.lamps, found.led, found.out, found.changed_on) == (3, 2, 1, date(2016, 8, 1))


def test_open_reports_of_lamps_that_are_out_are_told_with_the_oldest(session, here):
    make.fault_report(session, reported_on=date(2016, 11, 2))
    make.fault_report(session, reported_on=date(2016, 10, 1), fixed_on=date(2016, 10, 9), status="fixed")
    make.fault_report(session, "graffiti")
    found = near(session, here).lamps
    assert (found.faults, found.fault_since) == (1, date(2016, 11, 2))


def test_the_latest_measurement_of_a_site_within_150_metres_is_told(session, here):
    make.speed_measurement(session)
    later = {"measured_from": date(2016, 5, 2), "measured_to": date(2016, 5, 9), "vehicles": 150}
    make.speed_measurement(session, v85_kmh=38, **later)
    make.speed_measurement(session, "Far away", geom=make.point(250, 50))
    (found,) = near(session, here).speeds
    assert (found.v85_kmh, found.vehicles, found.is_firm) == (38, 150, False)


def test_nothing_is_known_where_nothing_came_and_hidden_from_who_may_not(session, here):
    assert not near(session, here).is_known
    assert near(session, here, place=None) is None
