"""Taking a list out in the browser, and finding its line in the log."""

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

WIDE = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}


@pytest.mark.parametrize("window", [WIDE, PHONE], ids=["wide", "phone"])
def test_a_planner_takes_out_the_list_and_finds_it_in_the_log(visitor, window):
    page = visitor("planerare", window).open("/places?q=tunnel")
    shown = page.locator("tbody th").all_inner_texts()
    page.get_by_role("link", name="Exportera").click()
    page.get_by_label("Vad ska filen användas till?").fill("Underlag till mötet i mars")
    page.get_by_text("CSV för svensk Excel").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Hämta filen").click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    assert [row[1] for row in rows[1 : rows.index([])]] == shown
    page.goto("/logs?log=exports")
    expect(page.get_by_text("Underlag till mötet i mars").first).to_be_visible()


def test_a_place_shows_the_file_it_was_brought_in_with(visitor):
    page = visitor("samordnare").open("/places")
    page.locator("tbody th a").first.click()
    expect(page.get_by_role("heading", name="Historik")).to_be_visible()
    expect(page.get_by_text("Inläst").first).to_be_visible()
