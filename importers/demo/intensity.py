"""Where events happen: smooth noise over the city and micro-places that gather events.

Nothing here knows a district's name or reputation. Positions are drawn from seeded noise alone, so that
which district has most differs from seed to seed.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter
from scipy.spatial import cKDTree
from shapely import MultiPolygon
from shapely.geometry.base import BaseGeometry

from importers.demo.truth import EFFECTS, RING_METRES

CELL_METRES = 250.0

# Standard deviation of the logarithm of the background, and how far its hills reach, in metres.
_CONTRAST = 1.1
_REACHES = (600.0, 2200.0)

_SMALL_PLACES = 420
_TAIL = 1.25
"""Pareto exponent of the small micro-places' levels: few gather many events, most gather few."""

# Busy places without any measure, in events per month: what measured places can be compared with.
COMPARISON_LEVELS = tuple(float(level) for level in np.linspace(11, 32, 18))

_APART_METRES = 2 * RING_METRES + 100
_AWAY_FROM_LARGE_METRES = 600.0

Points = NDArray[np.float64]
"""Positions as n × 2 metres, east and north."""


@dataclass(frozen=True, slots=True)
class Surface:
    """The background: the share of events in each square of CELL_METRES, rows from the south."""

    west: float
    south: float
    shares: NDArray[np.float64]
    outline: MultiPolygon

    def draw(self, number: int, randomness: np.random.Generator) -> Points:
        """Return `number` positions inside the outline, drawn by the shares."""
        found = np.empty((0, 2))
        while len(found) < number:
            cells = randomness.choice(self.shares.size, size=2 * number + 50, p=self.shares.ravel())
            rows, columns = np.divmod(cells, self.shares.shape[1])
            corners = np.column_stack([columns, rows]) + randomness.random((len(cells), 2))
            points = corners * CELL_METRES + np.array([self.west, self.south])
            found = np.vstack([found, points[inside(self.outline, points)]])
        return found[:number]


@dataclass(frozen=True, slots=True)
class MicroPlaces:
    """Spots that gather events; `levels` are events per month, or relative weights for the small ones.

    The first are the places of EFFECTS in their order, then the comparison places, then the small ones:
    `large` is the number of the first two kinds.
    """

    points: Points
    levels: NDArray[np.float64]
    large: int


def inside(outline: BaseGeometry, points: NDArray[np.floating]) -> NDArray[np.bool_]:
    """Return which points lie inside the outline."""
    shapely.prepare(outline)
    return np.asarray(shapely.contains_xy(outline, points[:, 0], points[:, 1]))


def surface(outline: MultiPolygon, randomness: np.random.Generator) -> Surface:
    """Return a background of smooth noise over the city; its shares sum to 1."""
    west, south, east, north = outline.bounds
    shape = (int(np.ceil((north - south) / CELL_METRES)), int(np.ceil((east - west) / CELL_METRES)))
    noise = np.zeros(shape)
    for reach in _REACHES:
        hills = gaussian_filter(randomness.standard_normal(shape), reach / CELL_METRES, mode="reflect")
        noise += hills / hills.std()
    weights = np.exp(_CONTRAST * noise / np.sqrt(len(_REACHES)))
    rows, columns = np.indices(shape)
    centres = np.column_stack([columns.ravel(), rows.ravel()]) * CELL_METRES + CELL_METRES / 2
    weights *= inside(outline, centres + np.array([west, south])).reshape(shape)
    return Surface(west, south, weights / weights.sum(), outline)


def micro_places(background: Surface, randomness: np.random.Generator) -> MicroPlaces:
    """Return the places where events gather: those of the effects, their likes, and many small ones.

    Places of effects and comparisons stand so far apart, and so far from the city's edge, that no ring
    meets another; small places stay outside their impact area.
    """
    outline = background.outline.buffer(-RING_METRES)
    levels = np.array([*(effect.events_per_month for effect in EFFECTS), *COMPARISON_LEVELS])
    large = _scattered(background.draw(4000, randomness), outline, len(levels))
    candidates = background.draw(6 * _SMALL_PLACES, randomness)
    distance, _ = cKDTree(large).query(candidates)
    small = candidates[distance > _AWAY_FROM_LARGE_METRES][:_SMALL_PLACES]
    weights = np.minimum(randomness.pareto(_TAIL, len(small)) + 1, 40.0)
    return MicroPlaces(np.vstack([large, small]), np.concatenate([levels, weights]), len(levels))


def _scattered(candidates: Points, outline: BaseGeometry, number: int) -> Points:
    """Return the first `number` candidates that lie within the outline and keep their distance."""
    kept: list[NDArray[np.float64]] = []
    within = shapely.contains_xy(outline, candidates[:, 0], candidates[:, 1])
    for point in candidates[within]:
        if all(np.hypot(*(point - other)) >= _APART_METRES for other in kept):
            kept.append(point)
        if len(kept) == number:
            break
    return np.array(kept)
