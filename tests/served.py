"""The application on a free port of this machine, and what a browser holds that has signed in to it."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, StorageState
from sqlalchemy.engine import make_url

from geodata.city import CityProfile
from geodata.database import IMPORT_TIMEOUT, open_engine, open_sessions
from geodata.guards import POLICE_LOGIN, WEB_LOGIN
from importers import demo
from importers.uploads import UploadFolder
from importers.uploads.worker import Worker
from webmap.app import create_app
from webmap.server import server_of
from webmap.settings import MEGABYTE, Settings


@contextmanager
def served(database: str, profile: CityProfile) -> Iterator[str]:
    """Serve a database (its owner's address) by the web's logins, as in service; yield the page's address.

    A worker does what is wanted of uploads, as the one beside the server does.
    """
    with TemporaryDirectory() as home, _working(database, profile, home) as uploads:
        yield from _answering(database, profile, Settings(uploads=uploads))


@contextmanager
def _working(database: str, profile: CityProfile, home: str) -> Iterator[UploadFolder]:
    uploads = UploadFolder(Path(home) / "uploads", largest=8 * MEGABYTE, incoming=Path(home) / "incoming")
    engine, stopped = open_engine(database, statement_seconds=IMPORT_TIMEOUT), threading.Event()
    thread = threading.Thread(target=Worker(engine, profile, uploads).work, args=(stopped,))
    thread.start()
    yield uploads
    stopped.set()
    thread.join()
    engine.dispose()


def _answering(database: str, profile: CityProfile, settings: Settings) -> Iterator[str]:
    engine, police_engine = (
        open_engine(make_url(database).set(username=login)) for login in (WEB_LOGIN, POLICE_LOGIN)
    )
    app = create_app(
        open_sessions(engine),
        profile,
        secret_key="a key for tests",
        police_sessions=open_sessions(police_engine),
        settings=settings,
    )
    server = server_of(app, settings, socket.create_server(("127.0.0.1", 0)))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    # In its own thread, which it wakes: a socket closed under a thread that waits for it is an error there.
    server.trigger.pull_trigger(server.close)
    thread.join(timeout=5)
    server.task_dispatcher.shutdown()
    engine.dispose()
    police_engine.dispose()


def kept_cookies(browser: Browser, home: str) -> Callable[[str], StorageState]:
    """Return what a browser holds that has signed in at `home` by the form: once per account."""

    @cache
    def of(name: str) -> StorageState:
        with browser.new_context(locale="sv-SE", base_url=home) as context:
            sign_in(context.new_page(), name)
            return context.storage_state()

    return of


def sign_in(page: Page, name: str) -> None:
    """Sign in to a demo account by the form."""
    page.goto("/sign-in?next=/healthz")
    page.get_by_label("E-postadress").fill(f"{name}@demo.example")
    page.get_by_label("Lösenord").fill(demo.PASSWORD)
    page.get_by_role("button", name="Logga in").click()
    page.wait_for_url("**/healthz")
