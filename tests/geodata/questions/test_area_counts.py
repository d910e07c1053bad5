"""What an area's filters show together: every difference of any two of them, against an attacker."""

import itertools

import numpy as np
import pytest
from attacker import recovered

from geodata.analysis.hiding import Hidden
from geodata.questions.area_counts import AreaCounts, Counted

GROUPS = ("arson", "drugs", "robbery", "vandalism")
LIGHTS = ("day", "dark")
JANUARY = 2014 * 12
YEAR = range(JANUARY, JANUARY + 12)


def quarters(first, last):
    return range(JANUARY + 3 * first, JANUARY + 3 * last + 3)


def counts_of(events, k=5):
    """Return the counts of a year: `events` is groups × quarters × (day, dark, no light known)."""
    counted = [
        Counted(GROUPS[group], (JANUARY + 3 * quarter,) * 2, (*LIGHTS, None)[light], int(number))
        for (group, quarter, light), number in np.ndenumerate(events)
        if number
    ]
    return AreaCounts(counted, groups=GROUPS, lights=LIGHTS, k=k)


def subsets(codes):
    return [chosen for size in range(1, len(codes) + 1) for chosen in itertools.combinations(codes, size)]


def every_filter():
    """Yield all filters: any groups, any run of quarters, any light or some."""
    periods = [(first, last) for first in range(4) for last in range(first, 4)]
    yield from itertools.product(subsets(GROUPS), periods, [(), *subsets(LIGHTS)])


def members(groups, period, lights):
    chosen = np.zeros((4, 4, 3), dtype=int)
    wanted = [not lights or light in lights for light in (*LIGHTS, None)]
    first, last = period
    chosen[np.ix_([group in groups for group in GROUPS], [first <= n <= last for n in range(4)], wanted)] = 1
    return chosen.ravel()


def test_no_small_count_is_recovered_from_the_answers_to_all_filters(deep):
    for seed in range(60 if deep else 8):
        rng = np.random.default_rng(seed)
        events = rng.poisson(
            rng.choice([1, 4, 12]) * rng.gamma(0.8, 1, (4, 1, 1)) * rng.gamma(3, 0.3, (1, 4, 3))
        )
        counts = counts_of(events)
        filters = list(every_filter())
        matrix = np.array([members(*chosen) for chosen in filters])
        answers = [counts.events(quarters(*period), groups, lights) for groups, period, lights in filters]
        hidden = np.array([isinstance(answer, Hidden) for answer in answers])
        values = matrix @ events.ravel()
        assert (
            values
            == np.where(hidden, values, [0 if isinstance(answer, Hidden) else answer for answer in answers])
        ).all()
        small = hidden & (values > 0) & (values < 5)
        assert not (
            recovered(matrix[small | ~hidden], values[small | ~hidden], hidden[small | ~hidden])
        ).any()


def is_published(groups, period, lights):
    """Return whether it is one group or all, in one quarter or in the year in one kind of light or in any."""
    whole = period == (0, 3)
    return len(groups) in {1, 4} and (whole or len(set(period)) == 1) and len(lights) <= whole


def test_a_year_shows_its_groups_quarters_and_kinds_of_light():
    events = np.full((4, 4, 3), 10)
    counts = counts_of(events)
    assert counts.events(YEAR, GROUPS) == 480
    assert counts.events(YEAR, ["arson"]) == 120
    assert counts.events(quarters(1, 2), ["arson", "drugs"]) == 120
    assert counts.events(YEAR, ["arson"], ["dark"]) == 40


def test_light_within_a_quarter_is_told_where_it_follows_only():
    assert counts_of(np.full((4, 4, 3), 10)).events(quarters(0, 0), GROUPS, ["dark"]) is Hidden.OTHERS
    only_dark = np.zeros((4, 4, 3), dtype=int)
    only_dark[:, :, 1] = 10
    assert counts_of(only_dark).events(quarters(0, 0), GROUPS, ["dark"]) == 40


def test_what_is_known_for_the_whole_year_only_is_in_the_year_and_in_no_quarter():
    year = Counted("drugs", (JANUARY, JANUARY + 11), None, 9)
    quarter = Counted("drugs", (JANUARY + 3, JANUARY + 3), "dark", 7)
    counts = AreaCounts([year, quarter], groups=GROUPS, lights=LIGHTS, k=5)
    assert counts.events(YEAR, ["drugs"]) == 16
    assert counts.events(quarters(0, 3), ["drugs"]) == 16
    assert counts.events(quarters(1, 1), ["drugs"]) == 7


@pytest.mark.parametrize("months", [range(JANUARY - 12, JANUARY), range(0)])
def test_without_events_there_are_none(months):
    assert counts_of(np.full((4, 4, 3), 10)).events(months, GROUPS) == 0


def test_the_reason_is_told_of_published_sums_only():
    events = np.zeros((4, 4, 3), dtype=int)
    events[:, 0, 0] = 3, 8, 20, 20
    counts = counts_of(events)
    assert counts.events(YEAR, ["arson"]) is Hidden.SMALL
    assert counts.events(YEAR, ["drugs"]) is Hidden.OTHERS
    assert counts.events(YEAR, ["arson", "robbery"]) is Hidden.OTHERS


@pytest.mark.parametrize(("earlier", "told"), [(0, Hidden.SMALL), (9, Hidden.OTHERS), (2, Hidden.OTHERS)])
def test_a_small_year_is_small_together_with_years_of_none_alone(earlier, told):
    small = Counted("drugs", (JANUARY, JANUARY), None, 3)
    before = Counted("drugs", (JANUARY - 12, JANUARY - 12), None, earlier)
    counts = AreaCounts([before, small], groups=GROUPS, lights=LIGHTS, k=5)
    assert counts.events(range(JANUARY - 12, JANUARY + 12), ["drugs"]) is told


def test_the_reasons_shown_let_no_attacker_work_out_a_small_count(deep):
    for seed in range(40 if deep else 6):
        rng = np.random.default_rng(seed)
        events = rng.poisson(rng.choice([2, 6]) * rng.gamma(0.8, 1, (4, 1, 1)) * rng.gamma(3, 0.3, (1, 4, 3)))
        counts = counts_of(events)
        filters = list(every_filter())
        matrix = np.array([members(*chosen) for chosen in filters])
        answers = [counts.events(quarters(*period), groups, lights) for groups, period, lights in filters]
        values = matrix @ events.ravel()
        small = np.array([answer is Hidden.SMALL for answer in answers])
        hidden = np.array([isinstance(answer, Hidden) for answer in answers])
        large = hidden & ~small & np.array([is_published(*chosen) for chosen in filters])
        assert (values[small] < 5).all()
        assert (values[large] >= 5).all()
        told = small | large | ~hidden
        low, high = np.where(large, 5, 0)[told], np.where(small, 4, np.inf)[told]
        assert not (recovered(matrix[told], values[told], hidden[told], low, high) & small[told]).any()
