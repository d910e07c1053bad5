"""The logs: who read what is sensitive, who took files out, who changed what. Lines, never values.

Everyone sees their own lines, and who may read the whole log everybody's: so the database's policies say too.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from geodata.filters import Period
from geodata.questions.asking import Page, rows, rows_of
from geodata.questions.history import DERIVED


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One reading; `detail` says of what, through which filter; `who` is None for an account that is gone."""

    at: datetime
    who: str | None
    request_id: str | None
    what: str
    detail: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class ExportLine:
    """One file that was taken out, in the form `what`; `layer` says whose rows it holds."""

    id: UUID
    at: datetime
    who: str | None
    request_id: str | None
    what: str
    layer: str
    filters: Mapping[str, object]
    row_count: int
    purpose: str
    format: str
    data_version: str


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change of one row; `fields` are the columns that changed, none for a new row."""

    at: datetime
    who: str | None
    request_id: str | None
    table_name: str
    row_id: UUID
    is_new: bool
    fields: tuple[str, ...]


Line = TypeVar("Line", ReadLine, ExportLine, ChangeLine)


def read_lines(session: Session, *, period: Period, kind: str | None, page: int) -> Page[ReadLine]:
    """Return a page of the read log, the newest first; `kind` is what was read."""
    return _page(session, "read_log", ReadLine, _asked(period, kind, page))


def export_lines(session: Session, *, period: Period, kind: str | None, page: int) -> Page[ExportLine]:
    """Return a page of the export log, the newest first; `kind` is the layer."""
    return _page(session, "export_log", ExportLine, _asked(period, kind, page))


def change_lines(session: Session, *, period: Period, kind: str | None, page: int) -> Page[ChangeLine]:
    """Return a page of the changes, the newest first; `kind` is the table."""
    return _page(session, "change_log", ChangeLine, _asked(period, kind, page) | {"derived": DERIVED})


def _asked(period: Period, kind: str | None, page: int) -> dict[str, Any]:
    return {"first_day": period.start, "stop_day": period.stop, "kind": kind, **rows_of(page)}


def _page(session: Session, name: str, line: type[Line], asked: Mapping[str, Any]) -> Page[Line]:
    found = rows(session, name, asked)
    names = [field.name for field in fields(line)]
    lines = tuple(line(**{column: _value(row[column]) for column in names}) for row in found)
    return Page(lines, found[0]["total"] if found else 0)


def _value(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
