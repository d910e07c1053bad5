import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import false_discovery_control

from geodata.analysis.multiplicity import adjust

# Benjamini and Hochberg (1995), section 3.2: fifteen p-values, four finds at 5 %.
PUBLISHED = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
    0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000,
]  # fmt: skip
p_arrays = arrays(np.float64, st.integers(1, 40), elements=st.floats(0, 1))


def test_the_published_example_has_four_finds_by_bh_and_three_by_holm():
    assert (adjust(PUBLISHED, "bh") <= 0.05).sum() == 4
    assert (adjust(PUBLISHED, "holm") <= 0.05).sum() == 3
    assert (adjust(PUBLISHED, "by") <= 0.05).sum() == 3


def test_four_p_values_by_hand():
    p_values = [0.04, 0.01, 0.03, 0.5]
    assert adjust(p_values, "bh") == pytest.approx([0.04 * 4 / 3, 0.04, 0.04 * 4 / 3, 0.5])
    assert adjust(p_values, "by") == pytest.approx(np.array([0.16 / 3, 0.04, 0.16 / 3, 0.48]) * 25 / 12)
    assert adjust(p_values, "holm") == pytest.approx([0.09, 0.04, 0.09, 0.5])


@pytest.mark.parametrize("method", ["bh", "by"])
@given(p_values=p_arrays)
def test_scipy_agrees(method, p_values):
    assert adjust(p_values, method) == pytest.approx(false_discovery_control(p_values, method=method))


@pytest.mark.parametrize("method", ["bh", "by", "holm"])
@given(p_values=p_arrays, seed=st.integers(0, 99))
def test_order_is_nothing_and_no_p_value_gets_smaller(method, p_values, seed):
    order = np.random.default_rng(seed).permutation(len(p_values))
    adjusted = adjust(p_values, method)
    assert adjust(p_values[order], method) == pytest.approx(adjusted[order])
    assert (adjusted >= p_values * (1 - 1e-12)).all()
    assert (adjusted <= 1).all()


def test_equal_p_values_stay_equal_and_bh_leaves_them():
    assert adjust([0.2, 0.2, 0.2]).tolist() == pytest.approx([0.2, 0.2, 0.2])


def test_a_table_keeps_its_shape_and_none_stay_none():
    assert adjust(np.full((2, 3), 0.5)).shape == (2, 3)
    assert adjust([]).size == 0


def test_the_given_p_values_are_left_as_they_were():
    given_values = np.array([0.04, 0.01])
    adjust(given_values)
    assert given_values.tolist() == [0.04, 0.01]


@pytest.mark.parametrize("p_values", [[0.1, np.nan], [-0.1], [1.1]])
def test_what_is_no_p_value_is_refused(p_values):
    with pytest.raises(ValueError, match="between 0 and 1"):
        adjust(p_values)


def test_an_unknown_method_is_refused():
    with pytest.raises(ValueError, match="bh, by, holm"):
        adjust([0.5], "bonferroni")
