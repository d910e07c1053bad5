"""A planner marks a place in a real browser: by a click on the map, and by typing on a phone."""

from collections.abc import Callable, Iterator
from datetime import date

import make
import pytest
from geoalchemy2.shape import from_shape
from playwright.sync_api import Browser, Page, StorageState, expect
from served import kept_cookies, served
from shapely import MultiPolygon, box

from geodata import models
from geodata.city import CityProfile
from geodata.crs import SWEREF_99_13_30
from geodata.database import open_engine, open_sessions
from geodata.passwords import hash_password
from importers import demo

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}


def ground(kind: str, code: str, name: str) -> models.Area:
    """Return an area of ten by ten kilometres around the tests' corner."""
    square = box(make.EAST - 5000, make.NORTH - 5000, make.EAST + 5000, make.NORTH + 5000)
    shape = from_shape(MultiPolygon([square]), srid=SWEREF_99_13_30)
    return models.Area(
        kind=kind, code=code, name_sv=name, name_en=name, geom=shape, valid_from=date(2010, 1, 1)
    )


def planner() -> models.UserAccount:
    office = models.Organisation(
        code="gk", name_sv="Gatukontoret", name_en="Street office", kind="municipality"
    )
    user = models.UserAccount(email="planerare@demo.example", name="Planerare")
    user.credential = models.Credential(password_hash=hash_password(demo.PASSWORD))
    user.memberships.append(
        models.Membership(organisation=office, role="planner", valid_from=date(2010, 1, 1))
    )
    return user


@pytest.fixture(scope="module")
def live_server(city_database: Callable[[CityProfile], str], malmo: CityProfile) -> Iterator[str]:
    """Return the address of a small city of its own: what is marked here stands in nobody else's way."""
    address = city_database(malmo)
    engine = open_engine(address)
    with open_sessions(engine)() as session:
        session.add_all([ground("kommun", "malmo", "Malmö"), ground("stadsomrade", "norr", "Norr")])
        session.add_all([ground("lokalpolisomrade", "lpo", "LPO Norr"), planner()])
        session.commit()
    engine.dispose()
    with served(address, malmo) as home:
        yield home


@pytest.fixture(scope="module")
def cookies(browser: Browser, live_server: str) -> Callable[[str], StorageState]:
    return kept_cookies(browser, live_server)


def new_place(visitor, window: dict[str, int] | None = None, **given) -> Page:
    """Return the page of a new place, its map ready to be clicked."""
    page = visitor("planerare", window, **given).open("/places")
    page.get_by_role("link", name="Märk plats").click()
    if given.get("java_script_enabled", True):
        expect(page.locator("[data-placing][data-ready]")).to_be_visible()
    return page


def describe(page: Page, name: str) -> None:
    page.get_by_label("Namn").fill(name)
    page.get_by_label("Platstyp").select_option(label="Gång- och cykeltunnel")
    page.get_by_text("Dålig belysning").click()
    page.get_by_label("Var kommer uppgiften ifrån?").select_option(label="Trygghetsvandring")


def test_a_planner_clicks_a_place_onto_the_map_and_attaches_lighting(visitor):
    page = new_place(visitor)
    page.locator("#map_city").click(position={"x": 260, "y": 250})
    expect(page.locator("#position")).to_contain_text("Ligger i")
    expect(page.locator("#position")).to_contain_text("LPO Norr")
    expect(page.locator(".pin")).to_be_visible()
    expect(page.get_by_label("Koordinatsystem")).to_have_value("WGS 84")
    describe(page, "Tunneln vid kanalen")
    page.get_by_role("button", name="Spara platsen").click()

    expect(page.get_by_role("heading", name="Tunneln vid kanalen")).to_be_visible()
    expect(page.locator("[data-spot][data-state='drawn']")).to_be_visible()
    page.get_by_role("link", name="Lägg till åtgärd").click()
    page.get_by_label("Åtgärdstyp").select_option(label="Ny belysning")
    page.get_by_role("button", name="Fortsätt").click()
    page.get_by_label("Namn").fill("Nya armaturer")
    page.get_by_label("Antal ljuspunkter").fill("6")
    page.get_by_label("I drift från").fill("2016-03-01")
    page.get_by_role("button", name="Spara åtgärden").click()

    expect(page.get_by_role("heading", name="Nya armaturer")).to_be_visible()
    expect(page.get_by_text("2016-03-01 –")).to_be_visible()
    expect(page.get_by_role("link", name="Tunneln vid kanalen")).to_be_visible()
    page.goto(page.url.split("/measures")[0] + "/places")
    expect(page.get_by_role("link", name="Tunneln vid kanalen")).to_be_visible()


def test_on_a_phone_typed_coordinates_say_where_they_are_and_what_is_near(visitor):
    for name, east in (("Första tunneln", 2000), ("Andra tunneln", 2030)):
        page = new_place(visitor, PHONE, is_mobile=True)
        page.get_by_label("Koordinater").fill(f"{make.NORTH + 2000} {make.EAST + east}")
        page.get_by_label("Koordinater").press("Tab")
        expect(page.locator("#position")).to_contain_text("stadsområde")
        if name == "Andra tunneln":
            expect(page.locator("#position")).to_contain_text("Första tunneln")
            expect(page.locator("#position")).to_contain_text("30 m")
        describe(page, name)
        assert page.evaluate("() => document.documentElement.scrollWidth") <= PHONE["width"]
        page.get_by_role("button", name="Spara platsen").click()
        expect(page.get_by_role("heading", name=name)).to_be_visible()
        expect(page.get_by_text(f"SWEREF 99 13 30: {make.NORTH + 2000} {make.EAST + east}")).to_be_visible()


def test_a_wrong_system_is_told_at_once_with_the_right_one(visitor):
    page = new_place(visitor, PHONE)
    page.get_by_label("Koordinater").fill("6163000 374000")
    page.get_by_label("Koordinater").press("Tab")
    expect(page.locator("#position")).to_contain_text("Som SWEREF 99 TM ligger den i staden")
    page.get_by_label("Koordinatsystem").select_option("SWEREF 99 TM")
    expect(page.locator("#position")).to_contain_text("Ligger i")


def test_what_is_touched_on_a_phone_is_large_enough(visitor):
    page = new_place(visitor, PHONE, is_mobile=True)
    for target in page.locator("main :is(.button, .pick, select, .field__row input):visible").all():
        assert target.bounding_box()["height"] >= 43.9


def test_without_a_script_a_place_is_marked_by_typed_coordinates(visitor):
    page = new_place(visitor, java_script_enabled=False)
    page.get_by_label("Koordinater").fill(f"{make.NORTH - 3000} {make.EAST}")
    page.get_by_role("button", name="Kontrollera läget").click()
    expect(page.locator("#position")).to_contain_text("Ligger i")
    describe(page, "Utan skript")
    page.get_by_role("button", name="Spara platsen").click()
    expect(page.get_by_role("heading", name="Utan skript")).to_be_visible()
