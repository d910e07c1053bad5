"""Nothing that people write ever runs: pages, panels, popups, print and exported maps in a real browser."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from payloads import EMAIL, NO_TEXTS, PASSWORD, PAYLOADS, TEXTS, PoisonedCity, poisoned_city
from playwright.sync_api import BrowserContext, Page, expect
from served import served
from sqlalchemy import String
from sqlalchemy.orm import sessionmaker

from geodata import city as cities
from geodata import models
from geodata.database import open_engine, open_sessions
from webmap.app import create_app
from webmap.exports.layers import EXPORT_LAYERS
from webmap.views.logs import LOGS

pytestmark = pytest.mark.browser

# A page says by these words that something of it ran, or was stopped only by the policy.
RAN, STOPPED = "a payload ran", "the policy stopped"
LISTENING = f"""
    window.ran = () => console.error("{RAN}: " + location.href);
    document.addEventListener("securitypolicyviolation", (stopped) => console.error(
        "{STOPPED}: " + stopped.violatedDirective + " " + stopped.blockedURI + " " + stopped.sample));
"""
# Files, tiles, pictures (which the browser shows on a page of its own making), and the way to another host.
NO_PAGES = {
    *("static", "vendor", "favicon", "tiles.show", "photos.show", "photos.small", "uploads.rejected"),
    *("single_sign_on.begin", "single_sign_on.finish"),
}
PAYLOADS_OF_A_THING = 6


def routes() -> list[tuple[str, str, tuple[str, ...]]]:
    """Return (endpoint, rule, names of its parts) of every route that a browser may open."""
    app = create_app(
        sessionmaker(), cities.load(cities.shipped("malmo")), secret_key="k", police_sessions=sessionmaker()
    )
    return sorted(
        (rule.endpoint, rule.rule, tuple(sorted(rule.arguments)))
        for rule in app.url_map.iter_rules()
        if "GET" in rule.methods and rule.endpoint not in NO_PAGES
    )


def query_of(rule: str) -> list[str]:
    """Return what else an address needs to show anything: what a table asks, which of the logs."""
    if rule.endswith("/logs"):
        return [f"?log={log}" for log in LOGS]
    asks = next((layer.asks for layer in EXPORT_LAYERS if rule == f"/export/{layer.code}"), ())
    needs = [name for name in asks if name in {"measure", "survey", "wave", "question"}]
    return ["?" + "&".join(f"{name}={{{name}}}" for name in needs)] if needs else [""]


@dataclass
class Watch:
    """What the pages of a window did that text does not do."""

    seen: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> BrowserContext:
        context.add_init_script(LISTENING)
        context.on("console", lambda said: self._note(said.text))
        context.on("dialog", lambda dialog: (self.seen.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        context.on("request", lambda asked: self._asked(asked.url))
        return context

    def _note(self, text: str) -> None:
        if RAN in text or STOPPED in text:
            self.seen.append(text)

    def _asked(self, url: str) -> None:
        if "evil.example" in url:
            self.seen.append(f"asked for {url}")


@dataclass
class Reader:
    """Someone who may see all, at a browser window, in the poisoned city."""

    page: Page
    city: PoisonedCity
    watch: Watch

    def opens(self, address: str) -> None:
        answer = self.page.goto(address, wait_until="load")
        assert answer.status in {200, 422}, f"{address} was answered by {answer.status}"


@pytest.fixture(scope="module")
def city(city_database, malmo, deep) -> Iterator[tuple[str, PoisonedCity]]:
    """Return the address of the poisoned city: a payload per thing in a deep run, else several."""
    step = 1 if deep else PAYLOADS_OF_A_THING
    texts = [" ".join(PAYLOADS[start : start + step]) for start in range(0, len(PAYLOADS), step)]
    database = city_database(malmo)
    engine = open_engine(database)
    with open_sessions(engine)() as session:
        made = poisoned_city(session, texts)
    engine.dispose()
    with served(database, malmo) as home:
        yield home, made


@pytest.fixture(scope="module")
def reader(browser, city) -> Iterator[Reader]:
    home, made = city
    watch = Watch()
    with browser.new_context(locale="sv-SE", base_url=home) as context:
        page = watch.over(context).new_page()
        page.goto("/sign-in?next=/healthz")
        page.get_by_label("E-postadress").fill(EMAIL)
        page.get_by_label("Lösenord").fill(PASSWORD)
        page.get_by_role("button", name="Logga in").click()
        page.wait_for_url("**/healthz")
        yield Reader(page, made, watch)


@pytest.fixture
def nothing_ran(reader) -> Iterator[None]:
    """Fail where anything ran, was stopped by the policy, asked, or fetched during the test."""
    reader.watch.seen.clear()
    yield
    reader.page.wait_for_timeout(100)
    assert reader.watch.seen == []


def test_every_column_of_text_is_poisoned_or_known_to_hold_no_text():
    found = {
        (table.fullname, column.name)
        for table in models.Table.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, String)
    }
    texts = {(table, column) for table, columns in TEXTS.items() for column in columns}
    others = {(table, column) for table, columns in NO_TEXTS.items() for column in columns}
    assert (found, texts & others) == (texts | others, set())


def test_the_watch_sees_a_payload_that_runs_and_one_that_is_stopped(browser, city):
    watch = Watch()
    with browser.new_context(base_url=city[0]) as context:
        page = watch.over(context).new_page()
        page.set_content(PAYLOADS[1])
        page.wait_for_timeout(200)
        assert any(RAN in seen for seen in watch.seen)
        watch.seen.clear()
        page.goto("/sign-in")
        page.evaluate(
            "text => document.body.append(document.createRange().createContextualFragment(text))", PAYLOADS[1]
        )
        page.wait_for_timeout(200)
        assert any(STOPPED in seen for seen in watch.seen)


@pytest.mark.parametrize(("endpoint", "rule", "parts"), routes(), ids=str)
def test_no_payload_runs_on_any_page_or_on_its_print(reader, nothing_ran, endpoint, rule, parts):
    for number in range(reader.city.things if parts or "{" in query_of(rule)[0] else 1):
        values = {name: given[number] for name, given in reader.city.parts.items()}
        for query in query_of(rule):
            address = (_filled(rule, values) + query).format(**values)
            reader.opens(address)
    reader.page.emulate_media(media="print")
    reader.page.emulate_media(media="screen")


def _filled(rule: str, values: dict[str, str]) -> str:
    return re.sub(r"<(?:[^:<>]+:)?(\w+)>", lambda part: values[part[1]], rule)


@pytest.mark.parametrize("layer", ["places", "measures", "areas"])
def test_no_payload_runs_in_the_panel_of_the_map(reader, nothing_ran, layer):
    for number in range(reader.city.things):
        values = {name: given[number] for name, given in reader.city.parts.items()}
        chosen = {"places": "{place_id}", "measures": "{measure_id}", "areas": "{kind}/{code}"}[layer]
        reader.page.goto("/?selected=" + f"{layer}/{chosen}".format(**values))
        expect(reader.page.locator("[data-panel-body] h1, [data-panel-body] h2").first).to_be_visible()


def test_no_payload_runs_in_an_exported_map_and_its_popups(reader, nothing_ran, browser, tmp_path):
    page = reader.page
    page.goto("/export/map?layers=places,measures,areas.stadsomrade")
    page.locator("[name=purpose]").fill(" ".join(PAYLOADS[:4]))
    with page.expect_download() as coming:
        page.get_by_role("button", name="Hämta filen").click()
    coming.value.save_as(tmp_path / "map.html")
    with browser.new_context(offline=True) as context:
        opened = reader.watch.over(context).new_page()
        opened.goto((tmp_path / "map.html").as_uri())
        for mark in opened.locator(".exported__mark").all():
            mark.dispatch_event("click")
            expect(opened.locator(".leaflet-popup-content strong").last).to_be_visible()
