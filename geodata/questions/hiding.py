"""Hiding of small counts in a row whose sum is shown."""

from collections.abc import Sequence


def hide_small(counts: Sequence[int], k: int | None) -> tuple[int | None, ...]:
    """Return the counts with those from 1 to k - 1 replaced by None; k None hides nothing.

    Where the sum would give a hidden count away, the smallest of the shown ones are hidden too, until at
    least two are hidden and sum to k or more; zeros are no secret (DOMAIN §10.1 S1, S2). Ties fall to the
    earlier count. A sum from 1 to k - 1 must itself be hidden by whoever shows it: `hide_one`.
    """
    if k is None:
        return tuple(counts)
    hidden = {place for place, count in enumerate(counts) if 0 < count < k}
    shown = sorted((count, place) for place, count in enumerate(counts) if count >= k)
    while hidden and shown and (len(hidden) < 2 or sum(counts[place] for place in hidden) < k):
        hidden.add(shown.pop(0)[1])
    return tuple(None if place in hidden else count for place, count in enumerate(counts))


def hide_one(count: int, k: int | None) -> int | None:
    """Return the count, None where it is from 1 to k - 1; k None hides nothing."""
    return None if k is not None and 0 < count < k else count
