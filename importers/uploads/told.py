"""What a worker found out about a file, as JSON for the pages: sentences by language, bounded lists."""

import math
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from geodata.text import Text
from importers.report import FileReport

MOST_REJECTIONS = 200
MOST_UNKNOWN = 200
MOST_NOTICES = 50


def as_json(value: object) -> Any:
    """Return a value as JSON: a Text by its languages, a dataclass by its fields, no number as None."""
    if isinstance(value, Text):
        return {"sv": value.sv, "en": value.en}
    if isinstance(value, Mapping):
        return {str(key): as_json(part) for key, part in value.items()}
    if isinstance(value, tuple | list | set | frozenset):
        return [as_json(part) for part in value]
    if is_dataclass(value):
        return {field.name: as_json(getattr(value, field.name)) for field in fields(value)}
    return _plain(value)


def _plain(value: object) -> object:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, bool | int | str) else str(value)


def report_as_json(report: FileReport) -> dict[str, Any]:
    """Return what is kept of one file's report."""
    return {
        "counts": {
            "read": report.rows_read,
            "new": report.new,
            "changed": report.changed,
            "unchanged": report.unchanged,
            "kept": report.kept,
            "rejected": report.rows_rejected,
        },
        "srid": report.srid,
        "unreadable": report.unreadable,
        "notices": as_json(report.notices[:MOST_NOTICES]),
        "quality": as_json(report.quality),
        "rejections": [
            {
                "row": rejection.row,
                "column": rejection.column,
                "reason": as_json(rejection.reason),
                "value": rejection.value,
            }
            for rejection in report.rejected[:MOST_REJECTIONS]
        ],
        "unknown": as_json(report.unknown[:MOST_UNKNOWN]),
        "changes": as_json(report.changes),
        "preview": as_json(report.preview),
    }
