"""The smallest moves in a table of counts: events here for as many there, keeping what is shown.

A move takes a cell and, along some of the axes, another place: of the corners between them every other
one gets some events more, and the rest as many less. The sums over these axes stay as they are; all others
that hold a corner must be hidden, and stay within what the legend tells of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, islice

import numpy as np

from geodata.analysis.other_tables import Witnesses
from geodata.analysis.published_sums import Mask, PublishedSums, Whole

Place = tuple[int, ...]

_CELLS = 12  # of a sum, how many are tried


@dataclass(frozen=True, slots=True)
class _Table:
    """A table of `shape`, and by sign and step where there is room for such a change, totals included."""

    shape: Place
    enough: dict[tuple[int, int], Mask]

    @property
    def axes(self) -> range:
        return range(len(self.shape))


def find_moves(witnesses: Witnesses, hidden: Mask, wanting: Mask, shape: Sequence[int]) -> None:
    """Find, where there are any, whole moves of the wanting sums of a table of `shape`, as far as wanted."""
    sums, wanted = witnesses.sums, witnesses.sums.width_wanted
    true = _table(sums, hidden, sums.counts, shape)
    for flat in np.flatnonzero(wanting).tolist():
        for sign in (1, -1):
            narrow = witnesses.high[flat] - witnesses.low[flat] < wanted
            if narrow or not witnesses.varied[flat]:
                move = _far_move(sums, hidden, true, (flat, sign * (wanted if narrow else 1)))
                if move.any():
                    witnesses.add(move.astype(float), hidden)


def _table(sums: PublishedSums, hidden: Mask, counts: Whole, shape: Sequence[int]) -> _Table:
    """Return the room that is left in the table of these counts."""
    values = sums.members @ counts
    bigger = tuple(size + 1 for size in shape)
    unpublished = np.diff(sums.members.indptr) == 0
    rise = np.where(unpublished, np.inf, np.where(hidden, sums.highest - values, 0)).reshape(bigger)
    fall = np.where(unpublished, np.inf, np.where(hidden, values - sums.lowest, 0)).reshape(bigger)
    inner = tuple(slice(0, size) for size in shape)
    fall[inner] = np.minimum(fall[inner], counts.reshape(shape))
    steps = range(1, sums.width_wanted + 1)
    enough = {(sign, step): room >= step for sign, room in ((1, rise), (-1, fall)) for step in steps}
    return _Table(tuple(shape), enough)


def _far_move(sums: PublishedSums, hidden: Mask, true: _Table, target: tuple[int, int]) -> Whole:
    """Return changes of the counts that change the sum target[0] by target[1], or as near as moves go."""
    place = tuple(int(index) for index in np.unravel_index(target[0], [size + 1 for size in true.shape]))
    moved, left, sign, table = np.zeros_like(sums.counts), abs(target[1]), _sign(target[1]), true
    while left:
        found = ((step, _move(table, place, sign * step)) for step in range(left, 0, -1))
        step, move = next(((step, move) for step, move in found if move is not None), (0, None))
        if move is None:
            break
        left -= step
        moved = moved + move.ravel()
        table = _table(sums, hidden, sums.counts + moved, true.shape) if left else table
    return moved


def _move(table: _Table, place: Place, change: int) -> Whole | None:
    """Return a move that changes the sum at the place so; None where there is none."""
    summed = {axis for axis in table.axes if place[axis] == table.shape[axis]}
    kept = [axis for axis in table.axes if axis not in summed]
    for cell in _cells(table, place, summed, change):
        for turned in _subsets(kept):
            other = _other_place(table, cell, turned, change)
            if other is not None:
                return _corners_moved(table, cell, other, turned, change)
    return None


def _cells(table: _Table, place: Place, summed: set[int], change: int) -> Iterator[Place]:
    """Yield the cells of the sum that have room, at most _CELLS."""
    there = tuple(
        slice(0, -1) if axis in summed else slice(place[axis], place[axis] + 1) for axis in table.axes
    )
    for found in np.argwhere(table.enough[_sign(change), abs(change)][there])[:_CELLS].tolist():
        yield tuple(found[axis] if axis in summed else place[axis] for axis in table.axes)


def _other_place(table: _Table, cell: Place, turned: Place, change: int) -> Place | None:
    """Return the first place that spans, with the cell, corners that have room; None where there is none."""
    kept = [axis for axis in table.axes if axis not in turned]
    for totals in _subsets(kept):
        there = tuple(-1 if axis in totals else cell[axis] for axis in table.axes)
        if not table.enough[_sign(change), abs(change)][there]:
            return None
    sizes = tuple(table.shape[axis] if axis in turned else 1 for axis in table.axes)
    possible = np.ones(sizes, dtype=np.bool_)
    for axis in turned:
        possible[tuple(cell[axis] if axis == other else slice(None) for other in table.axes)] = False
    for corner in islice(_subsets(turned), 1, None):
        enough = table.enough[_sign(change) * (-1) ** len(corner), abs(change)]
        for totals in _subsets(kept):
            possible &= enough[tuple(_along(axis, corner, totals, cell) for axis in table.axes)]
    if not possible.any():
        return None
    return tuple(int(index) for index in np.unravel_index(int(possible.argmax()), sizes))


def _along(axis: int, corner: Place, totals: Place, cell: Place) -> slice:
    if axis in corner:
        return slice(0, -1)
    return slice(-1, None) if axis in totals else slice(cell[axis], cell[axis] + 1)


def _corners_moved(table: _Table, cell: Place, other: Place, turned: Place, change: int) -> Whole:
    move = np.zeros(table.shape, dtype=np.int64)
    for corner in _subsets(turned):
        there = tuple(other[axis] if axis in corner else cell[axis] for axis in table.axes)
        move[there] = change * (-1) ** len(corner)
    return move


def _sign(change: int) -> int:
    return 1 if change > 0 else -1


def _subsets(axes: Sequence[int]) -> Iterator[Place]:
    return chain.from_iterable(combinations(axes, size) for size in range(len(axes) + 1))
