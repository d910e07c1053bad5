import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.analysis.surveys import share, share_change
from geodata.errors import NotEstimableError

answers = st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
design_effects = st.floats(1, 4)


@pytest.mark.parametrize(
    ("positive", "asked", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_intervals_of_shares_are_those_that_newcombe_published(positive, asked, low, high):
    found = share(positive, asked)
    assert (found.ci_low, found.ci_high) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("before", "after", "low", "high"),
    [
        ((48, 80), (56, 70), 5.24, 33.39),
        ((3, 10), (9, 10), 17.05, 80.90),
        ((2, 7), (6, 7), 5.82, 80.62),
        ((0, 29), (5, 56), -3.81, 19.26),
        ((0, 20), (0, 10), -16.11, 27.75),
        ((0, 10), (10, 10), 60.75, 100),
    ],
)
def test_intervals_of_changes_are_those_that_newcombe_published(before, after, low, high):
    change = share_change(before, after)
    assert (change.ci_low, change.ci_high) == pytest.approx((low, high), abs=6e-3)


def test_the_usual_survey_area_separates_ten_points():
    assert share_change((45, 150), (61.5, 150)).established
    assert not share_change((45, 150), (58, 150)).established


def test_a_design_effect_of_two_halves_the_sample():
    assert share(60, 200, design_effect=2) == share(30, 100)


def test_each_wave_may_have_its_own_design_effect():
    both = share_change((60, 200), (40, 100), design_effect=(2.0, 1.0))
    assert both == share_change((30, 100), (40, 100))


def test_the_p_value_is_that_of_the_pooled_score_test():
    # 30 of 100 against 45 of 100: z = 0.15 / sqrt(0.375 x 0.625 x 0.02) = 2.19089
    assert share_change((30, 100), (45, 100)).p_value == pytest.approx(0.028460, abs=1e-6)


@given(answers, design_effects)
def test_the_interval_holds_the_share_and_stays_between_none_and_all(wave, effect):
    found = share(*wave, design_effect=effect)
    assert 0 <= found.ci_low <= found.value <= found.ci_high <= 1


@given(answers, answers, design_effects)
def test_a_change_told_backwards_is_its_mirror(before, after, effect):
    there = share_change(before, after, design_effect=effect)
    back = share_change(after, before, design_effect=effect)
    assert (back.points, back.ci_low, back.ci_high) == pytest.approx(
        (-there.points, -there.ci_high, -there.ci_low), abs=1e-9
    )
    assert back.p_value == pytest.approx(there.p_value)


def test_no_answers_give_no_share():
    with pytest.raises(NotEstimableError):
        share(0, 0)


@pytest.mark.parametrize(
    ("positive", "asked", "options"),
    [
        (-1, 10, {}),
        (11, 10, {}),
        (1, 10, {"design_effect": 0.5}),
        (1, 10, {"level": 1.0}),
        (float("nan"), 10, {}),
    ],
)
def test_what_is_no_share_is_an_error(positive, asked, options):
    with pytest.raises(ValueError, match=r"must|level"):
        share(positive, asked, **options)
