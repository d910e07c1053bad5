"""The demo city as a whole: every row of every table, from one seed and the city's metric system."""

from collections.abc import Iterator
from uuid import UUID
from zoneinfo import ZoneInfo

from importers.demo import (
    areas,
    incident_counts,
    incidents,
    initiatives,
    measures,
    observations,
    people,
    places,
    surveys,
)
from importers.demo.intensity import micro_places, surface
from importers.demo.rows import Rows
from importers.demo.seeding import generator, identity

BATCHES = (
    "areas",
    "places",
    "observations",
    "initiatives",
    "measures",
    "surveys",
    "incidents",
    "incident counts",
)
"""The kinds of things that are brought in as one batch each; only the areas' is not synthetic."""


def batch_id(seed: int, kind: str) -> UUID:
    """Return the id of the batch that brings in one kind of things."""
    return identity(seed, "batch", kind)


def tables(srid: int, zone: ZoneInfo, seed: int) -> Iterator[tuple[str | None, Rows]]:
    """Yield each table's rows with the kind of their batch (None: without batch), parents before children.

    The same arguments give the same rows, ids included; only the salt of the password's hash differs.
    """
    batch = {kind: batch_id(seed, kind) for kind in BATCHES}
    demo = areas.geography(srid)
    background = surface(demo.outline, generator(seed, "surface"))
    micro = micro_places(background, generator(seed, "micro-places"))
    demo_places = places.places(demo, background, micro, seed)
    demo_measures = measures.measures(demo_places, seed)
    events, _ = incidents.recorded(demo, background, micro, zone, seed)

    yield "areas", areas.area_rows(demo, batch["areas"])
    yield "areas", areas.population_rows(demo, batch["areas"])
    yield None, people.organisation_rows(demo, seed)
    yield None, people.account_rows(seed)
    yield None, people.credential_rows(seed)
    yield None, people.membership_rows(demo, seed)
    yield (
        "places",
        places.place_rows(demo_places, batch["places"], identity(seed, "organisation", "gatukontoret")),
    )
    yield (
        "observations",
        observations.observation_rows(demo_places, background, zone, seed, batch["observations"]),
    )
    yield "initiatives", initiatives.initiative_rows(demo, demo_places, seed, batch["initiatives"])
    yield "initiatives", initiatives.goal_rows(seed, batch["initiatives"])
    yield None, initiatives.initiative_place_rows(demo_places, seed)
    yield "measures", measures.measure_rows(demo_measures, seed, batch["measures"])
    yield None, measures.measure_place_rows(demo_measures, seed)
    yield "surveys", surveys.survey_rows(seed)
    yield "surveys", surveys.wave_rows(seed)
    yield "surveys", surveys.question_rows(seed)
    yield "surveys", surveys.result_rows(demo, seed, batch["surveys"])
    yield "incident counts", incident_counts.incident_count_rows(demo, seed, batch["incident counts"])
    yield "incidents", incidents.incident_rows(events, zone, seed, batch["incidents"])
