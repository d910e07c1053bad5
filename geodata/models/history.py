"""What was changed by whom: kept by triggers, never written or altered by the application."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Identity, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from geodata.models.table import Moment, Table


class ChangeHistory(Table):
    """One interactive change of one row.

    `before` is null for a new row; `note` says why, if its author did.
    """

    __tablename__ = "change_history"
    __table_args__ = (Index(None, "row_id", "changed_at"),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    table_name: Mapped[str]
    row_id: Mapped[UUID]
    changed_at: Mapped[datetime] = mapped_column(Moment, server_default=text("clock_timestamp()"))
    changed_by: Mapped[UUID | None]
    before: Mapped[dict[str, object] | None] = mapped_column(JSONB)
    after: Mapped[dict[str, object]] = mapped_column(JSONB)
    note: Mapped[str] = mapped_column(server_default="")
