"""p-values that stay honest when many are looked at together."""

from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

Method = Literal["bh", "by", "holm"]


def adjust(p_values: ArrayLike, method: Method = "bh") -> NDArray[np.float64]:
    """Return adjusted p-values in the shape of `p_values`; those at most 0.05 hold at 5 %.

    "bh" bounds the expected share of false finds among the finds (Benjamini and Hochberg 1995) for
    independent or positively dependent tests, such as overlapping windows; "by" does so under any
    dependence (Benjamini and Yekutieli 2001); "holm" bounds the chance of even one false find (Holm
    1979). An empty array stays empty. Raises ValueError for a p-value that is missing or outside 0
    to 1, and for an unknown method.
    """
    if method not in get_args(Method):
        raise ValueError(f"method must be one of {', '.join(get_args(Method))}")
    given = np.asarray(p_values, dtype=np.float64)
    if not ((given >= 0) & (given <= 1)).all():
        raise ValueError("p_values must all be known and lie between 0 and 1")
    tests = given.size
    if tests == 0:
        return given.copy()
    order = np.argsort(given, axis=None)
    sorted_p = given.ravel()[order]
    ranks = np.arange(1, tests + 1)
    if method == "holm":
        adjusted = np.maximum.accumulate(sorted_p * (tests - ranks + 1))
    else:
        factor = float((1 / ranks).sum()) if method == "by" else 1.0
        adjusted = np.minimum.accumulate((sorted_p * (factor * tests) / ranks)[::-1])[::-1]
    result = np.empty(tests)
    result[order] = np.minimum(adjusted, 1.0)
    return result.reshape(given.shape)
