"""The map as a file, opened from a disk without a network."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

WIDE = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def map_file(browser, live_server, cookies, tmp_path_factory):
    """Return the file that a planner takes out of a part of the map."""
    with browser.new_context(
        locale="sv-SE", base_url=live_server, storage_state=cookies("planerare")
    ) as context:
        page = context.new_page()
        page.goto("/export/map?layers=places,measures,areas.stadsdel&box=12.99,55.57,13.05,55.605")
        page.locator("[name=purpose]").fill("Underlag till vandring i maj")
        with page.expect_download() as coming:
            page.get_by_role("button", name="Hämta filen").click()
        path = tmp_path_factory.mktemp("taken") / coming.value.suggested_filename
        coming.value.save_as(path)
    return path


@pytest.fixture
def opened(browser, map_file):
    """Return an opener of the file in a window without a network; it may ask for nothing."""
    contexts, seen = [], []

    def open_file(window):
        context = browser.new_context(viewport=window, locale="sv-SE", offline=True)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: seen.append(said.text))
        page.on("pageerror", lambda error: seen.append(str(error)))
        page.on("request", lambda asked: asked.url.startswith("file:") or seen.append(asked.url))
        page.goto(map_file.as_uri())
        return page

    yield open_file
    for context in contexts:
        context.close()
    assert seen == []


@pytest.mark.parametrize("window", [WIDE, PHONE], ids=["1280", "390"])
def test_a_map_file_is_drawn_from_the_disk(opened, window):
    page = opened(window)
    expect(page.locator(".exported__mark").first).to_be_attached()
    expect(page.locator(".leaflet-control-scale")).to_be_visible()
    expect(page.get_by_role("heading", name="Teckenförklaring")).to_be_visible()
    expect(page.locator(".exported__synthetic")).to_have_text("Påhittade siffror")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_mark_says_its_name_its_kind_and_its_status(opened):
    page = opened(WIDE)
    mark = page.locator(".exported__mark").last
    name, *_facts = mark.get_attribute("aria-label").split(", ")
    mark.press("Enter")
    popup = page.locator(".leaflet-popup-content")
    expect(popup.locator("strong")).to_have_text(name)
    expect(popup.locator("span")).to_have_count(2)


def test_the_table_holds_the_same_things_as_the_map(opened):
    page = opened(WIDE)
    drawn = page.locator(".exported__mark").count() + page.locator(".exported__outline").count()
    assert page.locator("tbody tr").count() == drawn
