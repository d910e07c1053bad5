"""A count that may be hidden, and why it is: because it is small, or because it would tell a small one."""

from enum import StrEnum


class Hidden(StrEnum):
    """Why a count is not shown; the reason is no secret (see `analysis.suppression`).

    SMALL is below k. OTHERS is hidden with others: from it a small count could be reckoned, or it belongs
    to a selection of which no counts are told; it may be small itself.
    """

    SMALL = "small"
    OTHERS = "others"


Figure = int | Hidden


def hide_one(count: int, k: int | None) -> Figure:
    """Return a count whose parts and sums are not shown, hidden from 1 to k - 1; k None hides nothing."""
    return Hidden.SMALL if k is not None and 0 < count < k else count
