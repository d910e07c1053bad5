"""Rows as they were before a batch changed them: written as JSON, and read back as rows of their table."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from geoalchemy2 import Geometry
from sqlalchemy.dialects.postgresql import JSONB


def as_json(row: Any) -> Any:
    """Return a whole row as JSON, without what is computed, its shapes to the last bit.

    Column by column: of a row as a whole the database would write each shape as GeoJSON, computed ones too.
    """
    table = getattr(row, "element", row)
    computed = {column.name for column in table.c if column.computed is not None}
    told = (column for column in row.c if column.name not in computed)
    parts = (
        part
        for column in told
        for part in (column.name, sa.cast(column, sa.Text) if isinstance(column.type, Geometry) else column)
    )
    return sa.func.jsonb_build_object(*parts)


def as_rows(table: Any, kept: Any, columns: Sequence[Any]) -> Any:
    """Return rows kept as JSON (a list, or an expression) as a table of these columns, called "old"."""
    rows = sa.func.jsonb_populate_recordset(
        sa.cast(sa.null(), _row_type(table.fullname)), sa.cast(kept, JSONB)
    )
    return rows.table_valued(*(sa.column(column.name, column.type) for column in columns)).alias("old")


def _row_type(name: str) -> sa.types.UserDefinedType[Any]:
    """Return the type of a table's rows, for casting."""

    class RowType(sa.types.UserDefinedType[Any]):
        cache_ok = True

        def get_col_spec(self, **_options: Any) -> str:
            return name

    return RowType()
