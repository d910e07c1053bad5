"""What the police publish about single events: news of a municipality, never counted as recorded crime."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from geodata.models.table import Moment, Table, uuid_key


class PoliceNotice(Table):
    """One notice. It has no position of its own, only the municipality or county that it names.

    `kind` is a code of NOTICE_KINDS, `type` what the police call it. `area_id` is the area of that name, null
    where the city has none; `occurred_at` is null where the title's time cannot be.
    """

    __tablename__ = "police_notice"
    __table_args__ = (
        Index(
            "police_notice_source_key_unique",
            "source",
            "source_key",
            unique=True,
            postgresql_where=text("source_key IS NOT NULL"),
        ),
    )

    id: Mapped[uuid.UUID] = uuid_key()
    source: Mapped[str]
    source_key: Mapped[str | None]
    kind: Mapped[str]
    type: Mapped[str]
    summary: Mapped[str]
    url: Mapped[str] = mapped_column(server_default="")
    place_name: Mapped[str]
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id", ondelete="SET NULL"), index=True)
    occurred_at: Mapped[datetime | None] = mapped_column(Moment)
    published_at: Mapped[datetime] = mapped_column(Moment, index=True)
    synthetic: Mapped[bool] = mapped_column(server_default=text("false"))
    batch_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("import_batch.id"), index=True)
