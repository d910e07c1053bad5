import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

WIDE = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
CENTRE = "at=14/55.588/13.02"


@pytest.mark.parametrize("window", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("name", ["planerare", "polisanalytiker", "ssp.polis"])
def test_the_map_asks_nobody_else_and_breaks_no_rule(onlooker, name, window):
    someone = onlooker(name, window)
    page = someone.page
    expect(page.get_by_role("heading", level=1)).to_have_text("Alla uppgifter, alla år")
    expect(page.get_by_text("Påhittade siffror").first).to_be_visible()
    assert someone.seen.tiles
    someone.seen.assert_clean()


def test_marks_are_really_drawn(visitor):
    page = visitor("planerare").open_map("layers=places,areas.kommun")
    with_places = page.locator(".leaflet-gl-layer").screenshot()
    page = visitor("planerare").open_map("layers=areas.kommun")
    assert with_places != page.locator(".leaflet-gl-layer").screenshot()


def test_the_list_follows_the_map(visitor):
    someone = visitor("planerare")
    page = someone.open_map()
    everything = int(page.locator('[data-says="counts"]').inner_text())
    page = someone.open_map("at=15/55.588/13.02")
    expect(page.locator('[data-says="counts"]')).not_to_have_text(str(everything))
    assert 0 < int(page.locator('[data-says="counts"]').inner_text()) < everything


def test_a_row_opens_the_panel_and_escape_closes_it(visitor):
    page = visitor("planerare").open_map(CENTRE)
    row = page.locator('[data-row^="places/"]').first
    name = row.locator("[data-name]").inner_text()
    row.get_by_role("link").click()
    expect(page.locator("[data-panel]").get_by_role("heading", level=1)).to_contain_text(name)
    expect(page).to_have_url(re.compile(r"selected=places/[0-9a-f-]{36}"))
    page.keyboard.press("Escape")
    expect(page.locator("[data-panel]")).to_be_hidden()
    expect(row.get_by_role("link")).to_be_focused()


def test_a_shared_address_shows_the_same_thing_to_the_next_reader(visitor):
    page = visitor("planerare").open_map(f"{CENTRE}&status=verified&layers=places,areas.kommun")
    page.locator('[data-row^="places/"]').first.get_by_role("link").click()
    expect(page.locator("[data-panel] h1")).to_be_visible()
    expect(page).to_have_url(re.compile("selected="))
    name, address = page.locator("[data-panel] h1").inner_text(), page.url.partition("/?")[2]
    other = visitor("polisanalytiker").open_map(address)
    expect(other.locator("[data-panel] h1")).to_have_text(name)
    expect(other.get_by_role("heading", level=1).first).to_have_text("Platsstatus: verifierad")
    assert other.url.partition("/?")[2] == address


def test_a_click_on_a_mark_opens_what_lies_there(visitor):
    page = visitor("planerare").open_map(f"{CENTRE}&layers=places")
    row = page.locator('[data-row^="places/"]').first
    lat, lon = (float(row.get_attribute(f"data-{axis}")) for axis in ("lat", "lon"))
    name = row.locator("[data-name]").inner_text()
    page.goto(f"/?at=18/{lat}/{lon}&layers=places")
    expect(page.locator("[data-stage]")).to_have_attribute("data-state", "drawn")
    page.get_by_text("Teckenförklaring").click()
    box = page.locator(".folium-map").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator("[data-panel-body]")).to_contain_text(name)


def test_pointing_at_a_row_marks_it_and_only_it(visitor):
    page = visitor("planerare").open(f"/?{CENTRE}")
    row = page.locator('[data-row^="places/"]').nth(1)
    row.hover()
    expect(row).to_have_class(re.compile("row--pointed"))
    expect(page.locator(".row--pointed")).to_have_count(1)


