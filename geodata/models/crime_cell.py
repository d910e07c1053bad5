"""Recorded crime per square and calendar year, as far as it may be told; kept by the database."""

from geoalchemy2 import WKBElement
from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from geodata.models.table import Table, metric


class CrimeCell(Table):
    """A square with recorded crime; `east` and `north` count squares from the metric system's origin."""

    __tablename__ = "crime_cell"
    __table_args__ = (Index(None, "tile_geom", postgresql_using="gist"), {"schema": "police"})

    cell_metres: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    east: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    north: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    middle: Mapped[WKBElement] = mapped_column(metric("POINT"))
    tile_geom: Mapped[WKBElement] = mapped_column(metric("POLYGON"))


class CrimeCellFigure(Table):
    """The events of one part (a quarter, a group, a light) of a cell's year; None is hidden.

    In a line that is `wholly_hidden` the parts without events are hidden too.
    """

    __tablename__ = "crime_cell_figure"
    __table_args__ = ({"schema": "police"},)

    cell_metres: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    east: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    north: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    line: Mapped[str] = mapped_column(primary_key=True)
    part: Mapped[str] = mapped_column(primary_key=True)
    events: Mapped[int | None]
    wholly_hidden: Mapped[bool]
