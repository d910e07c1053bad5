"""What the table of truth says is in the demo's events."""

import numpy as np
import pytest

from importers.demo.period import MINUTES_PER_DAY, day_number
from importers.demo.truth import EFFECTS, REACH_METRES, RING_METRES, STARTED_ON, Effect

START = day_number(STARTED_ON) * MINUTES_PER_DAY
LARGE = [effect for effect in EFFECTS if effect.measurable]
EVERYWHERE = [effect for effect in EFFECTS if effect.light is None]


def named(effect: Effect) -> str:
    return effect.key


def counts(crime, effect, *, true: bool, ring: bool = False) -> tuple[int, int]:
    """Return the events before and after in an effect's area or ring, with the effects or without."""
    events = crime.recorded if true else crime.without
    nearest, farthest = (REACH_METRES, RING_METRES) if ring else (-1, REACH_METRES)
    near = crime.around(EFFECTS.index(effect), nearest, farthest, true=true)
    after = events.times.start >= START
    return int((near & ~after).sum()), int((near & after).sum())


def test_keys_and_measures_are_told_apart():
    assert len({effect.key for effect in EFFECTS}) == len(EFFECTS)
    assert len({effect.measure_name for effect in EFFECTS}) == len(EFFECTS)
    assert {effect.kind for effect in EFFECTS} == {"none", "decrease", "displaced", "dark"}


@pytest.mark.parametrize("effect", LARGE, ids=named)
def test_a_large_effect_has_events_enough_before(city_crime, effect):
    before, _ = counts(city_crime, effect, true=True)
    assert before >= 180  # 14 a month for 18 months, less three standard deviations of chance


@pytest.mark.parametrize("effect", EVERYWHERE, ids=named)
def test_the_stated_share_remains_after_the_start_and_all_before(city_crime, effect):
    before, after = counts(city_crime, effect, true=True)
    before_without, after_without = counts(city_crime, effect, true=False)
    # Chance takes the same fortieth everywhere to make the sum exact.
    assert before == pytest.approx(before_without, rel=0.03, abs=3)
    assert after == pytest.approx(effect.ratio * after_without, rel=0.05, abs=3)


@pytest.mark.parametrize("effect", [e for e in LARGE if e.displaced_share], ids=named)
def test_a_third_of_what_is_taken_turns_up_in_the_ring(city_crime, effect):
    _, after_without = counts(city_crime, effect, true=False)
    _, ring_without = counts(city_crime, effect, true=False, ring=True)
    _, ring = counts(city_crime, effect, true=True, ring=True)
    moved = effect.displaced_share * (1 - effect.ratio) * after_without
    assert ring - ring_without == pytest.approx(moved, abs=6)


def test_no_ring_meets_another_effect(city_crime):
    points = city_crime.micro.points[: len(EFFECTS)]
    apart = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
    assert apart[~np.eye(len(points), dtype=bool)].min() > 2 * RING_METRES


@pytest.mark.parametrize("effect", [e for e in LARGE if e.light == "dark"], ids=named)
def test_in_the_dark_fewer_remain_and_daylight_is_untouched(city_crime, effect):
    """Only events known to be in the dark are taken: a fifth of them, so a smaller part of all."""
    _, after = counts(city_crime, effect, true=True)
    _, after_without = counts(city_crime, effect, true=False)
    assert effect.ratio < after / after_without < 0.95
