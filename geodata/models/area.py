"""Areas of every kind, how they overlap, and who lives there."""

import uuid
from datetime import date, datetime

from geoalchemy2 import WKBElement
from sqlalchemy import Computed, ForeignKey, Identity, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY, TEXT
from sqlalchemy.orm import Mapped, mapped_column

from geodata.models.table import Moment, Table, metric


class City(Table):
    """The one row that fixes the city's name, metric CRS and time zone when first migrated.

    `smallest_count` (k) and `boundary_kind` follow the profile at every upgrade, `mapped_groups` the codes.
    """

    __tablename__ = "city"

    singleton: Mapped[bool] = mapped_column(primary_key=True, server_default=text("true"))
    name: Mapped[str]
    metric_srid: Mapped[int]
    time_zone: Mapped[str]
    smallest_count: Mapped[int] = mapped_column(server_default=text("5"))
    boundary_kind: Mapped[str] = mapped_column(server_default="")
    mapped_groups: Mapped[list[str]] = mapped_column(ARRAY(TEXT), server_default="{}")


class AreaKind(Table):
    """A kind of area from the city profile, in the profile's order."""

    __tablename__ = "area_kind"

    code: Mapped[str] = mapped_column(primary_key=True)
    rank: Mapped[int]
    name_sv: Mapped[str]
    name_en: Mapped[str]
    authority: Mapped[str]


class Area(Table):
    """One version of one area, valid from `valid_from` up to but not including `valid_to`."""

    __tablename__ = "area"
    __table_args__ = (
        UniqueConstraint("kind", "code", "valid_from"),
        Index(None, "geom", postgresql_using="gist"),
        Index(None, "tile_geom", postgresql_using="gist"),
    )

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    kind: Mapped[str] = mapped_column(ForeignKey("area_kind.code"))
    code: Mapped[str]
    name_sv: Mapped[str]
    name_en: Mapped[str]
    geom: Mapped[WKBElement] = mapped_column(metric("MULTIPOLYGON"))
    tile_geom: Mapped[WKBElement] = mapped_column(
        metric("MULTIPOLYGON"), Computed("to_web_mercator(geom)", persisted=True)
    )
    extent_m2: Mapped[float] = mapped_column(Computed("st_area(geom)", persisted=True))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    accuracy: Mapped[str] = mapped_column(server_default="official")
    source: Mapped[str] = mapped_column(server_default="")
    licence: Mapped[str] = mapped_column(server_default="")
    synthetic: Mapped[bool] = mapped_column(server_default=text("false"))
    version: Mapped[int] = mapped_column(server_default=text("1"))
    batch_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("import_batch.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(Moment, server_default=text("now()"))


class AreaOverlap(Table):
    """How much of one area lies in another, kept by the database; each pair stands in both directions."""

    __tablename__ = "area_overlap"

    area_id: Mapped[int] = mapped_column(ForeignKey("area.id", ondelete="CASCADE"), primary_key=True)
    other_id: Mapped[int] = mapped_column(
        ForeignKey("area.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    overlap_m2: Mapped[float]
    share_of_area: Mapped[float]
    share_of_other: Mapped[float]


class Population(Table):
    """People in an area at the end of a year; sex and age_band are "all" for the whole."""

    __tablename__ = "population"

    area_id: Mapped[int] = mapped_column(ForeignKey("area.id", ondelete="CASCADE"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(primary_key=True, server_default="night")
    sex: Mapped[str] = mapped_column(primary_key=True, server_default="all")
    age_band: Mapped[str] = mapped_column(primary_key=True, server_default="all")
    people: Mapped[int]
    source: Mapped[str] = mapped_column(server_default="")
    synthetic: Mapped[bool] = mapped_column(server_default=text("false"))
    batch_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("import_batch.id"), index=True)


class AreaSuccessor(Table):
    """What an area that ended became, and how much of it: shares of ground, and of people where known.

    Who was bound to the ended area sees a successor from that day on where at least half of either lies in
    the other. A successor named by hand has no shares and is seen.
    """

    __tablename__ = "area_successor"
    __table_args__ = (Index(None, "successor_id"),)

    area_id: Mapped[int] = mapped_column(ForeignKey("area.id", ondelete="CASCADE"), primary_key=True)
    successor_id: Mapped[int] = mapped_column(ForeignKey("area.id", ondelete="CASCADE"), primary_key=True)
    share_of_area: Mapped[float | None]
    share_of_successor: Mapped[float | None]
    share_of_people: Mapped[float | None]
