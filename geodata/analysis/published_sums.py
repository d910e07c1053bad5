"""Sums that are published together, which of them are small, and what their legend tells of those hidden."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array

Mask = NDArray[np.bool_]
Whole = NDArray[np.int64]
Members = csr_array | ArrayLike
"""Sums × counts, of 0 and 1."""

SMALLEST_K = 3
"""With 2, the legend itself would tell each hidden count: it is 1."""


@dataclass(frozen=True)
class PublishedSums:
    """Sums over counts: `members` is sums × counts of 0 and 1, `counts` are whole and 0 or more.

    A sum is small from 1 to k - 1, and from 0 where `zeros_hidden`.
    """

    members: csr_array
    counts: Whole
    k: int
    zeros_hidden: bool

    @cached_property
    def values(self) -> Whole:
        """Return the sums."""
        return np.asarray(self.members @ self.counts, dtype=np.int64)

    @cached_property
    def small(self) -> Mask:
        """Return which sums are small."""
        return (self.values < self.k) & ((self.values > 0) | self.zeros_hidden)

    @cached_property
    def parts(self) -> Mask:
        """Return which sums lie within a small sum of more counts.

        Of a small sum nothing is broken down, the zeros neither: four hidden parts of a sum below five,
        none of them 0, would all be 1.
        """
        small = np.flatnonzero(self.small)
        sizes = np.asarray(self.members.sum(axis=1)).ravel()
        common = (self.members[small] @ self.members.T).tocoo()
        within = (common.data == sizes[common.col]) & (sizes[small[common.row]] > sizes[common.col])
        found = np.zeros(len(sizes), dtype=np.bool_)
        found[common.col[within]] = True
        return found

    @property
    def secret(self) -> Mask:
        """Return which sums are hidden for their own sake: the small ones and their parts."""
        return self.small | self.parts

    @cached_property
    def lowest(self) -> Whole:
        """Return the least that each sum can be, if hidden, for a reader who knows why it is."""
        sure = self.small & ~self.parts & (not self.zeros_hidden)
        return np.where(self.values >= self.k, self.k, np.where(sure, 1, 0))

    @cached_property
    def highest(self) -> NDArray[np.float64]:
        """Return the most that each sum can be, if hidden, for a reader who knows why it is.

        A hidden zero passes for a small sum.
        """
        return np.where(self.values >= self.k, np.inf, self.k - 1.0)

    @property
    def width_wanted(self) -> int:
        """Return how wide the attacker's interval of each small sum must be: half of k, rounded down.

        With k = 5 three of the four small counts must stay possible, with k = 3 both.
        """
        return self.k // 2


def published_sums(published: Members, counts: ArrayLike, k: int, *, zeros_hidden: bool) -> PublishedSums:
    """Return the sums, checked; raises ValueError where they are no sums of counts, or k is below 3."""
    dense = published.toarray() if isinstance(published, csr_array) else np.asarray(published)
    if not np.isin(dense, (0, 1)).all():
        raise ValueError("a sum takes each count once or not at all")
    members = csr_array(np.atleast_2d(dense).astype(np.int64))
    numbers = np.asarray(counts, dtype=np.float64).ravel()
    if not (np.isfinite(numbers).all() and (numbers >= 0).all() and (numbers % 1 == 0).all()):
        raise ValueError("counts must be whole numbers of 0 or more")
    whole = numbers.astype(np.int64)
    if members.ndim != 2 or members.shape[1] != len(whole):
        raise ValueError("published must be sums × counts")
    if k < SMALLEST_K:
        raise ValueError(f"k must be {SMALLEST_K} or more: with 2 the legend tells each hidden count")
    return PublishedSums(members, whole, k, zeros_hidden)


def every_sum(shape: Sequence[int], summed: Sequence[Sequence[int]] | None = None) -> csr_array:
    """Return the sums of a table of `shape` with its totals, in the order of an array of `shape` + 1.

    The last place along an axis holds the sums over that axis. `summed` names the combinations of axes
    that are summed over, () for the cells themselves; None takes all. What is not published is a row
    without members.
    """
    given = None if summed is None else {frozenset(axes) for axes in summed}
    numbers = np.arange(int(np.prod(shape)), dtype=np.int64).reshape(shape)
    rows, columns = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
    bigger = tuple(size + 1 for size in shape)
    places = np.arange(int(np.prod(bigger)), dtype=np.int64).reshape(bigger)
    for combination in np.ndindex(*(2,) * len(shape)):
        axes = frozenset(np.flatnonzero(combination).tolist())
        if given is not None and axes not in given:
            continue
        at = tuple(slice(-1, None) if axis in axes else slice(0, -1) for axis in range(len(shape)))
        rows.append(np.broadcast_to(places[at], shape).ravel())
        columns.append(numbers.ravel())
    row, column = np.concatenate(rows), np.concatenate(columns)
    return csr_array((np.ones(len(row), dtype=np.int64), (row, column)), shape=(places.size, numbers.size))
