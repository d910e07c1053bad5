import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from geodata.analysis.other_tables import Witnesses
from geodata.analysis.published_sums import every_sum, published_sums
from geodata.analysis.suppression import derived, protect, proven, suppress
from geodata.errors import DisclosureError

tables = arrays(
    np.int64,
    st.one_of(st.tuples(st.integers(1, 7)), st.tuples(st.integers(1, 4), st.integers(1, 4))),
    elements=st.integers(0, 12),
)


def shown(table):
    """Return the cells and totals as lists, None where hidden."""
    return np.where(table.hidden, None, table.values).tolist()


def test_a_small_count_and_the_least_other_are_hidden_where_the_sum_is_shown():
    assert shown(suppress([20, 8, 3])) == [20, None, None, 31]


def test_a_small_count_alone_is_hidden_where_no_sum_is_shown():
    assert shown(suppress([20, 8, 3], summed=[()])) == [20, 8, None, None]


def test_without_small_counts_all_is_shown_and_zeros_are_no_secret():
    assert shown(suppress([20, 0, 5])) == [20, 0, 5, 25]
    assert suppress([[20, 0], [0, 5]]).audit.solved == 0


def test_two_small_counts_that_the_sum_would_tell_need_a_third():
    # 4 + 4 = 8: of counts from 1 to 4 there is no other pair.
    assert shown(suppress([4, 4, 9, 30])) == [None, None, None, 30, 47]
    # 1 + 2 = 3 would be a small count of the two together.
    assert shown(suppress([1, 2, 9, 30])) == [None, None, None, 30, 42]


def test_of_a_small_sum_nothing_is_broken_down():
    # Below five and none of them 0: four hidden parts would all be 1.
    assert shown(suppress([1, 1, 1, 1, 0, 0])) == [None] * 7


def test_a_square_is_hidden_in_a_table_with_all_totals():
    table = [[3, 20, 40], [30, 9, 50], [60, 70, 80]]
    found = suppress(table)
    assert shown(found)[2] == [60, 70, 80, 210]
    assert found.hidden.sum() == 4
    assert found.hidden[0, 0]


def test_two_hidden_in_each_line_do_not_suffice_where_they_are_no_ring():
    # The classical case of two separate hidden pairs; every small count keeps three possible values.
    table = np.array([[1, 30, 2, 40], [30, 2, 40, 1], [2, 40, 1, 30], [40, 1, 30, 2]])
    found = suppress(table)
    assert (found.audit.high - found.audit.low)[found.audit.primary].min() >= 2


def test_the_public_does_not_see_zeros_either():
    found = suppress([20, 0, 9, 30], zeros_hidden=True)
    assert shown(found) == [20, None, None, 30, 59]


def test_what_is_reckoned_from_a_hidden_count_is_hidden_with_it():
    found = suppress([20, 8, 3])
    assert np.isnan(found.values / 100).tolist() == found.hidden.tolist()
    assert derived(lambda part, whole: part / whole, found.shown(0), found.shown(-1)) == 20 / 31
    assert derived(lambda part, whole: part / whole, found.shown(2), found.shown(-1)) is None


def test_overlapping_sums_are_protected_together():
    # All, and all but the last group: their difference is the group.
    everything, all_but_last = [1, 1, 1], [1, 1, 0]
    assert protect([everything], [20, 8, 3]).hidden.tolist() == [False]
    alone = protect([everything, all_but_last], [20, 8, 3])
    with_it = protect([everything, all_but_last, [0, 0, 1]], [20, 8, 3])
    assert alone.hidden.tolist() == [False, False]
    assert with_it.hidden.tolist() in ([True, False, True], [False, True, True])


def test_a_further_sum_is_shown_where_it_follows_from_what_is_shown():
    found = protect([[1, 1, 1], [1, 0, 0], [0, 1, 0], [0, 0, 1]], [20, 8, 3])
    assert found.hidden.tolist() == [False, False, True, True]
    asked = [[0, 1, 1], [1, 1, 0], [0, 0, 1], [1, 0, 0], [0, 0, 0]]
    assert [found.told(chosen) for chosen in asked] == [11, None, None, 20, 0]


def test_a_table_without_cells_has_totals_of_nothing():
    assert shown(suppress([])) == [0]
    assert shown(suppress(np.zeros((0, 2), dtype=int))) == [[0, 0, 0]]


@pytest.mark.parametrize("table", [[-1], [0.5], [np.nan], 3])
def test_what_is_no_table_of_counts_is_refused(table):
    with pytest.raises(ValueError, match=r"whole numbers|at least one axis"):
        suppress(table)


def test_k_must_leave_more_than_one_small_count():
    with pytest.raises(ValueError, match="k must be"):
        suppress([1, 9], k=2)


def test_where_no_choice_is_safe_nothing_is_returned():
    # The middle one is small, its sums with the others are not, and the others together are small: whoever
    # knows why each is hidden knows that the middle one is 3 or 4, with nothing shown at all.
    sums = [[0, 1, 0], [0, 1, 1], [1, 1, 0], [1, 0, 1]]
    with pytest.raises(DisclosureError) as refused:
        protect(sums, [1, 4, 2])
    assert "små antal" in refused.value.reason.sv


def test_the_audit_finds_that_hiding_the_small_ones_alone_is_no_protection():
    sums = published_sums(every_sum((3,)), [20, 8, 3], 5, zeros_hidden=False)
    assert not proven(Witnesses.of(sums), sums.secret)


@settings(max_examples=60, deadline=None)
@given(tables, st.integers(3, 6))
def test_small_counts_are_hidden_and_every_choice_is_the_same_again(table, k):
    given_table = table.copy()
    found, again = suppress(table, k=k), suppress(table, k=k)
    assert (found.hidden == again.hidden).all()
    assert (table == given_table).all()
    cells = found.values[tuple(slice(0, -1) for _ in table.shape)]
    assert ((cells == table) | np.isnan(cells)).all()
    assert np.isnan(cells[(table > 0) & (table < k)]).all()


@settings(max_examples=60, deadline=None)
@given(tables)
def test_every_small_count_keeps_three_possible_values(table):
    found = suppress(table)
    small = found.audit.primary & found.hidden.ravel()
    positive = small & (found.audit.low > 0)
    assert ((found.audit.high - found.audit.low)[positive] >= 2).all()
