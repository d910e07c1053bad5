"""`tryggkarta import`: files checked, brought in, listed and taken back."""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import click

from geodata.text import Text
from importers import batches, importing
from importers.file_settings import FILE_SETTINGS
from importers.report import FileReport, ImportReport, Progress, RefusedImportError
from importers.source import Source
from importers.sources import SOURCES, source
from importers.unknown_codes import let_wait
from webmap.commands.answering import answer, as_json
from webmap.commands.import_codes import codes
from webmap.commands.opening import language_of, owner_session
from webmap.commands.recognition import recognise_file
from webmap.commands.worker import worker
from webmap.words.quality import BY_CATEGORY, category_rows

_REFUSED = Text(sv="Inget lästes in.", en="Nothing was brought in.")
_WOULD = Text(sv="Inget har lagrats: lägg till --commit.", en="Nothing is stored: add --commit.")
_DONE = Text(sv="Inläst.", en="Brought in.")
_COUNTS = Text(
    sv="{file}: {read} rader, {stored} nya eller ändrade, {unchanged} fanns redan, {rejected} avvisade{crs}",
    en="{file}: {read} rows, {stored} new or changed, {unchanged} there already, {rejected} rejected{crs}",
)
_UNDONE = Text(
    sv="{file}: {removed} rader borttagna, {restored} återställda.",
    en="{file}: {removed} rows removed, {restored} restored.",
)
_KEPT = Text(sv="{kept} rader behålls som någon ändrat dem", en="{kept} rows are kept as people edited them")
_PLACED = Text(
    sv="{category}: {placed} med läge, {unplaced} utan",
    en="{category}: {placed} with a position, {unplaced} without",
)
_UNKNOWN = Text(
    sv="okänd kod i {column}: {value} ({rows} rader); säg vad den betyder med import codes map",
    en="unknown code in {column}: {value} ({rows} rows); say what it means with import codes map",
)
_COLUMN = Text(sv="kolumn", en="column")
_SETTING = Text(sv="inställning", en="setting")
_REQUIRED = Text(sv="krävs", en="required")


@click.group("import")
def imports() -> None:
    """Bring files in; a dry run unless --commit is given."""


class _Reference(click.ParamType[int]):
    name = "EPSG:n"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        match = re.fullmatch(r"(?:epsg:)?([0-9]{4,6})", str(value), re.IGNORECASE)
        if not match:
            self.fail("write EPSG:3008", param, ctx)
        return int(match[1])


class _Pair(click.ParamType[tuple[str, str]]):
    name = "name=value"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        name, equals, told = str(value).partition("=")
        if not (equals and name.strip()):
            self.fail("write name=value", param, ctx)
        return name.strip(), told.strip()


class _SourceName(click.ParamType[Source]):
    name = "source"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Source:
        if value not in {known.code for known in SOURCES}:
            self.fail(f"{value!r} is none of {', '.join(known.code for known in SOURCES)}", param, ctx)
        return source(str(value))


