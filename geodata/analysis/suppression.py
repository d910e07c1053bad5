"""Suppression of small counts: what is hidden so that no arithmetic on what is shown tells them.

Counts from 1 to k - 1 are hidden for their own sake (primary), others so that sums do not give them away
(complementary). The attacker reckoned with knows all that is shown; that counts are whole and 0 or more;
that zeros are shown; and of each hidden sum why it is hidden (`Protected.reason`): that it is below k, or k
or more. So the reason may be shown of these sums, and of no others: of those it would tell something new.

A small sum is protected when its interval, for that attacker, is at least k // 2 wide (sliding protection:
with k = 5 three of the four small counts stay possible) and another whole number than the true one fits
all that is shown. In a table, what is hidden in a line is chosen so that the line on its own tells no more
than the legend does. Every other hidden sum could have at least one other value, else hiding it would be
vain and it is shown. The audit holds a proof for each, another table that agrees with what is shown, and
checks them all at the end. Where it lacks one, nothing is returned.

Source: Cox (1980), JASA 75, 377-385; Fischetti and Salazar (2001), Management Science 47, 1008-1027
(protection levels, attacker's linear programmes); Hundepool et al. (2012), Statistical Disclosure Control,
chapter 4, and the handbook of tau-ARGUS.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geodata.analysis.hiding import Hidden
from geodata.analysis.other_tables import NEAR, Numbers, Witnesses, cheapest, farthest, free_counts
from geodata.analysis.published_sums import Mask, Members, PublishedSums, every_sum, published_sums
from geodata.analysis.suppression_lines import Line, hide_in_lines, table_lines
from geodata.analysis.table_moves import find_moves
from geodata.errors import DisclosureError
from geodata.text import Text

UNSAFE = Text(
    sv="Siffrorna kan inte visas tillsammans utan att röja små antal.",
    en="The figures cannot be shown together without giving away small counts.",
)

_TOLD = 1e-8

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Audit:
    """The proof that nothing hidden can be told, in the order of the published sums.

    `low` and `high` are the least and the greatest value of each sum among the tables found that
    agree with everything shown: the attacker's interval is at least so wide. `primary` marks the small
    sums and the parts of small sums. `solved` counts the linear programmes. Not for display.
    """

    low: Numbers
    high: Numbers
    primary: Mask
    solved: int


@dataclass(frozen=True)
class Protected:
    """Which published sums are hidden, and the audit."""

    sums: PublishedSums
    hidden: Mask
    audit: Audit

    @property
    def values(self) -> NDArray[np.float64]:
        """Return the sums, NaN where hidden: what is reckoned from them is NaN with them."""
        return np.where(self.hidden, np.nan, self.sums.values)

    def told(self, chosen: ArrayLike) -> int | None:
        """Return the sum of the chosen counts (0 and 1), None unless it follows from what is shown.

        Showing such sums tells nothing new, however many are asked for; all others must be hidden.
        """
        wanted = np.asarray(chosen, dtype=np.float64).ravel()[self._free]
        left = wanted - self._shown_space @ (self._shown_space.T @ wanted)
        if np.abs(left).max(initial=0) > _TOLD:
            return None
        return int(np.asarray(chosen).ravel() @ self.sums.counts)

    def reason(self, chosen: ArrayLike) -> Hidden:
        """Return why the sum of the chosen counts is not shown: small where that is a published sum below k.

        Of other sums nothing is said of their size.
        """
        members, wanted = self.sums.members, np.asarray(chosen, dtype=np.int64).ravel()
        sizes = np.asarray(members.sum(axis=1)).ravel()
        same = (members @ wanted == sizes) & (sizes == wanted.sum()) & self.hidden
        return Hidden.SMALL if (same & (self.sums.values < self.sums.k)).any() else Hidden.OTHERS

    @cached_property
    def _free(self) -> NDArray[np.intp]:
        return np.flatnonzero(free_counts(self.sums, self.hidden))

    @cached_property
    def _shown_space(self) -> NDArray[np.float64]:
        """Return an orthonormal basis (free counts × rank) of what the shown sums tell of the free counts."""
        shown = self.sums.members[~self.hidden][:, self._free].toarray().astype(np.float64)
        vectors, sizes, _ = np.linalg.svd(np.unique(shown, axis=0).T, full_matrices=False)
        return np.asarray(vectors[:, sizes > _TOLD], dtype=np.float64)


@dataclass(frozen=True, slots=True)
class SuppressedTable:
    """A table with its totals: the last place along each axis holds the sums over it.

    `values` is NaN where `hidden`, and what is reckoned from it is NaN there too; totals that are not
    published are hidden. The audit's arrays have the same order, flattened.
    """

    values: NDArray[np.float64]
    hidden: Mask
    audit: Audit

    def shown(self, *place: int) -> int | None:
        """Return the count at the place (-1: the total over that axis), None where it is hidden."""
        return None if self.hidden[place] else int(self.values[place])


def suppress(
    table: ArrayLike,
    *,
    k: int = 5,
    zeros_hidden: bool = False,
    summed: Sequence[Sequence[int]] | None = None,
) -> SuppressedTable:
    """Return the table of counts, of one axis or more, with its totals and its small counts hidden.

    `summed` names the combinations of axes whose sums are shown, () being the cells themselves; None shows
    all. `zeros_hidden` hides 0 as well, as for the public. An empty table has totals of 0.

    Raises ValueError for anything but whole numbers of 0 or more and for k below 3, DisclosureError where
    the audit fails.
    """
    found = protect_table(table, k=k, zeros_hidden=zeros_hidden, summed=summed)
    bigger = tuple(size + 1 for size in np.asarray(table).shape)
    there = (np.diff(found.sums.members.indptr) > 0).reshape(bigger) | (summed is None)
    hidden = found.hidden.reshape(bigger) | ~there
    return SuppressedTable(np.where(hidden, np.nan, found.values.reshape(bigger)), hidden, found.audit)


def protect_table(
    table: ArrayLike,
    *,
    k: int = 5,
    zeros_hidden: bool = False,
    summed: Sequence[Sequence[int]] | None = None,
) -> Protected:
    """Return the table protected as by `suppress`, to ask it for further sums."""
    counts = np.asarray(table)
    if counts.ndim < 1:
        raise ValueError("a table has at least one axis")
    published = every_sum(counts.shape, summed)
    bigger = tuple(size + 1 for size in counts.shape)
    there = (np.diff(published.indptr) > 0).reshape(bigger) | (summed is None)
    lines = table_lines(counts.shape, there)
    return protect(published, counts, k=k, zeros_hidden=zeros_hidden, lines=lines, shape=counts.shape)


def protect(
    published: Members,
    counts: ArrayLike,
    *,
    k: int = 5,
    zeros_hidden: bool = False,
    lines: Sequence[Line] = (),
    shape: Sequence[int] | None = None,
) -> Protected:
    """Return which of the published sums (sums × counts, 0 and 1) are hidden so that none tells a small one.

    All that anyone can ask for belongs in `published`, or is answered by `Protected.told`: the audit is of
    these sums together. `lines` are published sums with the published parts that they are the sum of; they
    make the choice quicker, not safer. The same numbers always give the same choice.

    Raises as `suppress` does.
    """
    sums = published_sums(published, counts, k, zeros_hidden=zeros_hidden)
    witnesses = Witnesses.of(sums)
    hidden = hide_in_lines(sums, sums.secret, lines)
    _push(witnesses, hidden)
    if shape is not None:
        find_moves(witnesses, hidden, witnesses.narrow | witnesses.stiff, shape)
    hidden = _without_vain(witnesses, _loosened(witnesses, _widened(witnesses, hidden)))
    if not proven(witnesses, hidden):
        raise DisclosureError(UNSAFE)
    return Protected(sums, hidden, Audit(witnesses.low, witnesses.high, sums.secret, witnesses.solved))


def derived(compute: Callable[..., Result], *counts: object) -> Result | None:
    """Return what `compute` makes of the counts (a rate, a change), None where one is hidden or missing."""
    return compute(*counts) if all(isinstance(count, int) for count in counts) else None


def proven(witnesses: Witnesses, hidden: Mask) -> bool:
    """Return whether every small sum is hidden and has its proof, each move checked once more."""
    sums = witnesses.sums
    checked = Witnesses.of(sums)
    if not all(checked.add(move, hidden) for move in witnesses.moves):
        return False
    told = checked.narrow | checked.stiff | (sums.small & ~hidden)
    return not told.any()


def _push(witnesses: Witnesses, hidden: Mask) -> None:
    """Move many narrow sums at once, each to its farther end, as long as a third of them gives way."""
    sums = witnesses.sums
    signs = np.where(2 * sums.values < sums.k, 1.0, -1.0)
    while (narrow := witnesses.narrow).any():
        witnesses.add(farthest(witnesses, hidden, np.where(narrow, signs, 0.0)), hidden)
        if 3 * witnesses.narrow.sum() > 2 * narrow.sum():
            break


def _widened(witnesses: Witnesses, hidden: Mask) -> Mask:
    """Return what must be hidden so that every small sum has its interval.

    What stands in the way of one is hidden for it: it moves as far as wanted one way, or the other, or a
    step each way.
    """
    chosen, sums, wanted = hidden, witnesses.sums, witnesses.sums.width_wanted
    signs = np.where(2 * sums.values < sums.k, 1, -1)
    while (narrow := witnesses.narrow).any():
        move = farthest(witnesses, chosen, np.where(narrow, signs, 0).astype(float))
        if witnesses.add(move, chosen) and (witnesses.narrow != narrow).any():
            continue
        place = int(np.flatnonzero(narrow)[0])
        for change in (step * int(signs[place]) * way for step in range(wanted, 0, -1) for way in (1, -1)):
            chosen = _with_witness(witnesses, chosen, (place, change), whole=False)
            if not witnesses.narrow[place]:
                break
        else:
            raise DisclosureError(UNSAFE)
    return chosen


def _loosened(witnesses: Witnesses, hidden: Mask) -> Mask:
    """Return what must be hidden so that every small sum could be another whole number."""
    chosen = hidden
    while (stiff := np.flatnonzero(witnesses.stiff)).size:
        place = int(stiff[0])
        for whole, change in product((False, True), (1, -1)):
            chosen = _with_witness(witnesses, chosen, (place, change), whole=whole)
            if witnesses.varied[place]:
                break
        else:
            raise DisclosureError(UNSAFE)
    return chosen


def _with_witness(witnesses: Witnesses, hidden: Mask, target: tuple[int, int], *, whole: bool) -> Mask:
    """Return `hidden` and what must be hidden for a witness that changes the sum so; zeros at the last."""
    for zeros in (False, True):
        move = cheapest(witnesses, hidden, target, whole=whole, zeros=zeros)
        if move is not None:
            wider: Mask = hidden | np.asarray(np.abs(witnesses.sums.members @ move) > NEAR)
            if witnesses.add(move, wider):
                return wider
    return hidden


def _without_vain(witnesses: Witnesses, hidden: Mask) -> Mask:
    """Return `hidden` without the sums that can be reckoned anyway: they are no secret.

    What could be otherwise stays hidden, a zero within a small sum too: the hidden parts must not be known
    to be those with events.
    """
    sums = witnesses.sums
    for sign in (1.0, -1.0):
        while (still := hidden & _unmoved(witnesses)).any():
            move = farthest(witnesses, hidden, np.where(still, sign, 0.0))
            if not witnesses.add(move, hidden) or (_unmoved(witnesses) & hidden).sum() == still.sum():
                break
    told = np.zeros_like(hidden)
    for place in np.flatnonzero(hidden & _unmoved(witnesses) & (sums.values > 0)).tolist():
        weight = np.zeros(len(hidden))
        weight[place] = 1
        told[place] = not any(
            witnesses.add(farthest(witnesses, hidden, sign * weight), hidden)
            and not _unmoved(witnesses)[place]
            for sign in (1, -1)
        )
    known_zeros = _unmoved(witnesses) & (sums.values == 0)
    return np.asarray(hidden & ~told & ~known_zeros, dtype=np.bool_)


def _unmoved(witnesses: Witnesses) -> Mask:
    return np.asarray(~witnesses.sums.small & (witnesses.high - witnesses.low < NEAR), dtype=np.bool_)
