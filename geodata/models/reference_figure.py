"""Published figures to compare with: of municipalities, counties, the nation, districts."""

import uuid

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from geodata.models.table import Table, uuid_key


class ReferenceFigure(Table):
    """One figure as published, of a year; `number_counted` is what it rests on, null where nobody says.

    `unit` is a code of FIGURE_UNITS. The area is a name, since most of them lie outside the city.
    """

    __tablename__ = "reference_figure"
    __table_args__ = (
        Index(
            "reference_figure_source_key_unique",
            "source",
            "source_key",
            unique=True,
            postgresql_where=text("source_key IS NOT NULL"),
        ),
    )

    id: Mapped[uuid.UUID] = uuid_key()
    source: Mapped[str]
    source_key: Mapped[str | None]
    level: Mapped[str]
    area_name: Mapped[str]
    indicator: Mapped[str]
    subgroup: Mapped[str] = mapped_column(server_default="all")
    year: Mapped[int]
    value: Mapped[float]
    unit: Mapped[str]
    number_counted: Mapped[int | None]
    publisher: Mapped[str] = mapped_column(server_default="")
    synthetic: Mapped[bool] = mapped_column(server_default=text("false"))
    batch_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("import_batch.id"), index=True)
