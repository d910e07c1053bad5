"""Moving staged rows to their table: new rows in, changed rows updated, equal rows left alone.

What a person has edited since it was brought in is never overwritten: such rows are kept, and told.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from geoalchemy2 import Geometry
from sqlalchemy.dialects.postgresql import JSONB, JSONPATH, insert
from sqlalchemy.orm import Session

from geodata.crs import LONLAT
from geodata.models import ImportBatch
from geodata.statements import statement
from importers.report import MOST_CHANGES, Change
from importers.source import Bulk, Source
from importers.storing.filling import bulk_of, fill, locked_empty, planned_for_bulk
from importers.storing.replaced_rows import as_json, as_rows


@dataclass(frozen=True, slots=True)
class Published:
    """How many rows were new, changed, the same as before, or kept because a person has edited them.

    `offered` is their sum, `changes` is a sample of what differs in changed and kept rows. `again` of the new
    rows have no key, and are like rows without one of earlier batches.
    """

    new: int
    changed: int
    unchanged: int
    kept: int
    offered: int
    changes: tuple[Change, ...]
    again: int = 0


def publish(
    session: Session,
    source: Source,
    batch: ImportBatch,
    parameters: Mapping[str, Any],
    ended: list[Any],
) -> Published:
    """Store what the source's `rows` statement makes of the staged rows, under `batch`.

    A row whose key is known is the same row: it is updated where anything differs. The batch keeps the
    changed rows as they were, after those that the source has `ended`, for an undo to write back. Membership
    in areas comes with new rows from the statement; for changed rows the database's triggers keep it.
    """
    with planned_for_bulk(session):
        bulk = bulk_of(session, source)
    offer = _Offer(session, source, batch, parameters, bulk)
    if bulk is not None and locked_empty(session, offer.table):
        return offer.fill(bulk, ended)
    kept, changes = offer.edited() if offer.editable else (0, [])
    offered, new, changed = offer.store(ended)
    if changed:
        changes += offer.changed(after=len(ended))
    unchanged = offered - new - changed - kept
    return Published(new, changed, unchanged, kept, offered, tuple(changes[:MOST_CHANGES]), offer.again())


class _Offer:
    """The rows that a file offers to a table."""

    def __init__(
        self,
        session: Session,
        source: Source,
        batch: ImportBatch,
        parameters: Mapping[str, Any],
        bulk: Bulk | None,
    ) -> None:
        self.session = session
        self.source = source
        self.batch = batch
        self.table: Any = source.target.__table__
        rows = statement(source.package, source.rows if bulk is None else bulk.rows)
        # Bound here, or the batch's own columns would take the parameters of their names for values.
        self.rows = rows.bindparams(**{name: parameters[name] for name in rows.compile().params})
        self.names = self._names()
        derived = {"area_ids", *(() if bulk is None else bulk.derived)}
        self.compared = [name for name in (*self.names, "synthetic") if name not in {*source.key, *derived}]
        self.editable = "updated_at" in self.table.c

    def _names(self) -> tuple[str, ...]:
        """Return the columns that the statement gives."""
        nothing: sa.Select[Any] = (
            sa.select(sa.literal_column("*")).select_from(self.rows.columns().subquery("offered")).limit(0)
        )
        return tuple(self.session.execute(nothing).keys())

    def _offered(self) -> Any:
        return self.rows.columns(*(sa.column(name, self.table.c[name].type) for name in self.names)).cte(
            "offered"
        )

    def _differs(self, other: Any) -> sa.ColumnElement[bool]:
        """Return whether a row of the table differs from one of `other` in anything that a file tells."""
        theirs = (
            sa.literal(self.batch.synthetic) if name == "synthetic" else other[name] for name in self.compared
        )
        mine = sa.tuple_(*(self.table.c[name] for name in self.compared))
        return mine.is_distinct_from(sa.tuple_(*theirs))

    def _edited_since(self) -> sa.ColumnElement[bool]:
        """Return whether somebody has edited a row of the table since its batch (or it never had one)."""
        # By name: the row of the statement around, also in the clause of a conflict.
        its_batch: Any = sa.literal_column(f"{self.table.fullname}.batch_id")
        came = sa.select(ImportBatch.created_at).where(ImportBatch.id == its_batch)
        return sa.func.coalesce(self.table.c.updated_at > came.scalar_subquery(), sa.true())

    def edited(self) -> tuple[int, list[Change]]:
        """Return how many rows differ from what is offered, but were edited; and a sample of what differs."""
        offered = self._offered()
        keys = (self.table.c[name] == offered.c[name] for name in self.source.key)
        asked = (
            self._side_by_side(self.table, offered)
            .add_columns(sa.func.count().over())
            .select_from(self.table.join(offered, sa.and_(*keys)))
            .where(self._differs(offered.c), self._edited_since())
            .limit(MOST_CHANGES)
        )
        rows = self.session.execute(asked).all()
        return (rows[0][-1] if rows else 0), self._changes(rows, kept=True)

    def fill(self, bulk: Bulk, ended: list[Any]) -> Published:
        """Store the rows in the empty table."""
        with planned_for_bulk(self.session):
            stored = fill(self.session, self.source, bulk, self.batch, self._offered())
        self.batch.replaced = ended
        return Published(stored, 0, 0, 0, stored, ())

    def store(self, ended: list[Any]) -> tuple[int, int, int]:
        """Store the rows; return how many were offered, new, and changed."""
        offered = self._offered()
        published = self._upsert(offered).returning(*self.table.primary_key).cte("published")
        # A statement sees the table as it was before: the rows found there are the changed ones, unchanged.
        old = self.table.alias("old")
        same = sa.and_(*(old.c[key.name] == published.c[key.name] for key in self.table.primary_key))
        before = sa.select(sa.func.coalesce(sa.func.jsonb_agg(as_json(old)), sa.literal([], JSONB)))
        kept = before.select_from(old.join(published, same)).scalar_subquery()
        # Written by the database itself: however many rows there are, they do not pass through here.
        batches: Any = ImportBatch.__table__
        keeping = (
            sa.update(batches)
            .where(batches.c.id == sa.literal(self.batch.id))
            .values(replaced=sa.literal(ended, JSONB).op("||")(kept))
            .returning(sa.func.jsonb_array_length(batches.c.replaced).label("replaced"))
            .cte("keeping")
        )
        counting = sa.select(
            sa.select(sa.func.count()).select_from(offered).scalar_subquery(),
            sa.select(sa.func.count()).select_from(published).scalar_subquery(),
            sa.select(keeping.c.replaced).scalar_subquery(),
        )
        count, stored, replaced = self.session.execute(counting).one()
        self.session.expire(self.batch, ["replaced"])
        changed = replaced - len(ended)
        return count, stored - changed, changed

    def _upsert(self, offered: Any) -> Any:
        provenance = {"batch_id": sa.literal(self.batch.id), "synthetic": sa.literal(self.batch.synthetic)}
        inserting = insert(self.table).from_select(
            [*self.names, *provenance],
            sa.select(*(offered.c[name] for name in self.names), *provenance.values()),
        )
        changing: dict[str, Any] = {name: inserting.excluded[name] for name in (*self.compared, "batch_id")}
        if "version" in self.table.c:
            changing["version"] = self.table.c.version + 1
        differs = self._differs(inserting.excluded)
        return inserting.on_conflict_do_update(
            index_elements=self.source.key,
            index_where=self.table.c.source_key.is_not(None) if "source_key" in self.source.key else None,
            set_=changing,
            where=sa.and_(differs, sa.not_(self._edited_since())) if self.editable else differs,
        )

    def again(self) -> int:
        """Return how many of the stored rows have no key and are like rows without one of earlier batches."""
        if "source_key" not in self.source.key:
            return 0
        if not self.session.scalar(sa.text("SELECT EXISTS (SELECT FROM staged WHERE source_key IS NULL)")):
            return 0
        # In one pass, without a join: of rows just stored the planner knows nothing, and would compare each
        # with each.
        mine = self.table.c.batch_id == self.batch.id
        alike = (
            sa.select(sa.func.count().filter(mine).label("fresh"))
            .where(self.table.c.source == self.source.code, self.table.c.source_key.is_(None))
            .group_by(self._hashed())
            .having(sa.func.bool_or(self.table.c.batch_id.is_distinct_from(self.batch.id)))
            .subquery("alike")
        )
        return self.session.scalar(sa.select(sa.cast(sa.func.sum(alike.c.fresh), sa.Integer))) or 0

    def _hashed(self) -> sa.ColumnElement[int]:
        """Return a number that is the same for rows of which a file tells the same: they are found by it."""
        told = (self.table.c[name] for name in self.compared)
        plain = (sa.cast(one, sa.LargeBinary) if isinstance(one.type, Geometry) else one for one in told)
        return sa.func.hash_record_extended(sa.tuple_(*plain), 0)

    def changed(self, *, after: int) -> list[Change]:
        """Return what differs in a sample of the changed rows, which the batch keeps after so many others."""
        sample = sa.func.jsonb_path_query_array(
            ImportBatch.replaced, sa.cast(f"$[{after} to {after + MOST_CHANGES - 1}]", JSONPATH)
        )
        kept = sa.select(sample).where(ImportBatch.id == self.batch.id).scalar_subquery()
        keys = list(self.table.primary_key)
        named = [self.table.c[name] for name in dict.fromkeys((*self.source.key, *self._told()))]
        old = as_rows(self.table, kept, [*dict.fromkeys((*keys, *named))])
        same = sa.and_(*(key == old.c[key.name] for key in keys))
        asked = self._side_by_side(old, self.table).select_from(self.table.join(old, same))
        return self._changes(self.session.execute(asked), kept=False)

    def _told(self) -> list[str]:
        """Return the columns whose changes are told."""
        return [name for name in self.compared if name not in {"synthetic", "source"}]

    def _side_by_side(self, before: Any, after: Any) -> sa.Select[Any]:
        """Return a row's key, then per told column whether it differs, and its value before and after."""
        words = {column.field for column in self.source.columns if column.words}
        key = sa.func.concat_ws(" ", *(after.c[name] for name in self.source.key if name != "source"))
        asked: sa.Select[Any] = sa.select(key)
        for name in self._told():
            one, other = before.c[name], after.c[name]
            shown = (sa.null(), sa.null()) if name in words else (_shown(one), _shown(other))
            asked = asked.add_columns(one.is_distinct_from(other), *shown)
        return asked

    def _changes(self, rows: Iterable[Any], *, kept: bool) -> list[Change]:
        told = self._told()
        return [
            Change(row[0], name, row[3 * index + 2], row[3 * index + 3], kept)
            for row in rows
            for index, name in enumerate(told)
            if row[3 * index + 1]
        ]


def _shown(column: Any) -> Any:
    """Return a value as it is told: of a shape a point on it, in degrees."""
    if isinstance(column.type, Geometry):
        return sa.func.ST_AsText(sa.func.ST_Transform(sa.func.ST_PointOnSurface(column), LONLAT), 6)
    return sa.func.to_jsonb(column)
