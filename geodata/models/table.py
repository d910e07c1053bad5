"""What every table shares: naming of constraints, and the columns of a business row."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from geoalchemy2 import Geometry
from sqlalchemy import FetchedValue, MetaData, text
from sqlalchemy.dialects.postgresql import TEXT, TIMESTAMP, UUID
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

NAMES = {
    "ix": "%(table_name)s_%(column_0_N_name)s_index",
    "uq": "%(table_name)s_%(column_0_N_name)s_unique",
    "ck": "%(table_name)s_%(constraint_name)s_check",
    "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
    "pk": "%(table_name)s_pkey",
}

Moment = TIMESTAMP(timezone=True)


class Table(DeclarativeBase):
    """The declarative root; one module per noun, columns and constraints only."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {str: TEXT(), datetime: Moment}  # noqa: RUF012 - the declarative base reads it once


def metric(shape: str) -> Geometry:
    """Return a geometry column type of `shape`; its CRS is the city's, set by the migration."""
    return Geometry(shape, srid=-1, spatial_index=False)


def uuid_key() -> Mapped[uuid.UUID]:
    """Return a primary key that the database draws at random."""
    return mapped_column(UUID, primary_key=True, server_default=text("gen_random_uuid()"))


class Recorded:
    """The columns of a business row; the database stamps who and when, and counts versions.

    A write through the ORM with a stale `version` raises StaleDataError (optimistic lock). While `held`, only
    its author and the reviewers see the row: something in its texts may concern a person.
    """

    id: Mapped[uuid.UUID] = uuid_key()
    version: Mapped[int] = mapped_column(server_default=text("1"), server_onupdate=FetchedValue())
    created_at: Mapped[datetime] = mapped_column(Moment, server_default=text("now()"))
    created_by: Mapped[uuid.UUID | None] = mapped_column(server_default=text("asking_user()"))
    updated_at: Mapped[datetime] = mapped_column(
        Moment, server_default=text("now()"), server_onupdate=FetchedValue()
    )
    updated_by: Mapped[uuid.UUID | None] = mapped_column(
        server_default=text("asking_user()"), server_onupdate=FetchedValue()
    )
    owner_organisation_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("organisation.id"))
    batch_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("import_batch.id"), index=True)
    synthetic: Mapped[bool] = mapped_column(server_default=text("false"))
    held: Mapped[bool] = mapped_column(server_default=text("false"))

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, object]:
        """Return the optimistic lock: the version is counted by the database."""
        return {"version_id_col": cls.__table__.c.version, "version_id_generator": False}  # type: ignore[attr-defined]
