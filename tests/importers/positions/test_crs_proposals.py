"""Which reference systems a file's positions could be in: all that fit are told, none is chosen."""

from dataclasses import replace
from functools import cache

import pyproj
import pytest
from hypothesis import given, settings, strategies

from geodata import city
from geodata.crs import LONLAT, NAMES, SWEREF_99_TM, WEB_MERCATOR
from importers.positions.crs_proposals import candidates, inside, proposals, sentence

MALMO = city.load(city.shipped("malmo"))
LONDON = city.load(city.shipped("city_of_london"))
STOCKHOLM = replace(MALMO, metric_srid=3011, bounding_box=(17.75, 59.22, 18.22, 59.44))
VANCOUVER = replace(MALMO, metric_srid=32610, bounding_box=(-123.3, 49.19, -123.0, 49.32))
FRANKFURT = replace(MALMO, metric_srid=25832, bounding_box=(8.45, 50.0, 8.82, 50.24))
CITIES = (MALMO, LONDON, STOCKHOLM, VANCOUVER, FRANKFURT)

shares = strategies.floats(0.01, 0.99)


def spots(profile, positions):
    """Return points of a city's box in degrees, from their shares of its width and height."""
    west, south, east, north = profile.bounding_box
    return [(west + wide * (east - west), south + high * (north - south)) for wide, high in positions]


def written(points, srid: int, *, turned: bool):
    """Return points in degrees as a file in a CRS would give them."""
    to = pyproj.Transformer.from_crs(LONLAT, srid, always_xy=True)
    there = [to.transform(lon, lat) for lon, lat in points]
    return [(y, x) for x, y in there] if turned else there


@cache
def reached(profile) -> list[int]:
    """Return the systems that can express a city's box."""
    middle = spots(profile, [(0.5, 0.5)])
    return [
        srid for srid in candidates(profile) if inside(written(middle, srid, turned=False), srid, profile)
    ]


@settings(deadline=None, max_examples=30)
@pytest.mark.parametrize("profile", CITIES, ids=lambda profile: profile.metric_srid)
@given(
    strategies.lists(strategies.tuples(shares, shares), min_size=1, max_size=8),
    strategies.booleans(),
    strategies.data(),
)
def test_points_of_the_city_are_proposed_as_what_they_were_written_in(profile, positions, turned, data):
    srid = data.draw(strategies.sampled_from(reached(profile)))
    points = written(spots(profile, positions), srid, turned=turned)
    found = proposals(points, profile)
    assert (srid, turned) in {(proposal.srid, proposal.exchanged) for proposal in found}
    for proposal in found:
        read = [(y, x) for x, y in points] if proposal.exchanged else points
        assert proposal.inside == inside(read, proposal.srid, profile) > len(points) / 2
        assert proposal.distance_m < 60_000


@settings(deadline=None, max_examples=30)
@given(strategies.lists(strategies.tuples(strategies.floats(), strategies.floats()), max_size=5))
def test_any_numbers_at_all_are_proposed_only_as_what_puts_most_of_them_in_the_city(points):
    for proposal in proposals(points, MALMO):
        assert 2 * proposal.inside > proposal.of


@pytest.mark.parametrize("zone", range(3007, 3019))
def test_neighbouring_zones_of_sweref_99_are_told_apart(zone):
    """They share their false easting, and only the city's own meridian puts the point in the city."""
    found = proposals(written([(13.0, 55.6)], zone, turned=False), MALMO)
    assert [proposal.srid for proposal in found] == [zone]


def test_systems_that_agree_are_both_told_with_how_far_the_points_lie_from_the_middle():
    found = proposals(written([(13.025, 55.57)], SWEREF_99_TM, turned=False), MALMO)
    assert [proposal.srid for proposal in found] == [SWEREF_99_TM, 32633]
    assert all(proposal.distance_m < 1 for proposal in found)
    assert sentence(found).en.endswith("EPSG:3006 (SWEREF 99 TM) or EPSG:32633 (UTM 33N).")


def test_the_best_fitting_goes_first_and_the_part_that_fits_is_told():
    points = written([(13.0, 55.6), (13.1, 55.6), (17.0, 59.0)], WEB_MERCATOR, turned=True)
    (only,) = proposals(points, MALMO)
    assert (only.srid, only.exchanged, only.inside, only.of) == (WEB_MERCATOR, True, 2, 3)
    assert only.wording.sv == "EPSG:3857 (Web Mercator) med x och y omkastade, 2 av 3 lägen"


def test_what_lies_nowhere_near_the_city_is_proposed_as_nothing():
    assert proposals([(674_032, 6_580_822)], MALMO) == ()
    assert proposals([], MALMO) == ()
    assert sentence(()).en == ""


def test_what_was_tried_is_not_proposed_again():
    points = [(13.0, 55.6)]
    assert [proposal.srid for proposal in proposals(points, MALMO)] == [LONLAT]
    assert proposals(points, MALMO, besides=(LONLAT, False)) == ()


@pytest.mark.parametrize("srid", sorted(NAMES))
def test_every_system_has_the_name_that_the_registry_gives_it(srid):
    registered = pyproj.CRS.from_epsg(srid).name.replace("SWEREF99", "SWEREF 99").replace("RT90", "RT 90")
    plain = registered.replace("Pseudo-Mercator", "Web Mercator").replace("OSGB36 / ", "")
    assert set(NAMES[srid].sv.replace(",", ".").split()) & set(plain.split()) >= set(plain.split()) - {
        "/",
        "WGS",
        "84",
    }


def test_utm_zones_of_the_city_are_among_the_candidates():
    assert 32610 in candidates(VANCOUVER)
    assert {32632, 32633} <= set(candidates(replace(MALMO, bounding_box=(11.9, 55.0, 12.1, 55.1))))
    assert 32734 in candidates(replace(MALMO, bounding_box=(18.3, -34.1, 18.9, -33.7)))
