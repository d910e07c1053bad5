"""Where more was recorded than chance explains, cell by cell over the city, for those who see points."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from geodata.analysis.hiding import Figure
from geodata.analysis.hotspots import WindowExcess, window_excess
from geodata.codes import CRIME_GROUPS
from geodata.errors import InvalidError
from geodata.questions.event_selection import PRECISE_ENOUGH, EventSelection, event_selection
from geodata.statements import statement
from geodata.text import Text

CELL_METRES = 250
"""A cell of 250 m keeps 60 % of what police positions place in it (DOMAIN §0.6)."""

SMALLEST_CELL, LARGEST_CELL = 100, 1_000
MOST_CELLS = 1_000_000

LEGEND = Text(
    sv="Prövningen gäller rutan med dess åtta grannar: en het ruta pekar ut en omgivning, inte en enskild "
    "ruta. q är andelen falska fynd att vänta bland rutor med högst så högt q.",
    en="The test is of the cell with its eight neighbours: a hot cell marks a neighbourhood, not a single "
    "cell. q is the share of false finds to expect among cells with a q as high at most.",
)
METHOD = Text(
    sv="Exakt binomialprövning av 3 × 3 rutor mot jämn fördelning över staden, med Benjamini-Hochberg.",
    en="Exact binomial test of 3 × 3 cells against an even spread over the city, with Benjamini-Hochberg.",
)
PROACTIVE = Text(
    sv="Urvalet innehåller grupper som följer polisens insatser ({groups}): där polisen är finns det fler.",
    en="The selection holds groups that follow police effort ({groups}): there is more where the police are.",
)
NO_AREAS = Text(
    sv="Stadens gräns saknas: rutnätet täcker i stället den rektangel som händelserna ligger i.",
    en="The city's border is missing: the grid covers the rectangle around the events instead.",
)
BACKWARDS = Text(
    sv="Periodens slut ska komma efter dess början.", en="The period's end must come after its beginning."
)
CELL_SIZE = Text(
    sv="Rutans sida ska vara från {smallest} till {largest} m.",
    en="The cell's side must be from {smallest} to {largest} m.",
)
TOO_WIDE = Text(
    sv="Rutnätet blir för stort: välj större rutor.", en="The grid becomes too large: choose larger cells."
)


@dataclass(frozen=True, slots=True)
class HotCell:
    """One hot cell: `count` are its own events, the window is the cell with its eight neighbours.

    `share_inside` is how much of the cell lies inside the city; `geometry` a GeoJSON polygon in degrees.
    To whom counts are hidden the window's numbers and `p_value` are None and `q_value` is an upper bound.
    """

    lon: float
    lat: float
    count: Figure
    window_count: int | None
    window_expected: float | None
    p_value: float | None
    q_value: float
    share_inside: float
    geometry: dict[str, Any]


@dataclass(frozen=True, slots=True)
class GroupShare:
    """One crime group of the selection in the period: all its events, and those that no cell can hold."""

    group: str
    name: Text
    events: Figure
    without_position: Figure
    too_coarse: Figure
    straddling: Figure


@dataclass(frozen=True, slots=True)
class Hotspots:
    """The hot cells of [first_day, end_day), hottest first, and what they were found in.

    `events` are those counted in cells, `cells` the cells tested, `level` the q at which a cell is hot.
    `boundary` says whether the grid covers the city ("areas") or the events' rectangle ("rectangle").
    """

    first_day: date
    end_day: date
    selection: EventSelection
    cell_metres: int
    level: float
    boundary: str
    cells: int
    events: Figure
    hot: tuple[HotCell, ...]
    groups: tuple[GroupShare, ...]
    legend: Text
    method: Text
    warnings: tuple[Text, ...]
    hidden_below: int | None = None


@dataclass(frozen=True, slots=True)
class _Grid:
    """Counts and shares inside of equal cells; row 0 and column 0 stand at `south` and `west`, in cells."""

    south: int
    west: int
    counts: NDArray[np.int64]
    share: NDArray[np.float64]


def hotspots(
    session: Session,
    *,
    first_day: date,
    end_day: date,
    boundary_kind: str,
    crime_groups: Sequence[str] = (),
    cell_metres: int = CELL_METRES,
    level: float = 0.05,
    within: Sequence[int] | None = None,
) -> Hotspots:
    """Return the hot cells among the events of [first_day, end_day), exact and never suppressed.

    The test is of the whole city; `within` limits the cells that are answered to those that meet the
    areas with these ids. The grid covers the areas
    of `boundary_kind` in which anything has ever been recorded; the share of a cell inside them scales
    its expectation. Without such areas it covers the events' rectangle. `crime_groups` empty counts all
    that a map may show. Without events nothing is hot.

    Raises InvalidError for a period that ends before it begins, a cell size out of range, an unknown
    group or one that no map may show.
    """
    selection = event_selection(crime_groups)
    if not first_day < end_day:
        raise InvalidError(BACKWARDS, field="to")
    if not SMALLEST_CELL <= cell_metres <= LARGEST_CELL:
        told = CELL_SIZE.format(smallest=SMALLEST_CELL, largest=LARGEST_CELL)
        raise InvalidError(told, field="cell")
    given = {
        "first_day": first_day,
        "end_day": end_day,
        "crime_groups": list(selection.counted_groups),
        "precisions": list(PRECISE_ENOUGH),
        "cell": cell_metres,
    }
    area_ids = _covered_areas(session, given | {"kind": boundary_kind})
    grid = _grid(session, given | {"area_ids": area_ids})
    tested = window_excess(grid.counts, mask=grid.share)
    return Hotspots(
        first_day=first_day,
        end_day=end_day,
        selection=selection,
        cell_metres=cell_metres,
        level=level,
        boundary="areas" if area_ids else "rectangle",
        cells=int((grid.share > 0).sum()),
        events=int(grid.counts.sum()),
        hot=_hot(session, grid, tested, cell_metres=cell_metres, level=level, within=within),
        groups=_groups(session, given),
        legend=LEGEND,
        method=METHOD,
        warnings=_warnings(selection, bounded=bool(area_ids)),
    )


def _covered_areas(session: Session, given: dict[str, Any]) -> list[int] | None:
    ids: list[int] | None = session.execute(statement(__package__, "hotspot_extent"), given).scalar()
    return ids


def _grid(session: Session, given: dict[str, Any]) -> _Grid:
    """Return the counted grid over the areas, or over the events where there are no areas."""
    counted = _table(session, "hotspot_counts", given)
    inside = _table(session, "hotspot_shares", given) if given["area_ids"] else np.empty((0, 3))
    covered = inside if len(inside) else counted
    if not len(covered):
        return _Grid(0, 0, np.zeros((1, 1), dtype=np.int64), np.ones((1, 1)))
    south, west = (int(edge) for edge in covered[:, :2].min(axis=0))
    rows, columns = (int(size) for size in covered[:, :2].max(axis=0) - (south, west) + 1)
    if rows * columns > MOST_CELLS:
        raise InvalidError(TOO_WIDE, field="cell")
    counts = np.zeros((rows, columns), dtype=np.int64)
    share = np.zeros((rows, columns)) if len(inside) else np.ones((rows, columns))
    if len(inside):
        share[_places(inside, south, west)] = inside[:, 2]
    counts[_places(counted, south, west)] = counted[:, 2]
    return _Grid(south, west, counts, share)


def _table(session: Session, name: str, given: dict[str, Any]) -> NDArray[np.float64]:
    """Return rows of grid row, grid column and value."""
    found = session.execute(statement(__package__, name), given).all()
    return np.array([tuple(row) for row in found], dtype=np.float64).reshape(-1, 3)


def _places(table: NDArray[np.float64], south: int, west: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    return table[:, 0].astype(np.int64) - south, table[:, 1].astype(np.int64) - west


def _hot(
    session: Session,
    grid: _Grid,
    tested: WindowExcess,
    *,
    cell_metres: int,
    level: float,
    within: Sequence[int] | None,
) -> tuple[HotCell, ...]:
    """Return the cells with events in their window and q at most `level`, hottest first."""
    rows, columns = np.nonzero((tested.q_values <= level) & (tested.window_counts > 0))
    order = np.lexsort((columns, rows, -tested.window_counts[rows, columns], tested.p_values[rows, columns]))
    chosen = [(int(rows[k]), int(columns[k])) for k in order]
    given = {
        "grid_rows": [grid.south + row for row, _ in chosen],
        "grid_columns": [grid.west + column for _, column in chosen],
        "cell": cell_metres,
        "within": None if within is None else list(within),
    }
    squares = session.execute(statement(__package__, "hotspot_squares"), given).all()
    return tuple(
        HotCell(
            lon=square.lon,
            lat=square.lat,
            count=int(grid.counts[cell]),
            window_count=int(tested.window_counts[cell]),
            window_expected=float(tested.window_expected[cell]),
            p_value=float(tested.p_values[cell]),
            q_value=float(tested.q_values[cell]),
            share_inside=float(grid.share[cell]),
            geometry=json.loads(square.drawn),
        )
        for cell, square in zip(chosen, squares, strict=True)
        if square.within_reach
    )


def _groups(session: Session, given: dict[str, Any]) -> tuple[GroupShare, ...]:
    return tuple(
        GroupShare(
            row.crime_group,
            CRIME_GROUPS[row.crime_group].name,
            row.events,
            row.without_position,
            row.too_coarse,
            row.straddling,
        )
        for row in session.execute(statement(__package__, "hotspot_left_out"), given)
    )


def _warnings(selection: EventSelection, *, bounded: bool) -> tuple[Text, ...]:
    told = []
    if selection.proactive_groups:
        names = [CRIME_GROUPS[code].name for code in selection.proactive_groups]
        groups = Text(sv=", ".join(name.sv for name in names), en=", ".join(name.en for name in names))
        told.append(PROACTIVE.format(groups=groups))
    if not bounded:
        told.append(NO_AREAS)
    return tuple(told)
