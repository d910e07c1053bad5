"""Who changed a thing, when, and what; and where it came from when nobody entered it by hand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from geodata.questions.asking import name_of, rows
from geodata.text import Text

# Columns that the database derives or counts itself, and those that hold what people wrote.
DERIVED = (
    "area_ids",
    "batch_id",
    "light",
    "near_area_ids",
    "observed_on",
    "updated_at",
    "updated_by",
    "version",
)
_TEXTS = (
    "description",
    "indicator",
    "name",
    "note",
    "parameters",
    "problem",
    "statement",
    "summary",
    "title",
    "wording",
)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One column's value before and after, as JSON values.

    Both are None for a geometry, whose middle moved by `metres` (None where there was or is none), and
    where they are `withheld`: a text that had to be reviewed first.
    """

    field: str
    before: object
    after: object
    metres: float | None = None
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One change by a person (None: by the system) and why; a new row has no field changes.

    `table` and `row_id` say of what: the history of an initiative holds that of its goals.
    """

    changed_at: datetime
    changed_by: str | None
    note: str
    is_new: bool
    fields: tuple[FieldChange, ...]
    table: str = ""
    row_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Provenance:
    """The batch that brought a row in: the code of its source and when; its id for those who see batches."""

    batch_id: UUID | None
    source: str
    brought_in: datetime


def history_of(session: Session, *row_ids: UUID) -> tuple[Change, ...]:
    """Return the interactive changes of the rows, newest first; empty for rows that only imports wrote."""
    asked = {"row_ids": [str(row_id) for row_id in row_ids], "derived": DERIVED, "texts": _TEXTS}
    return tuple(
        Change(
            row["changed_at"],
            row["changed_by"],
            row["note"],
            row["is_new"],
            tuple(FieldChange(**change) for change in row["changes"]),
            row["table_name"],
            row["row_id"],
        )
        for row in rows(session, "history", asked)
    )


def provenance_of(session: Session, row_id: UUID) -> Provenance | None:
    """Return the batch that brought a row in that the asker sees; None for what was entered by hand."""
    found = rows(session, "provenance", {"row_id": row_id})
    return Provenance(**found[0]) if found else None


def names_of(session: Session, ids: Iterable[UUID]) -> dict[UUID, Text]:
    """Return the names of the organisations and initiatives among `ids` that the asker may see."""
    asked = {"ids": [str(row_id) for row_id in ids]}
    return {row["id"]: name_of(row) for row in rows(session, "names_of", asked)}
