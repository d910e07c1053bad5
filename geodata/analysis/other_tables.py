"""Other tables that agree with everything shown: what an attacker by linear programming can and cannot tell.

A move is what another table differs by from the true one. It keeps every shown sum, and every hidden sum
within what the legend tells of it. A move that changes a hidden sum is a witness that nobody can tell the
sum from what is shown; one of whole numbers, that no arithmetic of whole numbers can either.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import csr_array, eye_array, hstack

from geodata.analysis.published_sums import Mask, PublishedSums

Numbers = NDArray[np.float64]

NEAR = 1e-6
_TRIFLE = 1e-2
_NODES = 200  # a limit in seconds would make the choice depend on the machine


@dataclass
class Witnesses:
    """The moves found so far.

    `low` and `high` are the least and greatest value of each sum among the tables moved to; `varied` marks
    the sums that a move of whole numbers changes.
    """

    sums: PublishedSums
    low: Numbers
    high: Numbers
    varied: Mask
    moves: list[Numbers] = field(default_factory=list)
    solved: int = 0

    @classmethod
    def of(cls, sums: PublishedSums) -> "Witnesses":
        """Return none but the true table."""
        true = sums.values.astype(float)
        return cls(sums, true, true, np.zeros(len(true), dtype=np.bool_))

    def add(self, move: Numbers, hidden: Mask) -> bool:
        """Take the move if it agrees with what is shown; return whether it does.

        Moves of whole numbers are checked exactly, others to a millionth of an event.
        """
        sums, rounded = self.sums, np.rint(move)
        whole = bool(np.abs(move - rounded).max(initial=0) < NEAR)
        taken, slip = (rounded, 0.0) if whole else (move, NEAR)
        change = sums.members @ taken
        moved = sums.values + change
        within = (moved >= sums.lowest - slip) & (moved <= sums.highest + slip)
        agrees = np.where(hidden, within, np.abs(change) <= slip).all()
        if not agrees or (sums.counts + taken < -slip).any():
            return False
        self.moves.append(taken)
        self.low, self.high = np.minimum(self.low, moved), np.maximum(self.high, moved)
        self.varied = self.varied | (whole & (change != 0))
        return True

    @property
    def narrow(self) -> Mask:
        """Return which small sums have no interval as wide as wanted yet."""
        wide = self.high - self.low > self.sums.width_wanted - 2 * NEAR
        narrow: Mask = self.sums.small & ~np.asarray(wide, dtype=np.bool_)
        return narrow

    @property
    def stiff(self) -> Mask:
        """Return which small sums no move of whole numbers changes."""
        return np.asarray(self.sums.small & ~self.varied, dtype=np.bool_)


def free_counts(sums: PublishedSums, hidden: Mask) -> Mask:
    """Return the counts that can differ: in no shown zero, and not shown themselves."""
    sizes = np.diff(sums.members.indptr)
    known = ~hidden & ((sums.values == 0) | (sizes == 1))
    return np.asarray(sums.members.T @ known.astype(np.int64) == 0, dtype=np.bool_)


def farthest(witnesses: Witnesses, hidden: Mask, weight: Numbers) -> Numbers:
    """Return the move that changes the sums most, each weighted; zeros where there is none.

    Complementary sums rise by k at most: they have no upper bound.
    """
    sums = witnesses.sums
    free = np.flatnonzero(free_counts(sums, hidden))
    move = np.zeros(len(sums.counts))
    members = sums.members[:, free]
    rows = np.flatnonzero(np.diff(members.indptr) > 0)
    if not len(rows):
        return move
    room = np.minimum(sums.highest, sums.values + sums.k)
    low = np.where(hidden, sums.lowest - sums.values, 0)[rows]
    high = np.where(hidden, room - sums.values, 0)[rows]
    witnesses.solved += 1
    found: OptimizeResult = milp(
        -(members.T @ weight),
        bounds=Bounds(-sums.counts[free].astype(float), np.inf),
        constraints=LinearConstraint(members[rows], low, high),
    )
    if found.x is not None:
        move[free] = found.x
    return move


def cheapest(
    witnesses: Witnesses, hidden: Mask, target: tuple[int, int], *, whole: bool = False, zeros: bool = False
) -> Numbers | None:
    """Return the move that changes the sum target[0] by target[1] and the shown sums least.

    A shown sum costs its value for each that it changes by, the later of two equal ones a trifle more;
    shown zeros change only where `zeros` says so, at the cost of a k. `whole` asks for whole numbers. None
    where there is no such move.
    """
    sums, (place, change) = witnesses.sums, target
    shut = ~hidden & (sums.values == 0) & (not zeros)
    loose = np.flatnonzero(~hidden & ~shut & (np.diff(sums.members.indptr) > 0))
    free = np.flatnonzero(np.asarray(sums.members.T @ shut.astype(np.int64)) == 0)
    rows = np.flatnonzero(np.diff(sums.members[:, free].indptr) > 0)
    low = np.where(hidden, sums.lowest - sums.values, 0).astype(float)
    high = np.where(hidden, sums.highest - sums.values, 0)
    low[place] = high[place] = change
    # How much each count rises and falls, then each shown sum: few small changes are rather whole.
    slack = csr_array(eye_array(len(sums.values), format="csr"))[rows][:, loose]
    inner = sums.members[rows][:, free]
    matrix = hstack([inner, -inner, -slack, slack], format="csr")
    cost = np.maximum(sums.values, sums.k)[loose] * (1 + np.linspace(0, 1e-3, len(loose)))
    room = ((sums.highest - sums.values)[loose], (sums.values - sums.lowest)[loose])
    most = (np.full(len(free), np.inf), sums.counts[free], *room)
    witnesses.solved += 1
    found: OptimizeResult = milp(
        np.concatenate([np.full(2 * len(free), _TRIFLE), cost, cost]),
        integrality=np.full(matrix.shape[1], int(whole)),
        bounds=Bounds(0, np.concatenate(most)),
        constraints=LinearConstraint(matrix, low[rows], high[rows]),
        options={"node_limit": _NODES},
    )
    if found.x is None:
        return None
    move = np.zeros(len(sums.counts))
    move[free] = found.x[: len(free)] - found.x[len(free) : 2 * len(free)]
    return move
