"""Recorded crime of the demo: series of events at micro-places and around, with the truth built in."""

from dataclasses import dataclass, replace
from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer

from geodata import models
from geodata.analysis.clock import light_class
from geodata.crs import LONLAT
from importers.demo import effects
from importers.demo.areas import Geography
from importers.demo.crime_profiles import CRIME_PROFILES
from importers.demo.crime_times import Times, days_of_series, times_of_day
from importers.demo.intensity import MicroPlaces, Points, Surface, inside
from importers.demo.period import MINUTES_PER_DAY, as_text, day_number, to_utc
from importers.demo.rows import Rows, table_of
from importers.demo.seeding import generator, identities
from importers.demo.truth import EFFECTS, REACH_METRES, STARTED_ON

INCIDENTS = 60_000

_SPARE = 1_500
"""Events generated beyond INCIDENTS: the effects take some, chance the rest, so that the sum is exact."""

_MEAN_SERIES = 1.95
"""Mean number of events in a series (near repeats within days); the series give the counts their dispersion
of about 2, at every level, where chance alone would give 1."""

_BACKGROUND_SHARE = 0.36
_MIX_CONTRAST = 0.5
_SPREAD_METRES = 30.0
_GEOCODING_METRES = 60.0
"""Standard deviations east and north of events about their micro-place, and of the police's positions about
the truth; the latter's median error is 1.18 times that, 71 m."""

_WITHOUT_POSITION = 0.07
_MONTHS = 36


@dataclass(frozen=True, slots=True)
class Events:
    """Events as recorded, in columns.

    `points` are NaN without position, `groups` index CRIME_PROFILES, `series` tells which belong together.
    """

    points: Points
    groups: NDArray[np.int64]
    series: NDArray[np.int64]
    times: Times

    def __len__(self) -> int:
        return len(self.groups)

    def chosen(self, which: NDArray[np.int64]) -> "Events":
        """Return the events at these indices, in that order."""
        return Events(self.points[which], self.groups[which], self.series[which], self.times.chosen(which))


def recorded(
    demo: Geography, background: Surface, places: MicroPlaces, zone: ZoneInfo, seed: int
) -> tuple[Events, Events]:
    """Return the city's events with the effects of `truth` built in, and those that would have been without.

    The first are INCIDENTS in order of time; the second hold what the effects took or moved, and the excess
    that chance left out.
    """
    without = _drawn(background, places, generator(seed, "incidents"))
    randomness = generator(seed, "effects")
    points, kept = without.points.copy(), np.ones(len(without), dtype=bool)
    after = without.times.start >= day_number(STARTED_ON) * MINUTES_PER_DAY
    light = _light(without, demo.srid, zone)
    for effect, place in zip(EFFECTS, places.points, strict=False):
        events = effects.concerned(effect, place, without.points, after, light)
        done = effects.outcome(effect, place, events, randomness)
        kept[done.removed] = False
        points[done.moved] = done.moved_to
    excess = randomness.permutation(np.flatnonzero(kept))[: kept.sum() - INCIDENTS]
    kept[excess] = False
    order = np.flatnonzero(kept)
    order = order[np.argsort(without.times.start[order], kind="stable")]
    return replace(without, points=points).chosen(order), without


def incident_rows(events: Events, zone: ZoneInfo, seed: int, batch_id: UUID) -> Rows:
    """Return the rows of the events, numbered in order of time."""
    number = len(events)
    known = ~np.isnan(events.points[:, 0])
    shapes = np.full(number, None, dtype=object)
    shapes[known] = shapely.points(np.round(events.points[known], 1))
    profiles = [CRIME_PROFILES[group] for group in events.groups]
    wordings = generator(seed, "incident wordings").integers(0, 6, number)
    columns = {
        "id": identities(seed, "incident", number),
        "source": ["demo"] * number,
        "source_key": [f"{order:06}" for order in range(1, number + 1)],
        "category": [
            profile.categories[wording % len(profile.categories)]
            for profile, wording in zip(profiles, wordings, strict=True)
        ],
        "crime_group": [profile.group for profile in profiles],
        "occurred_from": as_text(to_utc(events.times.start, zone)),
        "occurred_to": as_text(to_utc(events.times.end, zone)),
        "time_precision": events.times.precision.tolist(),
        "geom": shapes.tolist(),
        "precision": np.where(known, "snapped", "none").tolist(),
        "synthetic": [True] * number,
        "batch_id": [batch_id] * number,
    }
    return Rows(table_of(models.Incident), columns)


