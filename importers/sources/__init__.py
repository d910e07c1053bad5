"""Sources: what can be brought in, one module each and one line here."""

from geodata.errors import NotFoundError
from geodata.text import Text
from importers.source import Source
from importers.sources import (
    area_groups,
    areas,
    crossings,
    fault_reports,
    incident_counts,
    incidents,
    measures,
    observations,
    people_at_points,
    place_marks,
    places,
    polisen_events,
    population,
    reference_figures,
    safety_walks,
    speed_measurements,
    street_lights,
    streets,
    survey_results,
    uk_street_crimes,
)

SOURCES: tuple[Source, ...] = (
    areas.SOURCE,
    area_groups.SOURCE,
    population.SOURCE,
    people_at_points.SOURCE,
    uk_street_crimes.SOURCE,
    incidents.SOURCE,
    incident_counts.SOURCE,
    polisen_events.SOURCE,
    reference_figures.SOURCE,
    places.SOURCE,
    observations.SOURCE,
    measures.SOURCE,
    survey_results.SOURCE,
    place_marks.SOURCE,
    safety_walks.SOURCE,
    street_lights.SOURCE,
    speed_measurements.SOURCE,
    fault_reports.SOURCE,
    streets.SOURCE,
    crossings.SOURCE,
)

_UNKNOWN = Text(
    sv="Det finns ingen källa {code}; det finns {known}.", en="There is no source {code}; there are {known}."
)


def source(code: str) -> Source:
    """Return the source with this code; raises NotFoundError, naming all, where there is none."""
    for candidate in SOURCES:
        if candidate.code == code:
            return candidate
    known = ", ".join(candidate.code for candidate in SOURCES)
    raise NotFoundError(_UNKNOWN.format(code=code, known=known))


__all__ = ["SOURCES", "Source", "source"]
