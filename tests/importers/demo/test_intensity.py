"""Where events gather in the demo: drawn from noise, whatever a district is called."""

from collections import Counter

import numpy as np
import pytest
import shapely
from scipy.spatial.distance import pdist

from importers.demo.intensity import CELL_METRES, COMPARISON_LEVELS, inside, micro_places, surface
from importers.demo.seeding import generator
from importers.demo.truth import EFFECTS

SEEDS = range(40)


@pytest.fixture(scope="module")
def ranks(ground):
    """Return per seed the districts' order by level per area, the highest first."""
    districts = ground.of_kind("stadsdel")
    return [ranked(ground, districts, seed) for seed in SEEDS]


def ranked(ground, districts, seed):
    background = surface(ground.outline, generator(seed, "surface"))
    rows, columns = np.indices(background.shares.shape)
    east = background.west + (columns + 0.5) * CELL_METRES
    north = background.south + (rows + 0.5) * CELL_METRES
    levels = {
        district.code: background.shares[shapely.contains_xy(district.shape, east, north)].mean()
        for district in districts
    }
    return sorted(levels, key=levels.get, reverse=True)


def test_the_order_of_the_districts_changes_with_the_seed(ranks):
    assert len({tuple(order) for order in ranks}) == len(ranks)


def test_no_district_is_worst_by_design(ranks):
    worst = Counter(order[0] for order in ranks)
    assert len(worst) >= 6
    assert max(worst.values()) <= len(ranks) / 3


def test_districts_with_a_reputation_rank_high_no_more_often_than_others(ranks):
    for code in ("rosengard", "sodra-innerstaden"):
        upper_half = sum(order.index(code) < 5 for order in ranks)
        assert 10 <= upper_half <= 30  # 20 expected of 40; 10 and 30 lie three standard deviations off


def test_busy_places_stand_apart_and_inside_the_city(ground):
    for seed in range(5):
        background = surface(ground.outline, generator(seed, "surface"))
        places = micro_places(background, generator(seed, "micro-places"))
        large = places.points[: places.large]
        assert len(large) == places.large == len(EFFECTS) + len(COMPARISON_LEVELS)
        assert pdist(large).min() >= 900
        assert inside(ground.outline.buffer(-400), large).all()


def test_the_background_is_drawn_inside_the_city_only(ground):
    background = surface(ground.outline, generator(1, "surface"))
    points = background.draw(500, generator(1, "points"))
    assert points.shape == (500, 2)
    assert inside(ground.outline, points).all()
