"""Hiding of a small count whose parts and sums are not shown: tables go to `analysis.suppression`."""


def hide_one(count: int, k: int | None) -> int | None:
    """Return the count, None where it is from 1 to k - 1; k None hides nothing."""
    return None if k is not None and 0 < count < k else count
