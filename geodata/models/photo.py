"""Photos of places: pixels only, without what the camera or the telephone wrote beside them."""

import uuid
from datetime import datetime

from sqlalchemy import Computed, ForeignKey, text
from sqlalchemy.orm import Mapped, mapped_column

from geodata.models.table import Moment, Table, uuid_key


class Photo(Table):
    """One photo of a place, perhaps of an observation there; it is seen by those who see the place.

    `image` is a JPEG of at most 2000 pixels a side, `thumbnail` a smaller one; `width` and `height` are the
    image's. The name of the file is not kept. `held` as for other rows, for its caption.
    """

    __tablename__ = "photo"

    id: Mapped[uuid.UUID] = uuid_key()
    place_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("place.id"), index=True)
    observation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("observation.id"), index=True)
    image: Mapped[bytes] = mapped_column(deferred=True)
    thumbnail: Mapped[bytes] = mapped_column(deferred=True)
    media_type: Mapped[str] = mapped_column(server_default="image/jpeg")
    width: Mapped[int]
    height: Mapped[int]
    byte_count: Mapped[int] = mapped_column(Computed("octet_length(image)", persisted=True))
    caption: Mapped[str] = mapped_column(server_default="")
    held: Mapped[bool] = mapped_column(server_default=text("false"))
    owner_organisation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisation.id"))
    created_at: Mapped[datetime] = mapped_column(Moment, server_default=text("now()"))
    created_by: Mapped[uuid.UUID | None] = mapped_column(server_default=text("asking_user()"))
