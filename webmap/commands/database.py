"""`tryggkarta db`: the embedded database, started, stopped, asked and migrated."""

import os

import click
from sqlalchemy.engine import URL

from geodata.embedded import Cluster
from geodata.errors import RefusedError
from geodata.installation import DATABASE, Installation, data_folder
from geodata.text import Text
from webmap.commands.answering import answer, as_json
from webmap.commands.opening import profile_of


@click.group("db")
def database() -> None:
    """Start, stop and migrate the database."""


def _own_cluster() -> Cluster:
    """Return the embedded cluster; raises RefusedError where DATABASE_URL names another server."""
    if os.environ.get("DATABASE_URL"):
        raise RefusedError(
            Text(
                sv="DATABASE_URL pekar ut en egen databasserver; den startas och stoppas inte härifrån.",
                en="DATABASE_URL names a server of your own; it is not started or stopped from here.",
            )
        )
    home = data_folder()
    home.mkdir(parents=True, exist_ok=True)
    return Cluster(home)


@database.command()
@as_json
@click.pass_context
def start(context: click.Context, *, as_json: bool) -> None:
    """Start the embedded database and leave it running."""
    cluster = _own_cluster()
    cluster.start()
    if not cluster.has_database(DATABASE):
        cluster.create_database(DATABASE)
    state = cluster.status()
    answer(context, state, (f"The database runs in {state.folder}.",), as_json=as_json)


@database.command()
@as_json
@click.pass_context
def stop(context: click.Context, *, as_json: bool) -> None:
    """Stop the embedded database."""
    cluster = _own_cluster()
    cluster.stop()
    answer(context, cluster.status(), ("The database is stopped.",), as_json=as_json)


@database.command()
@as_json
@click.pass_context
def status(context: click.Context, *, as_json: bool) -> None:
    """Say whether the embedded database runs, and where its files are."""
    state = _own_cluster().status()
    running = f"runs (process {state.pid})" if state.running else "is stopped"
    lines = (f"The database {running}.", f"Folder: {state.folder}", f"Log: {state.log}")
    answer(context, state, lines, as_json=as_json)


@database.command()
@as_json
@click.pass_context
def upgrade(context: click.Context, *, as_json: bool) -> None:
    """Bring the database's tables to the newest form, creating them where there are none."""
    profile = profile_of(context)
    with Installation(data_folder(), profile):
        line = f"The database of {profile.name} is at the newest form (EPSG:{profile.metric_srid})."
    told = {"city": profile.name, "metric_srid": profile.metric_srid}
    answer(context, told, (line,), as_json=as_json)


@database.command()
@click.option("--web", is_flag=True, help="The address of the web login instead of the owner's.")
@as_json
@click.pass_context
def url(context: click.Context, *, web: bool, as_json: bool) -> None:
    """Print the database's address, for psql and other programs (while it runs)."""
    with Installation(data_folder(), profile_of(context)) as installation:
        chosen = installation.web_url if web else installation.owner_url
    address = _for_other_programs(chosen)
    answer(context, {"url": address}, (address,), as_json=as_json)


def _for_other_programs(address: URL) -> str:
    return address.set(drivername="postgresql").render_as_string(hide_password=False)
