"""What an import answers: what was read, stored and turned away, file by file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from geodata.errors import RefusedError
from geodata.questions.gazetteer import PlaceSuggestion
from geodata.text import Text

LONGEST_VALUE = 80
MOST_LISTED = 10_000
MOST_CHANGES = 100
MOST_PREVIEWED = 500


@dataclass(frozen=True, slots=True)
class Rejection:
    """One row that cannot be stored, and what its sender should mend; `row` is None for a whole file.

    `row` is what a person sees: the line of a CSV record (the header is line 1), or the number of a feature
    from 1. `value` is None where the column may hold words about people.
    """

    file: str
    row: int | None
    column: str
    reason: Text
    value: str | None = None

    def line(self, language: str) -> str:
        """Return "file:row:column: reason (value)", without the parts that are absent."""
        parts = [self.file, *([str(self.row)] if self.row else []), *([self.column] if self.column else [])]
        shown = f" ({self.value})" if self.value else ""
        return f"{':'.join(parts)}: {self.reason.in_language(language)}{shown}"


@dataclass(frozen=True, slots=True)
class UnknownCode:
    """A `value` of a field (`column` is its header) that no code list knows, and how many rows hold it."""

    field: str
    column: str
    value: str
    rows: int


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A text that names a place in `rows` rows, and the places that it may mean, the most alike first."""

    wording: str
    rows: int
    places: tuple[PlaceSuggestion, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One column of a row that a file has otherwise than the database; `key` says which row.

    Texts as people wrote them are not shown: both are None there. `kept`: a person has edited the row since
    it was brought in, so that `before` stays and `after` was not taken.
    """

    key: str
    column: str
    before: object
    after: object
    kept: bool = False


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A row that would be stored: its number in the file, its middle in degrees, its plain values."""

    row: int
    lon: float | None
    lat: float | None
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import has come: `stage` is "reading", "checking" or "publishing"; `of` rows, if known."""

    stage: str
    rows: int
    of: int | None = None


@dataclass(frozen=True, slots=True)
class FileReport:
    """How one file fared.

    Rows are `new`, `changed` (both are `stored`), `unchanged`, or `kept`: those that a person has edited
    since they were brought in are not overwritten. `rejected` lists at most MOST_LISTED of `rows_rejected`;
    `changes` and `preview` are samples, `unknown` are the values that wait for a decision on what they mean;
    `places` proposes what those may mean that name places in rows without a position.
    `quality` holds counts such as rows without position; `srid` is the CRS that its positions were read in,
    None where it has none. `batch_id` is None where nothing remains of the file.
    """

    file: str
    sha256: str
    srid: int | None = None
    rows_read: int = 0
    stored: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    kept: int = 0
    rows_rejected: int = 0
    rejected: tuple[Rejection, ...] = ()
    notices: tuple[Text, ...] = ()
    quality: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    unknown: tuple[UnknownCode, ...] = ()
    changes: tuple[Change, ...] = ()
    preview: tuple[PreviewRow, ...] = ()
    places: tuple[NamedPlace, ...] = ()
    batch_id: UUID | None = None

    @property
    def unreadable(self) -> bool:
        """Return whether the file as a whole is refused, whatever its single rows are like."""
        return any(rejection.row is None for rejection in self.rejected)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """How an import fared, one `FileReport` per file; `published` says whether anything remains of it."""

    source: str
    files: tuple[FileReport, ...]
    published: bool

    @property
    def rejected(self) -> tuple[Rejection, ...]:
        """Return the listed rejections of all files, in the files' order."""
        return tuple(rejection for file in self.files for rejection in file.rejected)

    def refused(self, *, accept_rejected: bool) -> bool:
        """Return whether the files are refused: one is unreadable, or rows are rejected and not accepted."""
        return any(file.unreadable for file in self.files) or (bool(self.rejected) and not accept_rejected)

    @property
    def rows_read(self) -> int:
        """Return how many rows all files have."""
        return sum(file.rows_read for file in self.files)

    @property
    def stored(self) -> int:
        """Return how many rows are new or changed."""
        return sum(file.stored for file in self.files)

    @property
    def unchanged(self) -> int:
        """Return how many rows were there already."""
        return sum(file.unchanged for file in self.files)


@dataclass(frozen=True, slots=True)
class UndoReport:
    """What an undo did: rows of the batch that were `removed`, rows it had replaced that were `restored`."""

    batch_id: UUID
    source: str
    file: str
    removed: int
    restored: int


@dataclass(frozen=True, slots=True)
class BatchSummary:
    """One file that was brought in; `status` is "published" or "undone"."""

    id: UUID
    source: str
    file: str
    status: str
    created_at: datetime
    rows_read: int
    rows_stored: int
    rows_unchanged: int
    rows_rejected: int
    synthetic: bool


class RefusedImportError(RefusedError):
    """Nothing was stored: a file cannot be read, or rows were turned away; `report` says which and why."""

    def __init__(self, report: ImportReport) -> None:
        super().__init__(
            Text(
                sv="Inget lästes in: {count} fel i {files}.",
                en="Nothing was imported: {count} faults in {files}.",
            ).format(
                count=sum(file.rows_rejected for file in report.files),
                files=", ".join(dict.fromkeys(rejection.file for rejection in report.rejected)),
            )
        )
        self.report = report