def _drawn(background: Surface, places: MicroPlaces, randomness: np.random.Generator) -> Events:
    total = INCIDENTS + _SPARE
    sizes = randomness.geometric(1 / _MEAN_SERIES, total)
    sizes = sizes[: np.searchsorted(np.cumsum(sizes), total) + 1]
    sources = randomness.choice(len(places.points) + 1, size=len(sizes), p=_source_shares(places, total)) - 1
    groups = _groups(sources, len(places.points), randomness)
    series = np.repeat(np.arange(len(sizes)), sizes)[:total]
    days = days_of_series(groups, series, randomness)
    points = _positions(sources, series, background, places, randomness)
    unknown = np.array([profile.without_position for profile in CRIME_PROFILES])
    unknown *= _WITHOUT_POSITION / (unknown @ np.array([profile.share for profile in CRIME_PROFILES]))
    points[randomness.random(total) < unknown[groups[series]]] = np.nan
    return Events(points, groups[series], series, times_of_day(days, groups[series], randomness))


def _source_shares(places: MicroPlaces, total: int) -> NDArray[np.float64]:
    """Return the share of the background (first) and of each micro-place in all events."""
    recorded_near = 1 - np.exp(-(REACH_METRES**2) / 2 / (_SPREAD_METRES**2 + _GEOCODING_METRES**2))
    large = places.levels[: places.large] * _MONTHS / recorded_near / (1 - _WITHOUT_POSITION) / total
    small = places.levels[places.large :]
    rest = 1 - large.sum() - _BACKGROUND_SHARE
    return np.concatenate([[_BACKGROUND_SHARE], large, small / small.sum() * rest])


def _groups(sources: NDArray[np.int64], places: int, randomness: np.random.Generator) -> NDArray[np.int64]:
    """Return the crime group of each series: every micro-place has a mixture of its own."""
    shares = np.array([profile.share for profile in CRIME_PROFILES])
    mixtures = shares * np.exp(_MIX_CONTRAST * randomness.standard_normal((places + 1, len(shares))))
    mixtures[-1] = shares  # the background's
    bounds = np.cumsum(mixtures / mixtures.sum(axis=1, keepdims=True), axis=1)
    drawn = randomness.random(len(sources))[:, None] > bounds[sources]
    return np.asarray(np.minimum(drawn.sum(axis=1), len(shares) - 1), dtype=np.int64)


def _positions(
    sources: NDArray[np.int64],
    series: NDArray[np.int64],
    background: Surface,
    places: MicroPlaces,
    randomness: np.random.Generator,
) -> Points:
    """Return the recorded position of each event: its series' spot, its own spread, the geocoding's error."""
    spots = places.points[sources]
    elsewhere = np.flatnonzero(sources < 0)
    spots[elsewhere] = background.draw(len(elsewhere), randomness)
    spots = spots[series]
    points = spots.copy()
    todo = np.arange(len(points))
    error = np.hypot(_SPREAD_METRES, _GEOCODING_METRES)
    for _ in range(20):
        points[todo] = spots[todo] + randomness.normal(0, error, (len(todo), 2))
        todo = todo[~inside(background.outline, points[todo])]
        if not len(todo):
            return points
    points[todo] = spots[todo]
    return points


def _light(events: Events, srid: int, zone: ZoneInfo) -> NDArray[np.str_]:
    """Return the light class as the database will compute it; "unknown" also without a position."""
    to_lonlat = Transformer.from_crs(srid, LONLAT, always_xy=True)
    light = np.full(len(events), "unknown", dtype="<U8")
    known = np.flatnonzero(~np.isnan(events.points[:, 0]) & (events.times.precision != "day"))
    lon, lat = to_lonlat.transform(*events.points[known].T)
    at_start = light_class(to_utc(events.times.start[known], zone), lon, lat)
    at_end = light_class(to_utc(events.times.end[known], zone), lon, lat)
    light[known] = np.where(at_start == at_end, at_start, "unknown")
    return light
