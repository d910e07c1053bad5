"""What a source declares: its columns, its settings, how one record becomes a row, and its statements."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from shapely.geometry.base import BaseGeometry
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from geodata.city import CityProfile
from geodata.codes import CodeList
from geodata.errors import InvalidError, RefusedError
from geodata.models import ImportBatch, Table
from geodata.text import Text
from importers import values
from importers.formats import FileContent, Shapes
from importers.where import Where

MISSING_VALUE = Text(sv="Värdet saknas.", en="The value is missing.")

Mappings = Mapping[str, Mapping[str, str]]
"""By field: what values of a source's files mean, as people have decided; a value to its code."""

NO_MAPPINGS: Mappings = MappingProxyType({})


class UnknownCodeError(InvalidError):
    """A field holds a `value` that no code list knows and nobody has mapped yet: it waits for a decision."""

    def __init__(self, reason: Text, *, field: str, value: str) -> None:
        super().__init__(reason, field=field)
        self.value = value


class LeftOutError(RefusedError):
    """A record that is rightly none of the source's rows: it is left out, counted and told, not rejected."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column that a source reads: its `field`, and the other headers by which files call it.

    `required`: a file without it is refused. `words`: free text, screened where it is stored and never shown
    in a rejection. `codes`: what its values may be; of any other, people decide what it means.
    """

    field: str
    name: Text
    aliases: tuple[str, ...] = ()
    required: bool = False
    words: bool = False
    codes: CodeList[Any] | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """Something said once for the whole file; `read` turns its text into a value or raises InvalidError.

    A `prefix` setting is given any number of times as name:value=code (say category:Misshandel=…). One that
    `stands_for_column` is needed where the file has no column of its name.
    """

    name: str
    meaning: Text
    read: Callable[[object], Any] = values.text
    required: bool = False
    default: Any = None
    prefix: bool = False
    stands_for_column: bool = False


class Notes:
    """Remarks on rows that were stored all the same, gathered per remark while a file is read.

    However many rows there are, this holds a thousand remarks and the first twenty rows of each.
    """

    _REMARKS, _ROWS = 1000, 20

    def __init__(self) -> None:
        self._rows: dict[Text, list[int]] = {}
        self._more: set[Text] = set()

    def add(self, row: int, remark: Text) -> None:
        """Remember `remark` for a row, once."""
        rows = self._rows.get(remark)
        if rows is None:
            if len(self._rows) < self._REMARKS:
                self._rows[remark] = [row]
        elif rows[-1] == row:
            return
        elif len(rows) < self._ROWS:
            rows.append(row)
        else:
            self._more.add(remark)

    def notices(self) -> Iterator[Text]:
        """Yield one sentence per remark, with the rows it concerns (the first twenty)."""
        for remark, rows in self._rows.items():
            listed = ", ".join(map(str, rows)) + (" …" if remark in self._more else "")
            yield Text(sv=f"Rad {listed}: {remark.sv}", en=f"Row {listed}: {remark.en}")


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for a whole file: the city, the settings, the CRS of its positions, what is known already.

    `known` is what the source's `learn` fetched from the database before reading, `mapped` what its unknown
    codes were decided to mean, `where` how its positions are read.
    """

    profile: CityProfile
    settings: Mapping[str, Any]
    srid: int | None
    now: datetime
    synthetic: bool = False
    notes: Notes = field(default_factory=Notes)
    known: Any = None
    mapped: Mappings = field(default_factory=lambda: NO_MAPPINGS)
    where: Where = field(default_factory=Where)

    @property
    def today(self) -> date:
        """Return today's day in the city."""
        return self.now.astimezone(self.profile.zone).date()


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a file with its values by field; `headers` tells what the file calls them.

    `mapped` holds what people have decided that values mean. The readers raise InvalidError, whose `field`
    names the column to mend.
    """

    number: int
    values: Mapping[str, object]
    headers: Mapping[str, str]
    shape: BaseGeometry | None = None
    mapped: Mappings = field(default_factory=lambda: NO_MAPPINGS)

    def has(self, name: str) -> bool:
        """Return whether the field holds anything."""
        return self.values.get(name) is not None

    def read(self, name: str, reader: Callable[[object], Any]) -> Any:
        """Return the field's value as `reader` understands it; raises InvalidError when it is empty."""
        if not self.has(name):
            raise InvalidError(MISSING_VALUE, field=name)
        try:
            return reader(self.values[name])
        except InvalidError as error:
            raise InvalidError(error.reason, field=name) from error

    def read_if_given(self, name: str, reader: Callable[[object], Any], default: Any = None) -> Any:
        """Return the field's value as `reader` understands it, `default` where it is empty."""
        return self.read(name, reader) if self.has(name) else default

    def text(self, name: str, default: str | None = None) -> str:
        """Return a text; an empty field gives `default`, or raises InvalidError where there is none."""
        if default is not None and not self.has(name):
            return default
        written: str = self.read(name, values.text)
        return written

    def code(self, name: str, codes: CodeList[Any], default: str | None = None) -> str:
        """Return a code of a list, given as such, by name, or mapped; an empty field gives `default`.

        Raises UnknownCodeError for a value that is none of these.
        """
        if default is not None and not self.has(name):
            return default
        return self.code_of(name, codes, self.text(name))

    def code_of(self, name: str, codes: CodeList[Any], written: str) -> str:
        """Return the code that a value written in the field means: as mapped, else by code or name.

        Raises UnknownCodeError for a value that is none of these.
        """
        mapped = self.mapped.get(name, {}).get(written)
        if mapped is not None:
            return mapped
        try:
            return values.code(codes, written)
        except InvalidError as error:
            raise UnknownCodeError(error.reason, field=name, value=written) from error


