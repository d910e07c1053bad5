"""What the page of an area tells: recorded crime with its chart, and the places and measures in it."""

from dataclasses import dataclass, replace

from flask import g
from sqlalchemy.orm import Session

from geodata.access import IncidentView
from geodata.filters import Filter
from geodata.questions.area_events import AreaEvents, StepCount, area_events
from geodata.questions.areas import AreaFacts
from geodata.questions.asking import Page, Reach
from geodata.questions.lists import MeasureRow, PlaceRow, measure_list, place_list
from webmap.charts import CountChart, count_chart


@dataclass(frozen=True, slots=True)
class AreaRecord:
    """Recorded crime of an area in the period asked for, and its course over all the days on file.

    `steps` are the months, quarters or years of the course, which `chart` draws; the chart is None where
    they are fewer than two. `step` is "month", "quarter" or "year".
    """

    events: AreaEvents
    steps: tuple[StepCount, ...]
    chart: CountChart | None
    step: str


def area_record(area: AreaFacts, chosen: Filter, view: IncidentView | None) -> AreaRecord | None:
    """Return the area's recorded crime; None where the asker may see none of it, or there is none on file."""
    kind, code = area.row.area.kind, area.row.area.code
    events = area_events(g.session, kind, code, chosen=chosen, reach=g.reach, view=view)
    if events is None or view is None:
        return None
    steps = course_of(g.session, area, events, chosen, reach=g.reach, view=view)
    chart = count_chart(
        [(step.start, step.events) for step in steps if step.events is not None], smallest_count=events.k
    )
    return AreaRecord(events, steps, chart, {"day": "month"}.get(view.shortest_period, view.shortest_period))


def course_of(
    session: Session,
    area: AreaFacts,
    events: AreaEvents,
    chosen: Filter,
    *,
    reach: Reach,
    view: IncidentView | None,
) -> tuple[StepCount, ...]:
    """Return the area's months, quarters or years over all the days on file on which the area existed."""
    kind, code = area.row.area.kind, area.row.area.code
    always = replace(chosen, first_day=events.covered.start, stop_day=events.covered.stop)
    course = area_events(session, kind, code, chosen=always, reach=reach, view=view) or events
    return tuple(step for step in course.steps if step.covered and _existed(area, step))


def _existed(area: AreaFacts, step: StepCount) -> bool:
    """Return whether a version of the area was valid on some day of the step: else nothing is counted."""
    return any(
        version.valid_from < step.stop and (version.valid_to is None or step.start < version.valid_to)
        for version in area.versions
    )


def things_in(kind: str, code: str, chosen: Filter) -> tuple[Page[PlaceRow] | None, Page[MeasureRow] | None]:
    """Return the first places and measures of the filter in an area; None for what the asker may not see."""
    here = replace(chosen, area=f"{kind}:{code}")
    return (
        place_list(g.session, chosen=here, reach=g.reach) if "place" in g.reach else None,
        measure_list(g.session, chosen=here, reach=g.reach) if "measure" in g.reach else None,
    )
