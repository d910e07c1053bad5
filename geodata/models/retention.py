"""What retention removed and when: how many rows of which days by which rule, never what they said."""

import uuid
from datetime import date, datetime

from sqlalchemy import Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from geodata.models.table import Moment, Table, uuid_key


class RetentionRun(Table):
    """One run, reckoned on the day `run_on`; kept for ever.

    `rules` holds one object per rule: kind, first_kept (a date, null where the data are kept for ever),
    rows, oldest and newest (dates of what was removed, null where nothing was), traces.
    """

    __tablename__ = "retention_run"
    __table_args__ = (Index(None, "at"),)

    id: Mapped[uuid.UUID] = uuid_key()
    at: Mapped[datetime] = mapped_column(Moment, server_default=text("clock_timestamp()"))
    run_on: Mapped[date]
    rules: Mapped[list[dict[str, object]]] = mapped_column(JSONB)
