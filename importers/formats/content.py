"""What every format gives: headers, the CRS where the file states one, and the records one by one."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from geodata.errors import RefusedError
from geodata.text import Text


@dataclass(frozen=True, slots=True)
class RawRecord:
    """One record as it stands: values by header (None where empty), and its shape where it has one.

    `number` is the line of a CSV record (the header is line 1), else the feature's number from 1. With a
    `fault` the record cannot be read, and the fault says why.
    """

    number: int
    values: Mapping[str, object]
    shape: BaseGeometry | None = None
    fault: Text | None = None


@dataclass(frozen=True, slots=True)
class FileContent:
    """A file that has been opened; `records` starts from the first record each time it is called.

    `srid` is the EPSG number that the file states for its shapes, None where it states none.
    """

    headers: tuple[str, ...]
    records: Callable[[], Iterator[RawRecord]]
    srid: int | None = None
    notices: tuple[Text, ...] = ()


class UnreadableFileError(RefusedError):
    """The file as a whole cannot be read; `row` is where reading stopped, when that is known."""

    def __init__(self, reason: Text, *, row: int | None = None) -> None:
        super().__init__(reason)
        self.row = row
