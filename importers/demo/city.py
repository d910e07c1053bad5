"""The demo city as a whole: every row of every table, from one seed and the city's metric system."""

from collections.abc import Iterator
from uuid import UUID
from zoneinfo import ZoneInfo

from importers.demo import areas, incidents, people
from importers.demo.intensity import micro_places, surface
from importers.demo.rows import Rows
from importers.demo.seeding import generator, identity

BATCHES = ("areas", "incidents")
"""The kinds of things that are brought in as one batch each; only the areas' is not synthetic."""


def batch_id(seed: int, kind: str) -> UUID:
    """Return the id of the batch that brings in one kind of things."""
    return identity(seed, "batch", kind)


def tables(srid: int, zone: ZoneInfo, seed: int) -> Iterator[tuple[str | None, Rows]]:
    """Yield each table's rows with the kind of their batch (None: without batch), parents before children.

    The same arguments give the same rows, ids included; only the salt of the password's hash differs.
    """
    demo = areas.geography(srid)
    background = surface(demo.outline, generator(seed, "surface"))
    places = micro_places(background, generator(seed, "micro-places"))
    yield "areas", areas.area_rows(demo, batch_id(seed, "areas"))
    yield "areas", areas.population_rows(demo, batch_id(seed, "areas"))
    yield None, people.organisation_rows(demo, seed)
    yield None, people.account_rows(seed)
    yield None, people.membership_rows(demo, seed)
    events, _ = incidents.recorded(demo, background, places, zone, seed)
    yield "incidents", incidents.incident_rows(events, zone, seed, batch_id(seed, "incidents"))