_chosen = click.argument("chosen", metavar="SOURCE", type=_SourceName())
_files = click.argument("paths", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
_crs = click.option("--crs", type=_Reference(), help="The positions' CRS where the files do not say it.")
_map = click.option("--map", "columns", multiple=True, type=_Pair(), help="field=column; repeatable.")
_set = click.option("--set", "said", multiple=True, type=_Pair(), help="setting=value; repeatable.")


@imports.command("sources")
@as_json
@click.pass_context
def list_sources(context: click.Context, *, as_json: bool) -> None:
    """List what can be brought in, with columns and settings."""
    language = language_of(context)
    found = [_described(known, language) for known in SOURCES]
    lines = (line for known in SOURCES for line in _source_lines(known, language))
    answer(context, found, lines, as_json=as_json)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was asked of an import on the command line."""

    chosen: Source
    paths: tuple[Path, ...]
    crs: int | None
    columns: tuple[tuple[str, str], ...]
    said: tuple[tuple[str, str], ...]

    def check(self, context: click.Context) -> ImportReport:
        with owner_session(context) as (session, profile):
            report = importing.check(session, self.chosen, self.paths, profile=profile, **self._terms())
            let_wait(session, report)
            session.commit()
            return report

    def run(self, context: click.Context, *, accept_rejected: bool) -> ImportReport:
        with owner_session(context) as (session, profile):
            report = importing.run(
                session,
                self.chosen,
                self.paths,
                profile=profile,
                accept_rejected=accept_rejected,
                **self._terms(),
            )
            session.commit()
            return report

    def _terms(self) -> dict[str, Any]:
        return {
            "srid": self.crs,
            "column_map": dict(self.columns),
            "settings": dict(self.said),
            "progress": _tell_progress if sys.stderr.isatty() else None,
        }


@imports.command("check")
@_chosen
@_files
@_crs
@_map
@_set
@as_json
@click.pass_context
def check_files(context: click.Context, /, *, as_json: bool, **asked: Any) -> None:
    """Say what bringing the files in would do; exit 1 where they would be refused."""
    _dry_run(context, _Asked(**asked), as_json=as_json, accept_rejected=False)


@imports.command("run")
@_chosen
@_files
@_crs
@_map
@_set
@click.option("--accept-rejected", is_flag=True, help="Store the good rows and leave the rejected ones out.")
@click.option("--commit", is_flag=True, help="Store the rows; without it nothing remains.")
@as_json
@click.pass_context
def run_files(
    context: click.Context, /, *, accept_rejected: bool, commit: bool, as_json: bool, **asked: Any
) -> None:
    """Bring the files in, all of them or none."""
    if not commit:
        _dry_run(context, _Asked(**asked), as_json=as_json, accept_rejected=accept_rejected)
        return
    try:
        report = _Asked(**asked).run(context, accept_rejected=accept_rejected)
    except RefusedImportError as refused:
        _tell(context, refused.report, _REFUSED, as_json=as_json)
        context.exit(1)
    _tell(context, report, _DONE, as_json=as_json)


def _dry_run(context: click.Context, asked: _Asked, *, as_json: bool, accept_rejected: bool) -> None:
    report = asked.check(context)
    refused = report.refused(accept_rejected=accept_rejected)
    _tell(context, report, _REFUSED if refused else _WOULD, as_json=as_json)
    context.exit(1 if refused else 0)


@imports.command("list")
@as_json
@click.pass_context
def list_batches(context: click.Context, *, as_json: bool) -> None:
    """List what has been brought in, the newest first."""
    with owner_session(context) as (session, profile):
        found = batches.list_batches(session)
    lines = (
        f"{batch.id}  {batch.created_at.astimezone(profile.zone):%Y-%m-%d %H:%M}  {batch.status:9}"
        f"  {batch.source}  {batch.file}  {batch.rows_stored}"
        for batch in found
    )
    answer(context, found, lines, as_json=as_json)


@imports.command("undo")
@click.argument("batch", type=click.UUID)
@as_json
@click.pass_context
def undo_batch(context: click.Context, *, batch: UUID, as_json: bool) -> None:
    """Remove what a batch brought and restore what it replaced."""
    with owner_session(context) as (session, _):
        report = batches.undo(session, batch)
        session.commit()
    told = _UNDONE.format(file=report.file, removed=report.removed, restored=report.restored)
    answer(context, report, (told.in_language(language_of(context)),), as_json=as_json)


def _tell_progress(progress: Progress) -> None:
    """Write how far an import has come over the same line of the terminal."""
    rows = f"{progress.rows:,}" + (f" / {progress.of:,}" if progress.of else "")
    click.echo(f"\r{progress.stage} {rows}\033[K", err=True, nl=False)


def _tell(context: click.Context, report: ImportReport, outcome: Text, *, as_json: bool) -> None:
    language = language_of(context)
    lines = (line for file in report.files for line in _file_lines(file, language))
    answer(context, report, (*lines, outcome.in_language(language)), as_json=as_json)


def _file_lines(file: FileReport, language: str) -> Iterator[str]:
    crs = f" (EPSG:{file.srid})" if file.srid else ""
    counts = _COUNTS.format(
        file=file.file,
        read=file.rows_read,
        stored=file.stored,
        unchanged=file.unchanged,
        rejected=file.rows_rejected,
        crs=crs,
    )
    yield counts.in_language(language)
    if file.kept:
        yield f"  {_KEPT.format(kept=file.kept).in_language(language)}"
    yield from (f"  {notice.in_language(language)}" for notice in file.notices)
    yield from (f"  {name}: {value}" for name, value in file.quality.items() if name not in BY_CATEGORY)
    for category, placed, unplaced in category_rows(file.quality):
        told = _PLACED.format(category=category, placed=placed, unplaced=unplaced)
        yield f"  {told.in_language(language)}"
    for code in file.unknown:
        told = _UNKNOWN.format(column=code.column, value=code.value, rows=code.rows)
        yield f"  {told.in_language(language)}"
    yield from (rejection.line(language) for rejection in file.rejected)


def _described(known: Source, language: str) -> dict[str, object]:
    return {
        "code": known.code,
        "name": known.name.in_language(language),
        "formats": known.formats,
        "columns": [
            {
                "field": column.field,
                "name": column.name.in_language(language),
                "required": column.required,
                "aliases": column.aliases,
            }
            for column in known.columns
        ],
        "settings": [
            {
                "name": f"{setting.name}:…" if setting.prefix else setting.name,
                "meaning": setting.meaning.in_language(language),
                "required": setting.required,
            }
            for setting in (*known.settings, *FILE_SETTINGS)
        ],
    }


def _source_lines(known: Source, language: str) -> Iterator[str]:
    yield f"{known.code}: {known.name.in_language(language)} [{', '.join(known.formats)}]"
    for word, entries in (
        (_COLUMN, [(column.field, column.name, column.required) for column in known.columns]),
        (
            _SETTING,
            [
                (setting.name, setting.meaning, setting.required)
                for setting in (*known.settings, *FILE_SETTINGS)
            ],
        ),
    ):
        for name, meaning, required in entries:
            mark = f" ({_REQUIRED.in_language(language)})" if required else ""
            yield f"  {word.in_language(language)} {name}: {meaning.in_language(language)}{mark}"


imports.add_command(recognise_file)
imports.add_command(codes)
imports.add_command(worker)
