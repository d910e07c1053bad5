"""Copying rows into a table of the database in one go."""

import json
from collections.abc import Callable, Sequence
from io import BytesIO

import numpy as np
import shapely
from sqlalchemy import Column, MetaData, Table, func, insert, select
from sqlalchemy.orm import Session
from sqlalchemy.schema import CreateTable

from geodata import models
from importers.demo.rows import Rows, table_of

_NULL = r"\N"
_ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


def as_copied(rows: Rows, srid: int) -> bytes:
    """Return the rows in the text format of COPY; geometries get the number of their metric system."""
    written = (_written(column, srid) for column in rows.columns.values())
    return "".join("\t".join(line) + "\n" for line in zip(*written, strict=True)).encode()


def copy(session: Session, rows: Rows, content: bytes) -> None:
    """Copy `content` (from `as_copied`) into the rows' table; what is left out gets the column's default.

    Rows are staged first: the database refuses to copy into tables whose rows it guards. The areas of
    incidents are computed in the statement that inserts them instead of by a trigger for each, and neighbours
    come to lie side by side. Areas are copied as they are: open to all, with numbers of their own.
    """
    if rows.table is table_of(models.Area):
        _copy_into(session, rows.table, rows, content)
        return
    staged = _staged(rows)
    session.execute(CreateTable(staged))
    _copy_into(session, staged, rows, content)
    names, asked = [*rows.columns], select(*staged.c)
    if rows.table is table_of(models.Incident):
        names.append("area_ids")
        areas = func.areas_of_event(staged.c.geom, func.local_day(staged.c.occurred_from))
        asked = asked.add_columns(areas).order_by(staged.c.geom)
    session.execute(insert(rows.table).from_select(names, asked, include_defaults=False))


def _staged(rows: Rows) -> Table:
    """Return a table of its own for the transaction: the same columns, none that the database keeps."""
    columns = (Column(name, rows.table.c[name].type) for name in rows.columns)
    return Table(
        f"staged_{rows.table.name}", MetaData(), *columns, prefixes=["TEMPORARY"], postgresql_on_commit="DROP"
    )


def _copy_into(session: Session, table: Table, rows: Rows, content: bytes) -> None:
    cursor = session.connection().connection.cursor()
    try:
        cursor.copy_expert(f"COPY {table.name} ({', '.join(rows.columns)}) FROM STDIN", BytesIO(content))
    finally:
        cursor.close()


def _written(column: Sequence[object], srid: int) -> list[str]:
    """Return a column's values as COPY reads them; the first value that is not None tells how."""
    first = next((value for value in column if value is not None), None)
    if isinstance(first, shapely.Geometry):
        shapes = shapely.set_srid(np.array(column, dtype=object), srid)
        return [
            _NULL if shape is None else shape for shape in shapely.to_wkb(shapes, hex=True, include_srid=True)
        ]
    write = _WRITERS.get(type(first), str)
    return [_NULL if value is None else write(value) for value in column]


_WRITERS: dict[type, Callable[..., str]] = {
    str: lambda value: value.translate(_ESCAPES),
    bool: lambda value: "t" if value else "f",
    dict: lambda value: json.dumps(value, ensure_ascii=False, sort_keys=True).translate(_ESCAPES),
    list: lambda value: "{" + ",".join(map(str, value)) + "}",
}
