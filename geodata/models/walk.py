"""Safety walks, and what those who manage the ground answered to what was found on them."""

import uuid
from datetime import date, datetime, time

from geoalchemy2 import WKBElement
from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.dialects.postgresql import ARRAY, INTEGER
from sqlalchemy.orm import Mapped, mapped_column

from geodata.models.table import Moment, Table, metric, uuid_key


class SafetyWalk(Table):
    """A walk of residents, city and police through an area; its findings are observations.

    People are counted, never named: `women`, `youth` and `older` are parts of `participants`. `area_ids`
    are the areas that it is about and those near its findings.
    """

    __tablename__ = "safety_walk"
    __table_args__ = (
        Index(None, "area_ids", postgresql_using="gin"),
        Index(
            "safety_walk_source_key_unique",
            "source",
            "source_key",
            unique=True,
            postgresql_where=text("source_key IS NOT NULL"),
        ),
    )

    id: Mapped[uuid.UUID] = uuid_key()
    source: Mapped[str]
    source_key: Mapped[str | None]
    title: Mapped[str]
    held_on: Mapped[date]
    start_time: Mapped[time | None]
    step: Mapped[str]
    organiser: Mapped[str] = mapped_column(server_default="")
    participants: Mapped[int | None]
    women: Mapped[int | None]
    youth: Mapped[int | None]
    older: Mapped[int | None]
    disability_represented: Mapped[bool | None]
    route: Mapped[WKBElement | None] = mapped_column(metric("LINESTRING"))
    area_ids: Mapped[list[int]] = mapped_column(ARRAY(INTEGER))
    synthetic: Mapped[bool] = mapped_column(server_default=text("false"))
    batch_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("import_batch.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(Moment, server_default=text("now()"))


class WalkAnswer(Table):
    """What was answered to one finding; said once and followed by others, the newest of which holds."""

    __tablename__ = "walk_answer"

    id: Mapped[uuid.UUID] = uuid_key()
    observation_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("observation.id", ondelete="CASCADE"), index=True
    )
    answered_by: Mapped[str] = mapped_column(server_default="")
    answer: Mapped[str]
    wording: Mapped[str] = mapped_column(server_default="")
    due_on: Mapped[date | None]
    synthetic: Mapped[bool] = mapped_column(server_default=text("false"))
    batch_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("import_batch.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(Moment, server_default=text("clock_timestamp()"))


class DismissedMark(Table):
    """An observation whose proposed place was turned down: it is proposed no more."""

    __tablename__ = "dismissed_mark"

    id: Mapped[uuid.UUID] = uuid_key()
    observation_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("observation.id", ondelete="CASCADE"), unique=True
    )
    dismissed_at: Mapped[datetime] = mapped_column(Moment, server_default=text("now()"))
    dismissed_by: Mapped[uuid.UUID | None] = mapped_column(server_default=text("asking_user()"))
