"""Files on their way in, as the asker may see them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from geodata.errors import NotFoundError
from geodata.statements import statement
from geodata.text import Text

WORKER_LOCK = 0x7472796767
"""The number that a worker holds an advisory lock on for as long as it is at work."""


@dataclass(frozen=True, slots=True)
class Upload:
    """One file on its way in; what its columns hold is told in `geodata.models.upload`.

    `mine` says whether the asker brought it, `brought_by` and `approver` are names. `refusal` is why what was
    wanted was not done.
    """

    id: UUID
    file_name: str
    sha256: str
    bytes: int
    kept: bool
    rejected_as: str | None
    source: str | None
    settings: Mapping[str, str]
    column_map: Mapping[str, str]
    srid: int | None
    accept_rejected: bool
    status: str
    wanted: str | None
    stage: str | None
    rows_done: int | None
    rows_in_all: int | None
    approval: str | None
    recognition: Mapping[str, Any] | None
    report: Mapping[str, Any] | None
    refusal: Text | None
    batch_id: UUID | None
    uploaded_at: datetime
    approved_at: datetime | None
    mine: bool
    brought_by: str | None
    approver: str | None

    @property
    def rejected(self) -> int:
        """Return how many rows of the file its last check turned away."""
        counts = (self.report or {}).get("counts", {})
        return int(counts.get("rejected", 0))


def uploads_under_way(session: Session) -> tuple[Upload, ...]:
    """Return the uploads that the asker may see and that are not published or undone, the newest first."""
    return _uploads(session, upload_id=None, batch_id=None)


def upload(session: Session, upload_id: UUID) -> Upload:
    """Return one upload; raises NotFoundError for one that the asker may not see."""
    found = _uploads(session, upload_id=upload_id, batch_id=None)
    if not found:
        raise NotFoundError
    return found[0]


def upload_of_batch(session: Session, batch_id: UUID) -> Upload | None:
    """Return the upload that a batch came from, None where it came otherwise or is not for the asker."""
    return next(iter(_uploads(session, upload_id=None, batch_id=batch_id)), None)


def worker_is_there(session: Session) -> bool:
    """Return whether a worker is at work that will do what is wanted."""
    asked = {"high": WORKER_LOCK >> 32, "low": WORKER_LOCK & 0xFFFFFFFF}
    return bool(session.scalar(statement(__package__, "worker_is_there"), asked))


def _uploads(session: Session, *, upload_id: UUID | None, batch_id: UUID | None) -> tuple[Upload, ...]:
    asked = {"upload_id": upload_id, "batch_id": batch_id}
    rows = session.execute(statement(__package__, "uploads"), asked).mappings()
    return tuple(
        Upload(
            **{name: row[name] for name in Upload.__dataclass_fields__ if name != "refusal"},
            refusal=Text(row["refusal_sv"], row["refusal_en"]) if row["refusal_sv"] else None,
        )
        for row in rows
    )
