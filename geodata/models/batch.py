"""What was brought in from files, and what was turned away."""

import uuid
from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from geodata.models.table import Moment, Table, uuid_key


class ImportBatch(Table):
    """One file brought in by one source; `status` is "published" or "undone".

    `sha256` of a published batch is unique per source and settings: the same file twice changes nothing.
    `replaced` holds what an undo needs to restore: the rows that the batch changed or ended. Of its rows some
    are new, some changed, some unchanged, and some kept: a person had edited them since they came in.
    """

    __tablename__ = "import_batch"
    __table_args__ = (
        Index(
            "import_batch_same_file_unique",
            "source",
            "sha256",
            "settings",
            unique=True,
            postgresql_where=text("status = 'published'"),
        ),
    )

    id: Mapped[uuid.UUID] = uuid_key()
    source: Mapped[str]
    file_name: Mapped[str]
    sha256: Mapped[str]
    settings: Mapped[dict[str, object]] = mapped_column(JSONB, server_default="{}")
    srid: Mapped[int | None]
    status: Mapped[str] = mapped_column(server_default="published")
    rows_read: Mapped[int]
    rows_stored: Mapped[int]
    rows_unchanged: Mapped[int]
    rows_rejected: Mapped[int]
    rows_new: Mapped[int] = mapped_column(server_default=text("0"))
    rows_changed: Mapped[int] = mapped_column(server_default=text("0"))
    rows_kept: Mapped[int] = mapped_column(server_default=text("0"))
    quality: Mapped[dict[str, object]] = mapped_column(JSONB, server_default="{}")
    replaced: Mapped[list[object]] = mapped_column(JSONB, server_default="[]")
    synthetic: Mapped[bool] = mapped_column(server_default=text("false"))
    created_at: Mapped[datetime] = mapped_column(Moment, server_default=text("now()"))
    created_by: Mapped[uuid.UUID | None] = mapped_column(server_default=text("asking_user()"))
    undone_at: Mapped[datetime | None] = mapped_column(Moment)


class ImportRejection(Table):
    """One row that a published batch left out, with what its sender should mend.

    `value` is kept only where the column cannot hold personal data.
    """

    __tablename__ = "import_rejection"

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    batch_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("import_batch.id", ondelete="CASCADE"), index=True)
    row_number: Mapped[int]
    column_name: Mapped[str]
    reason_sv: Mapped[str]
    reason_en: Mapped[str]
    value: Mapped[str | None]
