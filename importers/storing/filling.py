"""Filling an empty table with very many rows: what is kept per row or statement is done once, afterwards.

A table without rows has nobody who reads them, so its indexes can stand aside while it is filled. A table
that has rows keeps its indexes: without them its readers would wait until the import is committed.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.schema import AddConstraint, CreateTableAs, DropConstraint

from geodata.models import ImportBatch
from geodata.statements import statement
from importers.source import Bulk, Source
from importers.storing import staging

SEVERAL = 20_000
"""From so many staged rows on, the bulk statements are faster than the plain one."""

# Hashed lookups keep the rows in the order in which they are to lie on disk.
_PLANNING: Mapping[str, str] = {"work_mem": "128MB", "enable_mergejoin": "off"}


def bulk_of(session: Session, source: Source) -> Bulk | None:
    """Return how the staged rows are published in bulk, its ground laid; None where they are too few."""
    bulk = source.in_bulk
    if bulk is None:
        return None
    enough = session.scalar(sa.text("SELECT count(*) >= :several FROM staged"), {"several": SEVERAL})
    if not enough:
        return None
    lay_ground(session, source, bulk)
    return bulk


def lay_ground(session: Session, source: Source, bulk: Bulk) -> None:
    """Make the temporary tables in which the bulk statement looks things up, in place of earlier ones."""
    if bulk.reckon is not None:
        bulk.reckon(session)
    for table, name in bulk.ground.items():
        session.execute(sa.text(f"DROP TABLE IF EXISTS pg_temp.{table}"))
        session.execute(CreateTableAs(statement(source.package, name).columns(), table, temporary=True))
        if "box" in session.execute(sa.text(f"TABLE {table} LIMIT 0")).keys():  # noqa: SIM118 - no mapping
            session.execute(sa.text(f"CREATE INDEX ON {table} USING gist (box)"))
        staging.analyse(session, table)


@contextmanager
def planned_for_bulk(session: Session) -> Iterator[None]:
    """Let statements within the block use memory and plans that suit very many rows."""
    asked = sa.text("SELECT set_config(:name, :value, true)")
    before = {
        name: session.scalar(sa.text("SELECT current_setting(:name)"), {"name": name}) for name in _PLANNING
    }
    for name, value in _PLANNING.items():
        session.execute(asked, {"name": name, "value": value})
    yield
    for name, value in before.items():
        session.execute(asked, {"name": name, "value": value})


def locked_empty(session: Session, table: sa.Table) -> bool:
    """Return whether a table has no rows; if so, it is locked and stays empty for everybody else."""
    first = sa.select(sa.exists(sa.select(sa.literal(1)).select_from(table)))
    if session.scalar(first):
        return False
    session.execute(sa.text(f"LOCK TABLE {table.fullname} IN SHARE ROW EXCLUSIVE MODE"))
    return not session.scalar(first)


def fill(session: Session, source: Source, bulk: Bulk, batch: ImportBatch, rows: Any) -> int:
    """Store the rows of a bulk statement (`rows`, a subquery) in the empty table; return how many there were.

    Ids, where they are no numbers, begin with those of the batch and count on: their index grows at its end.
    """
    table: Any = source.target.__table__
    connection = session.connection()
    for trigger in bulk.resting:
        connection.execute(sa.text(f"ALTER TABLE {table.fullname} DISABLE TRIGGER {trigger}"))
    keyed = not _is_referenced(session, table)
    if keyed:
        # New files in place of the empty ones: what is written into them need not go through the log.
        connection.execute(sa.text(f"TRUNCATE {table.fullname}"))
    indexes = sorted(table.indexes, key=lambda index: str(index.name))
    for index in indexes:
        index.drop(connection)
    if keyed:
        connection.execute(DropConstraint(table.primary_key))
    given: dict[str, Any] = {
        "batch_id": sa.literal(batch.id),
        "synthetic": sa.literal(batch.synthetic),
    }
    if isinstance(table.c.id.type, sa.Uuid):
        number = sa.func.lpad(sa.func.to_hex(sa.func.row_number().over()), 15, "0")
        given["id"] = sa.cast(sa.literal(batch.id.hex[:16] + "8").op("||")(number), sa.Uuid)
    filling = sa.insert(table).from_select([*rows.c.keys(), *given], sa.select(*rows.c, *given.values()))
    stored = session.execute(filling).rowcount  # type: ignore[attr-defined]
    if keyed:
        connection.execute(AddConstraint(table.primary_key, isolate_from_table=False))
    for index in indexes:
        index.create(connection)
    connection.execute(sa.text(f"ANALYZE {table.fullname}"))
    for trigger in bulk.resting:
        connection.execute(sa.text(f"ALTER TABLE {table.fullname} ENABLE TRIGGER {trigger}"))
    session.execute(statement(source.package, bulk.made_up), {"batch_id": batch.id})
    return int(stored)


def _is_referenced(session: Session, table: sa.Table) -> bool:
    """Return whether foreign keys need the primary key of a table to stand."""
    asked = "SELECT EXISTS (SELECT FROM pg_constraint WHERE contype = 'f' AND confrelid = to_regclass(:name))"
    return bool(session.scalar(sa.text(asked), {"name": table.fullname}))
