"""What every format gives: headers, the CRS where the file states one, and the records one by one."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
from shapely.geometry.base import BaseGeometry

from geodata.errors import RefusedError
from geodata.text import Text


@dataclass(frozen=True, slots=True)
class RawRecord:
    """One record as it stands: values by header (None where empty), and its shape where it has one.

    `number` is the line of a CSV record (the header is line 1) or the row of a sheet, else the feature's
    number from 1. With a `fault` the record cannot be read, and the fault says why; `fault_in` is the header
    under which it lies, where one is at fault. `called` tells, by header, what the file itself calls a value
    of this record: of a cell of a wide table the header of its own column.
    """

    number: int
    values: Mapping[str, object]
    shape: BaseGeometry | None = None
    fault: Text | None = None
    called: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    fault_in: str = ""


Shapes = npt.NDArray[np.object_]
"""Shapely's geometries in an array, in two dimensions; None where there is none."""


@dataclass(frozen=True, slots=True)
class Block:
    """Some records together, column by column: their numbers, and the values of each by header.

    `shapes` has None for a record without shape, and for one that is to be looked at by itself: `record`
    gives any of them by its place in the block.
    """

    numbers: Sequence[int]
    values: Mapping[str, Sequence[object]]
    shapes: Shapes
    record: Callable[[int], RawRecord]


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file is to be read, as far as somebody said so; None means that it is to be found.

    `encoding` and `delimiter` are those of text, `sheet` is of a spreadsheet, `header_rows` how many rows
    stand above the first record (titles and headers), `layer` of a map, `member` the file of an
    archive, without its folder.
    """

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    header_rows: int | None = None
    layer: str | None = None
    member: str | None = None


@dataclass(frozen=True, slots=True)
class FileContent:
    """A file that has been opened; `records` starts from the first record each time it is called.

    `srid` is the EPSG number that the file states for its shapes, None where it states none. `reading` is how
    the file was read, found or said, and `choices` what else could have been chosen, by field of Reading.
    Records are read as they are asked for: a large file is never held in memory whole.

    A table may also give its `rows` bare, which costs less than records: the number and the cells of each,
    blank rows and totals left out, faults not looked for (a row may be shorter or longer than the headers).
    A map may give the same records in `blocks`.
    `remarks` tells what only reading to the end can show; ask when `records` or `rows` are exhausted.
    `expected_rows` is about how many records there are, where that is known without reading them.
    """

    headers: tuple[str, ...]
    records: Callable[[], Iterator[RawRecord]]
    srid: int | None = None
    notices: tuple[Text, ...] = ()
    reading: Reading = Reading()
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    rows: Callable[[], Iterator[tuple[int, Sequence[str]]]] | None = None
    blocks: Callable[[], Iterator[Block]] | None = None
    remarks: Callable[[], tuple[Text, ...]] = tuple
    expected_rows: int | None = None


class UnreadableFileError(RefusedError):
    """The file as a whole cannot be read; `row` is where reading stopped, when that is known."""

    def __init__(self, reason: Text, *, row: int | None = None) -> None:
        super().__init__(reason)
        self.row = row


class ChoiceNeededError(UnreadableFileError):
    """The file holds several tables; `name` is the field of Reading that chooses among `choices`."""

    def __init__(self, reason: Text, name: str, choices: tuple[str, ...]) -> None:
        super().__init__(reason)
        self.name = name
        self.choices = choices
