"""What the table of truth says is in the demo's events, and an evaluation finds it."""

import numpy as np
import pytest
from sqlalchemy import select

from geodata import models
from geodata.analysis.verdicts import Verdict
from geodata.questions.evaluation import evaluate
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
    assert before >= 200  # 14 a month for 18 months


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


@pytest.fixture(scope="module")
def evaluations(loaded):
    """Return what an evaluation says of each measure with a known effect, in the light that it concerns."""
    _, session = loaded
    return {
        effect.key: evaluate(session, measure_id(session, effect), light=effect.light) for effect in EFFECTS
    }


def measure_id(session, effect):
    wanted = select(models.Measure.id).filter_by(source="demo", source_key=effect.key)
    return session.scalars(wanted).one()


@pytest.mark.parametrize("effect", LARGE, ids=named)
def test_the_truth_lies_inside_the_interval_of_a_large_effect(evaluations, effect):
    found = evaluations[effect.key].effect
    assert found.ci_low <= effect.ratio <= found.ci_high


@pytest.mark.parametrize("effect", [e for e in EFFECTS if e.kind == "none"], ids=named)
def test_where_nothing_was_done_no_effect_is_claimed(evaluations, effect):
    verdict = next(one for one in Verdict if one.code == evaluations[effect.key].verdict)
    assert not verdict.established


@pytest.mark.parametrize("effect", [e for e in EFFECTS if not e.measurable], ids=named)
def test_of_few_events_nothing_is_established(evaluations, effect):
    verdict = next(one for one in Verdict if one.code == evaluations[effect.key].verdict)
    assert not verdict.established


@pytest.mark.parametrize("effect", [e for e in LARGE if e.light == "dark"], ids=named)
def test_in_the_dark_fewer_remain_and_daylight_is_untouched(city_crime, effect):
    """Only events known to be in the dark are taken: a fifth of them, so a smaller part of all."""
    _, after = counts(city_crime, effect, true=True)
    _, after_without = counts(city_crime, effect, true=False)
    assert effect.ratio < after / after_without < 0.95


def test_the_two_years_about_the_start_differ_by_less_than_chance_without_effect(city_crime):
    year = 365 * MINUTES_PER_DAY
    for effect in EVERYWHERE:
        near = city_crime.around(EFFECTS.index(effect), -1, REACH_METRES, true=False)
        start = city_crime.without.times.start[near]
        before = int(((start >= START - year) & (start < START)).sum())
        after = int(((start >= START) & (start < START + year)).sum())
        assert abs(after - before) <= 0.5 * np.sqrt(before + after) + 2
