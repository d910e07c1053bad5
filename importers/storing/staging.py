"""The staged table: what a file holds, row by row, before it is checked and published.

It is temporary: not logged, seen by nobody else, gone with the connection whatever happens to it.
"""

import io
import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from psycopg2 import sql
from sqlalchemy.orm import Session

from importers.source import Row, Source

TABLE = "staged"
_READ_AT_ONCE = 1 << 20
_FAULTY = sa.table("faulty", sa.column("row_number", sa.Integer), sa.column("value", sa.Text))


def create(session: Session, source: Source) -> None:
    """Create the empty staged table of a source in this session, in place of an earlier one."""
    session.flush()
    connection = session.connection()
    drop(session)
    columns = (sa.Column(name, kind) for name, kind in source.staged.items())
    table = sa.Table(
        TABLE,
        sa.MetaData(),
        # Several rows may stem from one record of a wide file.
        sa.Column("row_number", sa.Integer, nullable=False),
        *columns,
        prefixes=["TEMPORARY"],
    )
    table.create(connection, checkfirst=False)


def drop(session: Session) -> None:
    """Remove the staged table, and what was found faulty in it."""
    session.execute(sa.text("DROP TABLE IF EXISTS pg_temp.staged, pg_temp.faulty"))


def copy(session: Session, columns: Iterable[str], lines: bytes | bytearray) -> None:
    """Copy lines (`row_number`, then `columns`) into the staged table, as they stand.

    A statement of its own per portion: what a file takes to be read is no statement's time.
    """
    if not lines:
        return
    names = ("row_number", *columns)
    target = sql.SQL("COPY {table} ({names}) FROM STDIN").format(
        table=sql.Identifier(TABLE), names=sql.SQL(", ").join(map(sql.Identifier, names))
    )
    connection = session.connection().connection.driver_connection
    if connection is None:
        raise RuntimeError("the session has no connection to copy through")
    with connection.cursor() as cursor:
        cursor.copy_expert(target, io.BytesIO(lines), _READ_AT_ONCE)


def tell_sizes(session: Session) -> None:
    """Let the planner know what the staged table holds."""
    analyse(session, TABLE)


def analyse(session: Session, table: str) -> None:
    """Let the planner know roughly what a temporary table holds: it is read a few times and gone."""
    session.execute(sa.text("SET LOCAL default_statistics_target = 10"))
    session.execute(sa.text(f"ANALYZE pg_temp.{table}"))
    session.execute(sa.text("SET LOCAL default_statistics_target = DEFAULT"))


def set_aside(
    session: Session, found: sa.TextClause, parameters: Mapping[str, Any], most: int
) -> tuple[int, list[Any]]:
    """Take the rows that a check finds out of the staged table.

    Returns how many there were, and the first `most` with `row_number` and `value`, as the check gives them.
    """
    check = found.columns(sa.column("row_number"), sa.column("value")).subquery("found")
    session.execute(sa.text("DROP TABLE IF EXISTS pg_temp.faulty"))
    session.execute(sa.text("CREATE TEMPORARY TABLE faulty (row_number integer, value text)"))
    gathering = sa.insert(_FAULTY).from_select(
        ["row_number", "value"], sa.select(check.c.row_number, sa.cast(check.c.value, sa.Text))
    )
    gathered = session.execute(gathering, dict(parameters))
    if not gathered.rowcount:  # type: ignore[attr-defined]
        return 0, []
    listed = sa.select(_FAULTY).order_by(_FAULTY.c.row_number).limit(most)
    rows = list(session.execute(listed))
    session.execute(sa.text("DELETE FROM staged USING faulty WHERE staged.row_number = faulty.row_number"))
    return gathered.rowcount, rows  # type: ignore[attr-defined]


def line_of(names: tuple[str, ...], number: int, row: Row) -> str:
    """Return a row as one line of COPY's text format: its number in the file, then the named columns."""
    return "\t".join((str(number), *(written(row.get(name)) for name in names))) + "\n"


def written(value: Any) -> str:
    r"""Return a value as COPY's text format writes it; None is \N."""
    match value:
        case None:
            return r"\N"
        case datetime() | date():
            text = value.isoformat()
        case Mapping():
            text = json.dumps(value, ensure_ascii=False)
        case list() | tuple():
            quoted = (str(part).replace("\\", "\\\\").replace('"', '\\"') for part in value)
            text = "{" + ",".join(f'"{part}"' for part in quoted) + "}"
        case _:
            text = str(value)
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
