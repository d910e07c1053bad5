"""Recorded crime for tests of evaluations: so many events in every month, so far from the measure.

The measure stands at the corner's (50, 50); its year before ends and its year after begins on 2014-07-01.
"""

from calendar import monthrange
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

import make
from sqlalchemy import insert
from sqlalchemy.orm import Session

from geodata import models

START = date(2014, 7, 1)
YEAR_BEFORE = [(2013, month) for month in range(7, 13)] + [(2014, month) for month in range(1, 7)]
YEAR_AFTER = [(2014, month) for month in range(7, 13)] + [(2015, month) for month in range(1, 7)]


def record(
    session: Session,
    months: Iterable[tuple[int, int]],
    each: int,
    east: float,
    north: float = 0,
    **columns,
) -> None:
    """Store `each` events in each month at a distance in metres: on the first, the 28th, the last day."""
    rows, geom = [], make.point(50 + east, 50 + north)
    batch = session.query(models.ImportBatch).first() or make.batch(session)
    for year, month in months:
        for number in range(each):
            at = datetime(year, month, (1, 28, monthrange(year, month)[1])[number % 3], 12, tzinfo=UTC)
            row = {
                "source": "police",
                "category": "x",
                "crime_group": "vandalism",
                "occurred_from": at,
                "occurred_to": at + timedelta(minutes=30),
                "time_precision": "exact",
                "geom": geom,
                "precision": "snapped",
                "batch_id": batch.id,
                "area_ids": [],
            }
            rows.append(row | columns)
    if rows:
        session.execute(insert(models.Incident), rows)


def five_tunnels(session: Session) -> None:
    """Mark five underpasses 2 km apart, far from any measure: 10 events a month each, 1 a month around."""
    for number in range(1, 6):
        make.place(session, f"Tunnel {number}", geom=make.point(50 + 2000 * number, 50))
        record(session, YEAR_BEFORE + YEAR_AFTER, 10, 2000 * number)
        record(session, YEAR_BEFORE + YEAR_AFTER, 1, 2000 * number + 300)


def halving(session: Session) -> models.Measure:
    """Return a measure after which 20 events a month become 10; five a month in its ring all along."""
    five_tunnels(session)
    record(session, YEAR_BEFORE, 20, 100)
    record(session, YEAR_AFTER, 10, 100)
    record(session, YEAR_BEFORE + YEAR_AFTER, 5, 300)
    return make.measure(session, started_on=START)
