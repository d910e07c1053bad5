"""What is known of the positions of a whole file, beside their CRS: plain values, fit for another process."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from geodata.text import Text

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Nowhere:
    """A point that stands for no position: the middle of a country, a county, the city."""

    lon: float
    lat: float
    name: Text


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a named place lies, in degrees; `precision` ("street" or "area") says how exactly that is known.

    Of an area `area_id` is its id, of a known place `place_id` its id.
    """

    lon: float
    lat: float
    precision: str
    area_id: int | None = None
    place_id: str | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """What the database knows of positions before a file is read.

    `nowhere` are points that are none; `placed` tells where places named in text are, as people have decided,
    by the text.
    """

    nowhere: tuple[Nowhere, ...] = ()
    placed: Mapping[str, Placed] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class NowhereBoxes:
    """Boxes in one CRS in which a point is no position, found by the cell of a grid that a point lies in."""

    side: float = 1.0
    cells: Mapping[tuple[int, int], tuple[tuple[Box, Text], ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )

    @classmethod
    def of(cls, boxes: Sequence[tuple[Box, Text]]) -> "NowhereBoxes":
        """Return the boxes laid out on a grid as wide as the widest of them."""
        if not boxes:
            return cls()
        side = max(max(xmax - xmin, ymax - ymin) for (xmin, ymin, xmax, ymax), _ in boxes)
        cells: dict[tuple[int, int], tuple[tuple[Box, Text], ...]] = {}
        for box, name in boxes:
            xmin, ymin, xmax, ymax = (int(edge // side) for edge in box)
            for cell in product(range(xmin, xmax + 1), range(ymin, ymax + 1)):
                cells[cell] = (*cells.get(cell, ()), (box, name))
        return cls(side, cells)

    def may_hold(self, xs: npt.NDArray[np.float64], ys: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
        """Return which points are near enough to a box for `name_at` to be asked."""
        columns, rows = (np.array([cell[axis] for cell in self.cells], dtype=np.float64) for axis in (0, 1))
        near: npt.NDArray[np.bool_] = np.isin(np.floor_divide(xs, self.side), columns)
        return near & np.isin(np.floor_divide(ys, self.side), rows)

    def name_at(self, x: float, y: float) -> Text | None:
        """Return what a point stands for, None where it is a position."""
        found = self.cells.get((int(x // self.side), int(y // self.side)))
        for (xmin, ymin, xmax, ymax), name in found or ():
            if xmin <= x <= xmax and ymin <= y <= ymax:
                return name
        return None


@dataclass(frozen=True, slots=True)
class Position:
    """Where a row is: its `shape` as extended WKB in the file's CRS, None where it has none.

    `precision` is "street" or "area" where the place was only named, None where the file gives coordinates or
    nothing. Of a named area `area_id` is its id and there is no shape; of a known place `place_id` is its id.
    """

    shape: str | None
    precision: str | None = None
    area_id: int | None = None
    place_id: str | None = None


class Unplaced:
    """Names of places in rows that have no other position, with how many rows name them."""

    def __init__(self) -> None:
        self.rows: Counter[str] = Counter()

    def add(self, wording: str) -> None:
        """Count a row that names a place."""
        self.rows[wording] += 1


@dataclass(frozen=True, slots=True)
class Where:
    """How a file's positions are read. `exchanged`: y stands before x, as somebody said.

    `said`: somebody gave the CRS, against what rows may say of themselves. `nowhere` holds in the file's CRS
    where a point is no position; `placed` gives the positions of named places by the text that names them.
    `unplaced` gathers names of places that nobody has decided on while the file is read.
    """

    exchanged: bool = False
    said: bool = False
    nowhere: NowhereBoxes = NowhereBoxes()
    placed: Mapping[str, Position] = field(default_factory=lambda: MappingProxyType({}))
    unplaced: Unplaced = field(default_factory=Unplaced)
