"""One hundred and twenty measures of all types and states: of the effects, of the story, and others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata import measure_types, models
from geodata.codes import MEASURE_STATUSES
from importers.demo.initiatives import initiative_of_measure
from importers.demo.measure_parameters import DRAWN_TYPES, Parameters, drawn
from importers.demo.period import END, day_number, day_of
from importers.demo.places import COMPARISON, DemoPlace
from importers.demo.rows import Row, Rows, table_of
from importers.demo.seeding import generator, identity
from importers.demo.story import STORY_MEASURES
from importers.demo.truth import EFFECTS, STARTED_ON

MEASURES = 120

_AWAY_FROM_EFFECTS_METRES = 700.0
"""Other measures keep away from the places of known effects and their comparisons: one truth, one measure."""

# Which kinds of places a family of measures suits; any for the families that are not named.
_SUITS = {
    "traffic": {"crossing", "junction", "school_route", "stop", "car_park", "bridge"},
    "sight": {"path", "green_corridor", "park", "dog_area"},
    "meeting": {"square", "park", "playground", "local_centre", "sports_ground"},
}
_SUITS_TYPE = {"TUN": {"underpass"}}

_TO_BE_MENDED = ("prioritised", "under_measure", "monitoring", "resolved", "reopened")

# How many of ten measures are in each state; planned ones lie ahead, or are overdue.
_STATES = (
    "proposed",
    "approved",
    "ordered",
    "in_progress",
    "done",
    "inspected",
    "trial",
    *["in_operation"] * 6,
    "removed",
)


@dataclass(frozen=True, slots=True)
class DemoMeasure:
    """One measure; `shape` in metres, None where its type has no place."""

    key: str
    type: str
    name: str
    status: str
    shape: BaseGeometry | None
    planned_start: date
    started_on: date | None
    parameters: Parameters
    place_id: UUID | None = None
    ended_on: date | None = None
    temporary: bool = False
    cost_sek: int | None = None
    note: str = ""


def measures(demo_places: Sequence[DemoPlace], seed: int) -> tuple[DemoMeasure, ...]:
    """Return the demo's measures; their parameters are as the measure types demand."""
    randomness = generator(seed, "measures")
    by_key = {place.key: place for place in demo_places}
    told = [*_measures_of_effects(by_key, randomness), *_measures_of_story(by_key)]
    others = _other_measures(MEASURES - len(told), demo_places, randomness)
    return (*told, *others)


def measure_rows(demo_measures: Sequence[DemoMeasure], seed: int, batch_id: UUID) -> Rows:
    """Return the rows of the measures."""
    rows = (_measure_row(measure, seed, batch_id) for measure in demo_measures)
    return Rows.of(table_of(models.Measure), rows)


def measure_place_rows(demo_measures: Sequence[DemoMeasure], seed: int) -> Rows:
    """Return the links between measures and the places that they serve."""
    rows: tuple[Row, ...] = tuple(
        {"measure_id": identity(seed, "measure", measure.key), "place_id": measure.place_id}
        for measure in demo_measures
        if measure.place_id is not None
    )
    return Rows.of(models.measure_place, rows)


def _measures_of_effects(
    by_key: dict[str, DemoPlace], randomness: np.random.Generator
) -> Iterator[DemoMeasure]:
    for effect in EFFECTS:
        place = by_key[effect.key]
        yield DemoMeasure(
            effect.key,
            effect.measure_type,
            effect.measure_name,
            "in_operation",
            place.shape,
            STARTED_ON - timedelta(days=28),
            STARTED_ON,
            drawn(effect.measure_type, randomness, STARTED_ON),
            place.id,
            cost_sek=_cost(randomness),
        )


def _measures_of_story(by_key: dict[str, DemoPlace]) -> Iterator[DemoMeasure]:
    for told in STORY_MEASURES:
        place = by_key[told.place_key] if told.place_key else None
        yield DemoMeasure(
            told.key,
            told.type,
            told.name,
            told.status,
            place.shape if place else None,
            told.planned_start,
            told.started_on,
            told.parameters,
            place.id if place else None,
            told.ended_on,
            told.temporary,
            told.cost_sek,
            told.note,
        )


