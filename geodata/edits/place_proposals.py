"""What becomes of a proposed place: it is made, or joined to a known one, or turned down for good."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from geodata.city import CityProfile
from geodata.edits.places import PlaceFacts, mark_place
from geodata.edits.rows import found
from geodata.errors import ConflictError
from geodata.models import DismissedMark, Observation, Place
from geodata.text import Text

_MEANWHILE = Text(
    sv="Någon annan har tagit hand om en del av markeringarna. Läs om sidan.",
    en="Someone else has dealt with some of the marks. Reload the page.",
)


def accept_proposal(
    session: Session,
    mark_ids: Sequence[UUID],
    facts: PlaceFacts,
    profile: CityProfile,
    *,
    today: date,
    within: Sequence[int] | None = None,
) -> Place:
    """Return a new place, reported, with the marks as its observations; the caller commits.

    Raises as `geodata.edits.places.mark_place`, and ConflictError where a mark has a place by now.
    """
    place = mark_place(session, facts, profile, today=today, within=within)
    _link(session, mark_ids, place)
    return place


def join_proposal(
    session: Session, mark_ids: Sequence[UUID], place_id: UUID, *, within: Sequence[int] | None = None
) -> Place:
    """Return the known place, with the marks as its observations; the caller commits.

    Raises NotFoundError without such a place in the areas `within`, ConflictError as `accept_proposal`.
    """
    place = found(session, Place, place_id, within)
    _link(session, mark_ids, place)
    return place


def dismiss_proposal(session: Session, mark_ids: Sequence[UUID]) -> None:
    """Propose these marks no more; the caller commits."""
    session.execute(insert(DismissedMark), [{"observation_id": mark_id} for mark_id in mark_ids])


def _link(session: Session, mark_ids: Sequence[UUID], place: Place) -> None:
    linking = (
        update(Observation)
        .where(Observation.id.in_(mark_ids), Observation.place_id.is_(None))
        .values(place_id=place.id)
        .execution_options(synchronize_session=False)
    )
    linked = session.execute(linking)
    if linked.rowcount != len(mark_ids):  # type: ignore[attr-defined]  # an UPDATE has a count of rows
        raise ConflictError(_MEANWHILE)
