"""A real browser on the whole application: demo city, web login, waitress on a free port."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache

import catalogues
import demo_city
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, expect, sync_playwright
from served import kept_cookies, served

from geodata.city import CityProfile
from importers.demo import DemoReport

catalogues.compile_stale()

FLAGS = (
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--enable-unsafe-swiftshader",
)
WIDE = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
# Software WebGL on a busy machine of two cores.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def demo_database(city_database: Callable[..., str], malmo: CityProfile, demo_report: DemoReport) -> str:
    """Return the owner's address of this worker's copy of the demo city."""
    return city_database(malmo, template=demo_city.TEMPLATE)


@pytest.fixture(scope="session")
def live_server(demo_database: str, malmo: CityProfile) -> Iterator[str]:
    """Return the address of the served demo city; its database login is the web's, as in service."""
    with served(demo_database, malmo) as home:
        yield home


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return the machine's own Chromium; skip where there is none."""
    found = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chromium-browser")
    if found is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        yield browser
        browser.close()


@dataclass
class Witness:
    """What a page did that a person would not see: requests to others, errors, violations of the policy."""

    home: str
    foreign: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    tiles: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        """Write down what `page` does from now on."""
        page.on("request", lambda request: self._requested(request.url))
        page.on("response", lambda answer: answer.status >= 400 and self.failed.append(answer.url))
        page.on("console", lambda said: said.type == "error" and self.errors.append(said.text))
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _requested(self, url: str) -> None:
        if not url.startswith((self.home + "/", "data:", "blob:")):
            self.foreign.append(url)
        if "/tiles/" in url:
            self.tiles.append(url)

    def assert_clean(self) -> None:
        """Fail when anything was asked of another host, or the browser complained of anything."""
        assert (self.foreign, self.failed, self.errors) == ([], [], [])


@dataclass
class Visitor:
    """Someone at a browser window, signed in to the demo city."""

    page: Page
    home: str
    seen: Witness

    def open(self, address: str) -> Page:
        """Open an address of ours."""
        self.page.goto(self.home + address)
        return self.page

    def open_map(self, query: str = "") -> Page:
        """Open the map and wait until it is drawn and the list has its rows."""
        page = self.open(f"/?{query}" if query else "/")
        self.await_map()
        return page

    def await_map(self) -> None:
        """Wait until nothing is left to draw or to fetch."""
        expect(self.page.locator("[data-stage]")).to_have_attribute("data-state", "drawn")
        expect(self.page.locator("[data-list]")).not_to_have_attribute("aria-busy", "true")


@pytest.fixture(scope="session")
def cookies(browser: Browser, live_server: str) -> Callable[[str], StorageState]:
    """Return what a browser holds that has signed in by the form: once per account and worker."""
    return kept_cookies(browser, live_server)


@contextmanager
def visitors(
    browser: Browser, home: str, cookies: Callable[[str], StorageState]
) -> Iterator[Callable[..., Visitor]]:
    """Yield a maker of visitors at `home`; every one must leave a clean record."""
    contexts: list[BrowserContext] = []
    made: list[Visitor] = []

    def come(name: str | None, window: dict[str, int] | None = None, **given) -> Visitor:
        window = window or WIDE
        context = browser.new_context(
            viewport=window,
            has_touch=window["width"] < 700,
            locale="sv-SE",
            base_url=home,
            storage_state=cookies(name) if name else None,
            **given,
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page, seen = context.new_page(), Witness(home)
        seen.watch(page)
        one = Visitor(page, home, seen)
        made.append(one)
        return one

    yield come
    for context in contexts:
        context.close()
    for one in made:
        one.seen.assert_clean()


@pytest.fixture
def visitor(browser: Browser, live_server: str, cookies) -> Iterator[Callable[..., Visitor]]:
    """Return a maker of visitors: `visitor("planerare", PHONE)`; every one must leave a clean record."""
    with visitors(browser, live_server, cookies) as come:
        yield come


@pytest.fixture(scope="module")
def onlooker(browser: Browser, live_server: str, cookies) -> Iterator[Callable[..., Visitor]]:
    """Return who has opened the map: `onlooker("planerare", PHONE)`, once for those who only look."""
    with visitors(browser, live_server, cookies) as come:

        @cache
        def looking(name: str, width: int, height: int) -> Visitor:
            one = come(name, {"width": width, "height": height})
            one.open_map()
            return one

        yield lambda name, window=WIDE: looking(name, **window)
