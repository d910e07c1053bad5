"""Who changed a thing, when, and what."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from geodata.questions.asking import rows


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One column's value before and after, as JSON values; both None for a geometry, which moved."""

    field: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Change:
    """One change by a person (None: by the system) and why; a new row has no field changes."""

    changed_at: datetime
    changed_by: str | None
    note: str
    is_new: bool
    fields: tuple[FieldChange, ...]


def history_of(session: Session, row_id: UUID) -> tuple[Change, ...]:
    """Return the interactive changes of a row, newest first; empty for rows that only imports wrote."""
    return tuple(
        Change(
            row["changed_at"],
            row["changed_by"],
            row["note"],
            row["is_new"],
            tuple(
                FieldChange(change["field"], change["before"], change["after"]) for change in row["changes"]
            ),
        )
        for row in rows(session, "history", {"row_id": row_id})
    )