def test_the_filter_changes_title_list_and_address_and_back_undoes_it(visitor):
    someone = visitor("planerare")
    page = someone.open_map()
    before = page.locator('[data-says="counts"]').inner_text()
    page.get_by_text("Ändra", exact=True).click()
    page.get_by_label("åtgärdad", exact=True).check()
    page.get_by_role("button", name="Visa", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Platsstatus: åtgärdad")
    expect(page).to_have_url(re.compile("status=resolved"))
    assert any("status=resolved" in url for url in someone.seen.tiles)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Alla uppgifter, alla år")
    expect(page.locator('[data-says="counts"]')).to_have_text(before)


def test_a_period_is_chosen_at_one_touch(visitor):
    page = visitor("planerare").open("/")
    page.get_by_text("Ändra", exact=True).click()
    page.get_by_role("button", name="2014", exact=True).click()
    page.get_by_role("button", name="Visa", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2014")
    expect(page).to_have_url(re.compile("from=2014-01&to=2014-12"))


def test_switching_a_layer_fetches_no_tile_but_those_of_recorded_crime(visitor):
    someone = visitor("polisanalytiker")
    page = someone.open_map(CENTRE)
    page.get_by_text("Lager", exact=True).click()
    fetched = len(someone.seen.tiles)
    page.get_by_label("Platser", exact=True).uncheck()
    expect(page.locator('[data-legend="places"]')).to_be_hidden()
    someone.await_map()
    assert len(someone.seen.tiles) == fetched
    page.get_by_label("Anmälda händelser", exact=True).check()
    expect(page.locator('[data-legend="incidents"]')).to_be_visible()
    someone.await_map()
    assert all("layers=incidents" in url for url in someone.seen.tiles[fetched:])


def test_a_planner_is_offered_squares_and_a_police_analyst_points(onlooker):
    planner = onlooker("planerare").page
    assert planner.locator('[data-layer="incident_cells"]').count() == 1
    assert planner.locator('[data-layer="incidents"]').count() == 0
    expect(planner.get_by_text("Brott visas per ruta om 250 m")).to_be_visible()
    police = onlooker("polisanalytiker").page
    assert police.locator('[data-layer="incidents"]').count() == 1
    assert police.locator('[data-layer="incident_cells"]').count() == 0


def test_a_survey_is_told_with_n_and_interval_where_one_points(visitor):
    page = visitor("planerare").open_map("layers=areas.kommun,areas.enkatomrade")
    page.get_by_text("Lager", exact=True).click()
    page.get_by_label("Enkät", exact=True).select_option(index=1)
    expect(page.locator("[data-survey-legend] h3")).to_be_visible()
    page.keyboard.press("Escape")
    box = page.locator(".folium-map").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.66, box["y"] + box["height"] * 0.5)
    expect(page.locator(".told-at-pointer")).to_have_text(re.compile(r"\d+\s%\s\(\d+–\d+\), n = \d+"))


def test_coordinates_are_read_out_in_the_citys_system(onlooker):
    page = onlooker("planerare").page
    box = page.locator(".folium-map").bounding_box()
    page.mouse.move(box["x"] + 500, box["y"] + 300)
    said = re.compile(r"N 6\s1[67]\d\s\d{3}  E 1[12]\d\s\d{3}  SWEREF 99 13 30")
    expect(page.locator("[data-readout]")).to_have_text(said)


def test_the_sheet_on_a_phone_has_three_heights(visitor):
    page = visitor("planerare", PHONE).open("/")
    sheet, grip = page.locator("[data-sheet]"), page.get_by_role("button", name="Höj eller sänk listan")
    heights = [sheet.bounding_box()["height"]]
    for name in ("middle", "high"):
        grip.press("ArrowUp")
        expect(sheet).to_have_attribute("data-sheet", name)
        page.wait_for_timeout(300)
        heights.append(sheet.bounding_box()["height"])
    assert heights == sorted(heights)
    assert heights[2] > heights[1] + 100 > heights[0] + 200


@pytest.mark.parametrize("window", [WIDE, PHONE], ids=["wide", "phone"])
def test_nothing_runs_out_of_the_window(onlooker, window):
    page = onlooker("polisanalytiker", window).page
    assert page.evaluate("document.documentElement.scrollWidth") <= window["width"]


def test_targets_are_large_enough_for_a_finger(onlooker):
    page = onlooker("planerare", PHONE).page
    small = [
        (button.inner_text(), button.bounding_box())
        for button in page.locator("button:visible, summary.button:visible, a.button:visible").all()
        if min(button.bounding_box()["height"], button.bounding_box()["width"]) < 44
    ]
    assert small == []


def test_the_language_changes_where_one_stands(visitor):
    page = visitor("planerare").open(f"/?{CENTRE}")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Everything, all years")
    expect(page).to_have_url(re.compile("at=14/55.588"))
    page.get_by_role("button", name="Svenska").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Alla uppgifter, alla år")


def test_without_a_script_the_map_page_is_a_list_and_a_form(visitor):
    page = visitor("planerare", java_script_enabled=False).open("/")
    expect(page.get_by_text("Kartan behöver JavaScript")).to_be_visible()
    assert page.locator('[data-row^="places/"]').count() == 200
    page.get_by_text("Ändra", exact=True).click()
    page.get_by_label("arkiverad", exact=True).check()
    page.get_by_role("button", name="Visa", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Platsstatus: arkiverad")
