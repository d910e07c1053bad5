"""What every command opens first: the city profile, the installation, a session of the database's owner."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from sqlalchemy.orm import Session

from geodata import city
from geodata.city import CityProfile
from geodata.database import IMPORT_TIMEOUT, open_engine, open_sessions
from geodata.installation import Installation, data_folder
from webmap import request_log


def profile_of(context: click.Context) -> CityProfile:
    """Return the city profile that `--city` names, else `$TRYGGKARTA_CITY`, else the demo's."""
    chosen = context.find_root().params.get("city")
    return city.load(Path(chosen) if chosen else None)


def language_of(context: click.Context) -> str:
    """Return the language to answer in: `--language`, else the city's first."""
    return context.find_root().params.get("language") or profile_of(context).languages[0]


@contextmanager
def owner_session(context: click.Context) -> Iterator[tuple[Session, CityProfile]]:
    """Yield a session of the database's owner and the city profile, with the database running.

    The caller commits; what is not committed is rolled back.
    """
    profile = profile_of(context)
    with Installation(data_folder(), profile) as installation:
        engine = open_engine(installation.owner_url, statement_seconds=IMPORT_TIMEOUT)
        try:
            with open_sessions(engine)() as session:
                yield session, profile
        finally:
            engine.dispose()


def open_log() -> None:
    """Send the log to $TRYGGKARTA_LOG, else to standard error."""
    path = os.environ.get("TRYGGKARTA_LOG")
    request_log.open_log(Path(path) if path else None)
