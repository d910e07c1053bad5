"""What a file is believed to be: its format, its table, which source it fits, where its positions lie.

Nothing is decided here: what is believed is shown with its reason, and a person says what holds. What comes
back is plain, so that a guarded child may look at files and answer.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from geodata.city import CityProfile
from geodata.text import Text
from importers.formats import FORMATS, FileContent, Reading, format_named, open_file, sniff
from importers.formats.tables import written
from importers.positions import crs_proposals
from importers.positions.crs_proposals import CrsProposal
from importers.positions.record_shapes import readable
from importers.privacy import person_columns
from importers.source import Record
from importers.source_candidates import Candidate, believed, candidates_of
from importers.sources import SOURCES

__all__ = ["Candidate", "Recognition", "recognise", "systems_of"]

_ROWS_SHOWN = 20
_ROWS_LOOKED_AT = 1000
_LONGEST_CELL = 80
_MOST_HEADERS = 200
_AS_FOUND = Reading()


@dataclass(frozen=True, slots=True)
class Recognition:
    """What a file is believed to be.

    `reading` is how it was read, found or said, `choices` what else could be said. `rows` are the first ones
    as texts, `row_count` about how many there are, None where that is not known without reading them all;
    `person_columns` those headers that seem to name persons. `candidates` are the sources that it may be for,
    the likeliest first, `believed` that among them which is clearly so. `srid` is the CRS that the file
    states, `systems` are those in which the positions would lie in the city.
    """

    format_code: str
    format: Text
    reading: Reading
    choices: Mapping[str, tuple[str, ...]]
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    row_count: int | None
    notices: tuple[Text, ...]
    person_columns: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    believed: str | None
    srid: int | None
    systems: tuple[CrsProposal, ...]


def recognise(path: Path, profile: CityProfile, reading: Reading = _AS_FOUND) -> Recognition:
    """Return what a file is believed to be when it is read so.

    Raises UnreadableFileError; ChoiceNeededError where one of several tables must be chosen.
    """
    code = sniff(path).code
    content = _opened(path, reading)
    candidates = candidates_of(code, content)
    columns = next((candidate.columns for candidate in candidates), {})
    return Recognition(
        format_code=code,
        format=format_named(code).name,
        reading=content.reading,
        choices=dict(content.choices),
        headers=content.headers[:_MOST_HEADERS],
        rows=tuple(_shown_rows(content)),
        row_count=content.expected_rows,
        notices=content.notices,
        person_columns=person_columns(content.headers, about_events=_about_events(candidates)),
        candidates=candidates,
        believed=believed(candidates),
        srid=content.srid,
        systems=_systems(content, columns, profile),
    )


def systems_of(
    path: Path, profile: CityProfile, reading: Reading, columns: Mapping[str, str]
) -> tuple[CrsProposal, ...]:
    """Return the CRSs in which the positions lie in the city, with the columns that they stand in."""
    return _systems(_opened(path, reading), columns, profile)


def _opened(path: Path, reading: Reading) -> FileContent:
    return open_file(path, tuple(known.code for known in FORMATS), reading)


def _about_events(candidates: Sequence[Candidate]) -> bool:
    """Return whether the likeliest source is about events: a column of names then holds persons' names."""
    likeliest = {candidate.source for candidate in candidates[:1]}
    return any(source.about_events for source in SOURCES if source.code in likeliest)


def _shown_rows(content: FileContent) -> Iterator[tuple[str, ...]]:
    shown = content.headers[:_MOST_HEADERS]
    for record in islice(content.records(), _ROWS_SHOWN):
        yield tuple(_shortened(written(record.values.get(header))) for header in shown)


def _shortened(cell: str) -> str:
    return cell if len(cell) <= _LONGEST_CELL else f"{cell[: _LONGEST_CELL - 1]}…"


def _systems(
    content: FileContent, columns: Mapping[str, str], profile: CityProfile
) -> tuple[CrsProposal, ...]:
    points: list[tuple[float, float]] = []
    for raw in islice(content.records(), _ROWS_LOOKED_AT):
        values = {field: raw.values.get(header) for field, header in columns.items()}
        found = readable(Record(raw.number, values, columns, raw.shape))
        if found is not None:
            points.append(found[:2])
    return crs_proposals.proposals(points, profile)
