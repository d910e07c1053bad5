import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import binom

from geodata.analysis.hotspots import count_cells, getis_ord_star, window_excess
from geodata.errors import NotEstimableError

PEAK = np.array([[0, 0, 1, 0, 0], [0, 2, 3, 1, 0], [1, 3, 9, 4, 1], [0, 1, 4, 2, 0], [0, 0, 1, 0, 0]])
grids = arrays(np.int64, st.tuples(st.integers(1, 7), st.integers(1, 7)), elements=st.integers(0, 9))


def test_the_window_is_the_cell_and_its_neighbours_clipped_at_the_edge():
    found = window_excess(PEAK)
    assert found.window_counts[2, 2] == 2 + 3 + 1 + 3 + 9 + 4 + 1 + 4 + 2
    assert found.window_counts[0, 0] == 2
    assert found.window_expected[2, 2] == pytest.approx(33 * 9 / 25)
    assert found.window_expected[0, 0] == pytest.approx(33 * 4 / 25)


def test_the_p_value_is_the_binomial_tail():
    found = window_excess(PEAK)
    assert found.p_values[2, 2] == pytest.approx(binom.sf(28, 33, 9 / 25), rel=1e-9)
    assert found.p_values[0, 0] == pytest.approx(binom.sf(1, 33, 4 / 25), rel=1e-9)
    assert (found.q_values >= found.p_values).all()


@given(grids, st.integers(0, 3), st.integers(0, 99))
def test_every_cell_agrees_with_the_tail_taken_one_by_one(counts, reach, seed):
    share = np.random.default_rng(seed).choice([0.0, 0.3, 1.0], counts.shape)
    found = window_excess(counts, mask=share, reach=reach)
    events, total = counts * (share > 0), (counts * (share > 0)).sum()
    for (row, column), inside in np.ndenumerate(share > 0):
        window = np.s_[max(row - reach, 0) : row + reach + 1, max(column - reach, 0) : column + reach + 1]
        seen = events[window].sum() if inside else 0
        assert found.window_counts[row, column] == seen
        expected = binom.sf(seen - 1, total, min(1, share[window].sum() / share.sum())) if seen else 1.0
        assert found.p_values[row, column] == pytest.approx(expected, rel=1e-8)


@given(grids)
def test_a_turned_map_has_its_p_values_turned(counts):
    assert window_excess(counts[::-1].T).p_values == pytest.approx(window_excess(counts).p_values[::-1].T)


def test_equal_cells_are_nowhere_hot():
    assert window_excess(np.full((30, 30), 4)).q_values.min() > 0.05


def test_without_events_every_p_is_one():
    found = window_excess(np.zeros((4, 5), dtype=int))
    assert (found.p_values == 1).all()
    assert (found.q_values == 1).all()
    assert found.window_expected.sum() == 0


def test_one_cell_holds_all_there_is():
    found = window_excess([[7]])
    assert (found.p_values[0, 0], found.window_counts[0, 0], found.window_expected[0, 0]) == (1, 7, 7)


def test_events_outside_the_mask_are_left_out():
    mask = np.array([[True, True, False]])
    found = window_excess([[1, 2, 50]], mask=mask, reach=0)
    assert found.window_counts.tolist() == [[1, 2, 0]]
    assert found.p_values[0].tolist() == pytest.approx([binom.sf(0, 3, 0.5), binom.sf(1, 3, 0.5), 1])


def test_a_cell_half_inside_expects_half():
    found = window_excess([[2, 2]], mask=[[1.0, 0.5]], reach=0)
    assert found.window_expected.tolist() == [pytest.approx([4 * 2 / 3, 4 / 3])]


def test_an_expected_surface_counts_by_its_shares_only():
    people = np.array([[100, 300], [500, 100]])
    counts = [[1, 3], [5, 1]]
    found = window_excess(counts, expected=people, reach=0)
    assert found.window_expected == pytest.approx(np.array(counts))
    assert found.p_values == pytest.approx(window_excess(counts, expected=people / 7, reach=0).p_values)


def test_events_where_nothing_is_expected_are_not_estimable():
    with pytest.raises(NotEstimableError, match="expected number is zero"):
        window_excess([[1, 1]], expected=[[1, 0]], reach=0)
    with pytest.raises(NotEstimableError, match="expected number is zero"):
        window_excess([[1, 1]], expected=[[0, 0]])


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        ({"counts": [1, 2]}, "counts"),
        ({"counts": [[1.5]]}, "counts"),
        ({"counts": [[-1]]}, "counts"),
        ({"mask": [[True]]}, "mask"),
        ({"mask": [[2, 1]]}, "mask"),
        ({"expected": [[1]]}, "expected"),
        ({"expected": [[np.nan, 1]]}, "expected"),
        ({"reach": -1}, "reach"),
    ],
)
def test_wrong_arguments_are_named(wrong, name):
    with pytest.raises(ValueError, match=name):
        window_excess(**{"counts": [[1, 2]], **wrong})


