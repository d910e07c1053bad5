"""What all tests share: one embedded PostGIS for the run, one database per worker, a rollback per test."""

import fcntl
import os
import re
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import demo_city
import pytest
from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session, sessionmaker

from geodata import city
from geodata.city import CityProfile
from geodata.database import IMPORT_TIMEOUT, open_engine, open_sessions, upgrade
from geodata.embedded import FORGETFUL, Cluster
from importers.demo import DemoReport

CLUSTER_HOME = "TRYGGKARTA_TEST_HOME"
ROOT = Path(__file__).resolve().parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--deep", action="store_true", help="run randomised tests at their full counts")
    parser.addoption("--write-golden", action="store_true", help="write the kept answers anew, to be read")


def hear_signals() -> None:
    """Let what tests start hear Ctrl-C and hang-up, also where this run itself was started deaf to them."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_configure(config: pytest.Config) -> None:
    """Start the run's cluster in the process that leads it; workers find it by its folder's name."""
    hear_signals()
    if hasattr(config, "workerinput") or config.option.collectonly or config.option.help:
        return
    leaving = ExitStack()
    config.add_cleanup(leaving.close)
    home = Path(tempfile.mkdtemp(prefix="tryggkarta-"))
    leaving.callback(shutil.rmtree, home)
    home.chmod(0o711)  # PostgreSQL's own user passes through when we are root
    cluster = Cluster(home, FORGETFUL)
    leaving.callback(cluster.destroy)
    leaving.enter_context(cluster.running())
    os.environ[CLUSTER_HOME] = str(home)
    leaving.callback(os.environ.pop, CLUSTER_HOME)


@pytest.fixture(scope="session")
def deep(request: pytest.FixtureRequest) -> bool:
    """Return whether randomised tests run at their full counts."""
    return bool(request.config.getoption("--deep"))


@pytest.fixture(scope="session")
def write_golden(request: pytest.FixtureRequest) -> bool:
    """Return whether kept answers are to be written anew."""
    return bool(request.config.getoption("--write-golden"))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of real files, which the project does not ship; skip where it is absent."""
    folder = Path(os.environ.get("TRYGGKARTA_SHARED_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"the folder of shared data is absent: {folder}")
    return folder


@pytest.fixture(scope="session")
def cluster() -> Cluster:
    """Return the run's cluster, which is running."""
    return Cluster(Path(os.environ[CLUSTER_HOME]), FORGETFUL)


@pytest.fixture(scope="session")
def city_database(cluster: Cluster) -> Iterator[Callable[..., str]]:
    """Return a factory: the owner's address of a new, migrated and empty database for a profile.

    `template` names another of the run's databases to copy.
    """
    made: list[str] = []
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")

    def create(profile: CityProfile, *, template: str = "") -> str:
        name = f"test_{worker}_{len(made)}"
        cluster.create_database(name, template=template or _migrated_template(cluster, profile))
        made.append(name)
        return cluster.url(name)

    yield create
    for name in made:
        cluster.drop_database(name)


def _migrated_template(cluster: Cluster, profile: CityProfile) -> str:
    """Return the name of the run's migrated database for this profile; the first to ask migrates it."""
    label = re.sub(r"[^a-z]", "_", profile.name.lower())
    name = f"migrated_{label}_{profile.metric_srid}"
    done = cluster.home / name
    with (cluster.home / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            cluster.drop_database(name)
            cluster.create_database(name)
            upgrade(cluster.url(name), profile)
            done.touch()
    return name


@pytest.fixture(scope="session")
def malmo() -> CityProfile:
    """Return the demo city's profile, which `session` is migrated for."""
    return city.load(city.shipped("malmo"))


@pytest.fixture(scope="session")
def london() -> CityProfile:
    """Return the profile of the City of London, another country with another metric system."""
    return city.load(city.shipped("city_of_london"))


@pytest.fixture(scope="session")
def database_url(city_database: Callable[[CityProfile], str], malmo: CityProfile) -> str:
    """Return the owner's address of this worker's database for Malmö."""
    return city_database(malmo)


@pytest.fixture(scope="session")
def demo_report(cluster: Cluster, city_database: Callable[..., str], malmo: CityProfile) -> DemoReport:
    """Return what was loaded into the run's demo city, `demo_city.TEMPLATE`, which is there to be copied."""
    return demo_city.report_of_loading(cluster, partial(city_database, malmo), malmo)


@pytest.fixture(scope="session")
def engine(database_url: str) -> Iterator[Engine]:
    """Return an engine of the owner on this worker's database."""
    engine = open_engine(database_url, statement_seconds=IMPORT_TIMEOUT)
    yield engine
    engine.dispose()


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    """Return a connection in a transaction that is rolled back after the test."""
    with engine.connect() as connection:
        outer = connection.begin()
        yield connection
        outer.rollback()


@pytest.fixture
def sessions(connection: Connection, engine: Engine) -> sessionmaker[Session]:
    """Return a maker of sessions on the test's connection: a commit is seen by the test, undone after it."""
    maker = open_sessions(engine)
    maker.configure(bind=connection, join_transaction_mode="create_savepoint")
    return maker


@pytest.fixture
def session(sessions: sessionmaker[Session]) -> Iterator[Session]:
    """Return a session on the test's connection."""
    with sessions() as session:
        yield session
