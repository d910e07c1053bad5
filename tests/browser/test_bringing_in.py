"""The coordinator's way: a file from the desk to the map and back, alone in the browser."""

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pyproj import Transformer

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
SPOTS = [(12.97 + 0.0013 * number, 55.57 + 0.0007 * number) for number in range(50)]


def semicolons(folder: Path, name: str) -> Path:
    """Return 50 places as Swedish Excel writes them: 2 of an unknown kind, 1 without a true day."""
    rows = ["id;namn;platstyp;rapporterad;longitud;latitud"]
    for number, (lon, lat) in enumerate(SPOTS):
        kind = "trolltunnel" if number in {7, 21} else "torg"
        day = "2014-13-45" if number == 33 else "2014-03-12"
        rows.append(f"{name}{number};Plats {number};{kind};{day};{lon:.5f};{lat:.5f}".replace(".", ","))
    path = folder / f"{name}.csv"
    path.write_bytes("\r\n".join(rows).encode("cp1252"))
    return path


def without_crs(folder: Path) -> Path:
    """Return a file of 50 places in metres that does not say in which system; 2 lie far away."""
    to_metres = Transformer.from_crs(4326, 3008, always_xy=True)
    rows = ["nyckel;namn;x;y"]
    for number, spot in enumerate(SPOTS):
        east, north = to_metres.transform(*spot)
        rows.append(f"utan{number};Plats {number};{east + 90_000 * (number < 2):.1f};{north:.1f}")
    path = folder / "utan_koordinatsystem.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def crimes(folder: Path) -> Path:
    rows = ["occurred_from;kategori;lon;lat;id"]
    rows += [
        f"2014-05-{1 + number % 28:02d} 21:30;Rån;{lon};{lat};b{number}"
        for number, (lon, lat) in enumerate(SPOTS)
    ]
    path = folder / "handelser.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def bring(page: Page, path: Path) -> None:
    """Upload a file and come to what it seems to be."""
    page.goto("/imports")
    page.get_by_role("link", name="Läs in en fil").click()
    page.get_by_label("Fil").set_input_files(path)
    page.get_by_role("button", name="Ladda upp").click()
    expect(page.get_by_role("group", name="Vad innehåller filen?")).to_be_visible()


def check(page: Page) -> None:
    page.get_by_role("button", name="Vidare till kolumnerna").click()
    page.get_by_role("button", name="Kontrollera filen").click()


def figure(page: Page, name: str):
    return page.locator(".figure", has=page.get_by_text(name, exact=True)).locator(".figure__value")


def test_a_file_with_semicolons_and_decimal_commas_comes_in_and_goes_out_again(visitor, tmp_path):
    page = visitor("samordnare").open("/imports")
    bring(page, semicolons(tmp_path, "platser"))
    expect(page.get_by_role("radio", name="Platser")).to_be_checked()
    check(page)
    expect(figure(page, "Nya")).to_have_text("47")
    expect(page.locator("[data-preview]")).to_have_attribute("data-drawn", "47")
    with page.expect_download() as download:
        page.get_by_role("link", name="Hämta de avvisade raderna").click()
    rejected = list(csv.DictReader(io.StringIO(download.value.path().read_text("utf-8-sig")), delimiter=";"))
    assert [row["id"] for row in rejected] == ["platser7", "platser21", "platser33"]
    assert all(row["avvisad_därför"] and row["rejected_because"] for row in rejected)
    page.get_by_label("trolltunnel").select_option("underpass")
    page.get_by_role("button", name="Spara och kontrollera igen").click()
    expect(figure(page, "Nya")).to_have_text("49")
    page.get_by_label("Uteslut den avvisade raden").check()
    page.get_by_role("button", name="Godkänn och publicera").click()
    expect(page.get_by_role("heading", name="Ångra inläsningen")).to_be_visible()
    expect(figure(page, "Lagrade")).to_have_text("49")
    page.get_by_role("button", name="Ångra inläsningen").click()
    expect(page.get_by_text("49 rader togs bort och 0 återställdes")).to_be_visible()


def test_a_file_without_crs_asks_for_a_confirmation_of_what_fits(visitor, tmp_path):
    page = visitor("samordnare").open("/imports")
    bring(page, without_crs(tmp_path))
    page.get_by_role("radio", name="Platser").check()  # a name at a point may be a measure too
    page.get_by_role("button", name="Vidare till kolumnerna").click()
    proposed = page.get_by_role("radio", name="SWEREF 99 13 30 (EPSG:3008) – 48 av 50 lägen i staden")
    expect(proposed).not_to_be_checked()
    page.get_by_label("Platstyp där raden inte säger den").select_option("square")
    page.get_by_label("Rapporterade den").fill("2014-03-12")
    proposed.check()
    page.get_by_role("button", name="Kontrollera filen").click()
    expect(figure(page, "Nya")).to_have_text("48")
    expect(figure(page, "Avvisade")).to_have_text("2")


def test_files_of_crime_wait_for_the_police_who_alone_see_their_rows(visitor, tmp_path):
    page = visitor("samordnare").open("/imports")
    bring(page, crimes(tmp_path))
    check(page)
    expect(page.get_by_role("heading", name="Väntar på polisens godkännande")).to_be_visible()
    expect(page.get_by_role("button", name="Godkänn")).to_have_count(0)
    expect(page.locator("[data-preview]")).to_have_count(0)
    analyst = visitor("polisanalytiker").open("/imports")
    analyst.get_by_role("link", name="handelser.csv").first.click()
    expect(analyst.locator("[data-preview]")).to_have_attribute("data-drawn", "50")
    analyst.get_by_role("button", name="Godkänn och publicera").click()
    expect(figure(analyst, "Lagrade")).to_have_text("50")
    page.reload()
    expect(page.get_by_text("används", exact=True)).to_be_visible()


def test_the_way_in_fits_a_telephone_and_goes_by_keyboard(visitor, tmp_path):
    page = visitor("samordnare", PHONE).open("/imports")
    bring(page, semicolons(tmp_path, "telefon"))
    page.get_by_role("button", name="Vidare till kolumnerna").press("Enter")
    page.get_by_role("button", name="Kontrollera filen").press("Enter")
    expect(figure(page, "Nya")).not_to_have_text("0")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_the_way_in_needs_no_script(visitor, tmp_path):
    page = visitor("samordnare", java_script_enabled=False).open("/imports/new")
    page.get_by_label("Fil").set_input_files(semicolons(tmp_path, "utan_skript"))
    page.get_by_role("button", name="Ladda upp").click()
    for _ in range(20):
        if page.get_by_role("button", name="Vidare till kolumnerna").count():
            break
        page.wait_for_timeout(500)
        page.get_by_role("link", name="Läs om").click()
    expect(page.get_by_role("radio", name="Platser")).to_be_checked()
