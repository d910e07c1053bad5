import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

WIDE = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
DRAWN = re.compile(r"^[1-9]\d*$")


@pytest.mark.parametrize("window", [WIDE, PHONE], ids=["wide", "phone"])
def test_the_police_see_hot_cells_on_the_map_and_in_the_table(visitor, window):
    page = visitor("polisanalytiker", window).open("/hotspots?from=2015-01&to=2015-12&group=vandalism")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hotspots")
    expect(page.locator("[data-findings]")).to_have_attribute("data-drawn", DRAWN)
    expect(page.get_by_role("columnheader", name="q", exact=True)).to_be_visible()


@pytest.mark.parametrize("window", [WIDE, PHONE], ids=["wide", "phone"])
def test_a_planner_reads_whether_a_measure_worked_beside_its_three_areas(visitor, window):
    page = visitor("planerare", window).open("/evaluations")
    page.get_by_role("link", name="Trygghetsvärdar vid centrumanläggning C4").click()
    expect(page.get_by_text("Tydlig minskning", exact=True)).to_be_visible()
    expect(page.locator("[data-findings]")).to_have_attribute("data-drawn", DRAWN)
    expect(page.get_by_role("img", name="Relativ förändring")).to_be_visible()
    expect(page.get_by_text("Antal kring en åtgärd visas inte i din roll")).to_be_visible()
    expect(page.get_by_role("rowheader", name="Ring omkring")).to_have_count(0)


def test_the_map_s_button_begins_a_place_where_the_map_stands(visitor):
    page = visitor("planerare").open_map("at=16/55.588/13.02")
    page.get_by_role("link", name="Märk plats").click()
    expect(page.get_by_label("Koordinater")).to_have_value("55.58800 13.02000")
