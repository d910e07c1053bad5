"""Texts that wait for the coordinator: in them something was found that may concern a person."""

import uuid
from datetime import datetime

from sqlalchemy import Index, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TEXT
from sqlalchemy.orm import Mapped, mapped_column

from geodata.models.table import Moment, Table, uuid_key


class TextReview(Table):
    """One row that is held until its texts are released, redacted or rejected.

    `findings` say where something was found, as {field, kind, start, stop} in code points, never what.
    `fields` are all that were ever found in while the row was held: a column, "parameters.<code>", or
    "change_note" for the note of a change.
    """

    __tablename__ = "text_review"
    __table_args__ = (
        Index(
            "text_review_one_waiting_unique",
            "table_name",
            "row_id",
            unique=True,
            postgresql_where=text("decision IS NULL"),
        ),
        Index(None, "row_id"),
    )

    id: Mapped[uuid.UUID] = uuid_key()
    table_name: Mapped[str]
    row_id: Mapped[uuid.UUID]
    fields: Mapped[list[str]] = mapped_column(ARRAY(TEXT))
    findings: Mapped[list[dict[str, object]]] = mapped_column(JSONB)
    asked_by: Mapped[uuid.UUID | None] = mapped_column(server_default=text("asking_user()"))
    asked_at: Mapped[datetime] = mapped_column(Moment, server_default=text("now()"))
    decided_by: Mapped[uuid.UUID | None]
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    decision: Mapped[str | None]
