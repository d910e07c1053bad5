"""Loading the demo city into an empty database."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from geodata import models
from geodata.city import CityProfile
from geodata.errors import InvalidError
from geodata.text import Text
from importers.demo.city import BATCHES, batch_id, tables
from importers.demo.copying import as_copied, copy
from importers.demo.rows import Rows
from importers.demo.seeding import SEED

AREA_KINDS = ("kommun", "stadsomrade", "stadsdel", "enkatomrade", "lokalpolisomrade", "narpolisomrade")

NOT_EMPTY = Text(
    sv="Databasen har redan områden: demostaden läses bara in i en tom databas.",
    en="The database already has areas: the demo city is only loaded into an empty one.",
)
ANOTHER_CITY = Text(
    sv="Demostaden är Malmö: stadsprofilen {name} saknar områdestyperna {kinds}.",
    en="The demo city is Malmö: the city profile {name} lacks the area kinds {kinds}.",
)


@dataclass(frozen=True, slots=True)
class DemoReport:
    """What was loaded: rows per table, and the SHA-256 of each table's rows.

    The same seed gives the same digests. Credentials have none: their passwords are salted anew.
    """

    seed: int
    rows: dict[str, int]
    digests: dict[str, str]


def is_empty(session: Session) -> bool:
    """Return whether the database has no areas yet, so that the demo city may be loaded."""
    return session.scalar(select(models.Area.id).limit(1)) is None


def load(session: Session, profile: CityProfile, *, seed: int = SEED) -> DemoReport:
    """Load the demo city and return what was loaded; the session is the owner's, the caller commits.

    Raises InvalidError when the database is not empty, or the profile is another city's.
    """
    missing = [kind for kind in AREA_KINDS if profile.area_kind(kind) is None]
    if missing:
        raise InvalidError(ANOTHER_CITY.format(name=profile.name, kinds=", ".join(missing)))
    if not is_empty(session):
        raise InvalidError(NOT_EMPTY)
    parts = [
        _Part(kind, rows, as_copied(rows, profile.metric_srid))
        for kind, rows in tables(profile.metric_srid, profile.zone, seed)
    ]
    session.add_all(_batch(kind, parts, profile, seed) for kind in BATCHES)
    session.flush()
    for part in parts:
        copy(session, part.rows, part.content)
        session.execute(text(f"ANALYZE {part.rows.table.fullname}"))
    session.execute(_NUMBER_ON)
    return DemoReport(
        seed,
        {part.rows.table.name: len(part.rows) for part in parts},
        {part.rows.table.name: part.digest for part in parts if part.rows.table.name != "credential"},
    )


# Areas come with their numbers; the next area drawn by hand or from a file goes on after them.
_NUMBER_ON = text("SELECT setval(pg_get_serial_sequence('area', 'id'), max(id)) FROM area")


@dataclass(frozen=True, slots=True)
class _Part:
    """One table's rows, the kind of their batch, and the bytes in which they are copied."""

    kind: str | None
    rows: Rows
    content: bytes

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def _batch(kind: str, parts: Iterable[_Part], profile: CityProfile, seed: int) -> models.ImportBatch:
    """Return the batch of one kind: what a file would have left, had the rows come from one."""
    brought = [part for part in parts if part.kind == kind]
    number = sum(len(part.rows) for part in brought)
    return models.ImportBatch(
        id=batch_id(seed, kind),
        source="demo",
        file_name=f"demo {kind}",
        sha256=hashlib.sha256(b"".join(part.content for part in brought)).hexdigest(),
        settings={"seed": seed},
        srid=profile.metric_srid,
        rows_read=number,
        rows_stored=number,
        rows_unchanged=0,
        rows_rejected=0,
        synthetic=kind != "areas",
    )
