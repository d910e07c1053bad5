"""The treated area, its ring, and the same of the comparison, in the city's metric system."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from geodata.questions.evaluation_design import Design
from geodata.statements import statement

ZONES = ("treated", "ring", "comparison", "ring_comparison")
"""In the order in which an event on a shared edge is given to one of them."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What the treated area is compared with: the ids of places, or of areas; neither before it is chosen."""

    place_ids: tuple[UUID, ...] = ()
    area_ids: tuple[int, ...] = ()

    def parameters(self) -> dict[str, Any]:
        """Return the parameters of the statements that draw areas."""
        return {"place_ids": list(self.place_ids), "area_ids": list(self.area_ids)}


@dataclass(frozen=True, slots=True)
class Zone:
    """One area of an evaluation, to be drawn: `geometry` is a GeoJSON geometry in degrees.

    `name` is one of ZONES, `part` the id of the place or area that a comparison zone belongs to.
    """

    name: str
    part: str
    geometry: dict[str, Any]


@dataclass(frozen=True, slots=True)
class CountedZone:
    """The same area to count in; `drawn` is None where it would show a place that the asker does not see."""

    name: str
    part: str
    drawn: Zone | None


def zones_of(session: Session, design: Design, compared: Compared) -> tuple[CountedZone, ...]:
    """Return the treated area and its ring, one zone per place or area compared with, and their common ring.

    The ring leaves out the treated area of every measure in operation during the windows, the comparison
    everything within the ring's radius of one, wherever in the city and whoever sees it. A zone of which
    nothing is left is missing.
    """
    given = design.parameters() | compared.parameters()
    found = session.execute(statement(__package__, "evaluation_zones"), given)
    return tuple(
        CountedZone(
            row.zone, row.part, None if row.drawn is None else Zone(row.zone, row.part, json.loads(row.drawn))
        )
        for row in found
    )
