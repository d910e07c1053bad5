"""`tryggkarta hotspots`: where more was recorded than chance explains."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import click
from sqlalchemy.orm import Session

from geodata.codes import CRIME_GROUPS
from geodata.errors import NotFoundError
from geodata.filters import Period
from geodata.questions.data_period import data_period
from geodata.questions.evaluation_windows import NO_RECORDS
from geodata.questions.hotspots import CELL_METRES, Hotspots, hotspots
from geodata.text import Text
from webmap.commands.answering import answer, as_json
from webmap.commands.opening import language_of, owner_session

_FOUND = Text(
    "{hot} heta rutor av {cells}, {first} till {end} (slutdagen räknas inte): {selection}, "
    "{events} händelser.",
    "{hot} hot cells of {cells}, {first} to {end} (the end day not counted): {selection}, {events} events.",
)
_CELL = Text(
    "{lat:.5f} {lon:.5f}  {count} i rutan, {window} i fönstret mot {expected:.1f} väntade, q = {q:.2g}",
    "{lat:.5f} {lon:.5f}  {count} in the cell, {window} in the window against {expected:.1f} expected, "
    "q = {q:.2g}",
)
_GROUP = Text("{name}: {count} av {events} utan plats", "{name}: {count} of {events} without position")


@click.command("hotspots")
@click.option(
    "--from", "first", type=click.DateTime(["%Y-%m-%d"]), help="The first day; a year back when not given."
)
@click.option(
    "--to", "last", type=click.DateTime(["%Y-%m-%d"]), help="The last day; that of the newest event."
)
@click.option("--group", "groups", multiple=True, type=click.Choice(CRIME_GROUPS.codes), metavar="GROUP")
@click.option(
    "--cell", type=int, default=CELL_METRES, show_default=True, help="The side of a cell in metres."
)
@as_json
@click.pass_context
def hot_cells(
    context: click.Context,
    *,
    first: datetime | None,
    last: datetime | None,
    groups: tuple[str, ...],
    cell: int,
    as_json: bool,
) -> None:
    """Find the cells around which more was recorded than chance explains."""
    with owner_session(context) as (session, profile):
        first_day, end_day = _days(session, first, last)
        found = hotspots(
            session,
            first_day=first_day,
            end_day=end_day,
            crime_groups=groups,
            cell_metres=cell,
            boundary_kind=profile.boundary_kind,
        )
    language = language_of(context)
    answer(context, found, (line.in_language(language) for line in _lines(found)), as_json=as_json)


def _days(session: Session, first: datetime | None, last: datetime | None) -> tuple[date, date]:
    """Return the first day and the day after the last; open ends as the recorded events have them."""
    asked = Period(first and first.date(), last and last.date() + timedelta(days=1))
    covered = data_period(session)
    if covered is None:
        raise NotFoundError(NO_RECORDS)
    period = covered.closed(asked)
    return period.start or covered.start, period.stop or covered.stop


def _lines(found: Hotspots) -> Iterator[Text]:
    yield _FOUND.format(
        hot=len(found.hot),
        cells=found.cells,
        first=found.first_day,
        end=found.end_day,
        selection=found.selection.wording,
        events=found.events,
    )
    for cell in found.hot:
        yield _CELL.format(
            lat=cell.lat,
            lon=cell.lon,
            count=cell.count,
            window=cell.window_count,
            expected=cell.window_expected,
            q=cell.q_value,
        )
    yield from (found.legend, found.method, *found.warnings)
    for group in found.groups:
        yield _GROUP.format(name=group.name, count=group.without_position, events=group.events)
