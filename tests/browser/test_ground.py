"""Streets, lamps and speeds on the map, and places proposed from marks."""

import re
from collections.abc import Iterator

import make
import pytest
from geoalchemy2.shape import from_shape
from playwright.sync_api import expect
from pyproj import Transformer
from shapely import LineString, Point
from sqlalchemy import delete
from sqlalchemy.orm import Session

from geodata import models
from geodata.crs import LONLAT, SWEREF_99_13_30
from geodata.database import open_engine

pytestmark = pytest.mark.browser

WIDE = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
EAST, NORTH = 119_400, 6_161_900  # about the middle of the demo's city
_LON, _LAT = Transformer.from_crs(SWEREF_99_13_30, LONLAT, always_xy=True).transform(EAST + 100, NORTH)
HERE = f"at=17/{_LAT:.5f}/{_LON:.5f}"


def spot(east: float, north: float):
    return from_shape(Point(EAST + east, NORTH + north), SWEREF_99_13_30)


@pytest.fixture
def ground(demo_database: str) -> Iterator[None]:
    """Lay streets, lamps, speeds, faults and marks into the demo's city, and take them away again."""
    engine = open_engine(demo_database)
    with Session(engine) as session:
        made = [
            *(
                make.light_point(session, geom=spot(n * 20, 0), lamp="led" if n % 2 else "hps")
                for n in range(12)
            ),
            make.light_point(session, geom=spot(60, 20), status="out"),
            make.speed_measurement(session, geom=spot(0, 40)),
            make.fault_report(session, geom=spot(40, 40)),
            *(
                make.observation(
                    session, geom=spot(100 + n * 4, 30), heard_from="survey", categories=["poor_lighting"]
                )
                for n in range(7)
            ),
        ]
        for n, kind in enumerate(("primary", "residential", "footway")):
            line = LineString([(EAST - 400, NORTH + n * 60), (EAST + 600, NORTH + n * 60)])
            made.append(make.street(session, kind=kind, geom=from_shape(line, SWEREF_99_13_30)))
        rows = [(type(row), row.id) for row in made]
        session.commit()
    yield
    with Session(engine) as session:
        session.execute(delete(models.DismissedMark))
        for kind, row_id in rows:
            session.execute(delete(kind).where(kind.id == row_id))
        session.commit()
    engine.dispose()


@pytest.mark.usefixtures("ground")
@pytest.mark.parametrize("window", [WIDE, PHONE], ids=["wide", "phone"])
def test_lamps_are_drawn_over_the_citys_own_streets(visitor, window):
    someone = visitor("planerare", window)
    bare = someone.open_map(f"{HERE}&layers=areas.kommun").locator(".leaflet-gl-layer").screenshot()
    streets = (
        someone.open_map(f"{HERE}&layers=streets,areas.kommun").locator(".leaflet-gl-layer").screenshot()
    )
    lamps = "layers=streets,areas.kommun,light_points,speed_measurements,fault_reports"
    page = someone.open_map(f"{HERE}&{lamps}")
    assert len({bare, streets, page.locator(".leaflet-gl-layer").screenshot()}) == 3
    expect(page.get_by_text("© OpenStreetMaps bidragsgivare")).to_be_attached()


@pytest.mark.usefixtures("ground")
def test_a_lamp_tells_what_it_is(visitor):
    page = visitor("planerare").open_map(f"{HERE}&layers=light_points,areas.kommun")
    stage = page.locator(".leaflet-gl-layer").bounding_box()
    page.mouse.click(stage["x"] + stage["width"] / 2, stage["y"] + stage["height"] / 2)
    panel = page.locator("[data-panel]")
    expect(panel).to_contain_text("Ljuskälla")
    expect(panel).to_contain_text(re.compile("natrium|lysdiod"))


@pytest.mark.usefixtures("ground")
@pytest.mark.parametrize("window", [WIDE, PHONE], ids=["wide", "phone"])
def test_a_proposed_place_is_turned_down_and_stays_away(visitor, window):
    page = visitor("planerare", window).open("/places/proposed?metres=25")
    expect(page.locator("[data-findings]")).to_have_attribute("data-drawn", "1")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("link", name=re.compile("^Otrygg")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Föreslagen plats")
    expect(page.locator("[data-findings]")).to_have_attribute("data-drawn", "1")
    page.get_by_role("button", name="Avböj förslaget").click()
    expect(page.get_by_role("heading", name="Ingen plats är föreslagen")).to_be_visible()
