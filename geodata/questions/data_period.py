"""The time that the recorded events cover, and the year that stands where none is asked for."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from geodata.filters import Period
from geodata.questions.asking import rows

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Covered:
    """The days [start, stop) from the first recorded event through the last."""

    start: date
    stop: date

    def closed(self, asked: Period) -> Period:
        """Return the asked period with an open end closed where the data begin or end.

        Without any end it is the twelve months that end with the month of the last event. A period that
        begins after the last event, or ends before the first, gets a single day.
        """
        if asked.start is None and asked.stop is None:
            return self.newest_year
        if asked.stop is None and asked.start is not None:
            return Period(asked.start, max(self.stop, asked.start + _DAY))
        if asked.start is None and asked.stop is not None:
            return Period(min(self.start, asked.stop - _DAY), asked.stop)
        return asked

    @property
    def newest_year(self) -> Period:
        """Return the twelve months that end with the month of the last event."""
        last = self.stop - _DAY
        stop = date(last.year + last.month // 12, last.month % 12 + 1, 1)
        return Period(stop.replace(year=stop.year - 1), stop)


def data_period(session: Session) -> Covered | None:
    """Return the days that the recorded events cover; None without any."""
    (row,) = rows(session, "data_period")
    return Covered(row["first_day"], row["last_day"] + _DAY) if row["first_day"] else None