def test_a_planted_hotspot_is_found_and_nothing_far_from_it():
    counts = np.random.default_rng(5).poisson(0.3, (60, 60))
    counts[20:23, 30:33] += 3
    rows, columns = np.nonzero(window_excess(counts).q_values <= 0.05)
    assert (21, 31) in set(zip(rows, columns, strict=True))
    assert (abs(rows - 21) <= 3).all()
    assert (abs(columns - 31) <= 3).all()


def test_at_most_seven_in_a_hundred_random_maps_have_a_hot_cell(deep):
    random = np.random.default_rng(20150615)
    for mean in (0.01, 0.05, 0.3, 1, 3, 10) if deep else (None,):
        means = np.geomspace(0.01, 10, 200) if mean is None else np.full(200, mean)
        alarms = [window_excess(random.poisson(each, (100, 100))).q_values.min() <= 0.05 for each in means]
        assert np.mean(alarms) <= 0.07


def test_the_published_gi_star_comes_out():
    assert getis_ord_star(PEAK)[2, 2] == pytest.approx(3.46971272792154, abs=1e-12)


def test_gi_star_is_the_same_for_a_map_in_other_units():
    assert getis_ord_star(PEAK * 3.5 + 2) == pytest.approx(getis_ord_star(PEAK))


def test_gi_star_looks_only_inside_the_mask():
    wide = np.pad(PEAK, 2, constant_values=99)
    mask = np.pad(np.ones((5, 5), dtype=bool), 2)
    z = getis_ord_star(wide, mask=mask)
    assert z[2:-2, 2:-2] == pytest.approx(getis_ord_star(PEAK))
    assert z[0].tolist() == [0] * 9


def test_a_window_over_the_whole_map_has_a_z_of_zero():
    assert getis_ord_star([[1, 2], [3, 4]]).tolist() == [[0, 0], [0, 0]]


@pytest.mark.parametrize("counts", [np.full((4, 4), 3), [[5]], np.zeros((0, 0))])
def test_a_constant_grid_has_no_gi_star(counts):
    with pytest.raises(NotEstimableError, match="no pattern"):
        getis_ord_star(counts)


def test_gi_star_takes_no_missing_cell():
    with pytest.raises(ValueError, match="finite"):
        getis_ord_star([[1, np.nan]])


def test_a_point_on_a_shared_edge_is_counted_once_in_the_cell_it_begins():
    cells = count_cells([0, 250, 250, 499], [0, 0, 250, 499], origin=(0, 0), cell_metres=250, shape=(2, 2))
    assert cells.tolist() == [[1, 1], [0, 2]]


def test_rows_go_north_and_columns_east():
    cells = count_cells([1015], [2005], origin=(1000, 2000), cell_metres=10, shape=(2, 3))
    assert cells.tolist() == [[0, 1, 0], [0, 0, 0]]


@given(st.integers(1, 40), st.floats(0.05, 300), st.floats(-1e6, 1e6))
def test_the_exact_corner_of_every_cell_belongs_to_it(size, cell_metres, corner):
    edges = corner + np.arange(size) * cell_metres
    cells = count_cells(edges, edges, origin=(corner, corner), cell_metres=cell_metres, shape=(size, size))
    assert (cells == np.eye(size)).all()


def test_every_point_is_counted_exactly_once():
    x, y = np.random.default_rng(8).uniform(0, 1000, (2, 5000))
    assert count_cells(x, y, origin=(0, 0), cell_metres=100, shape=(10, 10)).sum() == 5000
    assert count_cells([], [], origin=(0, 0), cell_metres=100, shape=(2, 3)).tolist() == [[0] * 3] * 2


@pytest.mark.parametrize("x", [[-0.001, 5], [20, 5], [np.nan, 5]])
def test_a_point_outside_the_grid_is_refused_not_dropped(x):
    with pytest.raises(ValueError, match="1 of 2 points"):
        count_cells(x, [5, 5], origin=(0, 0), cell_metres=10, shape=(2, 2))


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"cell_metres": 0}, "above 0"),
        ({"shape": (0, 2)}, "above 0"),
        ({"y": [1, 2]}, "same length"),
        ({"x": [[1]], "y": [[1]]}, "same length"),
    ],
)
def test_wrong_grids_are_refused(wrong, message):
    arguments = {"x": [1], "y": [1], "origin": (0, 0), "cell_metres": 10, "shape": (2, 2)}
    with pytest.raises(ValueError, match=message):
        count_cells(**{**arguments, **wrong})
