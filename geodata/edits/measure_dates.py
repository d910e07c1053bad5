"""The days of a measure: planned, in operation in [started_on, ended_on), and what they say of its status."""

from dataclasses import dataclass, replace
from datetime import date

from geodata.codes.measure_statuses import MeasureStatus
from geodata.edits.rows import not_after
from geodata.errors import InvalidError
from geodata.text import Text

# A temporary measure is decided on within this time: made permanent, extended or removed (BR-26).
TEMPORARY_MONTHS = 18

STARTED_ON = Text(sv="I drift från", en="In operation from")

_TURNED = Text(
    sv="Åtgärden kan inte avslutas före eller samma dag som den togs i drift.",
    en="The measure cannot end before or on the day it came into operation.",
)
_NEVER_STARTED = Text(
    sv="Ange när åtgärden togs i drift, annars kan den inte avslutas.",
    en="Say when the measure came into operation; without that it cannot end.",
)
_NO_DECISION = Text(
    sv="En tillfällig åtgärd behöver en slutdag, högst {months} månader efter starten.",
    en="A temporary measure needs a last day, at most {months} months after its start.",
)
_NEEDS_START = Text(
    sv="Åtgärden är {status}: ange när den togs i drift.",
    en="The measure is {status}: say when it came into operation.",
)
_NOT_YET = Text(
    sv="Åtgärden är {status}: ändra först statusen, så sätts startdagen.",
    en="The measure is {status}: change its status first; that sets the day it started.",
)
_NEEDS_END = Text(
    sv="Åtgärden är {status}: ange när den avslutades.", en="The measure is {status}: say when it ended."
)


@dataclass(frozen=True, slots=True)
class MeasureDates:
    """The measure works in [started_on, ended_on); `ended_on` may lie ahead where the end is decided."""

    planned_start: date | None = None
    started_on: date | None = None
    ended_on: date | None = None
    temporary: bool = False

    def status(self, today: date) -> str:
        """Return the status of a new measure with these days."""
        if self.ended_on is not None and self.started_on is not None and self.ended_on <= today:
            return "removed"
        return "in_operation" if self.started_on is not None else "proposed"

    def turned(self, status: MeasureStatus, on: date) -> "MeasureDates":
        """Return the days after the measure got `status` on the day `on`."""
        if status.phase == "in_operation" and self.started_on is None:
            return replace(self, started_on=on)
        if status.phase == "ended":
            return replace(self, ended_on=on)
        return self

    def check_status(self, status: MeasureStatus) -> None:
        """Raise InvalidError naming the day that does not go with the status."""
        if status.phase == "planned" and self.started_on is not None:
            raise InvalidError(_NOT_YET.format(status=status.name), field="started_on")
        if status.phase != "planned" and self.started_on is None:
            raise InvalidError(_NEEDS_START.format(status=status.name), field="started_on")
        if status.phase == "ended" and self.ended_on is None:
            raise InvalidError(_NEEDS_END.format(status=status.name), field="ended_on")


def checked_dates(dates: MeasureDates, today: date, *, on_field: str | None = None) -> MeasureDates:
    """Return the days, which fit each other.

    Raises InvalidError naming the field (`on_field` where the form has one day only): a start to come, an end
    not after the start, an end without a start, a temporary measure without an end within 18 months.
    """
    not_after(dates.started_on, today, field=on_field or "started_on", name=STARTED_ON)
    last = on_field or "ended_on"
    start = dates.started_on or dates.planned_start
    if dates.ended_on is not None:
        if dates.started_on is None and dates.ended_on <= today:
            raise InvalidError(_NEVER_STARTED, field=on_field or "started_on")
        if start is None:
            raise InvalidError(_NEVER_STARTED, field=on_field or "started_on")
        if dates.ended_on <= start:
            raise InvalidError(_TURNED, field=last)
    if dates.temporary and (
        dates.ended_on is None or dates.ended_on > _months_later(start or today, TEMPORARY_MONTHS)
    ):
        raise InvalidError(_NO_DECISION.format(months=TEMPORARY_MONTHS), field=last)
    return dates


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, 28))
