"""Hiding the small counts of a dataclass whose sum is not shown beside them."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from geodata.questions.hiding import hide_one

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    Row = TypeVar("Row", bound=DataclassInstance)
else:
    Row = TypeVar("Row")


def hide_counts(row: Row, k: int, *names: str) -> Row:
    """Return `row` with the counts from 1 to k - 1 among the fields `names` replaced by None."""
    counts: dict[str, Any] = {name: getattr(row, name) for name in names}
    return replace(
        row, **{name: None if count is None else hide_one(count, k) for name, count in counts.items()}
    )
