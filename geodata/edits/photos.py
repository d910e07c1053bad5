"""Photos of places: added as pixels alone, removed for good."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, insert
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from geodata.database import INSUFFICIENT_PRIVILEGE
from geodata.edits.photo_images import cleaned
from geodata.edits.rows import found
from geodata.edits.screened import Worded, ask_for_review, screened
from geodata.edits.wording import plain_text
from geodata.errors import ForbiddenError, InvalidError, NotFoundError
from geodata.models import Observation, Photo, Place
from geodata.text import Text

CAPTION = Text(sv="Bildtext", en="Caption")
LONGEST_CAPTION = 200

_PERSONS = Text(
    sv="Bekräfta att ingen person går att känna igen på bilden, eller ta om den utan personer.",
    en="Confirm that no person can be recognised in the image, or take it again without persons.",
)
_OTHER_PLACE = Text(
    sv="Iakttagelsen hör till en annan plats.", en="The observation belongs to another place."
)
_NOT_YOURS = Text(
    sv="Din roll ger inte rätt att lägga till foton här.", en="Your role may not add photos here."
)


@dataclass(frozen=True, slots=True)
class Taken:
    """A photo as it was sent: the file's bytes, never its name, and the words under it.

    `nobody_recognisable` is the sender's word that no person can be recognised in it.
    """

    image: bytes
    caption: str
    nobody_recognisable: bool
    observation_id: UUID | None = None
    owner_organisation_id: UUID | None = None


def add_photo(
    session: Session,
    place_id: UUID,
    taken: Taken,
    *,
    within: Sequence[int] | None = None,
    review: bool = False,
) -> Photo:
    """Return a new photo of a place; the caller commits.

    Raises InvalidError naming the field: no image that can be read, too large a one, persons in it, a caption
    that is too long; PersonalDataError for a caption that seems to tell of a person (with `review` the photo
    is held for the coordinator instead); NotFoundError when there is no such place in the areas `within`.
    """
    place = found(session, Place, place_id, within)
    if not taken.nobody_recognisable:
        raise InvalidError(_PERSONS, field="nobody_recognisable")
    caption = plain_text(taken.caption, field="caption", name=CAPTION, longest=LONGEST_CAPTION)
    _check_observation(session, taken.observation_id, place.id)
    worded = Worded(caption, "caption", CAPTION)
    doubtful = screened(Photo(caption=caption), [worded], review=review)
    clean = cleaned(taken.image)
    adding = insert(Photo).values(
        place_id=place.id,
        observation_id=taken.observation_id,
        image=clean.image,
        thumbnail=clean.thumbnail,
        width=clean.width,
        height=clean.height,
        caption=caption,
        held=bool(doubtful),
        owner_organisation_id=taken.owner_organisation_id,
    )
    try:
        photo = session.scalars(adding.returning(Photo)).one()
    except ProgrammingError as error:
        if getattr(error.orig, "pgcode", None) != INSUFFICIENT_PRIVILEGE:
            raise
        raise ForbiddenError(_NOT_YOURS) from error
    if doubtful:
        ask_for_review(session, photo, doubtful, [worded], version=None)
    return photo


def remove_photo(session: Session, photo_id: UUID) -> UUID:
    """Return the place of a photo that is removed for good; the caller commits.

    Raises NotFoundError for a photo that does not exist or is not the asker's to remove.
    """
    place_id: UUID | None = session.scalar(
        delete(Photo).where(Photo.id == photo_id).returning(Photo.place_id)
    )
    if place_id is None:
        raise NotFoundError
    return place_id


def _check_observation(session: Session, observation_id: UUID | None, place_id: UUID) -> None:
    if observation_id is None:
        return
    observation = session.get(Observation, observation_id)
    if observation is None:
        raise NotFoundError
    if observation.place_id != place_id:
        raise InvalidError(_OTHER_PLACE, field="observation_id")
