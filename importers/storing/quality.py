"""How good the rows of a file are: figures that every source has, and a sample of rows to look at."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from geodata.models import ImportBatch
from geodata.statements import statement
from importers.report import MOST_PREVIEWED, PreviewRow
from importers.source import Source, Terms

_GEOMETRIES = ("shape", "geom")


def figures(session: Session, source: Source, batch: ImportBatch, terms: Terms, rows: int) -> dict[str, Any]:
    """Return what a published batch's rows came to: areas that hold them, and the sender's control total.

    `in_no_area` and `in_several_areas` count, by kind of area, the batch's positioned rows (new and changed
    ones); only kinds with such rows are named. `control_total` is there where one was given: for `rows` of
    a file, or the sum of its counts.
    """
    told = _in_areas(session, source, batch)
    given = terms.settings.get("control_total")
    if given is not None:
        found = rows
        if "events" in source.staged:
            found = session.scalar(statement(__package__, "events_staged")) or 0
        told["control_total"] = {"given": given, "found": found, "deviation": found - given}
    return told


def _in_areas(session: Session, source: Source, batch: ImportBatch) -> dict[str, Any]:
    table: Any = source.target.__table__
    if "area_ids" not in table.c or not source.positioned:
        return {}
    # Rows by the thousand share their areas: those of one membership are counted once.
    grouped = (
        sa.select(sa.cast(table.c.area_ids, sa.Text), sa.func.count())
        .where(table.c.batch_id == batch.id)
        .group_by(table.c.area_ids)
    )
    if "geom" in table.c:
        grouped = grouped.where(table.c.geom.is_not(None))
    memberships = session.execute(grouped).all()
    if not memberships:
        return {}
    asked = {"area_ids": [areas for areas, _ in memberships], "rows": [rows for _, rows in memberships]}
    by_kind = session.execute(statement(__package__, "in_areas"), asked).all()
    counts = {
        "in_no_area": {row.kind: int(row.in_none) for row in by_kind if row.in_none},
        "in_several_areas": {row.kind: int(row.in_several) for row in by_kind if row.in_several},
    }
    return {name: kinds for name, kinds in counts.items() if kinds}


def preview(session: Session, source: Source) -> tuple[PreviewRow, ...]:
    """Return a sample of the staged rows, spread over the file: where they lie, and no free words."""
    words = [column.field for column in source.columns if column.words]
    asked = {"hidden": [*words, *_GEOMETRIES, "row_number"], "most": MOST_PREVIEWED}
    rows = session.execute(statement(__package__, "preview"), asked).all()
    places: dict[int, tuple[float | None, float | None]] = {}
    if source.positioned:
        numbers = {"row_numbers": [row.row_number for row in rows]}
        found = session.execute(statement(__package__, "preview_positions"), numbers)
        places = {row.row_number: (row.lon, row.lat) for row in found}
    return tuple(
        PreviewRow(row.row_number, *places.get(row.row_number, (None, None)), row.shown) for row in rows
    )
