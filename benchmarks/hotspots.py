"""The exact window test on 100,000 cells, beside the same test written the plain way.

Run: python -m benchmarks.hotspots. Prints the best of three, and how many times slower the plain
ways are: scipy's binomial tail for every cell of a convolved map, and a loop over the cells (timed
on every 50th cell and multiplied).
"""

import time
from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage, stats

from geodata.analysis.hotspots import getis_ord_star, window_excess

ROWS, COLUMNS = 250, 400
EVERY = 50
SEED = 20130701

Counts = NDArray[np.int64]


def whole_arrays(counts: Counts) -> NDArray[np.float64]:
    """Return the adjusted p-values by a convolution and scipy's own tail and adjustment."""
    window = np.ones((3, 3))
    seen = ndimage.convolve(counts, window.astype(np.int64), mode="constant")
    share = ndimage.convolve(np.ones(counts.shape), window, mode="constant") / counts.size
    p_values = np.asarray(stats.binom.sf(seen - 1, counts.sum(), share))
    return stats.false_discovery_control(p_values.ravel()).reshape(counts.shape)


def one_by_one(counts: Counts) -> list[float]:
    """Return the p-value of every 50th cell, each from its own slice and its own tail."""
    total, p_values = int(counts.sum()), []
    for number in range(0, counts.size, EVERY):
        row, column = divmod(number, counts.shape[1])
        window = counts[max(row - 1, 0) : row + 2, max(column - 1, 0) : column + 2]
        p_values.append(float(stats.binom.sf(window.sum() - 1, total, window.size / counts.size)))
    return p_values


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """Return the shortest of `times` runs."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def main() -> None:
    random = np.random.default_rng(SEED)
    share = random.uniform(0.2, 1, (ROWS, COLUMNS))
    print(f"{ROWS * COLUMNS:,} cells, window 3 × 3; milliseconds, and times slower than ours")
    print("events/cell    ours  weighted    Gi*  scipy, whole arrays     cell by cell")
    for mean in (0.05, 0.3, 1, 10):
        counts = random.poisson(mean, (ROWS, COLUMNS))
        ours = seconds(partial(window_excess, counts))
        weighted = seconds(partial(window_excess, counts, expected=share))
        gi_star = seconds(partial(getis_ord_star, counts))
        arrays = seconds(partial(whole_arrays, counts))
        loop = EVERY * seconds(partial(one_by_one, counts), times=1)
        assert np.allclose(window_excess(counts).q_values, whole_arrays(counts), rtol=1e-6)
        print(
            f"{mean:>11} {1e3 * ours:>7.1f} {1e3 * weighted:>9.1f} {1e3 * gi_star:>6.1f}"
            f" {1e3 * arrays:>11.1f} ({arrays / ours:>4.1f}×) {1e3 * loop:>8.0f} ({loop / ours:>4.0f}×)"
        )


if __name__ == "__main__":
    main()
