"""Where there are more events than chance explains, cell by cell."""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betainc

from geodata.analysis.multiplicity import adjust
from geodata.errors import NotEstimableError
from geodata.text import Text

Number = TypeVar("Number", np.int64, np.float64)

CONSTANT_GRID = Text(
    sv="Alla rutor har samma antal: det finns inget mönster att pröva.",
    en="All cells hold the same number: there is no pattern to test.",
)
NOTHING_EXPECTED = Text(
    sv="Det finns händelser där det förväntade antalet är noll: välj en annan jämförelse.",
    en="There are events where the expected number is zero: choose another comparison.",
)


@dataclass(frozen=True, slots=True)
class WindowExcess:
    """One value per cell, in the shape of the counts; a window is a neighbourhood, not a cell.

    `p_values` are one-sided, `q_values` adjusted by Benjamini-Hochberg over the cells of the mask (hot
    at most at 0.05), `window_counts` the events in the window, `window_expected` how many chance
    would put there. Outside the mask p and q are 1, counts and expectation 0.
    """

    p_values: NDArray[np.float64]
    q_values: NDArray[np.float64]
    window_counts: NDArray[np.int64]
    window_expected: NDArray[np.float64]


def window_excess(
    counts: ArrayLike, *, expected: ArrayLike | None = None, mask: ArrayLike | None = None, reach: int = 1
) -> WindowExcess:
    """Return for each cell how surprising the events in its window are, exactly.

    `counts` is a 2-D array of whole events per cell; the window reaches `reach` cells to each side
    (1: 3 × 3) and is clipped to the mask. `mask` is boolean, or the share of each cell that lies
    inside the area (0 to 1); cells of share 0 and their events are left out. `expected` is what a
    whole cell would expect, in any unit (people, street metres, events of earlier years): only its
    shares count; None is the same for every cell. In both cases the share inside scales it.

    With S events in the window of N in all, and the window's share p0 of the whole expectation,
    p = P(X >= S) for X ~ Binomial(N, p0). Null hypothesis: each event falls in a cell independently,
    with the expectation's shares. Without events every p is 1.

    Raises NotEstimableError where events lie in a window in which nothing is expected, ValueError for
    arrays that are not what is said above or do not fit each other.

    Why not Gi*: with Benjamini-Hochberg its normal approximation finds hot cells in all random maps
    of 0.05 events per cell and in nearly half at 1; this test in 2 to 4 %.
    Source: the binomial tail of a scan window as in Openshaw et al. (1987) and Kulldorff (1997).
    """
    events = _events(counts)
    share = _share(mask, events.shape)
    inside = share > 0
    events = np.where(inside, events, 0)
    surface = share if expected is None else share * _surface(expected, events.shape)
    window_counts = np.where(inside, _window_sums(events, _reach(reach)), 0)
    total, whole = int(events.sum()), float(surface.sum())
    if total == 0 or whole == 0:
        if total:
            raise NotEstimableError(NOTHING_EXPECTED)
        ones = np.ones(events.shape)
        return WindowExcess(ones, ones.copy(), window_counts, np.zeros(events.shape))
    window_share = np.where(inside, np.clip(_window_sums(surface, reach) / whole, 0.0, 1.0), 0.0)
    p_values = _tail(window_counts, total, window_share)
    q_values = np.ones(events.shape)
    q_values[inside] = adjust(p_values[inside], "bh")
    return WindowExcess(p_values, q_values, window_counts, total * window_share)


def getis_ord_star(
    counts: ArrayLike, *, mask: ArrayLike | None = None, reach: int = 1
) -> NDArray[np.float64]:
    """Return Gi* as a z-score per cell, for comparison with other programs; two-sided.

    Weights are 1 for the cell and its neighbours within `reach` (queen) inside the mask; the
    standard deviation divides by n. `counts` may be any finite numbers, `mask` is as in
    `window_excess`, but a cell is either in or out. Outside the mask, and where a window covers the
    whole mask, z is 0.

    Raises NotEstimableError where all cells are equal (or there is none), ValueError as `window_excess`.
    Null hypothesis: the values are placed at random. In sparse maps z is not normal: see there.

    Source: Getis and Ord (1992), Ord and Getis (1995), equation 14a.
    """
    values = np.asarray(counts, dtype=np.float64)
    if values.ndim != 2 or not np.isfinite(values).all():
        raise ValueError("counts must be a 2-D array of finite numbers")
    inside = _share(mask, values.shape) > 0
    cells = int(inside.sum())
    chosen = values[inside]
    if cells == 0 or (chosen == chosen[0]).all():
        raise NotEstimableError(CONSTANT_GRID)
    centred = np.where(inside, values - chosen.mean(), 0.0)
    neighbours = _window_sums(inside.astype(np.int64), _reach(reach))
    spread = chosen.std() * np.sqrt(neighbours * (cells - neighbours) / (cells - 1))
    tested = inside & (neighbours < cells)
    z = np.zeros(values.shape)
    np.divide(_window_sums(centred, reach), spread, out=z, where=tested)
    return z


