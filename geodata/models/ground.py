"""What stands and is measured in the street: lamps, speeds, reported faults, crossings."""

import uuid
from datetime import date, datetime

from geoalchemy2 import WKBElement
from sqlalchemy import Computed, ForeignKey, Index, text
from sqlalchemy.dialects.postgresql import ARRAY, INTEGER
from sqlalchemy.orm import Mapped, declared_attr, mapped_column
from sqlalchemy.schema import SchemaItem

from geodata.models.table import Moment, Table, metric, uuid_key


class Standing:
    """The columns of a thing in the street that came from a file; `area_ids` are all areas of any time."""

    id: Mapped[uuid.UUID] = uuid_key()
    source: Mapped[str]
    source_key: Mapped[str | None]
    area_ids: Mapped[list[int]] = mapped_column(ARRAY(INTEGER), server_default=text("NULL"))
    synthetic: Mapped[bool] = mapped_column(server_default=text("false"))
    batch_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("import_batch.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(Moment, server_default=text("now()"))

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> tuple[SchemaItem, ...]:
        """Return what all of them are found by."""
        return (
            Index(None, "geom", postgresql_using="gist"),
            Index(None, "tile_geom", postgresql_using="gist"),
            Index(None, "area_ids", postgresql_using="gin"),
            Index(
                f"{cls.__tablename__}_source_key_unique",  # type: ignore[attr-defined]
                "source",
                "source_key",
                unique=True,
                postgresql_where=text("source_key IS NOT NULL"),
            ),
        )


class LightPoint(Standing, Table):
    """One lamp on its pole, `source_key` being the pole's id.

    It is `lamp` since `changed_on`, and was `lamp_before` until then; without that day it is told as it is
    now. `lit_on` is the day from which light stood there at all; null: longer than anybody told. `status`
    holds since `status_on`.
    """

    __tablename__ = "light_point"

    geom: Mapped[WKBElement] = mapped_column(metric("POINT"))
    tile_geom: Mapped[WKBElement] = mapped_column(
        metric("POINT"), Computed("to_web_mercator(geom)", persisted=True)
    )
    lamp: Mapped[str | None]
    watt: Mapped[float | None]
    lamp_before: Mapped[str | None]
    watt_before: Mapped[float | None]
    lit_on: Mapped[date | None]
    changed_on: Mapped[date | None]
    lamps: Mapped[int] = mapped_column(server_default=text("1"))
    colour_temperature_k: Mapped[int | None]
    height_m: Mapped[float | None]
    owner: Mapped[str] = mapped_column(server_default="")
    status: Mapped[str] = mapped_column(server_default="ok")
    status_on: Mapped[date | None]


class SpeedMeasurement(Standing, Table):
    """Speeds measured at a site in [measured_from, measured_to), of `vehicles` that passed freely.

    Shares lie between 0 and 1: of those faster than the limit, and of those more than 10 km/h faster.
    """

    __tablename__ = "speed_measurement"

    site: Mapped[str]
    direction: Mapped[str] = mapped_column(server_default="")
    geom: Mapped[WKBElement] = mapped_column(metric("POINT"))
    tile_geom: Mapped[WKBElement] = mapped_column(
        metric("POINT"), Computed("to_web_mercator(geom)", persisted=True)
    )
    measured_from: Mapped[date]
    measured_to: Mapped[date]
    limit_kmh: Mapped[int | None]
    vehicles: Mapped[int]
    mean_kmh: Mapped[float | None]
    v85_kmh: Mapped[float | None]
    share_over: Mapped[float | None]
    share_over_10: Mapped[float | None]
    daily_vehicles: Mapped[float | None]


class FaultReport(Standing, Table):
    """A fault as the street office keeps it: reported, and fixed on the day `fixed_on`; never who reported.

    Without a position the file's words tell where (`place_words`).
    """

    __tablename__ = "fault_report"

    kind: Mapped[str]
    status: Mapped[str]
    reported_on: Mapped[date]
    fixed_on: Mapped[date | None]
    geom: Mapped[WKBElement | None] = mapped_column(metric("POINT"))
    tile_geom: Mapped[WKBElement | None] = mapped_column(
        metric("POINT"), Computed("to_web_mercator(geom)", persisted=True)
    )
    place_words: Mapped[str] = mapped_column(server_default="")


class Crossing(Standing, Table):
    """A crossing for those on foot; `kind` is the source's own word."""

    __tablename__ = "crossing"

    kind: Mapped[str] = mapped_column(server_default="")
    geom: Mapped[WKBElement] = mapped_column(metric("POINT"))
    tile_geom: Mapped[WKBElement] = mapped_column(
        metric("POINT"), Computed("to_web_mercator(geom)", persisted=True)
    )
