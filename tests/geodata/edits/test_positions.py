from dataclasses import replace

import pytest

from geodata.city import CityProfile
from geodata.edits.positions import position_at, typed_position, typed_systems
from geodata.errors import InvalidError

# The same point near Malmö's Gustav Adolfs torg, written in three systems (pyproj, checked against
# Lantmäteriet's transformation: 55,60500 13,00380 is 6164696 118726 and 6164696 374246).
LON, LAT = 13.0038, 55.6050
HOME, NATION, WORLD = "SWEREF 99 13 30", "SWEREF 99 TM", "WGS 84"


def is_there(position) -> bool:
    return abs(position.lon - LON) < 2e-5 and abs(position.lat - LAT) < 2e-5


@pytest.mark.parametrize(
    "typed",
    [
        "6164696 118726",
        "118726 6164696",
        "6164696, 118726",
        "6164696;118726",
        "6 164 696 118 726",
        "118 726, 6 164 696",
        "6164696,16 118725,83",
        "6164696.16,118725.83",
        "6164696,16,118725,83",
        "N 6164696 E 118726",
        "6164696 m N, 118726 m Ö",
        "6164696\t118726",
    ],
)
def test_metres_are_read_in_every_common_writing_and_both_orders(typed: str, malmo: CityProfile):
    assert is_there(typed_position(typed, HOME, malmo))


@pytest.mark.parametrize(
    "typed",
    [
        "55,6050 13,0038",
        "55.6050, 13.0038",
        "55.6050,13.0038",
        "55,6050,13,0038",
        "13.0038 55.6050",
        "N55.6050 E13.0038",
        "55° 36.3' N 13° 0.228' Ö",
        "55 36,3; 13 0,228",
        "55°36′18″N 13°00′13.7″E",
        "lat: 55.605 long: 13.0038",
    ],
)
def test_degrees_are_read_with_comma_or_dot_and_with_minutes(typed: str, malmo: CityProfile):
    assert is_there(typed_position(typed, WORLD, malmo))


def test_the_national_system_is_read_where_it_is_chosen(malmo: CityProfile):
    assert typed_position("6163764 374000", NATION, malmo).lat == pytest.approx(55.5966, abs=1e-2)


def test_a_position_holds_the_citys_metres_too(malmo: CityProfile):
    position = typed_position("6163000 118000", HOME, malmo)
    assert (position.easting, position.northing) == pytest.approx((118_000, 6_163_000), abs=1e-3)


def test_another_system_is_proposed_but_never_taken(malmo: CityProfile):
    with pytest.raises(InvalidError) as refused:
        typed_position("6163000 374000", HOME, malmo)
    assert refused.value.field == "coordinates"
    assert "Läst som SWEREF 99 13 30 ligger punkten utanför Malmö" in refused.value.reason.sv
    assert "Som SWEREF 99 TM ligger den i staden" in refused.value.reason.sv


@pytest.mark.parametrize("typed", ["", "hej", "6164696", "55°36", "1e3 2", "NaN NaN", "5" * 101, "6164696 x"])
def test_what_cannot_be_read_is_refused_with_an_example(typed: str, malmo: CityProfile):
    with pytest.raises(InvalidError, match=r"could not be read.*6160800 120000"):
        typed_position(typed, HOME, malmo)


def test_letters_decide_the_order_even_against_the_city(malmo: CityProfile):
    with pytest.raises(InvalidError, match="outside"):
        typed_position("N 13.0038 E 55.6050", WORLD, malmo)


def test_two_readings_in_the_city_are_asked_about(malmo: CityProfile):
    square = replace(malmo, bounding_box=(10, 10, 20, 20))
    with pytest.raises(InvalidError, match="several ways"):
        typed_position("12 13", WORLD, square)
    assert typed_position("N 12 E 13", WORLD, square).lon == 13
    assert typed_position("12 12", WORLD, square).lat == 12


def test_an_unknown_system_names_the_known_ones(malmo: CityProfile):
    with pytest.raises(InvalidError, match="SWEREF 99 13 30, SWEREF 99 TM, WGS 84") as refused:
        typed_position("6164696 118726", "RT 90", malmo)
    assert refused.value.field == "system"


def test_another_city_offers_its_own_system(london: CityProfile):
    assert list(typed_systems(london)) == ["OSGB36 / British National Grid", "WGS 84"]
    position = typed_position("532500 181200", "OSGB36 / British National Grid", london)
    assert (position.easting, position.northing) == pytest.approx((532_500, 181_200), abs=1e-2)


def test_a_click_outside_the_city_is_refused(malmo: CityProfile):
    with pytest.raises(InvalidError, match="outside Malmö"):
        position_at(12.5683, 55.6761, malmo)
