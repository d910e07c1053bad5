"""What values of files that no code list knows were decided to mean."""

import uuid
from datetime import datetime

from sqlalchemy import UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from geodata.models.table import Moment, Table, uuid_key


class CodeMapping(Table):
    """One value of a field of a source's files, and the `code` it means; null while it waits for a decision.

    `rows_seen` counts the rows of the last file that had it.
    """

    __tablename__ = "code_mapping"
    __table_args__ = (UniqueConstraint("source", "field", "value"),)

    id: Mapped[uuid.UUID] = uuid_key()
    source: Mapped[str]
    field: Mapped[str]
    value: Mapped[str]
    rows_seen: Mapped[int]
    first_seen_at: Mapped[datetime] = mapped_column(Moment, server_default=text("now()"))
    last_seen_at: Mapped[datetime] = mapped_column(Moment, server_default=text("now()"))
    code: Mapped[str | None]
    decided_by: Mapped[uuid.UUID | None]
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
