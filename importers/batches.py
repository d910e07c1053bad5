"""What has been brought in, and taking it back."""

import json
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from geodata.errors import ConflictError, NotFoundError
from geodata.models import ImportBatch
from geodata.statements import statement
from geodata.text import Text
from importers.report import BatchSummary, UndoReport
from importers.source import Source
from importers.sources import source
from importers.storing.replaced_rows import as_rows

_NO_BATCH = Text(sv="Det finns ingen sådan inläsning.", en="There is no such batch.")
_ALREADY = Text(sv="Inläsningen är redan ångrad.", en="The batch has been undone already.")
_NEWER = Text(
    sv="En senare inläsning ({batch}) har ändrat rader från denna; ångra den först.",
    en="A later batch ({batch}) has changed rows of this one; undo that first.",
)
_EDITED = Text(
    sv="{rows} rader har ändrats av någon sedan de lästes in; de skulle gå förlorade.",
    en="{rows} rows have been changed by people since they came in; that would be lost.",
)
_IN_USE = Text(
    sv="Andra uppgifter bygger på raderna ({what}); ta bort dem först.",
    en="Other rows rely on these ({what}); remove them first.",
)


def list_batches(session: Session) -> tuple[BatchSummary, ...]:
    """Return all files that were brought in, the newest first."""
    newest_first = sa.select(ImportBatch).order_by(ImportBatch.created_at.desc(), ImportBatch.id)
    return tuple(
        BatchSummary(
            id=batch.id,
            source=batch.source,
            file=batch.file_name,
            status=batch.status,
            created_at=batch.created_at,
            rows_read=batch.rows_read,
            rows_stored=batch.rows_stored,
            rows_unchanged=batch.rows_unchanged,
            rows_rejected=batch.rows_rejected,
            synthetic=batch.synthetic,
        )
        for batch in session.scalars(newest_first)
    )


def undo(session: Session, batch_id: UUID) -> UndoReport:
    """Remove what a batch brought and restore what it replaced; the caller commits.

    Raises NotFoundError for an unknown batch, ConflictError when it is undone already, when a later batch or
    a person has changed its rows, or when other rows rely on them.
    """
    batch = session.get(ImportBatch, batch_id, with_for_update=True)
    if batch is None:
        raise NotFoundError(_NO_BATCH)
    if batch.status == "undone":
        raise ConflictError(_ALREADY)
    origin = source(batch.source)
    _refuse_when_built_upon(session, origin, batch)
    savepoint = session.begin_nested()
    try:
        removed = _remove(session, origin, batch)
        restored = _restore(session, origin, batch)
        if origin.clear_up is not None:
            session.execute(statement(origin.package, origin.clear_up), {"batch_id": batch.id})
        batch.status = "undone"
        batch.undone_at = sa.func.now()
        session.flush()
    except IntegrityError as error:
        savepoint.rollback()
        raise ConflictError(_IN_USE.format(what=error.orig.diag.table_name)) from error  # type: ignore[union-attr]
    savepoint.commit()
    session.expire_all()
    return UndoReport(batch.id, batch.source, batch.file_name, removed, restored)


def _refuse_when_built_upon(session: Session, origin: Source, batch: ImportBatch) -> None:
    rows_of_batch = json.dumps([{"batch_id": str(batch.id)}])
    later = session.scalar(statement(__package__, "later_batches"), {"batch": rows_of_batch})
    if later is not None:
        raise ConflictError(_NEWER.format(batch=later))
    table = origin.target.__table__
    if "updated_at" in table.c:
        edited = session.scalar(
            sa.select(sa.func.count()).where(
                table.c.batch_id == batch.id, table.c.updated_at > batch.created_at
            )
        )
        if edited:
            raise ConflictError(_EDITED.format(rows=edited))
    if origin.relied_on is not None:
        what = session.scalar(statement(origin.package, origin.relied_on), {"batch_id": batch.id})
        if what is not None:
            raise ConflictError(_IN_USE.format(what=what))


def _restore(session: Session, origin: Source, batch: ImportBatch) -> int:
    """Write rows back as they were before the batch changed them; return how many."""
    table: Any = origin.target.__table__
    names = sa.func.jsonb_object_keys(ImportBatch.replaced[0])
    known = set(session.scalars(sa.select(names).where(ImportBatch.id == batch.id)))
    if not known:
        return 0
    # A column younger than the batch keeps what it holds.
    columns = [
        column
        for column in table.c
        if column.computed is None and not column.primary_key and column.name in known
    ]
    keys = list(table.primary_key)
    old = as_rows(table, _replaced_by(batch), [*columns, *keys])
    restoring = (
        sa.update(table)
        .values({column.name: old.c[column.name] for column in columns})
        .where(*(key == old.c[key.name] for key in keys))
    )
    # The stamp of who changed a row last, and when, is written back as well.
    session.execute(sa.text("SELECT set_config('app.restoring', 'on', true)"))
    restored = session.execute(restoring)
    session.execute(sa.text("SELECT set_config('app.restoring', '', true)"))
    return int(restored.rowcount)  # type: ignore[attr-defined]


def _replaced_by(batch: ImportBatch) -> Any:
    """Return the rows that a batch replaced as the database's own: there may be many."""
    return sa.select(ImportBatch.replaced).where(ImportBatch.id == batch.id).scalar_subquery()


def _remove(session: Session, origin: Source, batch: ImportBatch) -> int:
    """Remove the rows that a batch brought, not those that it changed; return how many.

    They go before anything is restored: an area that was ended may not come back over its successors.
    """
    table: Any = origin.target.__table__
    keys = list(table.primary_key)
    changed = as_rows(table, _replaced_by(batch), keys)
    same = sa.and_(*(key == changed.c[key.name] for key in keys))
    brought = sa.delete(table).where(table.c.batch_id == batch.id, ~sa.exists().where(same))
    gone = session.execute(brought)
    return int(gone.rowcount)  # type: ignore[attr-defined]
