import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import poisson

from geodata.analysis.ratios import relative_rate, two_counts
from geodata.errors import NotEstimableError

EXACT = {"abs": 1e-6, "rel": 0}
counts = st.integers(1, 5000)
pairs = st.tuples(counts, counts)


def test_the_worked_relative_rate_comes_out():
    found = relative_rate((50, 30), (60, 55))
    assert found.ratio == pytest.approx(36 / 55, **EXACT)
    assert (found.ci_low, found.ci_high) == pytest.approx((0.365739534, 1.171406731), **EXACT)
    assert found.log_se == pytest.approx((1 / 50 + 1 / 30 + 1 / 60 + 1 / 55) ** 0.5, **EXACT)
    assert found.p_value == pytest.approx(0.153521128, **EXACT)
    assert not found.corrected


def test_the_relative_effect_size_and_the_prevented_events_are_those_of_the_field():
    found = relative_rate((60, 42), (500, 490))
    assert found.effect_size == pytest.approx(1.40, abs=1e-12)
    assert 1 / found.ci_high == pytest.approx(0.93, abs=0.005)
    assert found.prevented == pytest.approx(60 * 0.98 - 42)


def test_a_zero_count_adds_a_half_everywhere_and_is_flagged():
    found = relative_rate((10, 0), (20, 20))
    assert found.corrected
    assert found.ratio == pytest.approx((0.5 / 10.5) / (20.5 / 20.5), **EXACT)
    assert found.log_se == pytest.approx((1 / 10.5 + 1 / 0.5 + 2 / 20.5) ** 0.5, **EXACT)


@given(pairs, pairs, st.floats(1, 10))
def test_the_interval_widens_with_dispersion_and_holds_the_ratio(treated, control, dispersion):
    plain = relative_rate(treated, control)
    wide = relative_rate(treated, control, dispersion=dispersion)
    assert wide.log_se == pytest.approx(plain.log_se * dispersion**0.5)
    assert wide.ci_low <= plain.ci_low < plain.ratio < plain.ci_high <= wide.ci_high
    assert wide.p_value >= plain.p_value


@given(pairs, pairs)
def test_swapped_areas_give_the_inverse_ratio_and_the_same_p_value(treated, control):
    one, other = relative_rate(treated, control), relative_rate(control, treated)
    assert one.ratio == pytest.approx(other.effect_size)
    assert one.p_value == pytest.approx(other.p_value)


@given(pairs)
def test_areas_that_change_alike_have_a_ratio_of_one(pair):
    found = relative_rate(pair, pair)
    assert (found.ratio, found.p_value) == pytest.approx((1, 1))
    assert found.prevented == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(
    ("treated", "control", "where"), [((0, 0), (5, 5), "treated area"), ((5, 5), (0, 0), "comparison area")]
)
def test_an_area_without_events_is_not_estimable(treated, control, where):
    with pytest.raises(NotEstimableError, match=where):
        relative_rate(treated, control)


def test_the_published_e_tests_come_out():
    assert two_counts(0, 3).p_value == pytest.approx(0.0884, abs=5e-5)
    assert two_counts(6, 2).p_value == pytest.approx(0.1749, abs=5e-5)


@pytest.mark.parametrize(
    ("before", "after", "exposure"), [(6, 2, (1, 1)), (20, 33, (1, 2)), (0, 7, (3, 1)), (41, 12, (2, 0.5))]
)
def test_the_e_test_is_the_sum_over_all_pairs_as_extreme(before, after, exposure):
    x, y = np.meshgrid(np.arange(250), np.arange(250), indexing="ij")
    m, n = exposure
    pooled = (before + after) / (m + n)
    spread = np.sqrt(np.maximum(x / m**2 + y / n**2, 1e-300))
    statistic = np.abs(x / m - y / n) / spread
    extreme = statistic >= statistic[before, after] - 1e-9
    chance = np.outer(poisson.pmf(np.arange(250), m * pooled), poisson.pmf(np.arange(250), n * pooled))
    assert two_counts(before, after, exposure=exposure).p_value == pytest.approx(
        chance[extreme].sum(), abs=1e-9
    )


def test_the_e_test_of_large_counts_is_the_normal_test():
    found = two_counts(100_000, 101_000)
    z = 1000 / 201_000**0.5
    assert found.p_value == pytest.approx(math.erfc(z / 2**0.5), rel=1e-3)


@given(st.integers(1, 300), st.integers(1, 300))
def test_the_change_of_two_counts_read_backwards_is_its_inverse(before, after):
    forth, back = two_counts(before, after), two_counts(after, before)
    assert forth.ratio == pytest.approx(1 / back.ratio)
    assert (forth.ci_low, forth.ci_high) == pytest.approx((1 / back.ci_high, 1 / back.ci_low))
    assert forth.p_value == pytest.approx(back.p_value)
    assert 0 < forth.p_value <= 1


def test_the_interval_of_two_counts_is_wilsons():
    found = two_counts(50, 50)  # Wilson for 50 of 100: 0.4038315 to 0.5961685
    assert (found.ratio, found.p_value) == (1, 1)
    assert found.ci_low == pytest.approx(0.4038315 / 0.5961685, **EXACT)
    assert found.ci_high == pytest.approx(0.5961685 / 0.4038315, abs=2e-6)


def test_a_period_twice_as_long_halves_the_rate_before():
    assert two_counts(20, 10, exposure=(2, 1)).ratio == pytest.approx(1)


def test_nothing_before_has_no_upper_end_and_nothing_after_no_lower():
    risen, gone = two_counts(0, 3), two_counts(3, 0)
    assert (risen.ratio, risen.ci_high) == (math.inf, math.inf)
    assert (gone.ratio, gone.ci_low) == (0, 0)
    assert gone.ci_high == pytest.approx(1 / risen.ci_low)


def test_two_counts_of_nothing_are_not_estimable():
    with pytest.raises(NotEstimableError, match="no events at all"):
        two_counts(0, 0)


@pytest.mark.parametrize("wrong", [{"before": 1.5}, {"after": -1}, {"exposure": (0, 1)}, {"exposure": (1,)}])
def test_wrong_counts_and_exposures_are_refused(wrong):
    with pytest.raises(ValueError, match="must be"):
        two_counts(**{"before": 3, "after": 4, **wrong})
