"""Streets and squares by name: part of the gazetteer, and of a base map of the city's own."""

import uuid
from datetime import datetime

from geoalchemy2 import WKBElement
from sqlalchemy import Computed, ForeignKey, Identity, Index, text
from sqlalchemy.dialects.postgresql import ARRAY, INTEGER
from sqlalchemy.orm import Mapped, mapped_column

from geodata.models.table import Moment, Table, metric


class Street(Table):
    """One stretch of a street, or a square, as its source divides them; a street has one or many.

    `kind` and `lit` are the source's own words (OpenStreetMap: highway and lit), `name_other` the name in
    another language. `area_ids` are all areas that it meets, of any time; the database keeps them.
    """

    __tablename__ = "street"
    __table_args__ = (
        Index(None, "geom", postgresql_using="gist"),
        Index(None, "tile_geom", postgresql_using="gist"),
        Index(None, "area_ids", postgresql_using="gin"),
        Index(None, "name", postgresql_using="gin", postgresql_ops={"name": "gin_trgm_ops"}),
        Index(None, "name_other", postgresql_using="gin", postgresql_ops={"name_other": "gin_trgm_ops"}),
        Index(
            "street_source_key_unique",
            "source",
            "source_key",
            unique=True,
            postgresql_where=text("source_key IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    source: Mapped[str]
    source_key: Mapped[str | None]
    name: Mapped[str] = mapped_column(server_default="")
    name_other: Mapped[str] = mapped_column(server_default="")
    kind: Mapped[str] = mapped_column(server_default="")
    lit: Mapped[str] = mapped_column(server_default="")
    geom: Mapped[WKBElement] = mapped_column(metric("GEOMETRY"))
    tile_geom: Mapped[WKBElement] = mapped_column(
        metric("GEOMETRY"), Computed("to_web_mercator(geom)", persisted=True)
    )
    area_ids: Mapped[list[int]] = mapped_column(ARRAY(INTEGER), server_default=text("NULL"))
    synthetic: Mapped[bool] = mapped_column(server_default=text("false"))
    batch_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("import_batch.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(Moment, server_default=text("now()"))
