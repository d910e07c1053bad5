"""Three thousand observations over the demo's three years, most of them at its places."""

from collections.abc import Iterator, Sequence
from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata import models
from geodata.analysis.clock import light_class
from geodata.codes import OBSERVATION_SOURCES
from importers.demo.intensity import Points, Surface
from importers.demo.observation_texts import IN_THE_DARK, SAFE, TEXTS, TYPICAL
from importers.demo.period import DAYS, MINUTES_PER_DAY, as_text, day_number, to_utc
from importers.demo.places import DemoPlace
from importers.demo.rows import Row, Rows, table_of
from importers.demo.seeding import generator, identity

OBSERVATIONS = 3_000

_AT_PLACES = 0.88
_NEAR_METRES = 12.0
_WITHOUT_TIME = 0.12
_WITHOUT_POSITION = 0.05
_WITHOUT_WORDS = 0.25
_POPULAR = 0.9
"""Spread of the places' popularity (standard deviation of its logarithm): some are named again and again."""

_STATES = (
    ("received", 0.08),
    ("screened", 0.12),
    ("linked", 0.40),
    ("answered", 0.20),
    ("closed", 0.15),
    ("forwarded", 0.05),
)
_EVENING = (17 * 60, 23 * 60)
_WAKING = (7 * 60, 23 * 60)
_TRIES = 12


def observation_rows(
    demo_places: Sequence[DemoPlace], background: Surface, zone: ZoneInfo, seed: int, batch_id: UUID
) -> Rows:
    """Return the rows of the observations; one has been emptied of personal data that someone typed."""
    randomness = generator(seed, "observations")
    linked = round(_AT_PLACES * OBSERVATIONS)
    popularity = np.exp(_POPULAR * randomness.standard_normal(len(demo_places)))
    which = randomness.choice(len(demo_places), size=linked, p=popularity / popularity.sum())
    free = background.draw(OBSERVATIONS - linked, randomness)
    drawn = [
        *_at_places([demo_places[index] for index in which], zone, randomness),
        *_elsewhere(free, zone, randomness),
    ]
    drawn.sort(key=lambda row: str(row["observed_from"]))
    redacted = int(randomness.integers(len(drawn)))
    drawn[redacted] |= {"status": "redacted", "wording": ""}
    shared: Row = {"source": "demo", "batch_id": batch_id, "synthetic": True}
    rows = (
        {"id": identity(seed, "observation", number), "source_key": f"{number + 1:05}"} | row | shared
        for number, row in enumerate(drawn)
    )
    return Rows.of(table_of(models.Observation), rows)


def _at_places(places: Sequence[DemoPlace], zone: ZoneInfo, randomness: np.random.Generator) -> Iterator[Row]:
    for place in places:
        first = max(day_number(place.reported_on), 0)
        stop = min(day_number(place.archived_on), DAYS) if place.archived_on else DAYS
        day = int(randomness.integers(min(first, stop - 1), stop))
        point = np.array(place.centre) + randomness.normal(0, _NEAR_METRES, 2)
        row = _observation((place.kind, place.polarity), point, day, zone, randomness)
        yield row | {"place_id": place.id}


def _elsewhere(points: Points, zone: ZoneInfo, randomness: np.random.Generator) -> Iterator[Row]:
    kinds = tuple(TYPICAL)
    for point in points:
        kind = kinds[int(randomness.integers(len(kinds)))]
        polarity = "safe" if randomness.random() < 0.15 else "unsafe"
        row = _observation((kind, polarity), point, int(randomness.integers(DAYS)), zone, randomness)
        status = str(randomness.choice(["received", "screened"]))
        precision = "none" if row["geom"] is None else row["precision"]
        yield row | {"place_id": None, "status": status, "precision": precision}


def _observation(
    subject: tuple[str, str],
    point: NDArray[np.float64],
    day: int,
    zone: ZoneInfo,
    randomness: np.random.Generator,
) -> Row:
    """Return one observation of a place of this kind and polarity, near a point on a day."""
    kind, polarity = subject
    categories = _categories(kind, polarity, randomness)
    minute = _minute(day, bool(IN_THE_DARK & set(categories)), zone, randomness)
    unknown_time = randomness.random() < _WITHOUT_TIME
    times = np.array([0, MINUTES_PER_DAY - 1] if unknown_time else [minute, minute]) + day * MINUTES_PER_DAY
    started, ended = as_text(to_utc(times, zone))
    nowhere = randomness.random() < _WITHOUT_POSITION
    words = TEXTS[categories[0]]
    return {
        "geom": None if nowhere else shapely.Point(np.round(point, 1)),
        "precision": "area" if nowhere else "street",
        "observed_from": started,
        "observed_to": ended,
        "time_precision": "day" if unknown_time else "exact",
        "categories": categories,
        "polarity": "safe" if set(categories) <= set(SAFE) else "unsafe",
        "severity": None if set(categories) <= set(SAFE) else int(randomness.integers(1, 4)),
        "wording": ""
        if randomness.random() < _WITHOUT_WORDS
        else words[int(randomness.integers(len(words)))],
        "heard_from": str(randomness.choice(OBSERVATION_SOURCES.codes)),
        "status": str(randomness.choice([state for state, _ in _STATES], p=[share for _, share in _STATES])),
    }


def _categories(kind: str, polarity: str, randomness: np.random.Generator) -> list[str]:
    """Return one or two categories; of a neutral place both good and bad is said."""
    safe = polarity == "safe" or (polarity == "neutral" and randomness.random() < 0.5)
    among = SAFE if safe else TYPICAL.get(kind, tuple(TEXTS)[:5])
    number = 2 if randomness.random() < 0.35 else 1
    return [str(code) for code in randomness.choice(among, size=number, replace=False)]


def _minute(day: int, in_the_dark: bool, zone: ZoneInfo, randomness: np.random.Generator) -> int:
    """Return a minute of the day; for what is seen in the dark, one in the dark where the evening has any."""
    first, last = _EVENING if in_the_dark else _WAKING
    minutes = randomness.integers(first, last, size=_TRIES)
    if in_the_dark:
        light = light_class(to_utc(minutes + day * MINUTES_PER_DAY, zone), 13.0, 55.605)
        minutes = np.concatenate([minutes[light == "dark"], minutes])
    return int(minutes[0])
