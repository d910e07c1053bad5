"""Initiatives: their list, and one with its goals, measures and places."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping
from sqlalchemy.orm import Session

from geodata.filters import EVERY_PLACE, Filter
from geodata.questions.area_names import AreaName, areas_named
from geodata.questions.asking import Page, Reach, one, owner_of, rows, rows_of, visible
from geodata.questions.history import Change, history_of
from geodata.questions.lists import MeasureRow, PlaceRow, measure_list, place_list
from geodata.text import Text


@dataclass(frozen=True, slots=True)
class InitiativeRow:
    """One initiative in a list, under way in [started_on, ended_on); `lead` is its leading party.

    `goals`, `measures` and `places` are how many it has in all.
    """

    id: UUID
    title: str
    summary: str
    problem: str
    ownership: str
    status: str
    priority_areas: tuple[str, ...]
    lead: Text | None
    planned_start: date | None
    planned_end: date | None
    started_on: date | None
    ended_on: date | None
    version: int
    synthetic: bool
    goals: int
    measures: int
    places: int


@dataclass(frozen=True, slots=True)
class GoalRow:
    """One goal: from the baseline's value to the target's, in `unit`."""

    id: UUID
    kind: str
    form: str
    statement: str
    indicator: str
    unit: str
    baseline_value: float | None
    baseline_on: date | None
    target_value: float | None
    target_on: date | None
    direction: str
    status: str
    version: int


@dataclass(frozen=True, slots=True)
class InitiativeFacts:
    """An initiative with its goals; `measures` and `places` are those that the asker may see."""

    row: InitiativeRow
    areas: tuple[AreaName, ...]
    goals: tuple[GoalRow, ...]
    measures: tuple[MeasureRow, ...]
    places: tuple[PlaceRow, ...]
    history: tuple[Change, ...]


def initiative_list(
    session: Session, *, chosen: Filter, reach: Reach, page: int | None = 1
) -> Page[InitiativeRow]:
    """Return a page of the initiatives that were planned or under way in the period, the newest first.

    Without a page (None) it is all of them. Those without areas are the whole city's and everybody's who
    may see initiatives. Raises NotFoundError where initiatives are hidden altogether.
    """
    found = rows(session, "initiative_list", _asked(chosen, reach, page=page))
    return Page(tuple(_row(row) for row in found), found[0]["total"] if found else 0)


def initiative_facts(session: Session, initiative_id: UUID, *, reach: Reach) -> InitiativeFacts:
    """Return the initiative with its goals, measures and places.

    Raises NotFoundError for an initiative that is missing or out of reach alike.
    """
    row = one(session, "initiative_list", _asked(Filter(), reach, initiative_id=initiative_id))
    linked: dict[str, Any] = {"chosen": EVERY_PLACE, "reach": reach, "initiative_id": initiative_id}
    goals = rows(session, "initiative_goals", {"initiative_id": initiative_id})
    return InitiativeFacts(
        row=_row(row),
        areas=areas_named(session, row["area_ids"]),
        goals=tuple(GoalRow(**goal) for goal in goals),
        measures=measure_list(session, **linked).rows if "measure" in reach else (),
        places=place_list(session, **linked).rows if "place" in reach else (),
        history=history_of(session, initiative_id, *(goal["id"] for goal in goals)),
    )


def _asked(
    chosen: Filter, reach: Reach, *, page: int | None = 1, initiative_id: UUID | None = None
) -> dict[str, Any]:
    return chosen.parameters() | {
        "within": visible(reach, "initiative"),
        "initiative_id": initiative_id,
        **rows_of(page),
    }


def _row(row: RowMapping) -> InitiativeRow:
    read = {name: row[name] for name in InitiativeRow.__slots__ if name not in {"lead", "priority_areas"}}
    return InitiativeRow(**read, lead=owner_of(row), priority_areas=tuple(row["priority_areas"]))
