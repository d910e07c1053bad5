"""Making rows for COPY from what a file holds: the seam at which a source's faster way can be put in.

A row maker is a generator that walks through the file once and yields portions of COPY lines (about
PORTION bytes, whole lines, columns `row_number` and then those of `Source.staged` in their order). What is
not a good row it tells a `Tally`, which is sent along with each portion. The default takes record by record;
`row_maker` chooses, so that a way that works on whole columns needs one line there.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from geodata.errors import InvalidError
from geodata.screening import findings, masked
from importers import screening
from importers.formats import FileContent, RawRecord
from importers.report import LONGEST_VALUE, MOST_LISTED, Rejection, UnknownCode
from importers.source import (
    NO_MAPPINGS,
    Column,
    LeftOutError,
    Mappings,
    Record,
    Row,
    Source,
    Terms,
    UnknownCodeError,
)
from importers.staging import line_of

PORTION = 1 << 20
MOST_UNHEARD = 20_000
"""After so many rows a portion is sent, however few of them are good: it tells how far the reading is."""
_MOST_UNKNOWN = 1000
_LONGEST_CODE = 200


@dataclass
class Tally:
    """What a file's rows came to so far: rows read, left out, rejected (all counted, MOST_LISTED listed)."""

    file: str
    read: int = 0
    left_out: int = 0
    rejected: int = 0
    unknown: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    _fresh: list[Rejection] = field(default_factory=list)

    def reject(self, rejection: Rejection) -> None:
        """Count a rejection, and list it while the list is short."""
        if self.rejected < MOST_LISTED:
            self._fresh.append(rejection)
        self.rejected += 1

    def reject_row(self, source: Source, record: Record, error: InvalidError) -> None:
        """Reject a record for what `error` says of one of its fields."""
        name = error.field or ""
        column = source.column(name)
        header = record.headers.get(name, name)
        value = None
        if column is not None and not column.words and record.has(name):
            value = masked(str(record.values[name])[: 4 * LONGEST_VALUE])[:LONGEST_VALUE]
            if isinstance(error, UnknownCodeError):
                self.meet_unknown(name, header, error.value)
        self.reject(Rejection(self.file, record.number, header, error.reason, value))

    def meet_unknown(self, name: str, header: str, value: str, rows: int = 1) -> None:
        """Count a value that no code list knows; what may concern a person, or is no code, is not kept."""
        key = (name, header, value)
        if key in self.unknown or (
            len(self.unknown) < _MOST_UNKNOWN and 0 < len(value) <= _LONGEST_CODE and not findings(value)
        ):
            self.unknown[key] += rows

    def fresh(self) -> tuple[Rejection, ...]:
        """Return the rejections listed since the last call."""
        listed, self._fresh = tuple(self._fresh), []
        return listed

    def unknown_codes(self) -> tuple[UnknownCode, ...]:
        """Return the unknown values, the most frequent first."""
        return tuple(UnknownCode(*key, rows) for key, rows in self.unknown.most_common())


RowMaker = Callable[[FileContent, Mapping[str, str], Source, Terms, Tally], Iterator[bytes]]
"""From a file's content and its headers by field to portions of COPY lines; see the module."""


def row_maker(_source: Source, _content: FileContent) -> RowMaker:
    """Return the fastest row maker that a source and a file's content allow."""
    return record_by_record


def record_by_record(
    content: FileContent, headers: Mapping[str, str], source: Source, terms: Terms, tally: Tally
) -> Iterator[bytes]:
    """Yield COPY lines of what parses and is clean; what is not is rejected with row, column and reason."""
    texts = screening.free_texts(source)
    names = tuple(source.staged)
    portion: list[bytes] = []
    size = 0
    for raw in content.records():
        tally.read += 1
        if raw.fault is not None:
            tally.reject(Rejection(tally.file, raw.number, raw.fault_in, raw.fault))
        else:
            row = _row(record_of(raw, headers, terms.mapped), source, terms, tally, texts)
            if row is not None:
                portion.append(line_of(names, raw.number, row))
                size += len(portion[-1])
        if size >= PORTION or tally.read % MOST_UNHEARD == 0:
            yield b"".join(portion)
            portion, size = [], 0
    yield b"".join(portion)


def _row(record: Record, source: Source, terms: Terms, tally: Tally, texts: tuple[Column, ...]) -> Row | None:
    """Return a record's row; None where it is left out or rejected, which the tally knows."""
    try:
        row = source.parse(record, terms)
        screening.screen(texts, record, row, terms)
    except LeftOutError as left:
        terms.notes.add(record.number, left.reason)
        tally.left_out += 1
    except InvalidError as error:
        tally.reject_row(source, record, error)
    else:
        return row
    return None


def record_of(raw: RawRecord, headers: Mapping[str, str], mapped: Mappings = NO_MAPPINGS) -> Record:
    """Return a record of a file with its values by the source's fields."""
    values = {name: raw.values.get(header) for name, header in headers.items()}
    called = headers
    if raw.called:
        called = {name: raw.called.get(header, header) for name, header in headers.items()}
    return Record(raw.number, values, called, raw.shape, mapped)
