"""The staged table: what a file holds, row by row, before it is checked and published."""

import io
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import islice
from typing import Any

import sqlalchemy as sa
from psycopg2 import sql
from sqlalchemy.orm import Session

from importers.source import Row, Source

TABLE = "staged"
_CHUNK = 20_000


def create(session: Session, source: Source) -> None:
    """Create the empty staged table of a source in this session, in place of an earlier one."""
    session.flush()
    connection = session.connection()
    connection.execute(sa.text("DROP TABLE IF EXISTS pg_temp.staged"))
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
    """Remove the staged table."""
    session.execute(sa.text("DROP TABLE IF EXISTS pg_temp.staged"))


def copy(session: Session, columns: Iterable[str], rows: Iterable[tuple[int, Row]]) -> int:
    """Copy numbered rows into the staged table and return how many there were.

    Rows are read before each part is sent, so that a fault in the file does not meet the database half-way.
    """
    names = ("row_number", *columns)
    target = sql.SQL("COPY {table} ({names}) FROM STDIN").format(
        table=sql.Identifier(TABLE), names=sql.SQL(", ").join(map(sql.Identifier, names))
    )
    connection = session.connection().connection.driver_connection
    if connection is None:
        raise RuntimeError("the session has no connection to copy through")
    remaining, copied = iter(rows), 0
    while part := list(islice(remaining, _CHUNK)):
        lines = io.StringIO("".join(_lines(names[1:], part)))
        with connection.cursor() as cursor:
            cursor.copy_expert(target, lines)
        copied += len(part)
    session.execute(sa.text("ANALYZE pg_temp.staged"))
    return copied


def _lines(names: tuple[str, ...], rows: list[tuple[int, Row]]) -> Iterator[str]:
    for number, row in rows:
        yield "\t".join((str(number), *(_field(row.get(name)) for name in names))) + "\n"


def _field(value: Any) -> str:
    r"""Return a value as COPY's text format writes it; None is \N."""
    match value:
        case None:
            return r"\N"
        case datetime() | date():
            written = value.isoformat()
        case Mapping():
            written = json.dumps(value, ensure_ascii=False)
        case list() | tuple():
            quoted = (str(part).replace("\\", "\\\\").replace('"', '\\"') for part in value)
            written = "{" + ",".join(f'"{part}"' for part in quoted) + "}"
        case _:
            written = str(value)
    return written.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
