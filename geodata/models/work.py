"""The work: initiatives with goals, and the measures carried out at places."""

import uuid
from datetime import date

from geoalchemy2 import WKBElement
from sqlalchemy import Column, Computed, ForeignKey, Index, text
from sqlalchemy import Table as Association
from sqlalchemy.dialects.postgresql import ARRAY, INTEGER, JSONB, TEXT
from sqlalchemy.orm import Mapped, mapped_column, relationship

from geodata.models.place import Place
from geodata.models.table import Recorded, Table, metric

initiative_place = Association(
    "initiative_place",
    Table.metadata,
    Column("initiative_id", ForeignKey("initiative.id"), primary_key=True),
    Column("place_id", ForeignKey("place.id"), primary_key=True, index=True),
)

measure_place = Association(
    "measure_place",
    Table.metadata,
    Column("measure_id", ForeignKey("measure.id"), primary_key=True),
    Column("place_id", ForeignKey("place.id"), primary_key=True, index=True),
)


class Initiative(Recorded, Table):
    """What the parties undertake together or alone; followed up, evaluated and reported."""

    __tablename__ = "initiative"

    title: Mapped[str]
    summary: Mapped[str] = mapped_column(server_default="")
    problem: Mapped[str] = mapped_column(server_default="")
    ownership: Mapped[str]
    status: Mapped[str] = mapped_column(server_default="idea")
    priority_areas: Mapped[list[str]] = mapped_column(ARRAY(TEXT), server_default="{}")
    lead_organisation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisation.id"))
    area_ids: Mapped[list[int]] = mapped_column(ARRAY(INTEGER), server_default="{}")
    planned_start: Mapped[date | None]
    planned_end: Mapped[date | None]
    started_on: Mapped[date | None]
    ended_on: Mapped[date | None]

    goals: Mapped[list["Goal"]] = relationship(back_populates="initiative", order_by="Goal.created_at")
    measures: Mapped[list["Measure"]] = relationship(back_populates="initiative")
    places: Mapped[list[Place]] = relationship(secondary=initiative_place)


class Goal(Recorded, Table):
    """One measurable aim of an initiative, of kind activity, performance or effect."""

    __tablename__ = "goal"
    __table_args__ = (Index(None, "initiative_id"),)

    initiative_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("initiative.id"))
    kind: Mapped[str]
    form: Mapped[str] = mapped_column(server_default="quantitative")
    statement: Mapped[str]
    indicator: Mapped[str] = mapped_column(server_default="")
    unit: Mapped[str] = mapped_column(server_default="")
    baseline_value: Mapped[float | None]
    baseline_on: Mapped[date | None]
    target_value: Mapped[float | None]
    target_on: Mapped[date | None]
    direction: Mapped[str] = mapped_column(server_default="decrease")
    status: Mapped[str] = mapped_column(server_default="draft")

    initiative: Mapped[Initiative] = relationship(back_populates="goals")


class Measure(Recorded, Table):
    """A concrete act at a place or area: lighting, pruning, a speed hump, foot patrols.

    In operation in [started_on, ended_on); open-ended while `ended_on` is null. `parameters` are checked
    by the measure type. `area_ids` as for places, from start (planned or actual) to end.
    """

    __tablename__ = "measure"
    __table_args__ = (
        Index(None, "geom", postgresql_using="gist"),
        Index(None, "tile_geom", postgresql_using="gist"),
        Index(None, "area_ids", postgresql_using="gin"),
        Index(None, "near_area_ids", postgresql_using="gin"),
        Index(None, "initiative_id"),
        Index(
            "measure_source_key_unique",
            "source",
            "source_key",
            unique=True,
            postgresql_where=text("source_key IS NOT NULL"),
        ),
    )

    type: Mapped[str]
    name: Mapped[str]
    status: Mapped[str] = mapped_column(server_default="proposed")
    initiative_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("initiative.id"))
    geom: Mapped[WKBElement | None] = mapped_column(metric("GEOMETRY"))
    tile_geom: Mapped[WKBElement | None] = mapped_column(
        metric("GEOMETRY"), Computed("to_web_mercator(geom)", persisted=True)
    )
    precision: Mapped[str] = mapped_column(server_default="exact")
    parameters: Mapped[dict[str, object]] = mapped_column(JSONB, server_default="{}")
    planned_start: Mapped[date | None]
    started_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    temporary: Mapped[bool] = mapped_column(server_default=text("false"))
    responsible_organisation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisation.id"))
    cost_sek: Mapped[int | None]
    note: Mapped[str] = mapped_column(server_default="")
    area_ids: Mapped[list[int]] = mapped_column(ARRAY(INTEGER), server_default=text("NULL"))
    near_area_ids: Mapped[list[int]] = mapped_column(ARRAY(INTEGER), server_default=text("NULL"))
    source: Mapped[str] = mapped_column(server_default="marked")
    source_key: Mapped[str | None]

    initiative: Mapped[Initiative | None] = relationship(back_populates="measures")
    places: Mapped[list[Place]] = relationship(secondary=measure_place)
