"""Real files of what stands in the street, each in a city of its own."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from bringing_in import Desk
from sqlalchemy import text
from sqlalchemy.orm import Session

from geodata.city import CityProfile
from geodata.database import IMPORT_TIMEOUT, open_engine

WASHINGTON = {
    "metric_srid": 32618,
    "bounding_box": (-77.12, 38.79, -76.9, 39.0),
    "time_zone": "America/New_York",
}
CHICAGO = {"metric_srid": 32616, "bounding_box": (-87.95, 41.6, -87.5, 42.05), "time_zone": "America/Chicago"}
FRANKFURT = {"metric_srid": 25832, "bounding_box": (8.4, 50.0, 8.85, 50.25), "time_zone": "Europe/Berlin"}
HELSINKI = {"metric_srid": 3067, "bounding_box": (24.9, 60.14, 25.0, 60.2), "time_zone": "Europe/Helsinki"}

LIGHTS = {
    "source_key": "STREETLIGHTID",
    "lamp": "LIGHTTYPE_DESC",
    "watt": "WATTAGE1",
    "lit_on": "INOPERATION",
    "changed_on": "LEDINOPERATION",
    "change": "WHATMODIFIED",
    "lamps": "NUMBERLIGHTS",
    "colour_temperature_k": "CCT_DESC",
    "height_m": "POLEHEIGHT_DESC",
    "owner": "OWNER_DESC",
    "x": "XCOORD",
    "y": "YCOORD",
}
CAMERAS = {"source_key": "ID", "name": "ADDRESS", "started_on": "GO-LIVE DATE"}


@pytest.fixture
def desk_in(
    city_database: Callable[[CityProfile], str], london: CityProfile, tmp_path: Path
) -> Callable[[dict], AbstractContextManager[Desk]]:
    @contextmanager
    def open_desk(where: dict) -> Iterator[Desk]:
        profile = replace(london, **where)
        engine = open_engine(city_database(profile), statement_seconds=IMPORT_TIMEOUT)
        with Session(engine) as session:
            yield Desk(session, profile, tmp_path)
        engine.dispose()

    return open_desk


def test_the_3963_street_lights_of_washington_tell_592_changes_to_led(desk_in, shared_data: Path):
    path = shared_data / "measures" / "dc_streetlights.csv"
    with desk_in(WASHINGTON) as desk:
        report = desk.run("street_lights", path, srid=4326, column_map=LIGHTS)
        told = report.files[0].quality
        assert (report.stored, report.rejected, told["changed_on_a_day"]) == (3963, (), 592)
        to_led = "SELECT count(*) FROM light_point WHERE lamp = 'led' AND lamp_before = 'hps'"
        assert desk.session.scalar(text(to_led)) == 350
        assert sum("replaced before it" in notice.en for notice in report.files[0].notices) == 1


def test_the_160_speed_cameras_of_chicago_are_measures_that_began(desk_in, shared_data: Path):
    path = shared_data / "measures" / "chi_speed_cam.csv"
    with desk_in(CHICAGO) as desk:
        report = desk.run("measures", path, column_map=CAMERAS, settings={"type": "ATK"})
        assert (report.stored, report.rejected) == (160, ())
        span = "SELECT min(started_on)::text, max(started_on)::text FROM measure"
        assert desk.session.execute(text(span)).one() == ("2013-08-23", "2023-07-28")


@pytest.mark.parametrize(
    ("code", "layer", "counts"),
    [
        ("streets", "streets", (2567, 83)),
        ("street_lights", "lamps", (586, 0)),
        ("crossings", "crossings", (620, 0)),
    ],
)
def test_helsinki_comes_in_from_openstreetmap(desk_in, shared_data: Path, code, layer, counts):
    with desk_in(HELSINKI) as desk:
        path = shared_data / "osm" / "Helsinki.osm.pbf"
        report = desk.run(code, path, settings={"layer": layer}, accept_rejected=True)
        assert (report.stored, len(report.rejected)) == counts
        assert all("nodes of the way are not in the file" in fault.reason.en for fault in report.rejected)


@pytest.mark.parametrize("name", ["text_unsafe_peruser.txt", "text_safe_peruser.txt"])
def test_reasons_without_place_and_time_are_no_observations(desk, shared_data: Path, name):
    ((_row, _column, reason),) = desk.faults("observations", shared_data / "survey" / name)
    assert "running text" in reason


def test_the_753_street_places_of_frankfurt_are_read_in_web_mercator(desk_in, shared_data: Path):
    path = shared_data / "survey" / "streetception_frankfurt.csv"
    columns = {"name": "image_point_id", "source_key": "image_point_id", "wkt": "geometry_text"}
    said = {"kind": "street", "polarity": "neutral", "reported_on": "2022-01-01"}
    with desk_in(FRANKFURT) as desk:
        assert desk.check("places", path, srid=3857, column_map=columns, settings=said).stored == 753
