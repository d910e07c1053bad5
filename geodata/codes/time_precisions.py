"""How exactly the time of an event is known."""

from dataclasses import dataclass

from geodata.codes.code_list import Code, CodeList
from geodata.text import Text


@dataclass(frozen=True, slots=True)
class TimePrecision(Code):
    """One precision; without `knows_time_of_day`, hour and light are unknown (police: 00:00-23:59)."""

    knows_time_of_day: bool


TIME_PRECISIONS = CodeList(
    name=Text("tidsnoggrannheter", "time precisions"),
    field="time_precision",
    values=(
        TimePrecision("exact", Text("exakt tid", "exact time"), knows_time_of_day=True),
        TimePrecision("interval", Text("mellan två tider", "between two times"), knows_time_of_day=True),
        TimePrecision(
            "day", Text("dag, okänt klockslag", "day, unknown time of day"), knows_time_of_day=False
        ),
        TimePrecision("month", Text("månad, okänd dag", "month, unknown day"), knows_time_of_day=False),
        TimePrecision("year", Text("år, okänd dag", "year, unknown day"), knows_time_of_day=False),
    ),
)
