"""Copying rows into a table of the database in one go."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from io import BytesIO

import shapely
from sqlalchemy import Table, func, insert, select, text
from sqlalchemy.orm import Session

from geodata import models
from importers.demo.rows import Rows, table_of

_ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


def as_copied(rows: Rows, srid: int) -> bytes:
    """Return the rows in the text format of COPY, columns in the order of the first row's keys."""
    lines = ("\t".join(_field(value, srid) for value in row.values()) for row in rows.rows)
    return "".join(f"{line}\n" for line in lines).encode()


def copy(session: Session, rows: Rows, content: bytes) -> None:
    """Copy `content` (from `as_copied`) into the rows' table; what is left out gets the column's default.

    Incidents are staged first, so that their areas are computed in the statement that inserts them instead
    of by a trigger for each.
    """
    columns = tuple(rows.rows[0])
    if rows.table is table_of(models.Incident):
        _copy_staged(session, rows.table, columns, content)
    else:
        _copy_into(session, rows.table.name, columns, content)


def _copy_staged(session: Session, table: Table, columns: tuple[str, ...], content: bytes) -> None:
    listed = ", ".join(columns)
    session.execute(
        text(
            f"CREATE TEMPORARY TABLE staged ON COMMIT DROP AS SELECT {listed} FROM {table.name} WITH NO DATA"
        )
    )
    _copy_into(session, "staged", columns, content)
    staged = table.to_metadata(models.Table.metadata.__class__(), name="staged")
    chosen = [staged.c[name] for name in columns]
    areas = func.areas_of_event(staged.c.geom, func.local_day(staged.c.occurred_from))
    session.execute(insert(table).from_select([*columns, "area_ids"], select(*chosen, areas)))
    session.execute(text("DROP TABLE staged"))


def _copy_into(session: Session, table: str, columns: Iterable[str], content: bytes) -> None:
    connection = session.connection().connection
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {table} ({', '.join(columns)}) FROM STDIN", BytesIO(content))


def _field(value: object, srid: int) -> str:
    if value is None:
        return r"\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, shapely.Geometry):
        return shapely.to_wkb(shapely.set_srid(value, srid), hex=True, include_srid=True)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, sort_keys=True).translate(_ESCAPES)
    if isinstance(value, list):
        return "{" + ",".join(str(item) for item in value) + "}"
    return str(value).translate(_ESCAPES)
