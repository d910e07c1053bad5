"""The demo city, loaded once in a run: who needs it copies its database, which takes a fifth of a second."""

import fcntl
import json
from collections.abc import Callable
from dataclasses import asdict

from sqlalchemy.engine import make_url

from geodata.city import CityProfile
from geodata.database import IMPORT_TIMEOUT, open_engine, open_sessions
from geodata.embedded import Cluster
from importers import demo

TEMPLATE = "demo_loaded"


def report_of_loading(cluster: Cluster, migrated: Callable[[], str], malmo: CityProfile) -> demo.DemoReport:
    """Return what was loaded into `TEMPLATE`; the first worker to ask loads it into what `migrated` makes."""
    kept = cluster.home / f"{TEMPLATE}.json"
    with (cluster.home / f"{TEMPLATE}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            address = migrated()
            report = _load(address, malmo)
            cluster.create_database(TEMPLATE, template=str(make_url(address).database))
            kept.write_text(json.dumps(asdict(report)), encoding="utf-8")
    return demo.DemoReport(**json.loads(kept.read_text(encoding="utf-8")))


def _load(address: str, malmo: CityProfile) -> demo.DemoReport:
    engine = open_engine(address, statement_seconds=IMPORT_TIMEOUT)
    with open_sessions(engine)() as session:
        report = demo.load(session, malmo)
        session.commit()
    engine.dispose()
    return report
