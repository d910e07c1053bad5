"""Recorded crime: incidents, and counts where the police deliver counts.

In a schema of its own, which the web login cannot reach: it asks through the functions of `geodata.guards`.
"""

import uuid
from datetime import date, datetime

from geoalchemy2 import WKBElement
from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.dialects.postgresql import ARRAY, INTEGER
from sqlalchemy.orm import Mapped, mapped_column

from geodata.models.table import Moment, Table, metric, uuid_key


class Incident(Table):
    """One recorded event in [occurred_from, occurred_to), with the precision of its position and time.

    `geom` is null when the precision is "area" (then `area_id` says which) or "none". A time precision of
    "day" or "month" means that the time of day is unknown. `occurred_on`, `occurred_month` (year × 12 +
    month − 1, local time), `light`, `tile_geom` and `area_ids` are kept by the database, which computes what
    an insert leaves out. That `area_id` and `batch_id` are there is checked by triggers, once per statement.
    """

    __tablename__ = "incident"
    __table_args__ = (
        Index(None, "geom", postgresql_using="gist"),
        Index(None, "area_ids", postgresql_using="gin"),
        Index(None, "occurred_on", "crime_group"),
        Index(None, "batch_id"),
        Index(
            "incident_source_key_unique",
            "source_key",
            "source",
            unique=True,
            postgresql_where=text("source_key IS NOT NULL"),
        ),
        {"schema": "police"},
    )

    id: Mapped[uuid.UUID] = uuid_key()
    source: Mapped[str]
    source_key: Mapped[str | None]
    category: Mapped[str]
    crime_group: Mapped[str]
    occurred_from: Mapped[datetime] = mapped_column(Moment)
    occurred_to: Mapped[datetime] = mapped_column(Moment)
    time_precision: Mapped[str]
    occurred_on: Mapped[date] = mapped_column(server_default=text("NULL"))
    occurred_month: Mapped[int] = mapped_column(server_default=text("NULL"))
    light: Mapped[str] = mapped_column(server_default=text("NULL"))
    geom: Mapped[WKBElement | None] = mapped_column(metric("POINT"))
    tile_geom: Mapped[WKBElement | None] = mapped_column(metric("POINT"), server_default=text("NULL"))
    precision: Mapped[str]
    area_id: Mapped[int | None]
    area_ids: Mapped[list[int]] = mapped_column(ARRAY(INTEGER), server_default=text("NULL"))
    synthetic: Mapped[bool] = mapped_column(server_default=text("false"))
    batch_id: Mapped[uuid.UUID]


class IncidentCount(Table):
    """How many events of a group in [period_start, period_end) in an area or a square cell.

    Exactly one of `area_id` and `cell_centre` (with `cell_metres`, the side of the square) is given. A count
    that the police withhold has no `events`, and `withheld_below` where they say below what it lies: it is
    never zero.
    """

    __tablename__ = "incident_count"
    __table_args__ = (
        Index(None, "cell_centre", postgresql_using="gist"),
        Index(None, "area_ids", postgresql_using="gin"),
        Index(None, "batch_id"),
        Index(
            "incident_count_source_key_unique",
            "source",
            "source_key",
            unique=True,
            postgresql_where=text("source_key IS NOT NULL"),
        ),
        {"schema": "police"},
    )

    id: Mapped[uuid.UUID] = uuid_key()
    source: Mapped[str]
    source_key: Mapped[str | None]
    crime_group: Mapped[str]
    period_start: Mapped[date]
    period_end: Mapped[date]
    daypart: Mapped[str | None]
    events: Mapped[int | None]
    withheld_below: Mapped[int | None]
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))
    cell_centre: Mapped[WKBElement | None] = mapped_column(metric("POINT"))
    cell_metres: Mapped[int | None]
    area_ids: Mapped[list[int]] = mapped_column(ARRAY(INTEGER), server_default=text("NULL"))
    synthetic: Mapped[bool] = mapped_column(server_default=text("false"))
    batch_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("import_batch.id"))
