"""Places: marked, described anew, and led through their life cycle (DOMAIN §5.1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from geoalchemy2.shape import from_shape
from sqlalchemy.orm import Session

from geodata.city import CityProfile
from geodata.codes import PLACE_KINDS, PLACE_STATUSES, POLARITIES
from geodata.codes.place_statuses import next_statuses
from geodata.edits.boundaries import shape_in_city
from geodata.edits.positions import Position
from geodata.edits.rows import locked, not_after, written
from geodata.edits.screened import CHANGE_NOTE, Worded
from geodata.edits.wording import LONGEST_NAME, plain_text
from geodata.errors import ConflictError, InvalidError
from geodata.models import Place
from geodata.text import Text

NAME = Text(sv="Namn", en="Name")
DESCRIPTION = Text(sv="Beskrivning", en="Description")
REPORTED_ON = Text(sv="Rapporterad den", en="Reported on")
NOTE = Text(sv="Anteckning", en="Note")

# A reader must be able to see why these were decided.
STATUSES_WITH_REASON = ("rejected", "reopened")

_REFUSED_TURN = Text(
    sv="En plats som är {present} kan inte bli {wanted}. Möjligt är: {possible}.",
    en="A place that is {present} cannot become {wanted}. Possible: {possible}.",
)
_NOTHING = Text(sv="inget mer", en="nothing more")
_NO_SUCH_POLARITY = Text(
    sv="En plats som är {status} kan inte vara {polarity}.",
    en="A place that is {status} cannot be {polarity}.",
)


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """What a person states of a place; `drawn` is a position, or a GeoJSON geometry in WGS 84 degrees.

    Where `drawn` or `owner_organisation_id` is None a change leaves it as it is; a new place needs `drawn`.
    """

    name: str
    kind: str
    polarity: str
    drawn: Position | Mapping[str, Any] | None
    reported_on: date
    description: str = ""
    owner_organisation_id: UUID | None = None


def mark_place(
    session: Session,
    facts: PlaceFacts,
    profile: CityProfile,
    *,
    today: date,
    within: Sequence[int] | None = None,
    synthetic: bool = False,
    review: bool = False,
) -> Place:
    """Return a new place, reported; the caller commits.

    Raises InvalidError naming the field: an unknown kind or polarity, no name, a day to come, a geometry
    outside the city or outside the areas `within` (None: the whole city). A text that seems to tell of a
    person raises PersonalDataError; with `review` the place is held for the coordinator instead.
    """
    place = Place(status="reported", precision="exact", synthetic=synthetic)
    _describe(session, place, facts, profile, today)
    return written(session, place, within, texts=_texts(place), review=review)


def change_place(
    session: Session,
    place_id: UUID,
    version: int,
    facts: PlaceFacts,
    profile: CityProfile,
    *,
    today: date,
    within: Sequence[int] | None = None,
    note: str = "",
    review: bool = False,
) -> Place:
    """Return the place described anew; where it was moved, the history keeps its old position.

    Raises as `mark_place`, and NotFoundError, or ConflictError when it is no longer at `version`.
    """
    place = locked(session, Place, place_id, version, within)
    note = plain_text(note, field="note", name=NOTE)
    state = PLACE_STATUSES[place.status]
    if POLARITIES[facts.polarity].code not in state.polarities:
        refusal = _NO_SUCH_POLARITY.format(status=state.name, polarity=POLARITIES[facts.polarity].name)
        raise InvalidError(refusal, field="polarity")
    with session.no_autoflush:  # what is new in the place shows only before it is written
        _describe(session, place, facts, profile, today)
    return written(session, place, within, texts=_texts(place, note), review=review)


def turn_place(
    session: Session,
    place_id: UUID,
    version: int,
    status: str,
    *,
    today: date,
    within: Sequence[int] | None = None,
    note: str = "",
    review: bool = False,
) -> Place:
    """Return the place in its new status; a final one ends it today.

    Raises ConflictError when the status may not follow the present one or the place is no longer at
    `version`, InvalidError (field "note") when a reason is missing, PersonalDataError as `mark_place`, and
    NotFoundError.
    """
    place = locked(session, Place, place_id, version, within)
    wanted = PLACE_STATUSES[status]
    possible = next_statuses(place.status, place.polarity)
    if wanted not in possible:
        raise ConflictError(_refused_turn(place.status, wanted.name, tuple(state.name for state in possible)))
    note = plain_text(note, field="note", name=NOTE, required=status in STATUSES_WITH_REASON)
    place.status = status
    if wanted.is_final:
        place.archived_on = today
    return written(session, place, within, texts=_texts(place, note), review=review)


def _texts(place: Place, note: str = "") -> tuple[Worded, ...]:
    return (
        Worded(place.name, "name", NAME),
        Worded(place.description, "description", DESCRIPTION),
        Worded(note, "note", NOTE, CHANGE_NOTE),
    )


def _describe(session: Session, place: Place, facts: PlaceFacts, profile: CityProfile, today: date) -> None:
    place.name = plain_text(facts.name, field="name", name=NAME, longest=LONGEST_NAME, required=True)
    place.kind = PLACE_KINDS[facts.kind].code
    place.polarity = POLARITIES[facts.polarity].code
    place.description = plain_text(facts.description, field="description", name=DESCRIPTION)
    not_after(facts.reported_on, today, field="reported_on", name=REPORTED_ON)
    place.reported_on = facts.reported_on
    if facts.owner_organisation_id is not None:
        place.owner_organisation_id = facts.owner_organisation_id
    if facts.drawn is not None:
        shape = shape_in_city(session, facts.drawn, profile, today=today)
        place.geom = from_shape(shape, srid=profile.metric_srid)
        place.precision = "exact"
    elif place.id is None:
        raise InvalidError(Text(sv="Ange var platsen är.", en="Say where the place is."), field="coordinates")


def _refused_turn(present: str, wanted: Text, possible: tuple[Text, ...]) -> Text:
    names = Text(
        sv=", ".join(name.sv for name in possible) or _NOTHING.sv,
        en=", ".join(name.en for name in possible) or _NOTHING.en,
    )
    return _REFUSED_TURN.format(present=PLACE_STATUSES[present].name, wanted=wanted, possible=names)
