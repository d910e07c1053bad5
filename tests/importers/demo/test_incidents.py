"""The demo's recorded crime: how much, where, when, how exactly known, and how it swings."""

import numpy as np
import pytest
from scipy.spatial import cKDTree

from importers.demo.crime_profiles import CRIME_PROFILES
from importers.demo.incidents import INCIDENTS, recorded
from importers.demo.intensity import CELL_METRES, inside, micro_places, surface
from importers.demo.period import DAYS, MINUTES_PER_DAY, day_number
from importers.demo.seeding import generator
from importers.demo.truth import EFFECTS, STARTED_ON


def positioned(events):
    return events.points[~np.isnan(events.points[:, 0])]


def share(condition):
    return float(np.mean(condition))


def test_there_are_sixty_thousand_in_the_order_of_time(city_crime):
    starts = city_crime.recorded.times.start
    assert len(city_crime.recorded) == INCIDENTS == 60_000
    assert (np.diff(starts) >= 0).all()
    assert starts[0] >= 0
    assert starts[-1] < DAYS * MINUTES_PER_DAY


def test_a_twentieth_of_the_cells_holds_half_of_the_events(city_crime):
    points = positioned(city_crime.recorded)
    cells = np.floor((points - (city_crime.background.west, city_crime.background.south)) / CELL_METRES)
    counts = np.sort(np.unique(cells, axis=0, return_counts=True)[1])[::-1]
    twentieth = int((city_crime.background.shares > 0).sum() * 0.05)
    assert 0.45 <= counts[:twentieth].sum() / len(points) <= 0.55


def test_all_positions_lie_in_the_city(city_crime, ground):
    assert inside(ground.outline, positioned(city_crime.recorded)).all()


def test_seven_in_a_hundred_have_no_position_and_bicycles_more(city_crime):
    lost = np.isnan(city_crime.recorded.points[:, 0])
    groups = np.array([profile.group for profile in CRIME_PROFILES])[city_crime.recorded.groups]
    assert share(lost) == pytest.approx(0.07, abs=0.005)
    assert share(lost[groups == "bicycle_theft"]) > 2 * share(lost[groups == "vandalism"])


def test_a_tenth_is_known_by_the_day_only_and_a_twentieth_between_two_times(city_crime):
    times = city_crime.recorded.times
    day = times.precision == "day"
    assert share(day) == pytest.approx(0.10, abs=0.006)
    assert (times.start[day] % MINUTES_PER_DAY == 0).all()
    assert (times.end[day] - times.start[day] == MINUTES_PER_DAY - 1).all()
    between = times.precision == "interval"
    assert share(between) == pytest.approx(0.05, abs=0.004)
    length = times.end[between] - times.start[between]
    assert length.min() >= 60
    assert length.max() <= 360


def test_groups_come_in_their_shares(city_crime):
    counts = np.bincount(city_crime.recorded.groups, minlength=len(CRIME_PROFILES))
    expected = np.array([profile.share for profile in CRIME_PROFILES])
    assert np.abs(counts / len(city_crime.recorded) - expected).max() < 0.03


def test_violence_peaks_on_weekend_nights_and_bicycle_theft_in_summer(city_crime):
    events = city_crime.recorded
    groups = np.array([profile.group for profile in CRIME_PROFILES])[events.groups]
    violence = events.times.start[(groups == "outdoor_violence") & (events.times.precision == "exact")]
    hours = np.bincount(violence // 60 % 24, minlength=24)
    assert hours[[23, 0, 1, 2]].sum() > 2 * hours[[8, 9, 10, 11]].sum()
    weekday = (violence // MINUTES_PER_DAY + 1) % 7  # the first day is a Tuesday
    assert share(np.isin(weekday, [4, 5, 6])) > 0.5
    bicycles = np.bincount(events.times.start[groups == "bicycle_theft"] // MINUTES_PER_DAY % 365 // 91)
    assert bicycles[2] > 1.4 * bicycles[0]


def test_chance_alone_does_not_explain_the_swings_of_a_place(ground, malmo):
    """Of places without a measure, the plain Poisson z of the relative rate has a deviation of about 1.4."""
    z = np.concatenate([placebo_z(ground, malmo, seed) for seed in (2012, 1, 2)])
    assert len(z) >= 200
    assert 1.25 <= z.std() <= 1.6
    assert abs(z.mean()) < 0.25


def placebo_z(ground, malmo, seed):
    """Return z for pairs of 150 m discs alike in level before; none near the places of the effects."""
    background = surface(ground.outline, generator(seed, "surface"))
    micro = micro_places(background, generator(seed, "micro-places"))
    events, _ = recorded(ground, background, micro, malmo.zone, seed)
    after = events.times.start >= day_number(STARTED_ON) * MINUTES_PER_DAY
    known = ~np.isnan(events.points[:, 0])
    points, after = events.points[known], after[known]
    discs = cKDTree(points).query_ball_point(centres(points, micro.points[: len(EFFECTS)]), 150)
    counts = np.array([[(~after[disc]).sum(), after[disc].sum()] for disc in discs], dtype=float)
    counts = counts[counts[:, 0] >= 10]
    counts = counts[np.argsort(counts[:, 0], kind="stable")]
    pairs = counts[: len(counts) // 2 * 2].reshape(-1, 4) + 0.5
    ratio = np.log(pairs[:, 1] * pairs[:, 2] / (pairs[:, 0] * pairs[:, 3]))
    return ratio / np.sqrt((1 / pairs).sum(axis=1))


def centres(points, avoided):
    """Return events as centres of discs: one per block of 450 m, from its middle, so 300 m apart or more.

    None lies within 560 m of the avoided places, whose rings reach 400 m.
    """
    distance, _ = cKDTree(avoided).query(points)
    middle = ((points % 450 > 150) & (points % 450 < 300)).all(axis=1)
    free = points[middle & (distance > 560)]
    _, first = np.unique(free // 450, axis=0, return_index=True)
    return free[first]
