"""Places that single marks of map surveys propose: where they lie more densely together than elsewhere.

Method: DBSCAN (Ester, Kriegel, Sander and Xu, "A density-based algorithm for discovering clusters in large
spatial databases with noise", KDD-96), by PostGIS's ST_ClusterDBSCAN in the city's metres. A mark is a core
where at least `least` marks, itself among them, lie within `metres`; cores within that distance of each
other are one group, and marks within it of a core belong to it. All others are noise and propose nothing. The
groups follow from both numbers alone, and not from the order of the marks; only a mark between two groups may
go to either. A group tells where marks are many, not that a place is worse than another: that depends on how
many people pass there and were asked.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping
from sqlalchemy.orm import Session

from geodata.errors import InvalidError, NotFoundError
from geodata.questions.asking import Reach, rows, visible
from geodata.text import Text

METRES = 50
"""Marks so near each other mean the same spot: people point on a map with an error of some tens of metres."""

LEAST = 5
"""As few marks as a group may have: below it one household could be seen (DOMAIN §4.2, n < 5)."""

_TOO_FEW = Text(
    sv="En föreslagen plats bygger på minst {least} markeringar.",
    en="A proposed place rests on at least {least} marks.",
)
_NO_DISTANCE = Text(
    sv="Avståndet ska ligga mellan 10 och 500 meter.", en="The distance must be between 10 and 500 metres."
)
_CHANGED = Text(
    sv="Förslaget ser inte längre ut så: markeringar har tillkommit eller tagits om hand.",
    en="The proposal is no longer the same: marks have come or been dealt with.",
)


@dataclass(frozen=True, slots=True)
class NearPlace:
    """The known place nearest to a proposal, within 50 m (BR-07)."""

    id: UUID
    name: str
    metres: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """A group of marks. `key` stands for exactly these marks; `reasons` are counts by category, most first.

    `hull` is a GeoJSON polygon in degrees, 10 m around the marks; `lon` and `lat` are those of the mark
    nearest the middle; `extent_metres` is the distance of the two marks furthest apart.
    """

    key: str
    mark_ids: tuple[UUID, ...]
    polarity: str
    marks: int
    first_day: date
    last_day: date
    lon: float
    lat: float
    hull: Mapping[str, Any]
    extent_metres: float
    reasons: Mapping[str, int]
    near: NearPlace | None


def place_proposals(
    session: Session, *, metres: float = METRES, least: int = LEAST, reach: Reach
) -> tuple[Proposal, ...]:
    """Return the proposed places, those with most marks first; none where no marks lie together.

    Raises InvalidError (field "metres" or "least") for a distance or a number that would tell too much, and
    NotFoundError where observations are hidden.
    """
    if not 10 <= metres <= 500:
        raise InvalidError(_NO_DISTANCE, field="metres")
    if least < LEAST:
        raise InvalidError(_TOO_FEW.format(least=LEAST), field="least")
    asked = {"metres": metres, "least": least, "within": visible(reach, "observation")}
    return tuple(_proposal(row) for row in rows(session, "place_proposals", asked))


def place_proposal(session: Session, key: str, *, metres: float, least: int, reach: Reach) -> Proposal:
    """Return the proposal with this key; raises NotFoundError where its marks are others by now."""
    for proposal in place_proposals(session, metres=metres, least=least, reach=reach):
        if proposal.key == key:
            return proposal
    raise NotFoundError(_CHANGED)


def _proposal(row: RowMapping) -> Proposal:
    ids = tuple(row["mark_ids"])
    reasons = Counter(category for categories in row["categories"] for category in categories)
    near = None
    if row["near_id"] is not None:
        near = NearPlace(row["near_id"], row["near_name"], row["near_metres"])
    return Proposal(
        key=hashlib.sha256("".join(map(str, ids)).encode()).hexdigest()[:24],
        mark_ids=ids,
        polarity=row["polarity"],
        marks=row["marks"],
        first_day=row["first_day"],
        last_day=row["last_day"],
        lon=row["lon"],
        lat=row["lat"],
        hull=json.loads(row["hull"]),
        extent_metres=row["extent_metres"],
        reasons=dict(sorted(reasons.items(), key=lambda reason: (-reason[1], reason[0]))),
        near=near,
    )
