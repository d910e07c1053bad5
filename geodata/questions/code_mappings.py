"""What files' own codes mean, and which of them nobody has decided on yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from geodata.statements import statement


@dataclass(frozen=True, slots=True)
class MappedCode:
    """A value of a field and the `code` it means, None while it waits; `rows_seen` in its last file."""

    id: UUID
    source: str
    field: str
    value: str
    code: str | None
    rows_seen: int
    last_seen_at: datetime


def code_mappings(
    session: Session, *, source: str | None = None, waiting_only: bool = False
) -> tuple[MappedCode, ...]:
    """Return the queue's values, those that wait first, then by source, field and value."""
    asked = {"source_code": source, "waiting_only": waiting_only}
    return tuple(MappedCode(*row) for row in session.execute(statement(__package__, "code_mappings"), asked))


def decided_codes(session: Session, source: str) -> Mapping[str, Mapping[str, str]]:
    """Return by field what values of a source's files were decided to mean; empty where nothing was."""
    decided: dict[str, dict[str, str]] = {}
    for mapping in code_mappings(session, source=source):
        if mapping.code is not None:
            decided.setdefault(mapping.field, {})[mapping.value] = mapping.code
    return decided
