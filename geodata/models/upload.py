"""Files on their way in by the browser."""

import uuid
from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from geodata.models.table import Moment, Table, uuid_key


class ImportUpload(Table):
    """One file that someone brought here, and how far it has come (DOMAIN §5.7).

    `kept_as` is its name in the folder of uploads, null once the file is removed, `rejected_as` that of the
    rows that its last check turned away. `settings`, `column_map`, `srid` are what was said of it. `wanted`
    is what the worker is asked to do next ("recognise", "check", "publish", "undo"), null while nothing is;
    `taken_at` when a worker took it on (`attempts` times, should one have died), `stage`, `rows_done`
    and `rows_in_all` how far it has come. `approval` is the entity whose "update" lets a person publish the
    file, known once it was checked. `recognition` and `report` are what the worker found, `refusal_sv` and
    `refusal_en` why it did not do what was wanted. `batch_id` is what came in: a row by which a batch of
    the command line is taken back names that, and no file.
    """

    __tablename__ = "import_upload"
    __table_args__ = (
        Index(None, "wanted_at", postgresql_where=text("wanted IS NOT NULL")),
        Index(None, "batch_id"),
    )

    id: Mapped[uuid.UUID] = uuid_key()
    file_name: Mapped[str]
    sha256: Mapped[str]
    bytes: Mapped[int] = mapped_column(BigInteger)
    kept_as: Mapped[str | None] = mapped_column(unique=True)
    rejected_as: Mapped[str | None]
    source: Mapped[str | None]
    settings: Mapped[dict[str, str]] = mapped_column(JSONB, server_default="{}")
    column_map: Mapped[dict[str, str]] = mapped_column(JSONB, server_default="{}")
    srid: Mapped[int | None]
    accept_rejected: Mapped[bool] = mapped_column(server_default=text("false"))
    status: Mapped[str] = mapped_column(server_default="uploaded")
    wanted: Mapped[str | None] = mapped_column(server_default="recognise")
    wanted_at: Mapped[datetime] = mapped_column(Moment, server_default=text("now()"))
    taken_at: Mapped[datetime | None] = mapped_column(Moment)
    attempts: Mapped[int] = mapped_column(server_default=text("0"))
    stage: Mapped[str | None]
    rows_done: Mapped[int | None] = mapped_column(BigInteger)
    rows_in_all: Mapped[int | None] = mapped_column(BigInteger)
    approval: Mapped[str | None]
    recognition: Mapped[dict[str, object] | None] = mapped_column(JSONB(none_as_null=True))
    report: Mapped[dict[str, object] | None] = mapped_column(JSONB(none_as_null=True))
    refusal_sv: Mapped[str | None]
    refusal_en: Mapped[str | None]
    batch_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("import_batch.id", ondelete="SET NULL"))
    uploaded_at: Mapped[datetime] = mapped_column(Moment, server_default=text("now()"))
    uploaded_by: Mapped[uuid.UUID | None] = mapped_column(server_default=text("asking_user()"))
    approved_at: Mapped[datetime | None] = mapped_column(Moment)
    approved_by: Mapped[uuid.UUID | None]
    undone_by: Mapped[uuid.UUID | None]