def count_cells(
    x: ArrayLike, y: ArrayLike, *, origin: tuple[float, float], cell_metres: float, shape: tuple[int, int]
) -> NDArray[np.int64]:
    """Return the number of points per cell, as an array of `shape` (rows, columns).

    `x`, `y` and `origin` are metres in the city's CRS; `origin` is the south-west corner, row 0 the
    southernmost, column 0 the westernmost. Cells are half-open, west and south edge included, so that
    a point on a shared edge is counted once; cell k starts at exactly origin + k × cell_metres. No
    points give zeros. Raises ValueError for points outside the grid (none is dropped), coordinates
    that are missing, and a size or shape that is not above 0.
    """
    if not (0 < cell_metres < np.inf and min(shape) >= 1):
        raise ValueError("cell_metres and shape must be above 0")
    rows = _cell_numbers(y, origin[1], cell_metres)
    columns = _cell_numbers(x, origin[0], cell_metres)
    if rows.shape != columns.shape or rows.ndim != 1:
        raise ValueError("x and y must be two lists of the same length")
    within = (rows >= 0) & (rows < shape[0]) & (columns >= 0) & (columns < shape[1])
    if not within.all():
        raise ValueError(
            f"{int((~within).sum())} of {len(rows)} points lie outside the grid or have no position"
        )
    numbers = rows.astype(np.int64) * shape[1] + columns.astype(np.int64)
    return np.bincount(numbers, minlength=shape[0] * shape[1]).reshape(shape)


def _cell_numbers(values: ArrayLike, start: float, cell_metres: float) -> NDArray[np.float64]:
    """Return cell numbers from exact edges; the division alone may put a point on an edge below it."""
    positions = np.asarray(values, dtype=np.float64)
    cells = np.floor((positions - start) / cell_metres)
    cells += positions >= start + (cells + 1) * cell_metres
    cells -= positions < start + cells * cell_metres
    return cells


def _events(counts: ArrayLike) -> NDArray[np.int64]:
    given = np.asarray(counts)
    if given.ndim != 2 or not (np.isfinite(given).all() and (given >= 0).all() and (given % 1 == 0).all()):
        raise ValueError("counts must be a 2-D array of whole numbers of 0 or more")
    return given.astype(np.int64)


def _share(mask: ArrayLike | None, shape: tuple[int, ...]) -> NDArray[np.float64]:
    share = np.ones(shape) if mask is None else np.asarray(mask, dtype=np.float64)
    if share.shape != shape or not ((share >= 0) & (share <= 1)).all():
        raise ValueError("mask must have the shape of counts and hold true or false, or shares from 0 to 1")
    return share


def _surface(expected: ArrayLike, shape: tuple[int, ...]) -> NDArray[np.float64]:
    surface = np.asarray(expected, dtype=np.float64)
    if surface.shape != shape or not (np.isfinite(surface).all() and (surface >= 0).all()):
        raise ValueError("expected must have the shape of counts and hold numbers of 0 or more")
    return surface


def _reach(reach: int) -> int:
    if reach < 0 or reach != int(reach):
        raise ValueError("reach must be a whole number of cells, 0 or more")
    return int(reach)


def _window_sums(values: NDArray[Number], reach: int) -> NDArray[Number]:
    """Return the sum over the square window of each cell, exact for whole numbers, clipped at the edges."""
    sums = values
    for axis in (0, 1):
        line = np.moveaxis(sums, axis, 0)
        total = line.copy()
        for step in range(1, min(reach, len(line) - 1) + 1):
            total[step:] += line[:-step]
            total[:-step] += line[step:]
        sums = np.moveaxis(total, 0, axis)
    return sums


def _tail(
    window_counts: NDArray[np.int64], total: int, window_share: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return P(X >= S), X ~ Binomial(N, share): the incomplete beta function I_share(S, N - S + 1)."""
    p_values = np.ones(window_counts.shape)
    busy = window_counts > 0
    if (window_share[busy] == 0).any():
        raise NotEstimableError(NOTHING_EXPECTED)
    seen, shares = window_counts[busy], window_share[busy]
    distinct, which = np.unique(shares, return_inverse=True)
    if len(distinct) < len(shares) // 10:  # equal cells: few different windows, each computed once
        pairs, place = np.unique(seen * len(distinct) + which, return_inverse=True)
        seen, which = np.divmod(pairs, len(distinct))
        p_values[busy] = betainc(seen, total - seen + 1, distinct[which])[place]
    else:
        p_values[busy] = betainc(seen, total - seen + 1, shares)
    return p_values
