"""What the pages of an upload show: which step it stands at, who may do what, what of it may be seen."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from flask import g, url_for

from geodata import access
from geodata.questions.code_mappings import MappedCode, code_mappings
from geodata.questions.uploads import Upload
from importers.matching import proposed_columns
from importers.positions import place_names
from importers.source import Source
from importers.sources import source
from webmap.forms.form import capital
from webmap.forms.upload import ApprovalForm, CodesForm
from webmap.language import words
from webmap.map.finding_map import finding_map
from webmap.upload_forms import codes_form
from webmap.words.previews import Change, Told, changes_told, understood

_MOST_ROWS = 10
_OPEN = {"uploaded", "previewed", "refused", "failed"}


@dataclass(frozen=True, slots=True)
class Preview:
    """What the page of a checked file shows.

    `points` are GeoJSON for the map, None where the asker may see no single rows: recorded crime is shown to
    its own analysts only. `approves` says whether the asker may publish the file, `empty` that there is
    nothing to publish. `codes` is the form of its unknown codes, `mappings` what it asks: `unknown` codes and
    `unplaced` names of places. `lacking` are the names of the columns that the file lacks, by what faults
    call them. `has_words`: people's own words are among what is read, and are not shown.
    """

    points: dict[str, Any] | None
    understood: Told
    has_words: bool
    changes: list[Change]
    approves: bool
    empty: bool
    approval: ApprovalForm
    codes: CodesForm
    mappings: list[MappedCode]
    unknown: list[MappedCode]
    unplaced: list[MappedCode]
    lacking: dict[str, str]
    map: dict[str, Any]


def step_of(upload: Upload) -> str:
    """Return the address of the page at which the upload stands."""
    if upload.batch_id is not None and upload.status in {"published", "undone"}:
        return url_for("imports.show", batch_id=upload.batch_id)
    if upload.report is not None or upload.status not in _OPEN or not upload.mine:
        step = "preview"
    elif upload.source is not None and upload.recognition is not None:
        step = "columns"
    else:
        step = "file"
    return url_for(f"uploads.{step}", upload_id=upload.id)


def state_of(upload: Upload) -> str:
    """Return a short sign of how a file stands: another one once it is said, or checked, to be otherwise."""
    seen = [upload.source, dict(upload.settings), dict(upload.column_map), upload.srid, upload.report]
    return hashlib.sha256(json.dumps(seen, sort_keys=True).encode()).hexdigest()[:32]


def is_open(upload: Upload) -> bool:
    """Return whether the asker may say more of the file."""
    return upload.mine and upload.status in _OPEN and upload.kept and upload.wanted is None


def preview_of(upload: Upload) -> Preview:
    """Return what is shown of a checked file."""
    report = upload.report or {}
    sees = sees_rows(upload)
    g.crime_previewed = sees and upload.approval == "crime_import"  # a reading, for the read log
    shown = report.get("preview", []) if sees else []
    placed = [row for row in shown if row["lon"] is not None and row["lat"] is not None]
    mappings = _unknown(upload)
    told = source(upload.source) if upload.source and shown else None
    counts = report.get("counts", {})
    fit = sum(counts.get(name, 0) for name in ("new", "changed", "unchanged", "kept"))
    return Preview(
        points=_points(placed) if placed else None,
        understood=understood(shown[:_MOST_ROWS], told),
        has_words=told is not None and _has_words(upload, told),
        changes=changes_told(report.get("changes", ()), told) if shown else [],
        approves=access.may(g.asker, "update", upload.approval or ""),
        empty=not fit,
        approval=ApprovalForm(accept_rejected=False, seen=state_of(upload)),
        codes=codes_form(mappings),
        mappings=mappings,
        unknown=[mapping for mapping in mappings if mapping.field != place_names.FIELD],
        unplaced=[mapping for mapping in mappings if mapping.field == place_names.FIELD],
        lacking=_lacking(upload),
        map=finding_map() if placed else {},
    )


def sees_rows(upload: Upload) -> bool:
    """Return whether the asker may see single rows of the file: of recorded crime, its analysts only."""
    return upload.approval != "crime_import" or access.sees_points(g.asker)


def _has_words(upload: Upload, told: Source) -> bool:
    headers = tuple((upload.recognition or {}).get("headers", ()))
    mapped = {**proposed_columns(told, headers), **upload.column_map}
    return any(column.words and mapped.get(column.field) for column in told.columns)


def _lacking(upload: Upload) -> dict[str, str]:
    """Return what the source's columns are called that the file has no column named as."""
    if upload.source is None:
        return {}
    headers = (upload.recognition or {}).get("headers", ())
    columns = (column for column in source(upload.source).columns if column.field not in headers)
    return {column.field: capital(words(column.name)) for column in columns}


def _points(rows: list[dict[str, Any]]) -> dict[str, Any]:
    features = [
        {
            "type": "Feature",
            "properties": {"row": row["row"]},
            "geometry": {"type": "Point", "coordinates": [row["lon"], row["lat"]]},
        }
        for row in rows
    ]
    return {"type": "FeatureCollection", "features": features}


def _unknown(upload: Upload) -> list[MappedCode]:
    """Return the unknown values of the file that may be decided on, in the order of the report."""
    told = (upload.report or {}).get("unknown", [])
    if not told or upload.source is None:
        return []
    kept = {
        (mapping.field, mapping.value): mapping for mapping in code_mappings(g.session, source=upload.source)
    }
    found = (kept.get((code["field"], code["value"])) for code in told)
    return [mapping for mapping in found if mapping is not None]
