"""The treated area, its ring, and the same of the comparison, in the city's metric system."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from geodata.questions.evaluation_design import Design
from geodata.statements import statement

ZONES = ("treated", "ring", "comparison", "ring_comparison")
"""In the order in which an event on a shared edge is given to one of them."""


@dataclass(frozen=True, slots=True)
class Zone:
    """One area of an evaluation, to be drawn: `geometry` is a GeoJSON geometry in degrees.

    `name` is one of ZONES, `part` the id of the place or area that a comparison zone belongs to.
    """

    name: str
    part: str
    geometry: dict[str, Any]


@dataclass(frozen=True, slots=True)
class MetricZone:
    """The same area to count with: `shape` is hex EWKB in the city's metric system."""

    drawn: Zone
    shape: str


def treated_zones(session: Session, design: Design) -> tuple[MetricZone, ...]:
    """Return the treated area and its ring.

    The ring leaves out the treated area of every measure in operation during the windows, and is missing
    where nothing is left of it.
    """
    found = session.execute(statement(__package__, "evaluation_treated"), design.of_areas())
    return tuple(metric_zone(row, "") for row in found)


def metric_zone(row: Row[Any], part: str) -> MetricZone:
    """Return a zone from a row with zone, shape and drawn."""
    return MetricZone(Zone(row.zone, part, json.loads(row.drawn)), row.shape)