@dataclass(frozen=True, slots=True)
class Check:
    """A check of all staged rows at once: its statement gives `row_number` and `value` of every bad row.

    The reason's mark `{value}` is filled with that value; with `whole_file` the file is refused as such.
    """

    statement: str
    column: str
    reason: Text
    whole_file: bool = False


@dataclass(frozen=True, slots=True)
class Bulk:
    """How very many staged rows are published: statements that give the same rows as `Source.rows`, faster.

    `ground` is laid first: temporary tables, each of what its statement finds for all staged rows at once; a
    column `box` is indexed. `reckon` lays before it what is reckoned in Python. `rows` gives what
    `Source.rows` gives, and the `derived` columns, which the database would otherwise compute row by row.
    Where the table is empty, the triggers `resting` are put to rest, and `made_up` does at once what they
    would have done.
    """

    ground: Mapping[str, str]
    rows: str
    derived: tuple[str, ...]
    resting: tuple[str, ...]
    made_up: str
    reckon: Callable[[Session], None] | None = None


Row = Mapping[str, object]
SwiftRows = Callable[[Sequence[Sequence[str]]], Sequence[str | None]]
"""From the columns of some bare rows (at least one) to the staged columns of each row as COPY writes them,
tabs between; None for a row that is to be parsed."""

Swift = Callable[[Mapping[str, int], Terms], SwiftRows | None]
"""From where the fields stand in a row, and the terms, to SwiftRows; None where there are none for them."""

ShapedRows = Callable[[Mapping[str, Sequence[object]], Shapes], Sequence[str | None]]
"""From the values by field and the shapes of a block of records (at least one) to what SwiftRows gives."""

SwiftShapes = Callable[["Source", Terms], ShapedRows | None]
"""From the source itself and the terms to ShapedRows; None where there are none for them."""

Reshape = Callable[[FileContent, Mapping[str, str], Mapping[str, Any]], FileContent]
"""From a file's content, the column map and the settings to the content laid out as its source reads it."""


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of file that can be brought in.

    `package` holds its statements: `rows` gives the staged rows as rows of `target`, where `key` tells which
    row is which; `quality` (where there is one) counts what is missing. `staged` are the columns of the
    staged table beside `row_number`, `parse` gives their values for one record or raises InvalidError.
    `parse` raises LeftOutError for a record that is none of its rows. `reshape` lays the file's content out
    first: a wide table becomes a long one, so that several rows may stem from one record of the file.
    `prepare` works on the staged rows before they are checked and yields notices; `learn` fetches what
    `parse` must know. `ends` is a statement that ends rows of `target` which the staged ones supersede and
    gives each as it was (column `row`, jsonb), for an undo to restore; `conclude` does what follows from the
    rows once they are published, and yields notices.
    `shapes` are the kinds of shape that its files have, for recognising them: "point", "line", "area".
    `box_of` is the part of a shape that must lie in the city: "all" or "middle".
    `about_events`: its rows are events, so that a column of names would hold names of people. `approval` is
    the entity of `geodata.access` whose "update" lets a person publish its files: police data have their own.
    `may_be_empty`: a file without rows is an answer, not a mistake.
    `in_bulk` and `swift` are faster ways to the same rows, for very many of them and for plain ones: `swift`
    (of tables) and `swift_shapes` (of maps) make what `parse` makes, or nothing (see `importers.swift`).
    For undoing a batch: `relied_on` names what would lose its ground, `clear_up` removes what is left empty.
    """

    code: str
    name: Text
    formats: tuple[str, ...]
    columns: tuple[Column, ...]
    staged: Mapping[str, TypeEngine[Any]]
    parse: Callable[[Record, Terms], Row]
    target: type[Table]
    rows: str
    package: str
    key: tuple[str, ...] = ("source", "source_key")
    settings: tuple[Setting, ...] = ()
    checks: tuple[Check, ...] = ()
    quality: str | None = None
    prepare: Callable[[Session, Terms], Iterator[Text]] | None = None
    learn: Callable[[Session, Terms], object] | None = None
    reshape: Reshape | None = None
    ends: str | None = None
    conclude: Callable[[Session, Terms, ImportBatch], Iterator[Text]] | None = None
    allowed: Callable[[CityProfile], None] | None = None
    shapes: tuple[str, ...] = ("point", "line", "area")
    box_of: str = "all"
    about_events: bool = False
    approval: str = "import"
    may_be_empty: bool = False
    relied_on: str | None = None
    clear_up: str | None = None
    in_bulk: Bulk | None = None
    swift: Swift | None = None
    swift_shapes: SwiftShapes | None = None

    @property
    def positioned(self) -> bool:
        """Return whether its rows have a shape."""
        return "shape" in self.staged

    def column(self, name: str) -> Column | None:
        """Return the column with this field name; None where the source has none such."""
        return next((column for column in self.columns if column.field == name), None)
