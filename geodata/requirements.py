"""What the database server must be, and how its absence is said."""

from geodata.errors import SetupError
from geodata.text import Text

OLDEST_POSTGRESQL = 15
OLDEST_POSTGIS = (3, 3)


def missing_server(version: str | None = None) -> SetupError:
    """Return the refusal where no PostgreSQL server (of the cluster's own major `version`) is installed."""
    return _install(f"postgresql-{version}-postgis-3" if version else "postgresql-postgis", "PostgreSQL")


def missing_postgis(version: str) -> SetupError:
    """Return the refusal where PostgreSQL of major `version` is installed without PostGIS."""
    return _install(f"postgresql-{version}-postgis-3", "PostGIS")


def _install(package: str, what: str) -> SetupError:
    return SetupError(
        Text(
            sv="{what} saknas: kör 'sudo apt-get install {package}', "
            "eller ange en egen server i DATABASE_URL.",
            en="{what} is missing: run 'sudo apt-get install {package}', "
            "or name your own server in DATABASE_URL.",
        ).format(what=what, package=package)
    )
