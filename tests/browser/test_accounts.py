"""Accounts walked through in the browser: a role chosen, codes taken into use, an account opened."""

import re
from collections.abc import Callable, Iterator
from datetime import date

import pyotp
import pytest
from playwright.sync_api import Browser, StorageState, expect
from served import kept_cookies, served

from geodata import models
from geodata.city import CityProfile
from geodata.database import open_engine, open_sessions
from geodata.passwords import hash_password
from importers import demo

PHONE = {"width": 390, "height": 844}


def person(name: str, hashed: str, *roles: str) -> models.UserAccount:
    """Return someone with these roles in a unit of their own."""
    office = models.Organisation(
        code=f"unit-{name}", name_sv="Gatukontoret", name_en="Street office", kind="administration"
    )
    user = models.UserAccount(email=f"{name}@demo.example", name=name.title())
    user.credential = models.Credential(password_hash=hashed)
    for role in roles:
        user.memberships.append(
            models.Membership(organisation=office, role=role, valid_from=date(2010, 1, 1))
        )
    return user


@pytest.fixture(scope="module")
def live_server(city_database: Callable[[CityProfile], str], malmo: CityProfile) -> Iterator[str]:
    """Return the address of a small city of its own, with three people in it."""
    address, hashed = city_database(malmo), hash_password(demo.PASSWORD)
    engine = open_engine(address)
    with open_sessions(engine)() as session:
        session.add_all(
            [person("planerare", hashed, "planner", "auditor"), person("sofia", hashed, "planner")]
        )
        session.add(person("administrator", hashed, "administrator"))
        session.commit()
    engine.dispose()
    with served(address, malmo) as home:
        yield home


@pytest.fixture(scope="module")
def cookies(browser: Browser, live_server: str) -> Callable[[str], StorageState]:
    """Return what a browser holds that has signed in to this city."""
    return kept_cookies(browser, live_server)


@pytest.mark.browser
@pytest.mark.parametrize("window", [None, PHONE], ids=["wide", "phone"])
def test_someone_with_several_roles_chooses_one_in_the_header(visitor, window):
    page = visitor("planerare", window).open("/account")
    page.locator(".account--role summary").click()
    page.get_by_role("button", name="granskare", exact=True).click()
    expect(page.locator(".account--role summary")).to_contain_text("granskare")
    expect(page.get_by_role("heading", name="Ditt konto")).to_be_visible()
    page.locator(".account--role summary").click()
    page.get_by_role("button", name="alla dina roller").click()
    expect(page.locator(".account--role summary")).to_contain_text("alla")


@pytest.mark.browser
def test_codes_are_taken_into_use_under_the_strict_policy(visitor):
    page = visitor("sofia").open("/account/codes")
    drawn = page.locator(".qr svg").bounding_box()
    assert drawn is not None
    assert drawn["width"] > 150
    assert drawn["width"] == pytest.approx(drawn["height"], abs=1)
    secret = re.sub(r"\s", "", page.locator(".qr__key").inner_text())
    page.get_by_label("Kod från appen").fill(pyotp.TOTP(secret).now())
    page.get_by_label("Ditt lösenord").fill(demo.PASSWORD)
    page.get_by_role("button", name="Använd engångskoder").click()
    expect(page.locator(".recovery li")).to_have_count(10)


@pytest.mark.browser
@pytest.mark.parametrize(("window", "name"), [(None, "Lo"), (PHONE, "Li")], ids=["wide", "phone"])
def test_an_account_is_opened_and_its_password_handed_over(visitor, window, name):
    page = visitor("administrator", window).open("/users")
    page.get_by_role("link", name="Nytt konto").click()
    page.get_by_label("Namn", exact=True).fill(name)
    page.get_by_label("E-postadress").fill(f"{name}@demo.example")
    page.get_by_label("Roll", exact=True).select_option("auditor")
    page.get_by_label("Organisation").select_option("unit-planerare")
    page.get_by_role("button", name="Öppna kontot").click()
    expect(page.locator(".handed-over")).to_have_text(re.compile(r"^[a-z0-9]{4}(-[a-z0-9]{4}){3}$"))
    page.get_by_role("link", name="Jag har lämnat över det").click()
    expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
