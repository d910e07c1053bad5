import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.analysis.dispersion import estimate
from geodata.analysis.displacement import weighted_displacement_difference
from geodata.analysis.ratios import relative_rate
from geodata.errors import NotEstimableError

SEASON = 1 + 0.3 * np.sin(np.arange(48) * np.pi / 6)


def noisy(random, means, dispersion):
    """Return counts of these means whose variance is `dispersion` times the mean."""
    if dispersion == 1:
        return random.poisson(means)
    return random.negative_binomial(means / (dispersion - 1), 1 / dispersion)


def trials(random, dispersion, *, times, effect=1.0):
    """Yield before-after pairs of a treated area and its comparison, and φ from the 24 months before."""
    means = np.outer([8.0, 12.0], SEASON)
    means[0, 24:] *= effect
    for _ in range(times):
        counts = noisy(random, means, dispersion)
        before, after = counts[:, :24], counts[:, 24:]
        treated, control = zip(before.sum(axis=1), after.sum(axis=1), strict=True)
        yield tuple(zip(treated, control, strict=True)), estimate(before)


def test_a_table_computed_by_hand():
    # totals 30 and 30, months 20 and 40: expected 10 and 20; (2² + 2²)/15 + (2² + 2²)/15 over 1
    assert estimate([[12, 18], [8, 22]]) == pytest.approx(16 / 15)


def test_one_place_alone_is_measured_against_its_own_mean():
    assert estimate([2, 10, 6]) == pytest.approx((16 + 16 + 0) / 6 / 2)


def test_a_season_that_all_share_is_no_dispersion():
    assert estimate(np.outer([10, 20, 30], [1, 2, 3, 2])) == 1


@given(st.lists(st.lists(st.integers(0, 50), min_size=6, max_size=6), min_size=1, max_size=5))
def test_it_is_never_below_one_and_the_order_of_places_and_months_is_nothing_to_it(table):
    counts = np.array(table)
    if counts.sum() == 0:
        return
    found = estimate(counts)
    assert found >= 1
    assert estimate(counts[::-1, ::-1]) == pytest.approx(found)


def test_a_place_without_events_says_nothing():
    assert estimate([[12, 18], [8, 22], [0, 0]]) == estimate([[12, 18], [8, 22]])


@pytest.mark.parametrize("dispersion", [1, 2, 4])
def test_the_dispersion_behind_the_counts_is_recovered(dispersion, deep):
    random = np.random.default_rng(20130701)
    means = np.outer([5.0, 10.0, 20.0, 15.0], SEASON[:24])
    found = [estimate(noisy(random, means, dispersion)) for _ in range(5000 if deep else 300)]
    assert np.mean(found) == pytest.approx(dispersion, rel=0.07)


@pytest.mark.parametrize("effect", [1.0, 0.65])
@pytest.mark.parametrize("dispersion", [2, 4])
def test_intervals_hold_the_truth_in_92_of_100_trials(dispersion, effect, deep):
    random = np.random.default_rng(20160301)
    times = 20_000 if deep else 1000
    held = 0
    for (treated, control), found in trials(random, dispersion, times=times, effect=effect):
        change = relative_rate(treated, control, dispersion=found)
        held += change.ci_low <= effect <= change.ci_high
    assert held / times >= 0.92


@pytest.mark.parametrize("dispersion", [1, 2, 4])
def test_where_nothing_was_done_3_to_8_in_100_are_called_significant(dispersion, deep):
    random = np.random.default_rng(20160302)
    times = 20_000 if deep else 1000
    alarms = {"ratio": 0, "difference": 0}
    for (treated, control), found in trials(random, dispersion, times=times):
        # equal levels are the difference's own null hypothesis here: no trend between the periods
        alarms["ratio"] += relative_rate(treated, control, dispersion=found).p_value < 0.05
        z = weighted_displacement_difference(treated, control, dispersion=found).z
        alarms["difference"] += abs(z) > 1.959964
    assert 0.03 <= alarms["ratio"] / times <= 0.08
    assert 0.03 <= alarms["difference"] / times <= 0.08


@pytest.mark.parametrize(
    ("counts", "why"), [([[3], [4]], "two months"), ([[0, 0], [0, 0]], "no events"), ([[], []], "two months")]
)
def test_too_little_is_not_estimable(counts, why):
    with pytest.raises(NotEstimableError, match=why):
        estimate(counts)


@pytest.mark.parametrize("counts", [[[1, -1]], [[1, np.nan]], [[[1, 2]]]])
def test_what_is_no_table_of_counts_is_refused(counts):
    with pytest.raises(ValueError, match="monthly_counts"):
        estimate(counts)