def _other_measures(
    number: int, demo_places: Sequence[DemoPlace], randomness: np.random.Generator
) -> Iterator[DemoMeasure]:
    effects = {effect.key for effect in EFFECTS}
    kept_free = shapely.union_all(
        [place.shape for place in demo_places if place.key in effects or place.key.startswith(COMPARISON)]
    )
    free = [
        place
        for place in demo_places
        if place.polarity == "unsafe"
        and place.status in _TO_BE_MENDED
        and place.shape.distance(kept_free) > _AWAY_FROM_EFFECTS_METRES
    ]
    types = [kind for kind in measure_types.MEASURE_TYPES if kind.code in DRAWN_TYPES]
    for index in range(number):
        kind = types[index % len(types)]
        status = _STATES[int(randomness.integers(len(_STATES)))]
        yield _other_measure(index, kind, status, _suited(kind, free, randomness), randomness)


def _other_measure(
    index: int,
    kind: measure_types.MeasureType,
    status: str,
    place: DemoPlace,
    randomness: np.random.Generator,
) -> DemoMeasure:
    planned_start, started_on, ended_on = _dates(status, randomness)
    temporary = status == "trial"
    return DemoMeasure(
        f"{index + 1:03}",
        kind.code,
        f"{kind.name.sv[0].upper()}{kind.name.sv[1:]}" + (f" vid {place.name}" if kind.has_geometry else ""),
        status,
        place.shape if kind.has_geometry else None,
        planned_start,
        started_on,
        measure_types.validate(kind.code, drawn(kind.code, randomness, started_on or planned_start)),
        place.id if kind.has_geometry else None,
        ended_on,
        temporary,
        _cost(randomness),
        "På prov: beslut om permanent, förlängt eller borttaget återstår." if temporary else "",
    )


def _suited(
    kind: measure_types.MeasureType, places: Sequence[DemoPlace], randomness: np.random.Generator
) -> DemoPlace:
    wanted = _SUITS_TYPE.get(kind.code) or _SUITS.get(kind.family)
    among = [place for place in places if wanted is None or place.kind in wanted] or list(places)
    return among[int(randomness.integers(len(among)))]


def _dates(status: str, randomness: np.random.Generator) -> tuple[date, date | None, date | None]:
    """Return planned start, start and end; a third of those that are planned only are overdue."""
    if MEASURE_STATUSES[status].phase == "planned" and status != "in_progress":
        return day_of(day_number(END) + int(randomness.integers(-120, 240))), None, None
    latest = day_number(END) - (30 if status in {"in_progress", "done", "inspected"} else 200)
    earliest = latest - 90 if status == "in_progress" else 60
    started_on = day_of(int(randomness.integers(earliest, latest)))
    planned_start = started_on - timedelta(days=int(randomness.integers(0, 60)))
    if status != "removed":
        return planned_start, started_on, None
    return planned_start, started_on, started_on + timedelta(days=int(randomness.integers(60, 190)))


def _cost(randomness: np.random.Generator) -> int:
    return int(round(float(np.exp(randomness.normal(11.5, 1.0))), -3))


def _measure_row(measure: DemoMeasure, seed: int, batch_id: UUID) -> Row:
    initiative = initiative_of_measure(measure.key)
    responsible_id = identity(seed, "organisation", "gatukontoret")
    noted_on = min(measure.planned_start, END - timedelta(days=30))
    return {
        "id": identity(seed, "measure", measure.key),
        "type": measure.type,
        "name": measure.name,
        "status": measure.status,
        "initiative_id": identity(seed, "initiative", initiative) if initiative else None,
        "geom": measure.shape,
        "precision": "exact" if measure.shape else "none",
        "parameters": measure_types.validate(measure.type, measure.parameters),
        "planned_start": measure.planned_start,
        "started_on": measure.started_on,
        "ended_on": measure.ended_on,
        "temporary": measure.temporary,
        "responsible_organisation_id": responsible_id,
        "owner_organisation_id": responsible_id,
        "cost_sek": measure.cost_sek,
        "note": measure.note,
        "source": "demo",
        "source_key": measure.key,
        "created_at": noted_on,
        "updated_at": noted_on,
        "batch_id": batch_id,
        "synthetic": True,
    }
