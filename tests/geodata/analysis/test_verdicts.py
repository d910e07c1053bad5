import math
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.analysis.ratios import relative_rate
from geodata.analysis.verdicts import NO_ESTABLISHED_CHANGE, Verdict, verdict


@dataclass(frozen=True)
class Seen:
    ratio: float
    log_se: float


@pytest.mark.parametrize(
    ("distance", "word"),
    [
        (-1.97, "tydlig minskning"),
        (-1.95, "troligen minskning"),
        (-1.29, "troligen minskning"),
        (-1.27, "går inte att säga"),
        (0, "går inte att säga"),
        (1.27, "går inte att säga"),
        (1.29, "troligen ökning"),
        (1.95, "troligen ökning"),
        (1.97, "tydlig ökning"),
    ],
)
def test_the_word_follows_the_95_and_the_80_percent_interval(distance, word):
    assert verdict(Seen(math.exp(distance * 0.2), 0.2)).word.sv == word


def test_only_a_clear_change_goes_without_the_sentence_of_doubt():
    remarks = {each.code: each.remark for each in Verdict}
    assert remarks.pop("clear_decrease") is None
    assert remarks.pop("clear_increase") is None
    assert set(remarks.values()) == {NO_ESTABLISHED_CHANGE}
    assert NO_ESTABLISHED_CHANGE.sv == "ingen säkerställd förändring"


@given(*[st.integers(1, 400)] * 4, st.sampled_from([1.0, 2.0, 4.0]))
def test_a_verdict_is_established_exactly_where_the_interval_excludes_one(t0, t1, c0, c1, dispersion):
    change = relative_rate((t0, t1), (c0, c1), dispersion=dispersion)
    excludes = change.ci_high < 1 or change.ci_low > 1
    assert verdict(change).established == excludes


@given(*[st.integers(1, 400)] * 4)
def test_the_level_of_the_given_interval_is_nothing_to_the_verdict(t0, t1, c0, c1):
    wide, narrow = (relative_rate((t0, t1), (c0, c1), level=level) for level in (0.99, 0.5))
    assert verdict(wide) is verdict(narrow)


@pytest.mark.parametrize(("ratio", "log_se"), [(0, 0.1), (1, 0), (math.nan, 0.1), (math.inf, 1)])
def test_what_was_not_estimated_has_no_verdict(ratio, log_se):
    with pytest.raises(ValueError, match="above 0"):
        verdict(Seen(ratio, log_se))
