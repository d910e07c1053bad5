"""Hotspots as those may see them who see recorded crime per square only."""

from dataclasses import replace
from datetime import date

from geodata.access import IncidentView
from geodata.errors import ForbiddenError, InvalidError
from geodata.questions.hidden_counts import hide_counts
from geodata.questions.hotspots import HotCell, Hotspots
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

    On a grid counts from 1 to k - 1 are hidden. The windows overlap, so their counts, expectations and
    exact p and q would tell the hidden cells by subtraction: they are left out, q is given as a bound.
    """
    if view.k is None:
        return found
    return replace(
        hide_counts(found, view.k, "events"),
        hot=tuple(_hidden_cell(cell, view.k, found.level) for cell in found.hot),
        groups=tuple(
            hide_counts(group, view.k, "events", "without_position", "too_coarse", "straddling")
            for group in found.groups
        ),
        warnings=(*found.warnings, HIDDEN.format(most=view.k - 1)),
        hidden_below=view.k,
    )


def _hidden_cell(cell: HotCell, k: int, level: float) -> HotCell:
    bound = next((bound for bound in _BOUNDS if cell.q_value <= bound), level)
    shown = hide_counts(cell, k, "count")
    return replace(shown, window_count=None, window_expected=None, p_value=None, q_value=bound)
