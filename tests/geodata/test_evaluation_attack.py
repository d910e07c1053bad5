"""What a page of an evaluation tells those who see no points, under every choice that it offers together.

A count is safe where another world gives the very same answers to all choices while the count is otherwise:
then no subtraction, however clever, tells it. The worlds are found by moving a few events.
"""

from dataclasses import replace
from datetime import date
from itertools import product
from uuid import UUID

import numpy as np
import pytest

from geodata.access import IncidentView
from geodata.analysis.ratios import relative_rate
from geodata.analysis.verdicts import verdict
from geodata.questions.evaluation import FEWEST_EVENTS, Evaluation
from geodata.questions.evaluation_comparison import Comparison
from geodata.questions.evaluation_counts import BeforeAfter, Counts
from geodata.questions.evaluation_design import Radii
from geodata.questions.evaluation_measure import MeasureFacts
from geodata.questions.evaluation_view import for_view
from geodata.questions.evaluation_windows import Window, Windows
from geodata.questions.event_selection import event_selection
from geodata.text import Text

K = 5
GRID = IncidentView("grid", 250, "quarter", K)
MEASURE = MeasureFacts(
    UUID(int=1), "Belysning", "BEL_NY", Text("", ""), "", date(2014, 7, 1), None, "exact", True, False
)
WINDOW = Window(date(2013, 7, 1), date(2014, 7, 1))
ASKED = Evaluation(
    MEASURE, event_selection(), Radii(), comparison=Comparison("places", True, Text("", ""), (), ())
)

# A world: events by zone (treated, comparison), side (before, after), quarter from the measure, group, light.
QUARTERS, GROUPS, LIGHTS = 4, 3, 3
SHAPE = (2, 2, QUARTERS, GROUPS, LIGHTS)
CHOICES = tuple(product(range(1, QUARTERS + 1), (None, *range(GROUPS)), (None, 0, 1)))


def told(world, choice):
    """Return what the page tells under one choice of length, group and light: all that is left to see."""
    quarters, group, light = choice
    part = world[:, :, :quarters, slice(None) if group is None else [group]]
    sums = part[..., slice(None) if light is None else [light]].sum(axis=(2, 3, 4)).tolist()
    if min(sum(pair) for pair in sums) < FEWEST_EVENTS:
        return "too few"
    effect = relative_rate(*sums)
    counts = Counts(*(BeforeAfter(*pair) for pair in sums), ring=None, ring_comparison=None)
    codes = [] if group is None else [("vandalism", "robbery", "arson")[group]]
    found = replace(
        ASKED,
        selection=event_selection(codes, None if light is None else ("dark", "day")[light]),
        windows=Windows(WINDOW, WINDOW, 3 * quarters, 12, None, WINDOW.first_day, (), ()),
        counts=counts,
        effect=effect,
        verdict=verdict(effect).code,
    )
    shown = for_view(found, GRID)
    return shown.verdict, shown.change, shown.sentence, tuple(one.code for one in shown.warnings)


def answers(world):
    return [told(world, choice) for choice in CHOICES]


def secrets(world):
    """Yield the cells of each count from 1 to 4 that two answers differ by: of a quarter, group and light."""
    every = (
        range(2),
        range(2),
        range(QUARTERS),
        (slice(None), *range(GROUPS)),
        (slice(None), *range(LIGHTS)),
    )
    for place in product(*every):
        if 0 < world[place].sum() < K:
            chosen = np.zeros(SHAPE, dtype=bool)
            chosen[place] = True
            yield chosen


def differing(world, answered):
    return sum(told(world, choice) != answer for choice, answer in zip(CHOICES, answered, strict=True))


def another_world(world, chosen, change, answered, rng):
    """Return a world with the same answers in which the chosen count is `change` more, None if none is found.

    Events elsewhere come and go one by one, as long as no more answers differ than before.
    """
    other = world.copy()
    other[tuple(rng.permutation(np.argwhere(chosen & (world + change >= 0)))[0])] += change
    left = differing(other, answered)
    for _ in range(400):
        if left == 0:
            return other
        tried = other.copy()
        for cell in rng.permutation(np.argwhere(~chosen))[: rng.integers(1, 3)]:
            tried[tuple(cell)] += rng.choice([-1, 1]) if tried[tuple(cell)] else 1
        if (now := differing(tried, answered)) <= left:
            other, left = tried, now
    return None


def may_be_otherwise(world, chosen, answered, rng):
    """Return whether a world with another chosen count gives every answer the same."""
    for change in (2, -2, 1, -1) * 3:
        if (chosen & (world + change >= 0)).any():
            other = another_world(world, chosen, change, answered, rng)
            if other is not None:
                assert answers(other) == answered
                assert other[chosen].sum() != world[chosen].sum()
                return True
    return False


@pytest.mark.parametrize("level", [0.7, 2, 5])
def test_no_choices_that_the_page_offers_tell_a_small_count_together(deep, level):
    for seed in range(4 if deep else 1):
        rng = np.random.default_rng(seed)
        world = rng.poisson(level * rng.gamma(2, 0.5, (2, 1, 1, GROUPS, 1)), SHAPE)
        small = list(secrets(world))
        chosen = [small[number] for number in rng.permutation(len(small))[: 40 if deep else 6]]
        answered = answers(world)
        assert all(may_be_otherwise(world, count, answered, rng) for count in chosen)
