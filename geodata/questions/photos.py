"""Photos of places: which there are, and their pixels."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from geodata.questions.asking import Reach, one, rows, visible


@dataclass(frozen=True, slots=True)
class PhotoRow:
    """A photo without its pixels; `held` while its caption awaits review."""

    id: UUID
    width: int
    height: int
    byte_count: int
    caption: str
    held: bool
    created_at: datetime
    created_by: str | None


@dataclass(frozen=True, slots=True)
class PhotoImage:
    """The pixels of a photo as a file of `media_type`."""

    media_type: str
    image: bytes


def photos_of(session: Session, place_id: UUID, *, reach: Reach) -> tuple[PhotoRow, ...]:
    """Return the photos of a place that the asker sees, newest first."""
    if "photo" not in reach:
        return ()
    return tuple(PhotoRow(**row) for row in rows(session, "photos_of_place", {"place_id": place_id}))


def photo_image(session: Session, photo_id: UUID, *, reach: Reach, small: bool = False) -> PhotoImage:
    """Return a photo's pixels; raises NotFoundError for one that is missing or out of reach alike."""
    asked = {"photo_id": photo_id, "small": small, "within": visible(reach, "photo")}
    row = one(session, "photo_image", asked)
    return PhotoImage(row["media_type"], bytes(row["image"]))
