"""What was changed, read and taken out, and by whom: written once, and never altered but by retention.

Who, when and in which request is said by the database, not by the application. The columns of people have no
foreign key: an account that is deleted leaves its id.
"""

import uuid
from datetime import datetime

from sqlalchemy import BigInteger, Identity, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from geodata.models.table import Moment, Table, uuid_key


class ChangeHistory(Table):
    """One interactive change of one row, kept by a trigger.

    `before` is null for a new row; `note` says why, if its author did.
    """

    __tablename__ = "change_history"
    __table_args__ = (Index(None, "row_id", "changed_at"), Index(None, "changed_at"))

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    table_name: Mapped[str]
    row_id: Mapped[uuid.UUID]
    changed_at: Mapped[datetime] = mapped_column(Moment, server_default=text("clock_timestamp()"))
    changed_by: Mapped[uuid.UUID | None]
    before: Mapped[dict[str, object] | None] = mapped_column(JSONB)
    after: Mapped[dict[str, object]] = mapped_column(JSONB)
    note: Mapped[str] = mapped_column(server_default="")
    request_id: Mapped[str | None]


class ReadLog(Table):
    """One reading of a sensitive layer: what was read, and in `detail` of what and through which filter.

    A reading with an `hour` stands for all of that hour: the tiles of a map would drown the others.
    """

    __tablename__ = "read_log"
    __table_args__ = (
        Index(None, "at"),
        Index(None, "user_id", "at"),
        Index(
            "read_log_one_line_an_hour_unique",
            "user_id",
            "what",
            "detail",
            "hour",
            unique=True,
            postgresql_where=text("hour IS NOT NULL"),
        ),
    )

    id: Mapped[uuid.UUID] = uuid_key()
    at: Mapped[datetime] = mapped_column(Moment, server_default=text("clock_timestamp()"))
    user_id: Mapped[uuid.UUID | None] = mapped_column(server_default=text("asking_user()"))
    request_id: Mapped[str | None] = mapped_column(server_default=text("asking_request()"))
    what: Mapped[str]
    detail: Mapped[dict[str, object]] = mapped_column(JSONB, server_default="{}")
    hour: Mapped[datetime | None] = mapped_column(Moment)


class ExportLog(Table):
    """One file that was taken out: which rows, through which filter, what for, from which state of the data.

    `what` is the form it was taken out in ("table", "map"), `layer` whose rows it holds. `purpose` is the
    asker's own sentence.
    """

    __tablename__ = "export_log"
    __table_args__ = (Index(None, "at"), Index(None, "user_id", "at"))

    id: Mapped[uuid.UUID] = uuid_key()
    at: Mapped[datetime] = mapped_column(Moment, server_default=text("clock_timestamp()"))
    user_id: Mapped[uuid.UUID | None] = mapped_column(server_default=text("asking_user()"))
    request_id: Mapped[str | None] = mapped_column(server_default=text("asking_request()"))
    what: Mapped[str]
    layer: Mapped[str]
    filters: Mapped[dict[str, object]] = mapped_column(JSONB, server_default="{}")
    row_count: Mapped[int]
    purpose: Mapped[str]
    format: Mapped[str]
    data_version: Mapped[str]
