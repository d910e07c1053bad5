"""What a batch of imported rows left out, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from geodata.errors import NotFoundError
from geodata.models import ImportBatch
from geodata.statements import statement
from geodata.text import Text

MOST_REJECTIONS = 500


@dataclass(frozen=True, slots=True)
class Rejection:
    """One row left out: the reason is for its sender to act on."""

    row_number: int
    column_name: str
    reason: Text
    value: str | None


@dataclass(frozen=True, slots=True)
class BatchFacts:
    """One file brought in, with its first rejections; `quality` are the source's own figures by name.

    `by_command` says that the command line brought it, which knows no people.
    """

    id: UUID
    source: str
    file_name: str
    sha256: str
    srid: int | None
    status: str
    created_at: datetime
    undone_at: datetime | None
    rows_read: int
    rows_stored: int
    rows_unchanged: int
    rows_rejected: int
    quality: Mapping[str, object]
    synthetic: bool
    by_command: bool
    rejections: tuple[Rejection, ...]


def batch_facts(session: Session, batch_id: UUID, *, most: int = MOST_REJECTIONS) -> BatchFacts:
    """Return a batch with at most `most` of the rows it left out; raises NotFoundError for an unknown one."""
    batch = session.get(ImportBatch, batch_id)
    if batch is None:
        raise NotFoundError
    rows = session.execute(statement(__package__, "rejections"), {"batch_id": batch_id, "most": most})
    return BatchFacts(
        id=batch.id,
        source=batch.source,
        file_name=batch.file_name,
        sha256=batch.sha256,
        srid=batch.srid,
        status=batch.status,
        created_at=batch.created_at,
        undone_at=batch.undone_at,
        rows_read=batch.rows_read,
        rows_stored=batch.rows_stored,
        rows_unchanged=batch.rows_unchanged,
        rows_rejected=batch.rows_rejected,
        quality=batch.quality,
        synthetic=batch.synthetic,
        by_command=batch.created_by is None,
        rejections=tuple(
            Rejection(row.row_number, row.column_name, Text(row.reason_sv, row.reason_en), row.value)
            for row in rows
        ),
    )
