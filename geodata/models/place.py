"""Places in public space and what has been observed at them."""

import uuid
from datetime import date, datetime

from geoalchemy2 import WKBElement
from sqlalchemy import Computed, ForeignKey, Index, text
from sqlalchemy.dialects.postgresql import ARRAY, INTEGER, TEXT
from sqlalchemy.orm import Mapped, mapped_column

from geodata.models.table import Moment, Recorded, Table, metric


class Place(Recorded, Table):
    """A named spot, stretch or surface that people experience as unsafe or safe.

    `area_ids` are all areas that its geometry meets and that were valid at some day from `reported_on` up
    to but not including `archived_on`; `near_area_ids` also those within 25 m, whose members see the place.
    The database keeps both.
    """

    __tablename__ = "place"
    __table_args__ = (
        Index(None, "geom", postgresql_using="gist"),
        Index(None, "tile_geom", postgresql_using="gist"),
        Index(None, "area_ids", postgresql_using="gin"),
        Index(None, "near_area_ids", postgresql_using="gin"),
        Index(
            "place_source_key_unique",
            "source",
            "source_key",
            unique=True,
            postgresql_where=text("source_key IS NOT NULL"),
        ),
    )

    name: Mapped[str]
    kind: Mapped[str]
    polarity: Mapped[str] = mapped_column(server_default="unsafe")
    status: Mapped[str] = mapped_column(server_default="reported")
    geom: Mapped[WKBElement] = mapped_column(metric("GEOMETRY"))
    tile_geom: Mapped[WKBElement] = mapped_column(
        metric("GEOMETRY"), Computed("to_web_mercator(geom)", persisted=True)
    )
    precision: Mapped[str] = mapped_column(server_default="exact")
    description: Mapped[str] = mapped_column(server_default="")
    reported_on: Mapped[date]
    archived_on: Mapped[date | None]
    area_ids: Mapped[list[int]] = mapped_column(ARRAY(INTEGER), server_default=text("NULL"))
    near_area_ids: Mapped[list[int]] = mapped_column(ARRAY(INTEGER), server_default=text("NULL"))
    source: Mapped[str] = mapped_column(server_default="marked")
    source_key: Mapped[str | None]


class Observation(Recorded, Table):
    """One report about a place or a point at a time by a source; never about a person.

    Times are [observed_from, observed_to); `light` is computed from the sun, never typed.
    """

    __tablename__ = "observation"
    __table_args__ = (
        Index(None, "geom", postgresql_using="gist"),
        Index(None, "area_ids", postgresql_using="gin"),
        Index(None, "near_area_ids", postgresql_using="gin"),
        Index(None, "place_id"),
        Index(None, "walk_id"),
        Index(
            "observation_source_key_unique",
            "source",
            "source_key",
            unique=True,
            postgresql_where=text("source_key IS NOT NULL"),
        ),
    )

    place_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("place.id"))
    walk_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("safety_walk.id"))
    geom: Mapped[WKBElement | None] = mapped_column(metric("POINT"))
    precision: Mapped[str]
    observed_from: Mapped[datetime] = mapped_column(Moment)
    observed_to: Mapped[datetime] = mapped_column(Moment)
    time_precision: Mapped[str]
    observed_on: Mapped[date] = mapped_column(Computed("local_day(observed_from)", persisted=True))
    light: Mapped[str] = mapped_column(Computed("light_of(observed_from, observed_to, geom)", persisted=True))
    categories: Mapped[list[str]] = mapped_column(ARRAY(TEXT))
    polarity: Mapped[str] = mapped_column(server_default="unsafe")
    severity: Mapped[int | None]
    wording: Mapped[str] = mapped_column(server_default="")
    heard_from: Mapped[str]
    status: Mapped[str] = mapped_column(server_default="received")
    area_ids: Mapped[list[int]] = mapped_column(ARRAY(INTEGER), server_default=text("NULL"))
    near_area_ids: Mapped[list[int]] = mapped_column(ARRAY(INTEGER), server_default=text("NULL"))
    source: Mapped[str] = mapped_column(server_default="marked")
    source_key: Mapped[str | None]
