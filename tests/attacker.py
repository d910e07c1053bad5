"""An attacker by linear programming, written without the code it attacks."""

import numpy as np
from scipy.optimize import linprog

NEAR = 1e-6


def recovered(matrix, values, hidden, low=0.0, high=np.inf):
    """Return which hidden sums the attacker works out from the shown: one value is left, of whole numbers.

    `low` and `high` bound the hidden sums. A sum that differs between two tables that agree with all that
    is shown is not worked out; what never differed is looked at one by one.
    """
    rows, low, high = matrix[hidden], np.broadcast_to(low, hidden.shape), np.broadcast_to(high, hidden.shape)
    bounded = np.isfinite(high[hidden])
    given = {
        "A_eq": matrix[~hidden],
        "b_eq": values[~hidden],
        "A_ub": np.vstack([rows[bounded], -rows]),
        "b_ub": np.concatenate([high[hidden][bounded], -low[hidden]]),
    }
    least, most = np.full(len(rows), np.inf), np.full(len(rows), -np.inf)

    def attack(weights):
        found = linprog(weights @ np.minimum(rows, 1), **given)
        if found.status == 0:
            least[:] = np.minimum(least, rows @ found.x)
            most[:] = np.maximum(most, rows @ found.x)
        return found.status == 3  # without end

    one = np.eye(len(rows))
    for weights in np.random.default_rng(1).normal(size=(4, len(rows))) if len(rows) else ():
        attack(weights)
    for number in range(len(rows)):
        for sign in (1, -1):
            if most[number] - least[number] < 1 - NEAR and attack(sign * one[number]):
                most[number] = np.inf
    known = np.zeros_like(hidden)
    known[hidden] = np.floor(most + NEAR) - np.ceil(least - NEAR) < 1
    return known
