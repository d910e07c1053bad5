"""Who may see and do what: one registry of role × entity × action × reach, read at every request.

What no line grants is denied. Pages, tiles, lists, exports, tests and the database's own policies read this
registry and nothing else (`geodata.guards` writes it into the database). A thing outside someone's reach is
answered as a missing one. Source: the table of DOMAIN §7.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from geodata.models import Membership, UserAccount

ENTITIES = (
    "area",
    "place",
    "observation",
    "photo",
    "measure",
    "ground",
    "walk",
    "initiative",
    "survey",
    "incident",
    "hotspot",
    "evaluation",
    "import",
    "crime_import",
    "review",
    "log",
    "user",
)
ACTIONS = ("read", "export", "create", "update", "remove", "import")

CITY = "city"  # everything in the city
AREAS = "areas"  # what lies in or near the areas of the membership; one without areas reaches the whole city
ORGANISATION = "organisation"  # what the membership's organisation owns or leads
AUTHOR = "author"  # what the asker wrote
REACHES = (CITY, AREAS, ORGANISATION, AUTHOR)

Right = Mapping[str, tuple[str, ...]]
"""The reaches of each granted action: a row within any of them may be seen, or changed."""


def _right(**granted: str | tuple[str, ...]) -> Right:
    """Return a right from actions and their reach, or reaches.

    What may be read may be taken out as a file, where nothing else is said of "export".
    """
    granted.setdefault("export", granted.get("read", ()))
    listed = {
        action: (reach,) if isinstance(reach, str) else reach for action, reach in granted.items() if reach
    }
    return MappingProxyType(listed)


_READ_CITY = _right(read=CITY)
_READ_AREAS = _right(read=AREAS)
_WRITE_CITY = _right(read=CITY, create=CITY, update=CITY)
_ADD_CITY = _right(read=CITY, create=CITY)
_ADD_AREAS = _right(read=AREAS, create=AREAS)
_LEAD = _right(read=CITY, create=ORGANISATION, update=ORGANISATION)
_OWN_LOG = _right(read=AUTHOR)
# Files are brought in by one and published by who approves them: those of the police by the police (BR-33).
_BRINGS = _right(read=CITY, export=(), **{"import": CITY})
_APPROVES = _right(read=CITY, export=(), update=CITY, **{"import": CITY})

_SSP: Mapping[str, Right] = {
    "area": _READ_CITY,
    "place": _ADD_AREAS,
    "observation": _ADD_AREAS,
    "photo": _ADD_AREAS,
    "measure": _READ_AREAS,
    "ground": _READ_AREAS,
    "walk": _READ_AREAS,
    "initiative": _right(read=AREAS, create=AREAS, update=AREAS),
    "survey": _READ_AREAS,
    "incident": _READ_AREAS,
    "evaluation": _READ_AREAS,
    "log": _OWN_LOG,
}

RIGHTS: Mapping[str, Mapping[str, Right]] = {
    "coordinator": {
        "area": _WRITE_CITY,
        "place": _WRITE_CITY,
        "observation": _WRITE_CITY,
        "photo": _right(read=CITY, create=CITY, remove=CITY),
        "measure": _WRITE_CITY,
        "ground": _READ_CITY,
        "walk": _READ_CITY,
        "initiative": _WRITE_CITY,
        "survey": _WRITE_CITY,
        "incident": _right(read=CITY, export=()),  # the police let nobody else take it out for others
        "evaluation": _READ_CITY,
        "import": _APPROVES,
        "crime_import": _BRINGS,
        "review": _right(read=CITY, update=CITY),
        "log": _OWN_LOG,
    },
    "planner": {
        "area": _READ_CITY,
        "place": _WRITE_CITY,
        "observation": _WRITE_CITY,  # marks become observations of a place
        "photo": _ADD_CITY,
        "measure": _WRITE_CITY,
        "ground": _READ_CITY,
        "walk": _READ_CITY,
        "initiative": _LEAD,
        "survey": _READ_CITY,
        "incident": _READ_CITY,
        "evaluation": _READ_CITY,
        "log": _OWN_LOG,
    },
    "street_operations": {
        "area": _READ_CITY,
        "place": _READ_CITY,
        "photo": _right(read=AUTHOR, create=CITY),
        "measure": _READ_CITY,
        "ground": _READ_CITY,
        "log": _OWN_LOG,
    },
    "reporter": {
        "area": _READ_CITY,
        "place": _ADD_AREAS,
        "observation": _right(read=AUTHOR, create=AREAS),
        "photo": _right(read=AUTHOR, create=AREAS),
        "walk": _READ_AREAS,
        "log": _OWN_LOG,
    },
    "ssp_social": _SSP,
    "ssp_school": _SSP,
    "ssp_police": {**_SSP, "hotspot": _READ_AREAS},
    "police_analyst": {
        "area": _READ_CITY,
        "place": _ADD_CITY,
        "observation": _READ_CITY,
        "photo": _READ_CITY,
        "measure": _READ_CITY,
        "ground": _READ_CITY,
        "walk": _READ_CITY,
        "initiative": _LEAD,
        "survey": _READ_CITY,
        "incident": _READ_AREAS,
        "hotspot": _READ_AREAS,
        "evaluation": _READ_AREAS,
        "import": _right(read=CITY, export=()),
        "crime_import": _APPROVES,
        "log": _OWN_LOG,
    },
    "central_group": {
        "area": _READ_CITY,
        "place": _READ_CITY,
        "observation": _READ_AREAS,
        "measure": _READ_CITY,
        "ground": _READ_CITY,
        "walk": _READ_CITY,
        "initiative": _right(read=CITY, update=CITY),
        "survey": _READ_CITY,
        "incident": _READ_CITY,
        "evaluation": _READ_CITY,
        "log": _OWN_LOG,
    },
    "steering_group": {
        "area": _READ_CITY,
        "measure": _READ_CITY,
        "initiative": _READ_CITY,
        "survey": _READ_CITY,
        "incident": _READ_CITY,
        "evaluation": _READ_CITY,
        "log": _OWN_LOG,
    },
    "fire_service": {
        "area": _READ_CITY,
        "place": _ADD_CITY,
        "observation": _right(read=(ORGANISATION, AUTHOR), create=CITY),
        "photo": _right(read=AUTHOR, create=CITY),
        "measure": _READ_CITY,
        "ground": _READ_CITY,
        "walk": _READ_CITY,
        "initiative": _LEAD,
        "survey": _READ_CITY,
        "log": _OWN_LOG,
    },
    "partner": {
        "area": _READ_CITY,
        "place": _READ_AREAS,
        "observation": _right(read=AUTHOR, create=AREAS),
        "photo": _right(read=AUTHOR, create=AREAS),
        "measure": _READ_AREAS,
        "ground": _READ_AREAS,
        "walk": _READ_AREAS,
        "initiative": _right(read=(AREAS, ORGANISATION)),
        "log": _OWN_LOG,
    },
    "auditor": {
        "area": _READ_CITY,
        "place": _READ_CITY,
        "observation": _READ_CITY,
        "photo": _READ_CITY,
        "measure": _READ_CITY,
        "ground": _READ_CITY,
        "walk": _READ_CITY,
        "initiative": _READ_CITY,
        "survey": _READ_CITY,
        "import": _READ_CITY,
        "crime_import": _READ_CITY,
        "log": _READ_CITY,
    },
    "administrator": {
        "area": _READ_CITY,
        "log": _OWN_LOG,
        "user": _WRITE_CITY,
    },
}


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
class CrimeForm:
    """The finest form in which one role sees recorded crime (TRUST "Access")."""

    role: str
    form: str
    cell_metres: int
    shortest_period: str


# From the coarsest to the finest; who has several roles sees by the finest of them.
CRIME_FORMS = (
    CrimeForm("steering_group", "district", 0, "year"),
    CrimeForm("ssp_social", "district", 0, "quarter"),
    CrimeForm("ssp_school", "district", 0, "quarter"),
    CrimeForm("central_group", "grid", 500, "quarter"),
    CrimeForm("planner", "grid", 250, "quarter"),
    CrimeForm("coordinator", "grid", 250, "quarter"),
    CrimeForm("ssp_police", "grid", 250, "quarter"),
    CrimeForm("police_analyst", "points", 250, "day"),
)


@dataclass(frozen=True, slots=True)
class Holding:
    """One membership that is valid: a role in an organisation, for `area_ids` (None: the whole city)."""

    role: str
    organisation_id: UUID
    area_ids: tuple[int, ...] | None


@dataclass(frozen=True, slots=True)
class Asker:
    """Someone signed in, with the memberships valid on the day asked for.

    `acting_as` is the one role that someone with several has chosen to ask in, None for all of them;
    `holdings` are then those of that role, and `all_roles` still names every one.
    """

    user_id: UUID
    name: str
    language: str
    holdings: tuple[Holding, ...] = ()
    all_roles: frozenset[str] = frozenset()
    acting_as: str | None = None

    @property
    def roles(self) -> frozenset[str]:
        """Return the roles that are asked in."""
        return frozenset(holding.role for holding in self.holdings)

    @property
    def organisations(self) -> tuple[UUID, ...]:
        """Return the organisations of the memberships."""
        return tuple(sorted({holding.organisation_id for holding in self.holdings}))

    @property
    def area_ids(self) -> tuple[int, ...] | None:
        """Return the areas of all memberships together; None reaches the whole city."""
        return _together(self.holdings)


def asker(session: Session, user_id: UUID, on: date, acting_as: str | None = None) -> Asker | None:
    """Return who asks, with the memberships valid on the day `on`; None for a missing or disabled account.

    Areas that ended are followed by their successors. A role that is not held (any more) is no role to act
    in: all that are held then count.
    """
    account = session.execute(
        select(UserAccount.id, UserAccount.name, UserAccount.language).where(
            UserAccount.id == user_id, UserAccount.disabled_at.is_(None)
        )
    ).one_or_none()
    if account is None:
        return None
    held = session.execute(
        select(
            Membership.role, Membership.organisation_id, func.with_successors(Membership.area_ids, on)
        ).where(
            Membership.user_id == user_id,
            Membership.valid_from <= on,
            (Membership.valid_to.is_(None)) | (on < Membership.valid_to),
        )
    )
    holdings = tuple(
        Holding(role, organisation_id, tuple(area_ids) or None) for role, organisation_id, area_ids in held
    )
    all_roles = frozenset(holding.role for holding in holdings)
    if acting_as is not None and acting_as in all_roles:
        holdings = tuple(holding for holding in holdings if holding.role == acting_as)
    else:
        acting_as = None
    return Asker(account.id, account.name, account.language, holdings, all_roles, acting_as)


def may(asker: Asker | None, action: str, entity: str) -> bool:
    """Return whether a role of the asker grants the action; False for nobody and for unknown words."""
    return bool(_granted(asker, action, entity))


def reach(asker: Asker | None, entity: str, action: str = "read") -> tuple[int, ...] | None:
    """Return the ids of the areas whose rows of `entity` the asker reaches: None for all, () for none.

    None as well where rows are reached by who owns or wrote them: those only the database can tell, and
    its policies do.
    """
    granted = _granted(asker, action, entity)
    if any(reaches != (AREAS,) for _holding, reaches in granted):
        return None
    return _together([holding for holding, _reaches in granted])


def incident_view(asker: Asker | None, *, smallest_count: int) -> IncidentView | None:
    """Return the finest form of recorded crime for the asker's roles, None where they see none.

    `smallest_count` is the city's k; points are shown to police analysts only, and with nothing hidden.
    """
    finest = _finest_form(asker)
    if finest is None:
        return None
    k = None if finest.form == "points" else smallest_count
    return IncidentView(finest.form, finest.cell_metres, finest.shortest_period, k)


def sees_points(asker: Asker | None) -> bool:
    """Return whether the asker is shown recorded crime as points: single events, nothing hidden."""
    finest = _finest_form(asker)
    return finest is not None and finest.form == "points"


def _finest_form(asker: Asker | None) -> CrimeForm | None:
    granted = [line for line in CRIME_FORMS if asker is not None and line.role in asker.roles]
    return granted[-1] if granted else None


def _granted(asker: Asker | None, action: str, entity: str) -> list[tuple[Holding, tuple[str, ...]]]:
    """Return the memberships that grant the action, each with its reaches."""
    holdings = () if asker is None else asker.holdings
    granted = (
        (holding, RIGHTS.get(holding.role, {}).get(entity, {}).get(action, ())) for holding in holdings
    )
    return [(holding, reaches) for holding, reaches in granted if reaches]


def _together(holdings: Sequence[Holding]) -> tuple[int, ...] | None:
    if any(holding.area_ids is None for holding in holdings):
        return None
    return tuple(sorted({area_id for holding in holdings for area_id in holding.area_ids or ()}))
