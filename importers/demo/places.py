"""Three hundred places: three quarters experienced as unsafe, a quarter as safe or neutral, in all states."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geodata import models
from importers.demo.areas import Geography
from importers.demo.intensity import MicroPlaces, Points, Surface, inside
from importers.demo.micro_names import COMPARED, INVENTED, LETTERS, REAL
from importers.demo.period import END, day_number, day_of
from importers.demo.rows import Row, Rows, table_of
from importers.demo.seeding import generator, identity
from importers.demo.story import STORY_PLACES
from importers.demo.truth import EFFECTS

PLACES = 300
_UNSAFE_SHARE = 0.75
_AT_MICRO_PLACES = 0.5
"""Half of the invented places stand where events gather, the other half anywhere: what is felt and what is
recorded agree in part."""

COMPARISON = "like-"
"""How the keys of the comparison places begin."""

_LONGEST_WAIT_DAYS = 300
_MARGIN_METRES = 200.0

# State and its part, for places to be mended and for safe ones.
_UNSAFE_STATES = (
    ("reported", 0.22),
    ("verified", 0.20),
    ("prioritised", 0.12),
    ("under_measure", 0.14),
    ("monitoring", 0.10),
    ("resolved", 0.08),
    ("reopened", 0.05),
    ("archived", 0.05),
    ("rejected", 0.04),
)
_SAFE_STATES = (("reported", 0.15), ("verified", 0.25), ("active", 0.50), ("archived", 0.10))
_CLOSED = ("archived", "rejected")


@dataclass(frozen=True, slots=True)
class DemoPlace:
    """One place: `shape` in metres, open in [reported_on, archived_on)."""

    id: UUID
    key: str
    name: str
    kind: str
    polarity: str
    status: str
    shape: BaseGeometry
    reported_on: date
    archived_on: date | None = None
    description: str = field(default="")

    @property
    def centre(self) -> tuple[float, float]:
        """Return a position on the place, in metres."""
        middle = shapely.point_on_surface(self.shape)
        return middle.x, middle.y


def places(demo: Geography, background: Surface, micro: MicroPlaces, seed: int) -> tuple[DemoPlace, ...]:
    """Return the demo's places: those of the effects and the story, real squares, and invented ones."""
    randomness = generator(seed, "places")
    told = [
        *_places_of_effects(micro, seed),
        *_places_of_comparison(micro, seed),
        *_places_of_story(demo, seed),
        *_real_places(demo, seed, randomness),
    ]
    invented = _invented_places(range(len(told) + 1, PLACES + 1), background, micro, seed, randomness)
    return (*told, *invented)


def place_rows(demo_places: tuple[DemoPlace, ...], batch_id: UUID, owner_id: UUID) -> Rows:
    """Return the rows of the places."""
    rows: tuple[Row, ...] = tuple(
        {
            "id": place.id,
            "name": place.name,
            "kind": place.kind,
            "polarity": place.polarity,
            "status": place.status,
            "geom": place.shape,
            "precision": "exact",
            "description": place.description,
            "reported_on": place.reported_on,
            "archived_on": place.archived_on,
            "source": "demo",
            "source_key": place.key,
            "created_at": place.reported_on,
            "updated_at": place.reported_on,
            "owner_organisation_id": owner_id,
            "batch_id": batch_id,
            "synthetic": True,
        }
        for place in demo_places
    )
    return Rows.of(table_of(models.Place), rows)


def _places_of_effects(micro: MicroPlaces, seed: int) -> Iterator[DemoPlace]:
    for effect, point in zip(EFFECTS, micro.points, strict=False):
        yield DemoPlace(
            identity(seed, "place", effect.key),
            effect.key,
            effect.place_name,
            effect.place_kind,
            "unsafe",
            "monitoring",
            shapely.Point(point.round(1)),
            date(2013, 2, 1),
        )


def _places_of_comparison(micro: MicroPlaces, seed: int) -> Iterator[DemoPlace]:
    for number, point in enumerate(micro.points[len(EFFECTS) : micro.large]):
        kind, word = COMPARED[number % len(COMPARED)]
        key = f"{COMPARISON}{number + 1}"
        yield DemoPlace(
            identity(seed, "place", key),
            key,
            f"{word} X{number + 1}",
            kind,
            "unsafe",
            ("verified", "prioritised")[number % 2],
            shapely.Point(point.round(1)),
            date(2013, 2, 1),
        )


