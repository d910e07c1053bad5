"""Hotspots as those may see them who see recorded crime per square only."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from geodata.access import IncidentView
from geodata.analysis.hiding import Figure, Hidden, hide_one
from geodata.analysis.published_sums import SMALLEST_K, every_sum
from geodata.analysis.suppression import UNSAFE, protect
from geodata.errors import DisclosureError, ForbiddenError, InvalidError
from geodata.questions.hotspots import GroupShare, HotCell, Hotspots
from geodata.text import Text

LARGER_CELLS = Text(
    sv="Rutorna ska vara minst {metres} m i din roll.",
    en="The cells must be at least {metres} m in your role.",
)
WHOLE_QUARTERS = Text(
    sv="Perioden ska vara hela kvartal i din roll.", en="The period must be whole quarters in your role."
)
NO_CELLS = Text(sv="Rutor visas inte i din roll.", en="Cells are not shown in your role.")
HIDDEN = Text(
    sv="Antal från 1 till {most} visas inte; q visas som gräns, och fönstrens antal inte alls.",
    en="Counts from 1 to {most} are not shown; q is shown as a bound, and the counts of windows not at all.",
)
ONLY_FIXED = Text(
    sv="Antal visas för alla brottsgrupper, rutor av den vanliga storleken och ett kalenderår i taget; "
    "andra urval visar var det är hett, utan antal.",
    en="Counts are shown for all crime groups, cells of the usual size and one calendar year at a time; "
    "other selections show where it is hot, without counts.",
)
_BOUNDS = (0.001, 0.01)


def check_view(view: IncidentView, first_day: date, end_day: date, cell_metres: int) -> None:
    """Raise where this view may not see cells so small or days so few; periods are [first_day, end_day).

    ForbiddenError for a view without cells, InvalidError for one to be asked otherwise.
    """
    if view.form not in {"points", "grid"}:
        raise ForbiddenError(NO_CELLS)
    if cell_metres < view.cell_metres and view.k is not None:
        raise InvalidError(LARGER_CELLS.format(metres=view.cell_metres), field="cell")
    quarters = all(day.day == 1 and day.month % 3 == 1 for day in (first_day, end_day))
    if view.shortest_period != "day" and not quarters:
        raise InvalidError(WHOLE_QUARTERS, field="from")


def for_view(found: Hotspots, view: IncidentView) -> Hotspots:
    """Return the hotspots as this view shows them; with points nothing is hidden.

    On a grid counts are told for all groups together, cells of the view's own size and one calendar year
    at a time: grids, groups and periods that overlap could be subtracted from each other. Of these, counts
    from 1 to k - 1 are hidden, and in the groups' table those that would tell them. The windows overlap, so
    their counts, expectations and exact p and q are left out, q is given as a bound.
    """
    if view.k is None:
        return found
    fixed = _is_fixed(found, view)
    told = _told(found, view.k) if fixed and found.groups else None
    refused = (UNSAFE,) if fixed and found.groups and told is None else ()
    return replace(
        found,
        events=told.events(found.events, view.k) if told else Hidden.OTHERS,
        hot=tuple(_hidden_cell(cell, view.k if fixed else None, found.level) for cell in found.hot),
        groups=tuple(_hidden_group(group, told, row) for row, group in enumerate(found.groups)),
        warnings=(*found.warnings, (HIDDEN if fixed else ONLY_FIXED).format(most=view.k - 1), *refused),
        hidden_below=view.k,
    )


def _is_fixed(found: Hotspots, view: IncidentView) -> bool:
    first, end = found.first_day, found.end_day
    one_year = (first.month, first.day, end) == (1, 1, date(first.year + 1, 1, 1))
    return one_year and not found.selection.crime_groups and found.cell_metres == view.cell_metres


@dataclass(frozen=True, slots=True)
class _Told:
    """What is told of each group (what no cell holds by reason, in cells, all), and whether of the cells."""

    rows: NDArray[np.float64]
    small: NDArray[np.bool_]
    in_cells: bool

    def events(self, events: Figure, k: int) -> Figure:
        """Return the events in cells, hidden where they would tell a group's small count, or are few."""
        return hide_one(events, k) if self.in_cells and isinstance(events, int) else Hidden.OTHERS

    def of_group(self, row: int) -> list[Figure]:
        """Return the figures of a group: those left out by reason, those in cells, and all."""
        return [
            int(value) if np.isfinite(value) else Hidden.SMALL if small else Hidden.OTHERS
            for value, small in zip(self.rows[row], self.small[row], strict=True)
        ]


def _told(found: Hotspots, k: int) -> _Told | None:
    """Return what is told of the groups, whose rests add up to the events in cells; None for nothing."""
    parts = [_left_out(group) for group in found.groups]
    counts = np.array(
        [[*left, _number(group.events) - sum(left)] for group, left in zip(found.groups, parts, strict=True)]
    )
    by_group = every_sum(counts.shape, [(), (1,)]).toarray().reshape(*np.add(counts.shape, 1), -1)[:-1]
    in_cells = np.zeros(counts.shape)
    in_cells[:, -1] = 1
    published = np.vstack([by_group.reshape(-1, counts.size), in_cells.reshape(1, -1)])
    try:
        shown = protect(published, counts, k=max(k, SMALLEST_K))
    except DisclosureError:
        return None
    return _Told(
        rows=shown.values[:-1].reshape(len(counts), -1),
        small=(shown.sums.values < shown.sums.k)[:-1].reshape(len(counts), -1),
        in_cells=not shown.hidden[-1],
    )


def _left_out(group: GroupShare) -> tuple[int, int, int]:
    return _number(group.without_position), _number(group.too_coarse), _number(group.straddling)


def _number(figure: Figure) -> int:
    return figure if isinstance(figure, int) else 0


def _hidden_group(group: GroupShare, told: _Told | None, row: int) -> GroupShare:
    if told is None:
        none = Hidden.OTHERS
        return replace(group, events=none, without_position=none, too_coarse=none, straddling=none)
    without, coarse, straddling, _in_cells, events = told.of_group(row)
    return replace(group, events=events, without_position=without, too_coarse=coarse, straddling=straddling)


def _hidden_cell(cell: HotCell, k: int | None, level: float) -> HotCell:
    bound = next((bound for bound in _BOUNDS if cell.q_value <= bound), level)
    count = Hidden.OTHERS if k is None or isinstance(cell.count, Hidden) else hide_one(cell.count, k)
    return replace(cell, count=count, window_count=None, window_expected=None, p_value=None, q_value=bound)
