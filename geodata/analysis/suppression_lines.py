"""The first choice of what is hidden beside small counts: line by line, each total with its parts."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from geodata.analysis.published_sums import Mask, PublishedSums, Whole

Line = tuple[int, Whole]
"""The place of a published sum, and the places of those that it is the sum of."""


@dataclass(frozen=True, slots=True)
class _Lines:
    lines: Sequence[Whole]  # the total first
    through: Sequence[Sequence[int]]  # by sum: the lines it stands in
    sums: PublishedSums


def table_lines(shape: Sequence[int], published: Mask) -> list[Line]:
    """Return the lines of a table of `shape` with its totals, whose places have the shape of `published`."""
    places = np.arange(published.size, dtype=np.int64).reshape(published.shape)
    shown = published.ravel()
    return [
        (int(line[-1]), line[:-1])
        for axis in range(len(shape))
        for line in np.moveaxis(places, axis, -1).reshape(-1, shape[axis] + 1)
        if shown[line].all()
    ]


def hide_in_lines(sums: PublishedSums, hidden: Mask, lines: Sequence[Line]) -> Mask:
    """Return `hidden` and what is to be hidden so that no line on its own tells what it hides.

    A line tells when its hidden sums cannot give way to each other far enough: a small one must be able
    to be as small and as great as any small one, by what the others can take and give. The least sums
    that do are hidden, rather where their other lines hide something already; ties fall to the earlier.
    """
    known = _Lines([np.append(total, parts) for total, parts in lines], _through(sums, lines), sums)
    chosen = hidden.copy()
    todo = list(range(len(lines)))
    while todo:
        changed: set[int] = set()
        for number in todo:
            while (place := _missing(known, number, chosen)) is not None:
                chosen[place] = True
                changed.update(known.through[place])
        todo = sorted(changed)
    return chosen


def _through(sums: PublishedSums, lines: Sequence[Line]) -> list[list[int]]:
    through: list[list[int]] = [[] for _ in sums.values]
    for number, (total, parts) in enumerate(lines):
        for place in (total, *parts.tolist()):
            through[place].append(number)
    return through


def _missing(known: _Lines, number: int, hidden: Mask) -> int | None:
    """Return the place of the next sum to hide in the line; None where it tells nothing, or has none left."""
    line, sums = known.lines[number], known.sums
    inside = line[hidden[line]]
    if not len(inside):
        return None
    give = (sums.values - sums.lowest)[inside].astype(float)
    take = (sums.highest - sums.values)[inside]
    if inside[0] == line[0]:  # a total gives where its parts take
        give[0], take[0] = take[0], give[0]
    small = inside[sums.small[inside]]
    range_wanted = sums.k - 1 - int(sums.lowest[small].min()) if len(small) else 0
    lacking = range_wanted - give.sum()
    if len(inside) > 1 and lacking <= 0 and take.sum() >= range_wanted:
        return None
    open_to = line[~hidden[line] & (sums.values[line] > 0)]
    if not len(open_to):
        return None
    places: list[int] = open_to.tolist()
    return min(places, key=lambda place: _loss(known, number, place, hidden, lacking))


def _loss(known: _Lines, number: int, place: int, hidden: Mask, lacking: float) -> tuple[bool, float, int]:
    value = int(known.sums.values[place])
    bare = sum(not hidden[known.lines[other]].any() for other in known.through[place] if other != number)
    gives_enough = place == known.lines[number][0] or value - known.sums.k >= lacking
    return not gives_enough, value * (1 + bare), place
