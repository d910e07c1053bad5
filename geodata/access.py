"""Who may see and do what: one registry of role × entity × action × reach, read at every request.

What no line grants is denied. Pages, tiles, lists, exports and tests read this module and nothing else.
A thing outside someone's reach is answered as a missing one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.models import Membership, UserAccount

ENTITIES = (
    "area",
    "place",
    "observation",
    "measure",
    "initiative",
    "survey",
    "incident",
    "hotspot",
    "evaluation",
    "import",
    "user",
)
ACTIONS = ("read", "create", "update", "import")

CITY = "city"  # everything in the city
OWN = "own"  # what lies in the areas of the membership


@dataclass(frozen=True, slots=True)
class Right:
    """What a role may do with an entity, and whether in the whole city or its own areas."""

    actions: tuple[str, ...]
    reach: str


@dataclass(frozen=True, slots=True)
class IncidentView:
    """The finest form in which recorded crime is shown.

    `form` is "points", "grid" (squares of `cell_metres`) or "district"; `shortest_period` is "day",
    "quarter" or "year". Counts from 1 to `k` - 1 are hidden; None hides nothing.
    """

    form: str
    cell_metres: int
    shortest_period: str
    k: int | None


@dataclass(frozen=True, slots=True)
class Asker:
    """Someone signed in, with the roles and areas valid on the day asked for.

    `area_ids` are the areas of all memberships together; None reaches the whole city.
    """

    user_id: UUID
    name: str
    language: str
    roles: frozenset[str]
    organisations: tuple[UUID, ...]
    area_ids: tuple[int, ...] | None


_READ_CITY = Right(("read",), CITY)
_READ_OWN = Right(("read",), OWN)
_WRITE_CITY = Right(("read", "create", "update"), CITY)
_ADD_OWN = Right(("read", "create"), OWN)

_SSP: Mapping[str, Right] = {
    "area": _READ_CITY,
    "place": _ADD_OWN,
    "observation": _ADD_OWN,
    "measure": _READ_OWN,
    "initiative": _READ_OWN,
    "survey": _READ_CITY,
    "incident": _READ_OWN,
    "evaluation": _READ_OWN,
}

RIGHTS: Mapping[str, Mapping[str, Right]] = {
    "coordinator": {
        "area": Right(("read", "create", "update"), CITY),
        "place": _WRITE_CITY,
        "observation": _WRITE_CITY,
        "measure": _WRITE_CITY,
        "initiative": _WRITE_CITY,
        "survey": _WRITE_CITY,
        "incident": _READ_CITY,
        "evaluation": _READ_CITY,
        "import": Right(("read", "import"), CITY),
    },
    "planner": {
        "area": _READ_CITY,
        "place": _WRITE_CITY,
        "observation": Right(("read", "create"), CITY),
        "measure": _WRITE_CITY,
        "initiative": _WRITE_CITY,
        "survey": _READ_CITY,
        "incident": _READ_CITY,
        "evaluation": _READ_CITY,
    },
    "street_operations": {"area": _READ_CITY, "place": _READ_CITY, "measure": _READ_CITY},
    "ssp_social": _SSP,
    "ssp_school": _SSP,
    "ssp_police": {**_SSP, "hotspot": _READ_OWN},
    "police_analyst": {
        "area": _READ_CITY,
        "place": Right(("read", "create"), CITY),
        "observation": _READ_CITY,
        "measure": _READ_CITY,
        "initiative": _READ_CITY,
        "survey": _READ_CITY,
        "incident": _READ_CITY,
        "hotspot": _READ_CITY,
        "evaluation": _READ_CITY,
        "import": Right(("read", "import"), CITY),
    },
    "central_group": {
        "area": _READ_CITY,
        "place": _READ_CITY,
        "observation": _READ_OWN,
        "measure": _READ_CITY,
        "initiative": _WRITE_CITY,
        "survey": _READ_CITY,
        "incident": _READ_CITY,
        "evaluation": _READ_CITY,
    },
    "steering_group": {
        "area": _READ_CITY,
        "measure": _READ_CITY,
        "initiative": _READ_CITY,
        "survey": _READ_CITY,
        "incident": _READ_CITY,
        "evaluation": _READ_CITY,
    },
    "partner": {"area": _READ_CITY, "place": _READ_OWN, "measure": _READ_OWN, "initiative": _READ_OWN},
    "auditor": {
        "area": _READ_CITY,
        "place": _READ_CITY,
        "observation": _READ_CITY,
        "measure": _READ_CITY,
        "initiative": _READ_CITY,
        "survey": _READ_CITY,
        "import": _READ_CITY,
    },
    "administrator": {"area": _READ_CITY, "user": Right(("read", "create", "update"), CITY)},
}

# From the coarsest to the finest; who has several roles sees by the finest of them.
_INCIDENT_FORMS: tuple[tuple[frozenset[str], str, int, str], ...] = (
    (frozenset({"steering_group"}), "district", 0, "year"),
    (frozenset({"ssp_social", "ssp_school"}), "district", 0, "quarter"),
    (frozenset({"central_group"}), "grid", 500, "quarter"),
    (frozenset({"planner", "coordinator", "ssp_police"}), "grid", 250, "quarter"),
    (frozenset({"police_analyst"}), "points", 250, "day"),
)


def asker(session: Session, user_id: UUID, on: date) -> Asker | None:
    """Return who asks, with the memberships valid on the day `on`; None for a missing or disabled account."""
    account = session.get(UserAccount, user_id)
    if account is None or account.disabled_at is not None:
        return None
    valid = session.scalars(
        select(Membership).where(
            Membership.user_id == user_id,
            Membership.valid_from <= on,
            (Membership.valid_to.is_(None)) | (on < Membership.valid_to),
        )
    ).all()
    return Asker(
        user_id=account.id,
        name=account.name,
        language=account.language,
        roles=frozenset(membership.role for membership in valid),
        organisations=tuple(sorted({membership.organisation_id for membership in valid})),
        area_ids=_area_ids(valid),
    )


def _area_ids(memberships: Sequence[Membership]) -> tuple[int, ...] | None:
    if any(not membership.area_ids for membership in memberships):
        return None
    return tuple(sorted({area_id for membership in memberships for area_id in membership.area_ids}))


def may(asker: Asker | None, action: str, entity: str) -> bool:
    """Return whether a role of the asker grants the action; False for nobody and for unknown words."""
    return any(action in right.actions for right in _rights(asker, entity))


def reach(asker: Asker | None, entity: str) -> tuple[int, ...] | None:
    """Return the ids of the areas whose rows of `entity` the asker reads: None for all, () for none."""
    readable = [right for right in _rights(asker, entity) if "read" in right.actions]
    if asker is None or not readable:
        return ()
    if any(right.reach == CITY for right in readable):
        return None
    return asker.area_ids


def incident_view(asker: Asker | None, *, smallest_count: int) -> IncidentView | None:
    """Return the finest form of recorded crime for the asker's roles, None where they see none.

    `smallest_count` is the city's k; points are shown to police analysts only, and with nothing hidden.
    """
    if asker is None:
        return None
    granted = [line for line in _INCIDENT_FORMS if line[0] & asker.roles]
    if not granted:
        return None
    _roles, form, cell_metres, shortest_period = granted[-1]
    return IncidentView(form, cell_metres, shortest_period, None if form == "points" else smallest_count)


def _rights(asker: Asker | None, entity: str) -> list[Right]:
    if asker is None:
        return []
    granted = (RIGHTS.get(role, {}).get(entity) for role in sorted(asker.roles))
    return [right for right in granted if right is not None]
