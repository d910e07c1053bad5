"""Recorded crime of one area: by crime group against the year before, and its course over the years."""

from collections.abc import Callable

from geodata.analysis.hiding import Figure, Hidden
from geodata.analysis.ratios import CountChange
from geodata.analysis.suppression import UNSAFE
from geodata.codes import CRIME_GROUPS
from geodata.errors import InvalidError
from geodata.questions.area_events import AreaEvents, area_events
from geodata.questions.areas import AreaFacts, area_facts
from geodata.text import Text
from webmap.exports.layers.layer import Asking, ExportLayer
from webmap.exports.table import WITHHELD, Below, Cell, Column, Row, Table, coded
from webmap.frame import altered
from webmap.pages.areas import course_of

BY_GROUP = Text("Anmälda brott i ett område", "Recorded crime of an area")
COURSE = Text("Anmälda brott i ett område över tid", "Recorded crime of an area over time")

_AREA_COLUMNS = (
    Column("area", Text("Område", "Area")),
    Column("first_day", Text("Från", "From")),
    Column("end_day", Text("Till (dagen räknas inte)", "To (the day not counted)")),
)
_GROUP_COLUMNS = (
    *_AREA_COLUMNS,
    Column("group", Text("Brottsgrupp", "Crime group")),
    Column("events", Text("Händelser", "Events")),
    Column("events_before", Text("Året före", "The year before")),
    Column("ratio", Text("Kvot", "Ratio")),
    Column("ratio_low", Text("Kvot, lägst (95 %)", "Ratio, low (95 %)")),
    Column("ratio_high", Text("Kvot, högst (95 %)", "Ratio, high (95 %)")),
)
_COURSE_COLUMNS = (*_AREA_COLUMNS, Column("events", Text("Händelser", "Events")))

_WITHOUT_POSITION = Text(
    "{percent} % av stadens händelser saknar plats och räknas inte i något område.",
    "{percent} % of the city's events have no position and stand in no area.",
)
_DESCRIBES = Text(
    "Antalen beskriver; de säger inget om orsaker.", "Counts describe; they say nothing of causes."
)
_NO_AREA = Text("Välj ett område.", "Choose an area.")

Rows = Callable[[Asking, AreaFacts, AreaEvents], list[Row]]


def _table(asking: Asking, name: Text, columns: tuple[Column, ...], rows: Rows) -> Table:
    kind, _colon, code = asking.chosen.area.partition(":")
    if not code:
        raise InvalidError(_NO_AREA, field="area")
    area = area_facts(asking.session, kind, code, on=asking.on, chosen=asking.chosen, reach=asking.reach)
    events = area_events(
        asking.session, kind, code, chosen=asking.chosen, reach=asking.reach, view=asking.view
    )
    rule = altered(asking.view)
    return Table(
        name=name,
        columns=columns,
        rows=tuple(rows(asking, area, events)) if events else (),
        rules=(*((rule,) if rule else ()), *((UNSAFE,) if events and events.refused else ())),
        remarks=(_DESCRIBES, *_without_position(events)),
    )


def _by_group(asking: Asking) -> Table:
    return _table(asking, BY_GROUP, _GROUP_COLUMNS, _group_rows)


def _course(asking: Asking) -> Table:
    return _table(asking, COURSE, _COURSE_COLUMNS, _course_rows)


def _group_rows(_asking: Asking, area: AreaFacts, events: AreaEvents) -> list[Row]:
    period = (area.row.area.name, events.period.start, events.period.stop)
    return [
        (
            *period,
            coded(group.group, CRIME_GROUPS),
            counted(group.count.events, events.k),
            counted(group.count.events_before, events.k),
            *(
                (change.ratio, change.ci_low, change.ci_high)
                if (change := group.count.change)
                else (None,) * 3
            ),
        )
        for group in events.groups
    ]


def _ratio(change: CountChange | None) -> Row:
    if change is None:
        return (None, None, None)
    return tuple(round(value, 2) for value in (change.ratio, change.ci_low, change.ci_high))


def _course_rows(asking: Asking, area: AreaFacts, events: AreaEvents) -> list[Row]:
    steps = course_of(asking.session, area, events, asking.chosen, reach=asking.reach, view=asking.view)
    return [(area.row.area.name, step.start, step.stop, counted(step.events, events.k)) for step in steps]


def counted(events: Figure | None, k: int | None) -> Cell:
    """Return a count as a cell: what is hidden says that it is below `k`, or only that it is hidden."""
    if isinstance(events, Hidden):
        return Below(k) if events is Hidden.SMALL and k is not None else WITHHELD
    return events


def _without_position(events: AreaEvents | None) -> tuple[Text, ...]:
    if events is None or events.without_position is None:
        return ()
    return (_WITHOUT_POSITION.format(percent=round(100 * events.without_position)),)


AREA_CRIME = ExportLayer("area-crime", BY_GROUP, entity="incident", page="areas.index", build=_by_group)
AREA_CRIME_COURSE = ExportLayer(
    "area-crime-course", COURSE, entity="incident", page="areas.index", build=_course
)
