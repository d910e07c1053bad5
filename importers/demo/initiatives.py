"""Twenty-four initiatives in all states, with their goals: the story's, and those of the measured places."""

from uuid import UUID

from geodata import models
from importers.demo.areas import Geography
from importers.demo.demo_initiative import DemoGoal, DemoInitiative
from importers.demo.joint_initiatives import JOINT_INITIATIVES
from importers.demo.own_initiatives import OWN_INITIATIVES
from importers.demo.places import DemoPlace
from importers.demo.rows import Row, Rows, table_of
from importers.demo.seeding import identity
from importers.demo.story_initiatives import STORY_INITIATIVES

INITIATIVES: tuple[DemoInitiative, ...] = (*STORY_INITIATIVES, *JOINT_INITIATIVES, *OWN_INITIATIVES)


def initiative_of_measure(key: str) -> str | None:
    """Return the key of the initiative that a measure belongs to; None for a measure on its own."""
    return next((initiative.key for initiative in INITIATIVES if key in initiative.measures), None)


def initiative_rows(demo: Geography, demo_places: tuple[DemoPlace, ...], seed: int, batch_id: UUID) -> Rows:
    """Return the rows of the initiatives; one without areas of its own has the city areas of its places."""
    rows = (
        _initiative_row(initiative, _area_ids(initiative, demo, demo_places), seed, batch_id)
        for initiative in INITIATIVES
    )
    return Rows.of(table_of(models.Initiative), rows)


def goal_rows(seed: int, batch_id: UUID) -> Rows:
    """Return the rows of all goals, in the order in which each initiative states them."""
    rows = (
        _goal_row(initiative, number, goal, seed, batch_id)
        for initiative in INITIATIVES
        for number, goal in enumerate(initiative.goals)
    )
    return Rows.of(table_of(models.Goal), rows)


def initiative_place_rows(demo_places: tuple[DemoPlace, ...], seed: int) -> Rows:
    """Return the links between initiatives and places."""
    ids = {place.key: place.id for place in demo_places}
    rows: tuple[Row, ...] = tuple(
        {"initiative_id": identity(seed, "initiative", initiative.key), "place_id": ids[key]}
        for initiative in INITIATIVES
        for key in initiative.places
    )
    return Rows.of(models.initiative_place, rows)


def _area_ids(initiative: DemoInitiative, demo: Geography, demo_places: tuple[DemoPlace, ...]) -> list[int]:
    if initiative.areas:
        return [demo.area(kind, code).id for kind, code in initiative.areas]
    places = [place.shape for place in demo_places if place.key in initiative.places]
    return [
        area.id
        for area in demo.of_kind("stadsomrade")
        if any(area.shape.intersects(place) for place in places)
    ]


def _initiative_row(initiative: DemoInitiative, area_ids: list[int], seed: int, batch_id: UUID) -> Row:
    planned_start, planned_end = initiative.planned or (None, None)
    lead_id = identity(seed, "organisation", initiative.lead)
    return {
        "id": identity(seed, "initiative", initiative.key),
        "title": initiative.title,
        "summary": initiative.summary,
        "problem": initiative.problem,
        "ownership": initiative.ownership,
        "status": initiative.status,
        "priority_areas": list(initiative.priority_areas),
        "lead_organisation_id": lead_id,
        "owner_organisation_id": lead_id,
        "area_ids": area_ids,
        "planned_start": planned_start,
        "planned_end": planned_end,
        "started_on": initiative.started_on,
        "ended_on": initiative.ended_on,
        "batch_id": batch_id,
        "synthetic": True,
    }


def _goal_row(initiative: DemoInitiative, number: int, goal: DemoGoal, seed: int, batch_id: UUID) -> Row:
    return {
        "id": identity(seed, "goal", f"{initiative.key}/{number}"),
        "initiative_id": identity(seed, "initiative", initiative.key),
        "kind": goal.kind,
        "form": goal.form,
        "statement": goal.statement,
        "indicator": goal.indicator,
        "unit": goal.unit,
        "baseline_value": goal.baseline,
        "baseline_on": goal.baseline_on,
        "target_value": goal.target,
        "target_on": goal.target_on,
        "direction": goal.direction,
        "status": goal.status,
        "owner_organisation_id": identity(seed, "organisation", initiative.lead),
        "batch_id": batch_id,
        "synthetic": True,
    }
