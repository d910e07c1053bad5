"""`tryggkarta serve`: the application on an address, until Ctrl-C or SIGTERM."""

import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from datetime import date, datetime
from pathlib import Path

import click
from flask import Flask
from sqlalchemy.orm import Session
from waitress.server import BaseWSGIServer

from geodata import city
from geodata.database import IMPORT_TIMEOUT, open_engine, open_sessions
from geodata.errors import SetupError
from geodata.installation import Installation, data_folder
from geodata.questions import city_data
from geodata.questions.accounts import all_accounts
from geodata.text import Text
from importers import demo as demo_city
from webmap import settings
from webmap.app import create_app
from webmap.commands.opening import open_log, profile_of
from webmap.commands.worker import working_beside
from webmap.server import server_of
from webmap.settings import Settings


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option(
    "--city",
    type=click.Path(dir_okay=False, path_type=Path),
    expose_value=False,
    callback=lambda context, _option, value: _choose_city(context, value),
    help="The city profile, as before the command.",
)
@click.option("--demo/--no-demo", default=True, help="Fill the demo's empty database (the default).")
@click.option("--worker/--no-worker", default=True, help="Run a worker for uploaded files (the default).")
@click.pass_context
def serve(context: click.Context, host: str, port: int, *, demo: bool, worker: bool) -> None:
    """Serve the map; an empty demo database is filled with the demo city first."""
    profile = profile_of(context)
    with closing(_listen(host, port)) as listener, Installation(data_folder(), profile) as installation:
        if installation.notice:
            click.echo(installation.notice.in_language(profile.languages[0]))
        _fill_when_empty(installation, demo=demo)
        chosen = settings.from_environment(host=host)
        with _application(installation, chosen) as app:
            click.echo(f"Tryggkarta, {profile.name}: http://{host}:{listener.getsockname()[1]}")
            open_log()
            with working_beside(context) if worker else nullcontext():
                _serve_until_told(server_of(app, chosen, listener))


def _choose_city(context: click.Context, value: Path | None) -> None:
    if value is not None:
        context.find_root().params["city"] = value


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket on the address; raises SetupError when it is taken or not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen()
    except OSError as error:
        listener.close()
        raise SetupError(
            Text(
                sv="Det går inte att lyssna på {host}:{port}: {why}. Välj en annan port med --port.",
                en="Cannot listen on {host}:{port}: {why}. Choose another port with --port.",
            ).format(host=host, port=port, why=(error.strerror or str(error)).lower())
        ) from error
    return listener


def _fill_when_empty(installation: Installation, *, demo: bool) -> None:
    """Load the demo city where the demo's profile meets an empty database, and tell its accounts."""
    engine = open_engine(installation.owner_url, statement_seconds=IMPORT_TIMEOUT)
    try:
        with open_sessions(engine)() as session:
            if (
                demo
                and installation.profile == city.load(city.shipped("malmo"))
                and city_data.is_empty(session)
            ):
                click.echo("Filling the empty database with the demo city …")
                demo_city.load(session, installation.profile)
                session.commit()
            _tell_demo_accounts(session, datetime.now(installation.profile.zone).date())
    finally:
        engine.dispose()


def _tell_demo_accounts(session: Session, today: date) -> None:
    invented = [account for account in all_accounts(session, today) if account.synthetic]
    if invented:
        click.echo(f"Demo accounts, all with the password {demo_city.PASSWORD}:")
    for account in invented:
        click.echo(f"  {account.email:<28} {', '.join(account.roles)}")


@contextmanager
def _application(installation: Installation, chosen: Settings) -> Iterator[Flask]:
    engine, police_engine = open_engine(installation.web_url), open_engine(installation.police_url)
    try:
        yield create_app(
            open_sessions(engine),
            installation.profile,
            secret_key=installation.kept_secret("cookie-key"),
            police_sessions=open_sessions(police_engine),
            settings=chosen,
        )
    finally:
        engine.dispose()
        police_engine.dispose()


def _serve_until_told(server: BaseWSGIServer) -> None:
    """Answer requests until Ctrl-C or SIGTERM; those at work are finished."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    # A shell's background jobs start deaf to Ctrl-C; a server must not be.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        server.run()  # ends at SystemExit and KeyboardInterrupt by itself
    finally:
        server.close()
