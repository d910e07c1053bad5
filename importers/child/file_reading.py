"""What a guarded child does with one file: open it, match its columns, and stream its rows to the parent."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from geodata.city import CityProfile
from geodata.errors import InvalidError
from geodata.text import Text
from importers import date_orders, screening, sources
from importers.child.messages import Line
from importers.child.rows import Tally, record_of, row_maker
from importers.file_settings import reading_of
from importers.formats import FileContent, open_file
from importers.matching import match_columns, read_settings, require_either, rivals
from importers.positions import file_positions, place_names
from importers.privacy import person_columns
from importers.report import Rejection, UnknownCode
from importers.source import Mappings, Record, Source, Terms
from importers.where import Ground

_PERSONS = Text(
    sv="Kolumnen {column} gäller enskilda personer och får inte läsas in. Ta bort den ur filen.",
    en="The column {column} is about persons and may not be brought in. Remove it from the file.",
)
_SAMPLE = 1000


@dataclass(frozen=True, slots=True)
class FileJob:
    """One file to be read, and what was said of it; the source goes by its code."""

    path: Path
    source: str
    column_map: Mapping[str, str]
    settings: Mapping[str, str]
    srid: int | None
    profile: CityProfile
    now: datetime
    synthetic: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """What is known of a file before its rows are read: `headers` by field, about how many `rows`."""

    headers: Mapping[str, str]
    srid: int | None
    notices: tuple[Text, ...]
    rows: int | None


@dataclass(frozen=True, slots=True)
class Known:
    """What a file's rows are read with, from the database: the source's own, decided codes, and places."""

    known: object
    mapped: Mappings
    ground: Ground


@dataclass(frozen=True, slots=True)
class Portion:
    """So far `read` rows, of which `rejected` and `left_out`; `listed` are rejections since the last portion.

    After each comes a frame of COPY lines.
    """

    read: int
    rejected: int
    left_out: int
    listed: tuple[Rejection, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """What is known of a file's rows in the end, beside the last portion."""

    notices: tuple[Text, ...]
    unknown: tuple[UnknownCode, ...]


def read_file(line: Line, job: FileJob) -> Summary:
    """Tell the parent what was `Opened`, hear what is `Known`, and send its rows portion by portion.

    Raises UnreadableFileError, and InvalidError naming a column or a setting, for the file as a whole.
    """
    source = sources.source(job.source)
    settings = read_settings(source, job.settings)
    content, headers = _matched(job, source, settings)
    srid, notice = None, None
    if source.positioned:
        sample = _sample(content, headers)
        turned = settings["axes"] == "exchanged"
        srid, notice = file_positions.choose_srid(
            content.srid, job.srid, headers, sample, job.profile, exchanged=turned
        )
    notices = (*content.notices, *([notice] if notice else []))
    line.answer(Opened(headers, srid, notices, content.expected_rows))
    told: Known = line.hear_request()
    where = file_positions.where_of(srid, settings, told.ground, said=job.srid is not None)
    terms = Terms(
        job.profile, settings, srid, job.now, job.synthetic, known=told.known, mapped=told.mapped, where=where
    )
    tally = Tally(screening.shown_name(job.path.name))
    for copied in row_maker(source, content)(content, headers, source, terms, tally):
        line.answer(Portion(tally.read, tally.rejected, tally.left_out, tally.fresh()))
        line.lines(copied)
    for wording, rows in where.unplaced.rows.items():
        tally.meet_unknown(place_names.FIELD, headers[place_names.FIELD], wording, rows)
    return Summary((*content.remarks(), *terms.notes.notices()), tally.unknown_codes())


def proposed_systems(job: FileJob, besides: int) -> Text:
    """Return in which CRSs most of a file's positions lie in the city, and what to give then; or ""."""
    source = sources.source(job.source)
    settings = read_settings(source, job.settings)
    content, headers = _matched(job, source, settings)
    turned = settings["axes"] == "exchanged"
    return file_positions.proposal(_sample(content, headers), job.profile, besides=besides, exchanged=turned)


def _matched(job: FileJob, source: Source, settings: Mapping[str, Any]) -> tuple[FileContent, dict[str, str]]:
    """Return a file's content and its headers by field; raises where it is not to be read by this source."""
    content = open_file(job.path, source.formats, reading_of(settings))
    found = person_columns(content.headers, about_events=source.about_events)
    if found:
        raise InvalidError(_PERSONS.format(column=", ".join(found)), field=found[0])
    if not settings[screening.SETTING.name]:
        screening.refuse_names(job.path.name, content.headers)
    if source.reshape is not None:
        content = source.reshape(content, job.column_map, settings)
    headers = match_columns(source, content.headers, job.column_map)
    require_either(source, headers, settings)
    told = rivals(source, content.headers, job.column_map, headers)
    content = replace(content, notices=(*content.notices, *told)) if told else content
    today = job.now.astimezone(job.profile.zone).date()
    return date_orders.in_order(content, source, headers, settings, today), headers


def _sample(content: FileContent, headers: Mapping[str, str]) -> Iterator[Record]:
    for raw in islice(content.records(), _SAMPLE):
        yield record_of(raw, headers)
