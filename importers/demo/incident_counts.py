"""What the demo's police deliver as counts only: shops' thefts by quarter, sensitive groups by year."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import numpy as np

from geodata import models
from importers.demo.areas import DISTRICTS_END, Geography
from importers.demo.period import END, FIRST_DAY
from importers.demo.rows import Row, Rows, table_of
from importers.demo.seeding import generator, identity

# Mean number of events per area and period; drawn anew for each area, so no area is high by design.
_SHOPLIFTING_PER_QUARTER = 110
_SEXUAL_OFFENCES_PER_YEAR = 9
_INTIMATE_PARTNER_VIOLENCE_PER_YEAR = 820
_BETWEEN_AREAS = 0.4


def incident_count_rows(demo: Geography, seed: int, batch_id: UUID) -> Rows:
    """Return the counts: none of these groups occurs among the incidents, so nothing is counted twice."""
    shared: Row = {"source": "demo", "batch_id": batch_id, "synthetic": True}
    rows = (
        {"id": identity(seed, "incident count", number), "source_key": f"{number + 1:04}"} | row | shared
        for number, row in enumerate(_counts(demo, seed))
    )
    return Rows.of(table_of(models.IncidentCount), rows)


def _counts(demo: Geography, seed: int) -> Iterator[Row]:
    randomness = generator(seed, "incident counts")
    for area in demo.of_kind("stadsomrade"):
        level = np.exp(_BETWEEN_AREAS * randomness.standard_normal(2))
        for start, end in _periods(DISTRICTS_END, 3):
            events = int(randomness.poisson(_SHOPLIFTING_PER_QUARTER * level[0]))
            yield _count("shoplifting", area.id, start, end, events)
        for start, end in _periods(date(2014, 1, 1), 12):
            events = int(randomness.poisson(_SEXUAL_OFFENCES_PER_YEAR * level[1]))
            yield _count("outdoor_sexual_offences", area.id, start, end, events)
    (city,) = demo.of_kind("kommun")
    for start, end in _periods(FIRST_DAY, 12):
        events = int(randomness.poisson(_INTIMATE_PARTNER_VIOLENCE_PER_YEAR))
        yield _count("intimate_partner_violence", city.id, start, end, events)


def _periods(first: date, months: int) -> Iterator[tuple[date, date]]:
    """Yield the periods of so many months from `first` to the demo's end."""
    start = first
    while start < END:
        month = start.month - 1 + months
        end = date(start.year + month // 12, month % 12 + 1, 1)
        yield start, end
        start = end


def _count(group: str, area_id: int, start: date, end: date, events: int) -> Row:
    return {
        "crime_group": group,
        "period_start": start,
        "period_end": end,
        "events": events,
        "area_id": area_id,
    }
