"""Files on their way in: brought here, spoken of, checked, approved, taken back (DOMAIN §5.7).

What is wanted is done by a worker with the owner's rights (`importers.uploads`); here it is only asked for.
Who may ask for what stands in the table's policies and in its trigger.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from types import MappingProxyType
from uuid import UUID

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from geodata.database import INSUFFICIENT_PRIVILEGE
from geodata.errors import ConflictError, NotFoundError
from geodata.models import ImportUpload
from geodata.text import Text

_BUSY = Text(
    sv="Filen bearbetas just nu. Vänta tills det är klart.",
    en="The file is being worked on just now. Wait until that is done.",
)
_NOT_NOW = Text(
    sv="Det går inte med filen som den är nu. Läs om sidan.",
    en="That cannot be done with the file as it is now. Reload the page.",
)
_GONE = Text(
    sv="Filen är gallrad; ladda upp den på nytt.", en="The file has been removed; upload it once more."
)


@dataclass(frozen=True, slots=True)
class BroughtFile:
    """A file as it lies in the folder of uploads: its name as shown, its name there, its hash, its bytes."""

    file_name: str
    kept_as: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a file: its source, how it is read, which column is which, the CRS of its positions."""

    source: str
    settings: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    column_map: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    srid: int | None = None


def bring(session: Session, file: BroughtFile) -> UUID:
    """Return the id of a new upload of the asker's, which waits to be recognised; the caller commits."""
    adding = insert(ImportUpload).values(asdict(file)).returning(ImportUpload.id)
    return session.execute(adding).scalar_one()


def recognise(session: Session, upload_id: UUID, settings: Mapping[str, str]) -> None:
    """Ask that the file be looked at anew, read as `settings` say; raises as `check`."""
    _want(session, upload_id, "recognise", settings=dict(settings))


def say(session: Session, upload_id: UUID, said: Said) -> None:
    """Keep what is said of a file; it needs another check where that differs. Raises as `check`."""
    _change(session, upload_id, **_values(said))


def check(session: Session, upload_id: UUID, said: Said) -> None:
    """Ask what bringing the file in would do, as it is `said` to be; the caller commits.

    Raises NotFoundError for an upload that is not the asker's to see, ConflictError for one that is being
    worked on, is not the asker's to speak of, or has come too far for it.
    """
    _want(session, upload_id, "check", **_values(said))


def check_again(session: Session, upload_id: UUID) -> None:
    """Ask for the same check once more, say after codes were decided; raises as `check`."""
    _want(session, upload_id, "check")


def approve(session: Session, upload_id: UUID, *, accept_rejected: bool = False) -> None:
    """Ask that a checked file be published, by the asker's approval; with `accept_rejected` less its faults.

    Raises as `check`, ConflictError too where the asker may not approve files of its kind.
    """
    _want(session, upload_id, "publish", accept_rejected=accept_rejected)


def undo(session: Session, upload_id: UUID) -> None:
    """Ask that a published file be taken back; raises as `approve`."""
    _want(session, upload_id, "undo")


def undo_batch(session: Session, batch_id: UUID, approval: str) -> UUID:
    """Ask that a batch be taken back, whichever way it came in; return the upload that tells how that goes.

    `approval` is the entity whose "update" lets a person publish files of the batch's source: the worker asks
    for it too. Raises as `approve`.
    """
    of_batch = select(ImportUpload.id).where(ImportUpload.batch_id == batch_id)
    known = session.scalar(of_batch.order_by(ImportUpload.uploaded_at.desc()).limit(1))
    if known is not None:
        undo(session, known)
        return known
    asking = insert(ImportUpload).values(batch_id=batch_id, approval=approval).returning(ImportUpload.id)
    with _as_it_stands(session):
        return session.execute(asking).scalar_one()


def discard(session: Session, upload_id: UUID) -> None:
    """Forget an upload that was never published; its file is then swept away. Raises as `check`."""
    _found(session, upload_id)
    gone = session.execute(delete(ImportUpload).where(ImportUpload.id == upload_id))
    if not gone.rowcount:  # type: ignore[attr-defined]  # a delete counts its rows
        raise ConflictError(_NOT_NOW)


def _values(said: Said) -> dict[str, object]:
    return {
        "source": said.source,
        "settings": dict(said.settings),
        "column_map": dict(said.column_map),
        "srid": said.srid,
    }


def _want(session: Session, upload_id: UUID, wanted: str, **values: object) -> None:
    upload = _found(session, upload_id)
    if upload.kept_as is None and wanted != "undo":
        raise ConflictError(_GONE)
    _change(session, upload_id, wanted=wanted, **values)


def _change(session: Session, upload_id: UUID, **values: object) -> None:
    upload = _found(session, upload_id)
    if upload.wanted is not None:
        raise ConflictError(_BUSY)
    with _as_it_stands(session):
        changed = session.execute(
            update(ImportUpload)
            .where(ImportUpload.id == upload_id)
            .values(values)
            .execution_options(synchronize_session=False)
        )
    if not changed.rowcount:  # type: ignore[attr-defined]  # an update counts its rows
        raise ConflictError(_NOT_NOW)
    session.expire_all()


@contextmanager
def _as_it_stands(session: Session) -> Iterator[None]:
    """Raise ConflictError where the database does not let the asker do this, as the file stands now."""
    try:
        with session.begin_nested():
            yield
    except ProgrammingError as error:
        if getattr(error.orig, "pgcode", None) != INSUFFICIENT_PRIVILEGE:
            raise
        raise ConflictError(_NOT_NOW) from error


def _found(session: Session, upload_id: UUID) -> ImportUpload:
    upload = session.get(ImportUpload, upload_id, populate_existing=True)
    if upload is None:
        raise NotFoundError
    return upload
