"""Moving staged rows to their table: new rows in, changed rows updated, equal rows left alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from geoalchemy2 import Geometry
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, insert
from sqlalchemy.orm import Session

from geodata.models import ImportBatch
from geodata.statements import statement
from importers.source import Source


@dataclass(frozen=True, slots=True)
class Published:
    """How many rows were `offered` and how many of them `stored`, being new or changed.

    `replaced` holds the changed ones as they were, for an undo to write back.
    """

    offered: int
    stored: int
    replaced: list[Any]


def publish(session: Session, source: Source, batch: ImportBatch, parameters: Mapping[str, Any]) -> Published:
    """Store what the source's `rows` statement makes of the staged rows, under `batch`.

    A row whose key is known is the same row: it is updated where anything differs. Membership in areas comes
    with new rows from the statement; for changed rows the database's triggers keep it.
    """
    table: Any = source.target.__table__
    rows = statement(source.package, source.rows)
    names = _names(session, rows, parameters)
    offered = rows.columns(*(sa.column(name) for name in names)).cte("offered")
    provenance = {"batch_id": sa.literal(batch.id), "synthetic": sa.literal(batch.synthetic)}
    inserting = insert(table).from_select(
        [*names, *provenance], sa.select(*(offered.c[name] for name in names), *provenance.values())
    )
    compared = [name for name in (*names, "synthetic") if name not in {*source.key, "area_ids"}]
    changed: dict[str, Any] = {name: inserting.excluded[name] for name in (*compared, "batch_id")}
    if "version" in table.c:
        changed["version"] = table.c.version + 1
    published = (
        inserting.on_conflict_do_update(
            index_elements=source.key,
            index_where=table.c.source_key.is_not(None) if "source_key" in source.key else None,
            set_=changed,
            where=sa.tuple_(*(table.c[name] for name in compared)).is_distinct_from(
                sa.tuple_(*(inserting.excluded[name] for name in compared))
            ),
        )
        .returning(*table.primary_key)
        .cte("published")
    )
    # A statement sees the table as it was before: the rows found there are the changed ones, unchanged.
    old = table.alias("old")
    same = sa.and_(*(old.c[key.name] == published.c[key.name] for key in table.primary_key))
    replaced = sa.select(sa.func.coalesce(sa.func.jsonb_agg(_as_json(old)), sa.literal([], JSONB)))
    outcome = session.execute(
        sa.select(
            sa.select(sa.func.count()).select_from(offered).scalar_subquery(),
            sa.select(sa.func.count()).select_from(published).scalar_subquery(),
            replaced.select_from(old.join(published, same)).scalar_subquery(),
        ),
        dict(parameters),
    ).one()
    return Published(*outcome)


def _names(session: Session, rows: sa.TextClause, parameters: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the columns that a statement gives."""
    nothing: sa.Select[Any] = (
        sa.select(sa.literal_column("*")).select_from(rows.columns().subquery("offered")).limit(0)
    )
    return tuple(session.execute(nothing, dict(parameters)).keys())


def _as_json(row: Any) -> Any:
    """Return a whole row as JSON, without what is computed, its shapes to the last bit."""
    computed = [column.name for column in row.element.c if column.computed is not None]
    shapes = [column for column in row.c if isinstance(column.type, Geometry) and column.name not in computed]
    plain = sa.func.to_jsonb(row.table_valued()).op("-")(sa.cast(computed, ARRAY(sa.Text)))
    if not shapes:
        return plain
    exact = (part for column in shapes for part in (column.name, sa.cast(column, sa.Text)))
    return plain.op("||")(sa.func.jsonb_build_object(*exact))
