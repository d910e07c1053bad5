"""A text with a number is stopped, marked, sent to review and redacted; a photo is added from a phone."""

from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO

import make
import pytest
from geoalchemy2.shape import from_shape
from PIL import Image
from playwright.sync_api import Browser, StorageState, expect
from served import kept_cookies, served
from shapely import MultiPolygon, box
from sqlalchemy.orm import Session

from geodata.city import CityProfile
from geodata.crs import SWEREF_99_13_30
from geodata.database import open_engine, open_sessions
from geodata.edits.accounts import add_account
from importers import demo

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
NUMBER = "811218-9876"


def settle(session: Session) -> None:
    """Give the city its ground, a place, a planner and a coordinator."""
    ground = box(make.EAST - 5000, make.NORTH - 5000, make.EAST + 5000, make.NORTH + 5000)
    shape = from_shape(MultiPolygon([ground]), srid=SWEREF_99_13_30)
    make.area(session, "malmo", kind="kommun", name_sv="Malmö", geom=shape)
    make.place(session, "Tunneln vid kanalen", geom=make.point())
    make.organisation(session)
    for name, role in (("planerare", "planner"), ("samordnare", "coordinator")):
        add_account(
            session,
            email=f"{name}@demo.example",
            name=name.title(),
            role=role,
            organisation="gatukontoret",
            valid_from=date(2010, 1, 1),
            password=demo.PASSWORD,
        )


@pytest.fixture(scope="module")
def live_server(city_database: Callable[[CityProfile], str], malmo: CityProfile) -> Iterator[str]:
    """Return the address of a small city of its own."""
    address = city_database(malmo)
    engine = open_engine(address)
    with open_sessions(engine)() as session:
        settle(session)
        session.commit()
    engine.dispose()
    with served(address, malmo) as home:
        yield home


@pytest.fixture(scope="module")
def cookies(browser: Browser, live_server: str) -> Callable[[str], StorageState]:
    return kept_cookies(browser, live_server)


def held_text(visitor, window: dict[str, int] | None = None, *, name: str) -> None:
    """Let the planner mark a place whose description seems to tell of a person, and send it to review."""
    planner = visitor("planerare", window)
    page = planner.open("/places/new")
    page.get_by_label("Koordinater").fill(f"{make.NORTH + 900} {make.EAST + 900}")
    page.get_by_label("Namn").fill(name)
    page.get_by_label("Platstyp").select_option(label="Gång- och cykeltunnel")
    page.get_by_label("Var kommer uppgiften ifrån?").select_option(label="Trygghetsvandring")
    page.get_by_label("Beskrivning").fill(f"Mörkt. Ärende {NUMBER} hos staden.")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.get_by_role("button", name="Spara platsen").click()
    expect(page.locator("mark")).to_have_text(NUMBER)
    planner.seen.failed.clear()  # the refusal, 422, and the browser's word of it
    planner.seen.errors.clear()
    expect(page.locator(".found")).to_contain_text("ett personnummer")
    page.get_by_label("Det är inte en personuppgift").check()
    assert page.evaluate("() => document.documentElement.scrollWidth") <= page.viewport_size["width"]
    page.get_by_role("button", name="Spara platsen").click()
    expect(page.get_by_role("status")).to_contain_text("väntar på samordnaren")


@pytest.mark.parametrize("window", [None, PHONE], ids=["wide", "phone"])
def test_a_text_is_stopped_marked_reviewed_and_redacted(visitor, window):
    name = "Smal tunnel" if window else "Bred tunnel"
    held_text(visitor, window, name=name)
    page = visitor("samordnare", window).open("/reviews")
    card = page.locator("section.review").filter(has_text=name)
    expect(card.locator("mark")).to_have_text(NUMBER)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= page.viewport_size["width"]
    card.get_by_role("link", name="Maska eller avvisa").click()
    page.get_by_label("Beskrivning").fill("Mörkt.")
    page.get_by_role("button", name="Spara de maskade texterna").click()
    expect(page.get_by_role("status")).to_contain_text("de tidigare förstörda")
    expect(page.locator("main")).not_to_contain_text(name)


def test_a_photo_is_added_from_a_phone_and_removed_by_the_coordinator(visitor):
    picture = BytesIO()
    Image.new("RGB", (1200, 900), (70, 90, 110)).save(picture, "JPEG")
    page = visitor("planerare", PHONE, is_mobile=True).open("/places")
    page.get_by_role("link", name="Tunneln vid kanalen").click()
    page.get_by_role("link", name="Lägg till foto").click()
    page.get_by_label("Foto", exact=True).set_input_files(
        {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": picture.getvalue()}
    )
    page.get_by_label("Bildtext").fill("Två släckta lampor")
    page.get_by_label("Ingen går att känna igen").check()
    page.get_by_role("button", name="Spara fotot").click()
    photo = page.get_by_role("img", name="Två släckta lampor")
    photo.scroll_into_view_if_needed()
    expect(photo).to_have_js_property("naturalWidth", 480)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= PHONE["width"]
    other = visitor("samordnare").open(page.url.removeprefix(page.url.split("/places")[0]))
    other.get_by_role("button", name="Ta bort: Två släckta lampor").click()
    expect(other.get_by_role("status")).to_contain_text("Fotot är borttaget.")
    expect(other.get_by_text("Inget foto av platsen.")).to_be_visible()
