"""Whether a database is fit for the house: new enough, with PostGIS, and measured in the city's system."""

from sqlalchemy import Connection, text

from geodata.city import CityProfile
from geodata.errors import SetupError
from geodata.requirements import OLDEST_POSTGIS, OLDEST_POSTGRESQL
from geodata.text import Text


def check_server(connection: Connection) -> None:
    """Raise SetupError unless the server is PostgreSQL >= 15 and the database has PostGIS >= 3.3.

    An extension that is installed on the server but not created in the database passes for a superuser,
    whose migration creates it.
    """
    number = int(connection.execute(text("SELECT current_setting('server_version_num')")).scalar_one())
    row = connection.execute(
        text(
            "SELECT installed_version, default_version,"
            " (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS may_create"
            " FROM pg_available_extensions WHERE name = 'postgis'"
        )
    ).one_or_none()
    if row is None:
        raise _without_postgis(connection, number // 10_000)
    if row.installed_version is None and not row.may_create:
        raise _not_created(connection)
    check_versions(number // 10_000, row.installed_version or row.default_version)


def check_versions(postgresql: int, postgis: str) -> None:
    """Raise SetupError where the major version of PostgreSQL or the version of PostGIS is too old."""
    if postgresql < OLDEST_POSTGRESQL:
        raise SetupError(
            Text(
                sv="Databasservern är PostgreSQL {found}; Tryggkarta behöver {needed} eller nyare.",
                en="The database server is PostgreSQL {found}; Tryggkarta needs {needed} or newer.",
            ).format(found=postgresql, needed=OLDEST_POSTGRESQL)
        )
    if tuple(int(part) for part in postgis.split(".")[:2]) < OLDEST_POSTGIS:
        raise SetupError(
            Text(
                sv="Databasens PostGIS är {found}; Tryggkarta behöver {needed} eller nyare.",
                en="The database's PostGIS is {found}; Tryggkarta needs {needed} or newer.",
            ).format(found=postgis, needed=".".join(str(part) for part in OLDEST_POSTGIS))
        )


def _without_postgis(connection: Connection, version: int) -> SetupError:
    return SetupError(
        Text(
            sv="Databasservern för {name} saknar PostGIS: installera postgresql-{version}-postgis-3 där.",
            en="The database server of {name} lacks PostGIS: install postgresql-{version}-postgis-3 there.",
        ).format(name=connection.engine.url.database, version=version)
    )


def _not_created(connection: Connection) -> SetupError:
    return SetupError(
        Text(
            sv="Databasen {name} saknar PostGIS: kör 'CREATE EXTENSION postgis' som superanvändare i den.",
            en="The database {name} has no PostGIS: let a superuser run 'CREATE EXTENSION postgis' in it.",
        ).format(name=connection.engine.url.database)
    )


def check_city(connection: Connection, profile: CityProfile) -> None:
    """Raise SetupError where the database stores and measures in another system than the profile's.

    A database that is not migrated yet has no system and passes.
    """
    if connection.execute(text("SELECT to_regprocedure('metric_srid()')")).scalar_one() is None:
        return
    stored = connection.execute(text("SELECT metric_srid()")).scalar_one()
    if stored != profile.metric_srid:
        raise SetupError(
            Text(
                sv="Databasen mäter i EPSG:{stored} men stadsprofilen för {city} säger EPSG:{asked}; "
                "välj en annan databas eller rätt stadsprofil.",
                en="The database measures in EPSG:{stored} but the city profile of {city} says EPSG:{asked}; "
                "choose another database or the right city profile.",
            ).format(stored=stored, asked=profile.metric_srid, city=profile.name)
        )
