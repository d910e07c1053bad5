import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.analysis.displacement import ROSE, displacement_quotient, weighted_displacement_difference
from geodata.errors import NotEstimableError

EXACT = {"abs": 1e-6, "rel": 0}
TREATED, CONTROL, RING, RING_CONTROL = (207, 110), (308, 318), (178, 157), (150, 140)
counts = st.integers(1, 5000)
pairs = st.tuples(counts, counts)


def test_the_worked_example_of_wheeler_and_ratcliffe_comes_out():
    found = weighted_displacement_difference(TREATED, CONTROL, ring_treated=RING, ring_control=RING_CONTROL)
    assert (found.local, found.displacement, found.total) == (-107, -11, -118)
    assert found.se == pytest.approx(39.597979746, **EXACT)
    assert found.z == pytest.approx(-2.979950006, **EXACT)
    assert (found.ci_low, found.ci_high) == pytest.approx((-195.610614164, -40.389385836), **EXACT)


def test_the_shared_reference_values_come_out(shared_data):
    reference = json.loads((shared_data / "eval" / "reference_values.json").read_text())
    for case in reference["wdd"]:
        found = weighted_displacement_difference(
            case["treated"],
            case["control"],
            ring_treated=case["disp_treated"],
            ring_control=case["disp_control"],
            level=1 - case["alpha"],
        )
        assert (found.local, found.displacement, found.total) == (
            case["local"],
            case["displacement"],
            case["total"],
        )
        assert found.se == pytest.approx(case["se"], abs=5e-6)
        assert [found.ci_low, found.ci_high] == pytest.approx(case["ci"], abs=5e-3)
    for case in reference["wdq"]:
        quotient = displacement_quotient(case["treated"], case["buffer"], case["control"])
        parts = (quotient.success, quotient.buffer, quotient.quotient)
        assert parts == pytest.approx((case["success"], case["buffer_measure"], case["wdq"]), **EXACT)


def test_without_a_ring_the_total_is_the_local_change():
    found = weighted_displacement_difference((20, 10), (20, 20), level=0.90)
    assert (found.total, found.displacement, found.displacement_se) == (-10, 0, 0)
    assert found.se == pytest.approx(8.366600265, **EXACT)
    assert (found.ci_low, found.ci_high) == pytest.approx((-23.76183, 3.76183), abs=1e-5)


def test_a_period_twice_as_long_weighs_half():
    found = weighted_displacement_difference((80, 20), (100, 50), time_weights=(2, 1))
    assert found.total == -20
    assert found.se == pytest.approx(115**0.5, **EXACT)


def test_area_weights_give_the_published_densities():
    found = weighted_displacement_difference(
        TREATED, CONTROL, ring_treated=RING, ring_control=RING_CONTROL, area_weights=(0.9, 1.2, 1.6, 1.5)
    )
    assert (found.total, found.se) == pytest.approx((-99.694444444, 35.428075504), **EXACT)
    assert (found.ci_low, found.ci_high) == pytest.approx((-169.132196477, -30.256692411), **EXACT)


def test_a_dispersion_of_four_doubles_the_standard_error():
    plain = weighted_displacement_difference(TREATED, CONTROL)
    wide = weighted_displacement_difference(TREATED, CONTROL, dispersion=4)
    assert wide.se == pytest.approx(2 * plain.se)
    assert wide.total == plain.total


@given(pairs, pairs)
def test_equal_areas_differ_by_nothing_and_swapped_areas_by_the_opposite(treated, control):
    assert weighted_displacement_difference(treated, treated).total == 0
    one = weighted_displacement_difference(treated, control)
    other = weighted_displacement_difference(control, treated)
    assert (one.total, one.se) == pytest.approx((-other.total, other.se))


def test_no_events_at_all_are_not_estimable():
    with pytest.raises(NotEstimableError, match="no events"):
        weighted_displacement_difference((0, 0), (0, 0))


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"ring_treated": (1, 2)}, "needs its own comparison"),
        ({"time_weights": (0, 1)}, "time_weights"),
        ({"area_weights": (1, 1)}, "area_weights"),
        ({"dispersion": 0.5}, "dispersion"),
        ({"level": 95}, "level"),
    ],
)
def test_wrong_arguments_are_named(wrong, message):
    with pytest.raises(ValueError, match=message):
        weighted_displacement_difference((2, 1), (2, 2), **wrong)


@pytest.mark.parametrize("pair", [(-1, 2), (1, float("nan")), (1, 2, 3)])
def test_what_is_no_pair_of_counts_is_refused(pair):
    with pytest.raises(ValueError, match="treated must be"):
        weighted_displacement_difference(pair, (2, 2))


def test_the_quotient_of_equal_gain_and_loss_is_minus_one():
    quotient = displacement_quotient((100, 50), (100, 150), (100, 100))
    assert (quotient.gross_effect, quotient.net_effect) == (50, 0.5)
    assert (quotient.success, quotient.buffer) == (-0.5, 0.5)
    assert (quotient.quotient, quotient.total_net_effect) == (-1, 0)


@pytest.mark.parametrize(
    ("ring", "words"),
    [
        ((100, 40), "Diffusion of benefit: the ring gained more"),
        ((100, 80), "Diffusion of benefit: the ring around"),
        ((100, 100), "Neither"),
        ((100, 120), "Displacement to the ring, but no larger"),
        ((100, 150), "Displacement to the ring, but no larger"),
        ((100, 160), "Displacement to the ring is larger"),
    ],
)
def test_the_quotient_is_told_in_words(ring, words):
    assert displacement_quotient((100, 50), ring, (100, 100)).words.en.startswith(words)


def test_a_rise_is_never_told_as_diffusion():
    assert displacement_quotient((50, 100), (50, 100), (100, 100)).words == ROSE


def test_the_quotient_is_refused_where_the_success_may_be_none():
    with pytest.raises(NotEstimableError, match="no established change"):
        displacement_quotient((60, 42), (80, 76), (500, 490))


def test_dispersion_may_take_the_quotient_away():
    with pytest.raises(NotEstimableError, match="no established change"):
        displacement_quotient((100, 50), (100, 150), (100, 100), dispersion=4)


def test_the_quotient_needs_events_in_the_comparison_area():
    with pytest.raises(NotEstimableError, match="comparison area has no events"):
        displacement_quotient((100, 5), (100, 150), (100, 0))
