"""Making rows for COPY from what a file holds: the seam at which a source's faster way can be put in.

A row maker is a generator that walks through the file once and yields portions of COPY lines (about
PORTION bytes, whole lines, columns `row_number` and then those of `Source.staged` in their order). What is
not a good row it tells a `Tally`, which is sent along with each portion. The default takes record by record;
`row_maker` chooses; a source may have a swift way for plain rows (`importers.swift`).
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice

from geodata.errors import InvalidError
from geodata.screening import findings, masked
from importers import screening
from importers.formats import Block, FileContent, RawRecord
from importers.formats.delimited import record_of_row
from importers.report import LONGEST_VALUE, MOST_LISTED, Rejection, UnknownCode
from importers.source import (
    NO_MAPPINGS,
    LeftOutError,
    Mappings,
    Record,
    ShapedRows,
    Source,
    SwiftRows,
    Terms,
    UnknownCodeError,
)
from importers.storing.staging import line_of

PORTION = 1 << 20
AT_ONCE = 1024
"""So many bare rows are made swiftly together."""
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


def row_maker(source: Source, content: FileContent) -> RowMaker:
    """Return the fastest row maker that a source and a file's content allow."""
    if screening.free_texts(source):
        return record_by_record
    if source.swift is not None and content.rows is not None:
        return swiftly
    return by_block if source.swift_shapes is not None and content.blocks is not None else record_by_record


def swiftly(
    content: FileContent, headers: Mapping[str, str], source: Source, terms: Terms, tally: Tally
) -> Iterator[bytes]:
    """Yield the COPY lines of `record_by_record`: of plain rows made from their cells, of others as there."""
    places = {name: content.headers.index(header) for name, header in headers.items()}
    made = None if source.swift is None else source.swift(places, terms)
    if made is None or content.rows is None:
        return record_by_record(content, headers, source, terms, tally)
    parsing = _Parsing(headers, source, terms, tally)
    return _portions(_swift_lines(content.headers, content.rows(), made, parsing), tally)


def by_block(
    content: FileContent, headers: Mapping[str, str], source: Source, terms: Terms, tally: Tally
) -> Iterator[bytes]:
    """Yield the same COPY lines: of plain records made block by block, of others as there."""
    made = None if source.swift_shapes is None else source.swift_shapes(source, terms)
    if made is None or content.blocks is None:
        return record_by_record(content, headers, source, terms, tally)
    parsing = _Parsing(headers, source, terms, tally)
    return _portions(_block_lines(content.blocks(), made, parsing), tally)


def record_by_record(
    content: FileContent, headers: Mapping[str, str], source: Source, terms: Terms, tally: Tally
) -> Iterator[bytes]:
    """Yield COPY lines of what parses and is clean; what is not is rejected with row, column and reason."""
    return _portions(map(_Parsing(headers, source, terms, tally).line, content.records()), tally)


def _portions(lines: Iterator[str], tally: Tally) -> Iterator[bytes]:
    portion: list[str] = []
    size, heard = 0, 0
    for some in lines:
        portion.append(some)
        size += len(some)
        if size >= PORTION or tally.read >= heard + MOST_UNHEARD:
            yield "".join(portion).encode()
            portion, size, heard = [], 0, tally.read
    yield "".join(portion).encode()


def _swift_lines(
    headers: Sequence[str], rows: Iterator[tuple[int, Sequence[str]]], made: SwiftRows, parsing: "_Parsing"
) -> Iterator[str]:
    width = len(headers)
    while some := list(islice(rows, AT_ONCE)):
        whole = [cells for _, cells in some if len(cells) == width]
        lines = made(list(zip(*whole, strict=True))) if whole else ()
        if len(whole) < len(some):
            rest = iter(lines)
            lines = [next(rest) if len(cells) == width else None for _, cells in some]
        records = partial(_record_in, headers, some)
        yield from _made_or_parsed([number for number, _ in some], lines, records, parsing)


def _record_in(headers: Sequence[str], rows: Sequence[tuple[int, Sequence[str]]], place: int) -> RawRecord:
    return record_of_row(headers, *rows[place])


def _block_lines(blocks: Iterator[Block], made: ShapedRows, parsing: "_Parsing") -> Iterator[str]:
    for block in blocks:
        fields = {field: block.values[header] for field, header in parsing.headers.items()}
        yield from _made_or_parsed(block.numbers, made(fields, block.shapes), block.record, parsing)


def _made_or_parsed(
    numbers: Sequence[int],
    lines: Sequence[str | None],
    record: Callable[[int], RawRecord],
    parsing: "_Parsing",
) -> Iterator[str]:
    """Yield lines as they were made, together where all were; where one was not, its record is parsed."""
    if None not in lines:
        parsing.tally.read += len(lines)
        yield "".join([f"{number}\t{line}\n" for number, line in zip(numbers, lines, strict=True)])
        return
    for place, (number, line) in enumerate(zip(numbers, lines, strict=True)):
        if line is None:
            yield parsing.line(record(place))
        else:
            parsing.tally.read += 1
            yield f"{number}\t{line}\n"


class _Parsing:
    """The way of single records through `Source.parse`."""

    def __init__(self, headers: Mapping[str, str], source: Source, terms: Terms, tally: Tally) -> None:
        self.tally = tally
        self.headers = headers
        self._source = source
        self._terms = terms
        self._texts = screening.free_texts(source)
        self._names = tuple(source.staged)

    def line(self, raw: RawRecord) -> str:
        """Return a line for COPY; "" for a record that is left out or rejected, which the tally knows."""
        self.tally.read += 1
        if raw.fault is not None:
            self.tally.reject(Rejection(self.tally.file, raw.number, raw.fault_in, raw.fault))
            return ""
        record = record_of(raw, self.headers, self._terms.mapped)
        try:
            row = self._source.parse(record, self._terms)
            screening.screen(self._texts, record, row, self._terms)
        except LeftOutError as left:
            self._terms.notes.add(record.number, left.reason)
            self.tally.left_out += 1
        except InvalidError as error:
            self.tally.reject_row(self._source, record, error)
        else:
            return line_of(self._names, raw.number, row)
        return ""


def record_of(raw: RawRecord, headers: Mapping[str, str], mapped: Mappings = NO_MAPPINGS) -> Record:
    """Return a record of a file with its values by the source's fields."""
    values = {name: raw.values.get(header) for name, header in headers.items()}
    called = headers
    if raw.called:
        called = {name: raw.called.get(header, header) for name, header in headers.items()}
    return Record(raw.number, values, called, raw.shape, mapped)
