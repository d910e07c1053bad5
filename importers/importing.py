"""Bringing files in: `check` says what would happen, `run` does it; both take the same way.

Every file is read, staged, checked and published in one savepoint; a dry run rolls it back. Nothing is ever
committed here: that is the caller's business.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.exc import DataError, IntegrityError, InternalError, OperationalError
from sqlalchemy.orm import Session, SessionTransaction

from geodata.city import CityProfile
from geodata.errors import ConflictError, SetupError
from geodata.models import CodeMapping, ImportBatch
from geodata.text import Text
from importers.file_import import FileImport, Telling
from importers.report import FileReport, ImportReport, RefusedImportError, Rejection
from importers.screening import shown_name
from importers.source import Source

_DATABASE = Text(
    sv="Databasen godtar inte raderna: {why}.", en="The database does not accept the rows: {why}."
)
LOCK_NOT_AVAILABLE = "55P03"
NOTHING: Mapping[str, str] = MappingProxyType({})

_ANOTHER = Text(
    sv="En annan inläsning av samma källa ({source}) pågår; försök igen när den är klar.",
    en="Another import of the same source ({source}) is going on; try again when it is done.",
)
_BROKEN_OFF = Text(
    sv="Databasen avbröt inläsningen ({why}); inget lagrades.",
    en="The database broke the import off ({why}); nothing was stored.",
)
_SAME_FILE = Text(
    sv="Samma fil lästes in {day} med samma inställningar (omgång {batch}); inget ändrades.",
    en="The same file was brought in on {day} with the same settings (batch {batch}); nothing was changed.",
)

_REJECTED_THEN = Text(
    sv="{rows} av filens rader avvisades då; de finns i omgången med sina skäl.",
    en="{rows} of the file's rows were rejected then; the batch has them with their reasons.",
)
_DECIDED = Text(
    sv="Sedan dess har {decided} koder eller platsnamn fått en betydelse. Ångra omgången och läs in filen "
    "igen, så gäller den.",
    en="Since then {decided} codes or names of places were given a meaning. Undo the batch and bring the "
    "file in again to have it.",
)


def check(
    session: Session,
    source: Source,
    paths: Sequence[Path],
    *,
    profile: CityProfile,
    srid: int | None = None,
    column_map: Mapping[str, str] = NOTHING,
    settings: Mapping[str, str] = NOTHING,
    progress: Telling | None = None,
) -> ImportReport:
    """Return what `run` would do with the files, and leave the database as it was.

    The counts are those of the rows that are not rejected. `progress` hears how far it has come. Raises
    ConflictError while somebody else brings in files of the same source, and SetupError where the database
    breaks the work off.
    """
    said = _Said(profile, srid, column_map, settings, synthetic=False, progress=progress)
    with _told_if_broken_off():
        savepoint = session.begin_nested()
        try:
            files = _bring_in(session, source, paths, said)
        finally:
            _take_back(savepoint)
    return _without_batches(ImportReport(source.code, files, published=False))


def run(
    session: Session,
    source: Source,
    paths: Sequence[Path],
    *,
    profile: CityProfile,
    srid: int | None = None,
    column_map: Mapping[str, str] = NOTHING,
    settings: Mapping[str, str] = NOTHING,
    accept_rejected: bool = False,
    synthetic: bool = False,
    progress: Telling | None = None,
) -> ImportReport:
    """Store what the files hold, all of them or none, and return what was done; the caller commits.

    `srid` is the CRS of the positions where the files do not say it, or say it wrongly; `column_map` gives
    headers for fields. A file that was brought in before with the same settings changes nothing.
    Raises RefusedImportError, and stores nothing, when a file cannot be read, or when any row is rejected
    and `accept_rejected` is not given; ConflictError while somebody else brings in files of the same source;
    SetupError where the database breaks the work off.
    """
    said = _Said(profile, srid, column_map, settings, synthetic=synthetic, progress=progress)
    with _told_if_broken_off():
        savepoint = session.begin_nested()
        try:
            files = _bring_in(session, source, paths, said)
        except BaseException:
            _take_back(savepoint)
            raise
    report = ImportReport(source.code, files, published=True)
    if report.refused(accept_rejected=accept_rejected):
        savepoint.rollback()
        raise RefusedImportError(_without_batches(report))
    savepoint.commit()
    return report


@contextmanager
def _told_if_broken_off() -> Iterator[None]:
    """Raise SetupError where the database ends the work: the connection cut, the disk full, the time up."""
    try:
        yield
    except (OperationalError, InternalError) as error:
        why = str(error.orig).strip().splitlines()[0]
        raise SetupError(_BROKEN_OFF.format(why=why)) from error


def _take_back(savepoint: SessionTransaction) -> None:
    """Roll a savepoint back; with a connection that is cut the database has done so already."""
    with suppress(OperationalError):
        savepoint.rollback()


def _without_batches(report: ImportReport) -> ImportReport:
    """Return the report of an import of which nothing remains."""
    files = tuple(replace(file, batch_id=None) for file in report.files)
    return replace(report, files=files, published=False)


class _Said:
    """What the caller said about the files of one import."""

    def __init__(
        self,
        profile: CityProfile,
        srid: int | None,
        column_map: Mapping[str, str],
        settings: Mapping[str, str],
        *,
        synthetic: bool,
        progress: Telling | None,
    ) -> None:
        self.profile = profile
        self.srid = srid
        self.column_map = dict(column_map)
        self.settings = dict(settings)
        self.synthetic = synthetic
        self.progress = progress

    def as_stored(self) -> dict[str, object]:
        """Return what decides, together with the file, whether an import is the same as an earlier one."""
        said: dict[str, object] = {}
        if self.srid is not None:
            said["srid"] = self.srid
        if self.column_map:
            said["columns"] = self.column_map
        if self.settings:
            said["settings"] = self.settings
        return said


def _bring_in(session: Session, source: Source, paths: Sequence[Path], said: _Said) -> tuple[FileReport, ...]:
    """Return one report per file; after a file that the database refuses, no further file is tried."""
    _wait_for_turn(session, source)
    files: list[FileReport] = []
    for path in paths:
        try:
            files.append(_bring_in_one(session, source, path, said))
        except (IntegrityError, DataError) as error:
            why = getattr(getattr(error.orig, "diag", None), "message_primary", None) or str(error.orig)
            refusal = Rejection(shown_name(path.name), None, "", _DATABASE.format(why=why))
            files.append(
                FileReport(shown_name(path.name), _sha256(path), rows_rejected=1, rejected=(refusal,))
            )
            break
    return tuple(files)


def _wait_for_turn(session: Session, source: Source) -> None:
    """Hold the source until the transaction (or the savepoint around) ends, so that imports of it take turns.

    Waits as long as the connection waits for locks; then raises ConflictError.
    """
    holding = text("SELECT pg_advisory_xact_lock(hashtext('tryggkarta import'), hashtext(:source))")
    try:
        with session.begin_nested():
            session.execute(holding, {"source": source.code})
    except OperationalError as error:
        if getattr(error.orig, "pgcode", None) != LOCK_NOT_AVAILABLE:
            raise
        raise ConflictError(_ANOTHER.format(source=source.name)) from error


def _bring_in_one(session: Session, source: Source, path: Path, said: _Said) -> FileReport:
    sha256 = _sha256(path)
    earlier = session.scalar(
        select(ImportBatch).where(
            ImportBatch.source == source.code,
            ImportBatch.sha256 == sha256,
            ImportBatch.settings == said.as_stored(),
            ImportBatch.status == "published",
        )
    )
    if earlier is not None:
        return _nothing_new(session, path, earlier)
    batch = ImportBatch(
        source=source.code,
        file_name=shown_name(path.name),
        sha256=sha256,
        settings=said.as_stored(),
        rows_read=0,
        rows_stored=0,
        rows_unchanged=0,
        rows_rejected=0,
        synthetic=said.synthetic,
    )
    file_import = FileImport(
        session=session,
        source=source,
        path=path,
        batch=batch,
        profile=said.profile,
        srid=said.srid,
        column_map=said.column_map,
        given_settings=said.settings,
        now=datetime.now(UTC),
        progress=said.progress,
    )
    return file_import.report()


def _nothing_new(session: Session, path: Path, earlier: ImportBatch) -> FileReport:
    notices = [_SAME_FILE.format(day=earlier.created_at.date().isoformat(), batch=earlier.id)]
    if earlier.rows_rejected:
        notices.append(_REJECTED_THEN.format(rows=earlier.rows_rejected))
    decided = session.scalar(
        select(func.count()).where(
            CodeMapping.source == earlier.source, CodeMapping.decided_at > earlier.created_at
        )
    )
    notices += [_DECIDED.format(decided=decided)] if decided else []
    quality: Mapping[str, Any] = {key: value for key, value in earlier.quality.items() if key != "notices"}
    return FileReport(
        file=shown_name(path.name),
        sha256=earlier.sha256,
        srid=earlier.srid,
        rows_read=earlier.rows_read,
        unchanged=earlier.rows_stored + earlier.rows_unchanged,
        notices=tuple(notices),
        quality=quality,
        batch_id=earlier.id,
    )


def _sha256(path: Path) -> str:
    """Return the file's hash; of a file that cannot be opened, which is refused later, that of nothing."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while part := file.read(1 << 20):
                digest.update(part)
    except OSError:
        return digest.hexdigest()
    return digest.hexdigest()
