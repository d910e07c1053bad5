"""The demo city, made once for all of its tests: as columns, and copied from the run's."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import demo_city
import numpy as np
import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from geodata.city import CityProfile
from geodata.database import IMPORT_TIMEOUT, open_engine, open_sessions
from importers.demo import DemoReport
from importers.demo.areas import Geography, geography
from importers.demo.check import EffectCheck, check_effects
from importers.demo.incidents import Events, recorded
from importers.demo.intensity import MicroPlaces, Surface, micro_places, surface
from importers.demo.period import MINUTES_PER_DAY, day_number
from importers.demo.seeding import SEED, generator
from importers.demo.truth import STARTED_ON

START = day_number(STARTED_ON) * MINUTES_PER_DAY


@dataclass(frozen=True)
class Crime:
    """The demo's recorded crime before it becomes rows: with the effects, and as it would have been."""

    background: Surface
    micro: MicroPlaces
    recorded: Events
    without: Events

    def around(self, index: int, nearest: float, farthest: float, *, true: bool = True) -> np.ndarray:
        """Return which events lie so far from a micro-place; those without effects where `true` is false."""
        events = self.recorded if true else self.without
        distance = np.hypot(*(events.points - self.micro.points[index]).T)
        return (distance > nearest) & (distance <= farthest)


def crime(ground: Geography, profile: CityProfile, seed: int) -> Crime:
    background = surface(ground.outline, generator(seed, "surface"))
    micro = micro_places(background, generator(seed, "micro-places"))
    return Crime(background, micro, *recorded(ground, background, micro, profile.zone, seed))


@pytest.fixture(scope="session")
def ground(malmo: CityProfile) -> Geography:
    return geography(malmo.metric_srid)


@pytest.fixture(scope="session")
def city_crime(ground: Geography, malmo: CityProfile) -> Crime:
    return crime(ground, malmo, SEED)


@pytest.fixture(scope="session")
def loaded(
    city_database: Callable[..., str], malmo: CityProfile, demo_report: DemoReport
) -> Iterator[tuple[DemoReport, Session]]:
    """Return the report and a session of the owner on a database that holds the demo city."""
    address = city_database(malmo, template=demo_city.TEMPLATE)
    engine = open_engine(address, statement_seconds=IMPORT_TIMEOUT)
    with open_sessions(engine)() as session:
        # Kept open to the worker's end, which may come later than the server would wait for it.
        session.execute(text("SET idle_in_transaction_session_timeout = 0"))
        session.commit()
        yield demo_report, session
    engine.dispose()


@pytest.fixture(scope="session")
def checks(loaded: tuple[DemoReport, Session]) -> dict[str, EffectCheck]:
    """Return what the product's own evaluation finds of each built-in effect, by the effect's key."""
    _, session = loaded
    return {check.key: check for check in check_effects(session)}


@pytest.fixture
def demo_session(loaded: tuple[DemoReport, Session]) -> Iterator[Session]:
    """Return the session on the demo's database; what a test changes is undone."""
    _, session = loaded
    yield session
    session.rollback()
