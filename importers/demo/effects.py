"""Building the effects of `truth` into recorded events."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from importers.demo.intensity import Points
from importers.demo.truth import REACH_METRES, RING_METRES, Effect


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an effect did: which events it took away, and where those went that it moved instead."""

    removed: NDArray[np.int64]
    moved: NDArray[np.int64]
    moved_to: Points


def concerned(
    effect: Effect,
    place: NDArray[np.float64],
    points: Points,
    when: NDArray[np.bool_],
    light: NDArray[np.str_],
) -> NDArray[np.int64]:
    """Return the indices of the events in the effect's reach and light, of those that `when` marks.

    `points` are the recorded positions (NaN for none).
    """
    near = np.hypot(*(points - place).T) <= REACH_METRES
    lit = light == effect.light if effect.light else np.ones(len(points), dtype=bool)
    return np.flatnonzero(near & when & lit)


def outcome(
    effect: Effect,
    place: NDArray[np.float64],
    events: NDArray[np.int64],
    randomness: np.random.Generator,
) -> Outcome:
    """Return what becomes of the concerned events: the stated share of them, to the nearest event."""
    taken = randomness.permutation(events)[: round((1 - effect.ratio) * len(events))]
    moves = round(effect.displaced_share * len(taken))
    return Outcome(taken[moves:], taken[:moves], _in_ring(place, moves, randomness))


def _in_ring(place: NDArray[np.float64], number: int, randomness: np.random.Generator) -> Points:
    """Return positions spread evenly over the ring between the two distances."""
    squared = randomness.uniform(REACH_METRES**2, RING_METRES**2, number)
    angle = randomness.uniform(0, 2 * np.pi, number)
    directions = np.column_stack([np.cos(angle), np.sin(angle)])
    return np.asarray(place + np.sqrt(squared)[:, None] * directions, dtype=np.float64)
