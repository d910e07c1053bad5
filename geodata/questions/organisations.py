"""Parties and units, to choose who is responsible."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from geodata.statements import statement
from geodata.text import Text


@dataclass(frozen=True, slots=True)
class Party:
    """One organisation; `kind` is a code of ORGANISATION_KINDS."""

    id: UUID
    code: str
    name: Text
    kind: str


def organisations(session: Session, on: date) -> tuple[Party, ...]:
    """Return the organisations that exist on a day, by their Swedish names; none where none does."""
    rows = session.execute(statement(__package__, "organisations"), {"day": on})
    return tuple(Party(row.id, row.code, Text(sv=row.name_sv, en=row.name_en), row.kind) for row in rows)
