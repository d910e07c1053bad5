"""What a worker does with an upload: recognise it, check it, publish it, take it back.

Each job works in the session that its desk gives, and returns what becomes of the upload; the worker commits
both together.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sqlalchemy import cast, func, select, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from geodata import access
from geodata.city import CityProfile
from geodata.errors import ForbiddenError, InvalidError, NotFoundError
from geodata.models import ImportBatch, ImportUpload
from geodata.screening import masked
from geodata.text import Text
from importers import batches, importing, matching, screening
from importers.child import guarded
from importers.file_settings import READING
from importers.formats import ChoiceNeededError, Reading, UnreadableFileError
from importers.recognition import Recognition, recognise, systems_of
from importers.rejected_rows import rejected_file
from importers.report import FileReport, Progress, RefusedImportError
from importers.source import Source
from importers.sources import SOURCES
from importers.unknown_codes import let_wait
from importers.uploads.folder import UploadFolder
from importers.uploads.told import as_json, report_as_json

_HIDDEN = "•••"

_NO_SOURCE = Text(sv="Välj vad filen är.", en="Choose what the file is.")
_GONE = Text(
    sv="Filen är gallrad; ladda upp den på nytt.", en="The file has been removed; upload it once more."
)
_NOT_APPROVED = Text(
    sv="Den som godkände filen får inte (längre) publicera filer av detta slag.",
    en="Who approved the file may not (any longer) publish files of this kind.",
)
_FAULTS = Text(sv="Filen kan inte läsas in som den är nu.", en="The file cannot be brought in as it is now.")


@dataclass(frozen=True, slots=True)
class Desk:
    """What a job works with: the owner's session, the city, the files, the moment, who hears of progress."""

    session: Session
    profile: CityProfile
    folder: UploadFolder
    now: datetime
    progress: Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of an upload: the columns that change."""

    values: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


Job = Callable[[Desk, ImportUpload], Outcome]


def refused(reason: Text, *, status: str | None = "refused", **values: object) -> Outcome:
    """Return what becomes of an upload with which nothing was done; a `status` of None stays as it was."""
    told = {"refusal_sv": reason.sv, "refusal_en": reason.en, **values}
    return Outcome(told if status is None else {"status": status, **told})


def look(desk: Desk, upload: ImportUpload) -> Outcome:
    """Say what the file seems to be, read as its settings tell; with the words of the last one like it."""
    reading = _reading(upload.settings)
    with _file(desk, upload) as path:
        try:
            found: Recognition = guarded(recognise, path, desk.profile, reading)
        except ChoiceNeededError as error:
            asked = {"choices": {error.name: list(error.choices)}, "headers": [], "rows": []}
            return Outcome({"status": "uploaded", "recognition": asked})
    told = as_json(found) | {"rows": _without_persons(found)}
    remembered = _remembered(desk.session, told["headers"])
    return Outcome({"status": "uploaded", "recognition": told | {"remembered": remembered}})


def check(desk: Desk, upload: ImportUpload) -> Outcome:
    """Say what bringing the file in would do; its unknown codes then wait for a decision."""
    source = _source(upload)
    with _file(desk, upload) as path:
        said = _said(desk, upload)
        checked = importing.check(desk.session, source, [path], **said)
        report = checked.files[0]
        rejected = rejected_file(path, _reading(upload.settings), report.rejected)
        found = _positions(desk, upload, source, path)
    let_wait(desk.session, checked)
    told = _told(source, report, "refused" if report.unreadable else "previewed")
    told["report"] |= found
    return Outcome(told | {"rejected_as": desk.folder.keep_made(rejected) if rejected else None})


def publish(desk: Desk, upload: ImportUpload) -> Outcome:
    """Bring the file in, for who brought it here, if who approved it may (still) approve such files."""
    source = _source(upload)
    _require_approval(desk, source, upload.approved_by)
    with _file(desk, upload) as path:
        said = _said(desk, upload) | {"accept_rejected": upload.accept_rejected}
        try:
            report = importing.run(desk.session, source, [path], **said).files[0]
        except RefusedImportError as error:
            return refused(_FAULTS, **_told(source, error.report.files[0], "refused"))
    _brought_by(desk.session, report.batch_id, upload.uploaded_by)
    return Outcome(_told(source, report, "published") | {"batch_id": report.batch_id})


def undo(desk: Desk, upload: ImportUpload) -> Outcome:
    """Take back what the file brought, if who asks for it may approve such files."""
    _require_approval(desk, _source(upload), upload.undone_by)
    if upload.batch_id is None:
        raise NotFoundError
    desk.progress(Progress("undoing", 0))
    taken_back = batches.undo(desk.session, upload.batch_id)
    counts = {"removed": taken_back.removed, "restored": taken_back.restored}
    return Outcome({"status": "undone", "report": {**(upload.report or {}), "undone": counts}})


JOBS: Mapping[str, Job] = MappingProxyType(
    {"recognise": look, "check": check, "publish": publish, "undo": undo}
)


def after_refusal(wanted: str, reason: Text) -> Outcome:
    """Return what becomes of an upload when what was wanted is refused: what is published stays so."""
    return refused(reason, status=None if wanted == "undo" else "refused")


def _without_persons(found: Recognition) -> list[list[str]]:
    """Return the first rows less the columns about persons and what seems to tell of one elsewhere."""
    about_persons = set(found.person_columns)
    return [
        [
            _HIDDEN if header in about_persons else masked(cell)
            for header, cell in zip(found.headers, row, strict=False)
        ]
        for row in found.rows
    ]


def _file(desk: Desk, upload: ImportUpload) -> AbstractContextManager[Path]:
    if upload.kept_as is None:
        raise NotFoundError(_GONE)
    return desk.folder.opened(upload.kept_as, upload.file_name)


def _source(upload: ImportUpload) -> Source:
    found = next((known for known in SOURCES if known.code == upload.source), None)
    if found is None:
        raise InvalidError(_NO_SOURCE, field="source")
    return found


def _said(desk: Desk, upload: ImportUpload) -> dict[str, Any]:
    return {
        "profile": desk.profile,
        "srid": upload.srid,
        "column_map": {str(field): str(header) for field, header in upload.column_map.items()},
        "settings": {str(name): str(value) for name, value in upload.settings.items()},
        "progress": desk.progress,
    }


def _told(source: Source, report: FileReport, status: str) -> dict[str, Any]:
    return {"status": status, "report": report_as_json(report), "approval": source.approval}


def _positions(desk: Desk, upload: ImportUpload, source: Source, path: Path) -> dict[str, Any]:
    """Return in which CRSs the positions would lie in the city, read from the columns that were said."""
    headers = list((upload.recognition or {}).get("headers", ()))  # type: ignore[call-overload]  # our own JSON
    columns = matching.proposed_columns(source, headers) | upload.column_map
    known = {name: header for name, header in columns.items() if header}
    try:
        found = guarded(systems_of, path, desk.profile, _reading(upload.settings), known)
    except UnreadableFileError:
        return {"systems": []}  # the check has said why
    return {"systems": as_json(found)}


def _reading(settings: Mapping[str, str]) -> Reading:
    """Return how the file is to be read, as far as the settings say; raises InvalidError."""
    return Reading(
        **{
            setting.name: setting.read(settings[setting.name])
            for setting in READING
            if setting.name in settings
        }
    )


def _require_approval(desk: Desk, source: Source, person: UUID | None) -> None:
    """Raise ForbiddenError unless the person's roles of today allow publishing files of the source."""
    today = desk.now.astimezone(desk.profile.zone).date()
    asker = access.asker(desk.session, person, today) if person else None
    if not access.may(asker, "update", source.approval):
        raise ForbiddenError(_NOT_APPROVED)


def _brought_by(session: Session, batch_id: UUID | None, person: UUID | None) -> None:
    """Write down whose file a batch of this transaction is; an earlier one is let be."""
    session.execute(
        update(ImportBatch)
        .where(ImportBatch.id == batch_id, ImportBatch.created_at == func.now())
        .values(created_by=person)
    )


def _remembered(session: Session, headers: list[str]) -> dict[str, Any] | None:
    """Return what was said of the last published file with the same headers, None where there was none."""
    earlier = session.scalar(
        select(ImportUpload)
        .where(
            ImportUpload.status == "published",
            ImportUpload.recognition["headers"] == cast(headers, JSONB),
        )
        .order_by(ImportUpload.approved_at.desc())
        .limit(1)
    )
    if earlier is None or not headers:
        return None
    settings = {name: value for name, value in earlier.settings.items() if name != screening.SETTING.name}
    return {
        "source": earlier.source,
        "settings": settings,
        "column_map": earlier.column_map,
        "srid": earlier.srid,
        "file_name": earlier.file_name,
        "approved_at": as_json(earlier.approved_at),
    }
