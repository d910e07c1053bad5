"""How migrations run: as the database's owner, for one city profile, in one transaction.

`geodata.database.upgrade` hands over the connection and the profile; developers who call alembic itself
give the owner's address in `DATABASE_URL`.
"""

import os

from alembic import context
from geoalchemy2 import Geometry, alembic_helpers
from sqlalchemy import Connection, create_engine

from geodata import city
from geodata.database import owner_url
from geodata.models import Table

config = context.config


def same_type(_context, _inspected, _column, inspected_type, model_type):  # noqa: ANN001, ANN201 - alembic's hook
    """Compare geometry columns by shape only: their CRS is the city's, not the model's."""
    if isinstance(model_type, Geometry):
        return inspected_type.geometry_type != model_type.geometry_type
    return None


def own_table(thing, name, kind, reflected, compared_with):  # noqa: ANN001, ANN201 - alembic's hook
    """Leave out PostGIS's own tables and views."""
    if kind == "table" and name == "spatial_ref_sys":
        return False
    return alembic_helpers.include_object(thing, name, kind, reflected, compared_with)


def own_schema(name, kind, _parents):  # noqa: ANN001, ANN201 - alembic's hook
    """Compare the two schemas that hold tables."""
    return kind != "schema" or name in {None, "police"}


def run(connection: Connection) -> None:
    """Run the asked migrations on an open connection; the caller commits."""
    context.configure(
        connection=connection,
        target_metadata=Table.metadata,
        include_schemas=True,
        include_name=own_schema,
        compare_type=same_type,
        include_object=own_table,
        render_item=alembic_helpers.render_item,
        process_revision_directives=alembic_helpers.writer,
    )
    with context.begin_transaction():
        context.run_migrations()


if "connection" in config.attributes:
    run(config.attributes["connection"])
else:
    config.attributes.setdefault("profile", city.load())
    with create_engine(owner_url(os.environ["DATABASE_URL"])).begin() as connection:
        run(connection)
