"""The queue of unknown codes: values of files that wait until someone decides what they mean (BR-34)."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from geodata.errors import NotFoundError
from geodata.models import CodeMapping
from geodata.screening import findings

LONGEST_VALUE = 200


@dataclass(frozen=True, slots=True)
class UnknownValue:
    """A value of a field that no code list knows, and in how many rows of the file it stands."""

    field: str
    value: str
    rows: int


def queue_unknown(session: Session, source: str, unknown: Iterable[UnknownValue]) -> int:
    """Put unknown values of a source's file in the queue; return how many of them wait there now.

    One that is there already is noted as seen again. What seems to tell of a person, or is longer than a code
    could be, stays out: its rows are refused all the same. The caller commits.
    """
    fit = [one for one in unknown if 0 < len(one.value) <= LONGEST_VALUE and not findings(one.value)]
    if not fit:
        return 0
    rows = [{"source": source, "field": one.field, "value": one.value, "rows_seen": one.rows} for one in fit]
    adding = insert(CodeMapping).values(rows)
    session.execute(
        adding.on_conflict_do_update(
            index_elements=["source", "field", "value"],
            set_={"rows_seen": adding.excluded.rows_seen, "last_seen_at": func.now()},
        )
    )
    return len(fit)


def decide(session: Session, mapping_id: UUID, code: str | None) -> CodeMapping:
    """Return the mapping after its value means `code`; None lets it wait again. The caller commits.

    Whether the field has such a code is for the caller to know. Raises NotFoundError for an unknown mapping,
    and for one that is not the asker's to decide.
    """
    mapping = session.get(CodeMapping, mapping_id)
    if mapping is None:
        raise NotFoundError
    decision = {"code": code, "decided_by": func.asking_user(), "decided_at": func.now() if code else None}
    session.execute(update(CodeMapping).where(CodeMapping.id == mapping_id).values(decision))
    session.refresh(mapping)
    return mapping
