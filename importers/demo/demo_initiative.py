"""What an initiative of the demo is made of."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DemoGoal:
    """One goal: a number to reach, or without `target` a judgement to make."""

    kind: str
    statement: str
    status: str = "draft"
    indicator: str = ""
    unit: str = ""
    baseline: float | None = None
    baseline_on: date | None = None
    target: float | None = None
    target_on: date | None = None

    @property
    def form(self) -> str:
        """Return whether the goal is a number or a judgement."""
        return "qualitative" if self.target is None else "quantitative"

    @property
    def direction(self) -> str:
        """Return which way the number is to go; a judgement is to rise."""
        falls = self.baseline is not None and self.target is not None and self.target < self.baseline
        return "decrease" if falls else "increase"


@dataclass(frozen=True, slots=True)
class DemoInitiative:
    """One initiative.

    `areas` are (kind, code), `places` and `measures` keys of the demo's own places and measures, `planned`
    is the planned start and end.
    """

    key: str
    title: str
    problem: str
    ownership: str
    status: str
    lead: str
    priority_areas: tuple[str, ...] = ("public_environment_and_traffic",)
    goals: tuple[DemoGoal, ...] = ()
    summary: str = ""
    areas: tuple[tuple[str, str], ...] = ()
    places: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    planned: tuple[date, date] | None = None
    started_on: date | None = None
    ended_on: date | None = None
