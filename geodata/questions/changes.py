"""The history of one row: who changed what, when and why."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from geodata.statements import statement

MOST_CHANGES = 50


@dataclass(frozen=True, slots=True)
class Change:
    """One change; `fields` are the columns that differ, the status apart.

    `status_before` is None for a new row; `changed_by` is a name, None for work that no account did.
    """

    changed_at: datetime
    changed_by: str | None
    note: str
    is_new: bool
    status_before: str | None
    status_after: str | None
    fields: tuple[str, ...]


def changes(session: Session, row_id: UUID, *, most: int = MOST_CHANGES) -> tuple[Change, ...]:
    """Return the newest changes of a place, a measure or an initiative; none for a row as it was imported."""
    rows = session.execute(statement(__package__, "changes"), {"row_id": row_id, "most": most})
    return tuple(
        Change(
            row.changed_at,
            row.changed_by,
            row.note,
            row.is_new,
            row.status_before,
            row.status_after,
            tuple(row.fields),
        )
        for row in rows
    )
