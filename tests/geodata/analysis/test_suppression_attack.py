"""Many random tables, and all that their filters show, against an attacker by linear programming."""

import itertools

import numpy as np
import pytest
from attacker import recovered

from geodata.analysis.suppression import protect, suppress
from geodata.errors import DisclosureError

SHAPES = ((9,), (4, 6), (6, 5), (3, 4, 3), (2, 5, 4), (3, 2, 2, 2))


def with_totals(table):
    for axis in range(table.ndim):
        table = np.concatenate([table, table.sum(axis=axis, keepdims=True)], axis=axis)
    return table


def sums_of(shape):
    """Return the 0/1 matrix of all cells and totals, from the definition: the totals of each single event."""
    cells = itertools.product(*(range(size) for size in shape))
    return np.array([with_totals(single(shape, cell)).ravel() for cell in cells]).T


def single(shape, cell):
    table = np.zeros(shape, dtype=int)
    table[cell] = 1
    return table


def random_table(number):
    """Return a table as areas have it: some rows large, some nearly empty."""
    rng = np.random.default_rng(number)
    shape = SHAPES[number % len(SHAPES)]
    sizes = rng.gamma(0.8, 1, shape[:1] + (1,) * (len(shape) - 1))
    return rng.poisson(rng.choice([2, 6, 15]) * sizes * rng.gamma(2, 0.5, shape))


def reason_bounds(values, hidden, k, parts):
    """Return what a reader knows of sums hidden for a known reason."""
    small = hidden & ((values < k) | parts)
    low = np.where(small, np.where(parts, 0, 1), k)
    return low, np.where(small, k - 1.0, np.inf)


@pytest.fixture(scope="module")
def numbers(deep):
    return range(500 if deep else 40)


def test_no_hidden_count_of_random_tables_and_their_filters_is_recovered(numbers):
    hidden_ones = refused = 0
    for number in numbers:
        table = random_table(number)
        try:
            found = suppress(table)
        except DisclosureError:
            refused += 1  # nothing is shown, nothing is told
            continue
        matrix, values, hidden = sums_of(table.shape), with_totals(table).ravel(), found.hidden.ravel()
        assert hidden[(values > 0) & (values < 5)].all()
        assert not recovered(matrix, values, hidden).any(), number
        hidden_ones += int(hidden.sum())
    assert hidden_ones > 5 * len(numbers)
    assert refused <= len(numbers) / 100


def test_nor_by_one_who_knows_of_each_why_it_is_hidden(numbers):
    for number in numbers[: len(numbers) // 2]:
        table = random_table(number)
        try:
            found = suppress(table)
        except DisclosureError:
            continue
        matrix, values, hidden = sums_of(table.shape), with_totals(table).ravel(), found.hidden.ravel()
        bounds = reason_bounds(
            values, hidden, 5, found.audit.primary & hidden & (values < 5) & parts(matrix, values)
        )
        told = recovered(matrix, values, hidden, *bounds)
        assert not (told & (values > 0) & (values < 5)).any(), number


def parts(matrix, values):
    small = matrix[(values > 0) & (values < 5)]
    sizes = matrix.sum(axis=1)
    within = (small @ matrix.T == sizes) & (small.sum(axis=1)[:, None] > sizes)
    return within.any(axis=0)


def test_overlapping_filters_of_any_shape_are_protected_together(numbers):
    for number in numbers[: len(numbers) // 2]:
        rng = np.random.default_rng(number)
        counts = rng.poisson(rng.gamma(1, 5, 7))
        matrix = np.unique(rng.random((9, 7)) < 0.45, axis=0).astype(int)
        matrix = matrix[matrix.any(axis=1)]
        found = protect(matrix, counts)
        assert not recovered(matrix, matrix @ counts, found.hidden).any(), number


def test_the_attacker_recovers_many_counts_where_only_the_small_ones_are_hidden(numbers):
    hidden_ones = told = 0
    for number in numbers:
        table = random_table(number)
        if table.ndim == 2:
            values = with_totals(table).ravel()
            small = (values > 0) & (values < 5)
            told += int(recovered(sums_of(table.shape), values, small).sum())
            hidden_ones += int(small.sum())
    assert told / hidden_ones > 0.15