def _places_of_story(demo: Geography, seed: int) -> Iterator[DemoPlace]:
    for place in STORY_PLACES:
        shape = demo.in_metres(place.shape)
        yield DemoPlace(
            identity(seed, "place", place.key),
            place.key,
            place.name,
            place.kind,
            place.polarity,
            place.status,
            shape,
            place.reported_on,
            description=place.description,
        )


def _real_places(demo: Geography, seed: int, randomness: np.random.Generator) -> Iterator[DemoPlace]:
    for number, (name, kind, lon, lat) in enumerate(REAL):
        neutral = number % 6 == 5
        yield DemoPlace(
            identity(seed, "place", name),
            f"real-{number + 1}",
            name,
            kind,
            "neutral" if neutral else "safe",
            "verified" if neutral else "active",
            demo.in_metres(shapely.Point(lon, lat)),
            day_of(int(randomness.integers(0, 200))),
        )


def _invented_places(
    numbers: range, background: Surface, micro: MicroPlaces, seed: int, randomness: np.random.Generator
) -> Iterator[DemoPlace]:
    safe = round((1 - _UNSAFE_SHARE) * PLACES) - len(REAL)
    polarities = randomness.permutation(["safe"] * safe + ["unsafe"] * (len(numbers) - safe))
    points = _points(len(numbers), background, micro, randomness)
    kinds = randomness.choice(len(INVENTED), size=len(numbers), p=[share for _, _, share, _ in INVENTED])
    for index, number in enumerate(numbers):
        kind, word, _, form = INVENTED[kinds[index]]
        status = _status(str(polarities[index]), randomness)
        reported_on, archived_on = _dates(status, randomness)
        yield DemoPlace(
            identity(seed, "place", number),
            f"{number:03}",
            f"{word} {LETTERS[index % len(LETTERS)]}{index // len(LETTERS) + 10}",
            kind,
            str(polarities[index]),
            status,
            _shape(points[index], form, randomness),
            reported_on,
            archived_on,
        )


def _points(number: int, background: Surface, micro: MicroPlaces, randomness: np.random.Generator) -> Points:
    """Return positions away from the city's edge: a part where events gather, the others anywhere."""
    gathered = randomness.permutation(micro.points[micro.large :])
    anywhere = background.draw(2 * number, randomness)
    well_within = background.outline.buffer(-_MARGIN_METRES)
    gathered, anywhere = (points[inside(well_within, points)] for points in (gathered, anywhere))
    at_micro = round(_AT_MICRO_PLACES * number)
    return np.vstack([gathered[:at_micro], anywhere[: number - at_micro]])


def _status(polarity: str, randomness: np.random.Generator) -> str:
    states = _SAFE_STATES if polarity == "safe" else _UNSAFE_STATES
    return str(randomness.choice([state for state, _ in states], p=[share for _, share in states]))


def _dates(status: str, randomness: np.random.Generator) -> tuple[date, date | None]:
    """Return when a place was reported, newer for those nobody has looked at, and when it was closed."""
    latest = day_number(END)
    earliest = latest - 330 if status == "reported" else -200
    newest = latest - 10 if status == "reported" else latest - 270
    reported_on = day_of(int(randomness.integers(earliest, newest)))
    if status not in _CLOSED:
        return reported_on, None
    return reported_on, min(
        reported_on + timedelta(days=int(randomness.integers(30, _LONGEST_WAIT_DAYS))),
        END - timedelta(days=1),
    )


def _shape(point: NDArray[np.float64], form: str, randomness: np.random.Generator) -> BaseGeometry:
    """Return a point, a stretch of 120 to 260 m with a bend, or a rounded surface about the point."""
    if form == "point":
        return shapely.Point(point.round(1))
    if form == "surface":
        return shapely.Point(point.round(1)).buffer(float(randomness.uniform(25, 60)), quad_segs=3)
    angle = randomness.uniform(0, np.pi)
    half = randomness.uniform(60, 130)
    ahead = np.array([np.cos(angle), np.sin(angle)]) * half
    aside = np.array([-ahead[1], ahead[0]]) * randomness.uniform(-0.3, 0.3)
    return shapely.LineString(np.round([point - ahead, point + aside, point + ahead], 1))
