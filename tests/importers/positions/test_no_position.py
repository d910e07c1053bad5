"""Coordinates that are no position: their rows are kept, counted and told, and become no points."""

from dataclasses import replace
from zipfile import ZipFile

import make
import pyproj
import pytest
from bringing_in import Desk

from geodata.database import IMPORT_TIMEOUT, open_engine, open_sessions
from importers.positions.no_position import boxes, known_nowhere
from importers.where import Nowhere, NowhereBoxes

DEGREES = "id;datum;brott;lon;lat"


def rows(*positions: str) -> list[str]:
    return [f"{key};2014-03-12;Rån;{position}" for key, position in enumerate(positions)]


def precisions(desk) -> list[str]:
    query = "SELECT precision FROM police.incident ORDER BY source_key::integer"
    return list(desk.session.connection().exec_driver_sql(query).scalars())


@pytest.mark.parametrize(
    "written", ["0;0", ";", "NaN;NaN", "nan;55.6", "NULL;NULL", "180;90", "90;180", "-180;-90", "0,0;0.000"]
)
def test_what_means_no_position_is_kept_without_one(desk, written):
    report = desk.run("incidents", desk.csv(DEGREES, *rows(written, "12.9925;55.59")))
    assert precisions(desk) == ["none", "exact"]
    quality = report.files[0].quality
    assert (quality["with_position_by_category"], quality["without_position_by_category"]) == (
        {"Rån": 1},
        {"Rån": 1},
    )


@pytest.mark.parametrize(
    ("written", "what"),
    [
        ("13.003822;55.604981", "a point that is no position (city profile)"),
        ("13.00383;55.60498", "a point that is no position (city profile)"),
        ("18.643501;60.128161", "Sweden as a whole"),
        ("15;62", "Sweden as a whole"),
    ],
)
def test_the_point_of_a_whole_city_or_country_is_no_position_and_that_is_told(desk, written, what):
    report = desk.run("incidents", desk.csv(DEGREES, *rows("12.9925;55.59", written)))
    assert precisions(desk) == ["exact", "none"]
    (notice,) = report.files[0].notices
    assert notice.en == f"Row 3: the coordinate is no place but {what}; the row counts as without position"


def test_a_point_a_street_away_from_it_is_a_position(desk):
    desk.run("incidents", desk.csv(DEGREES, *rows("13.00420;55.604981")))
    assert precisions(desk) == ["exact"]


def test_the_middle_of_the_citys_own_area_is_none(desk):
    make.area(desk.session, kind="kommun", geom=make.square(side=2000))
    path = desk.csv("id;datum;brott;x;y", *rows(f"{make.EAST + 1000};{make.NORTH + 1000}", "118050;6163050"))
    report = desk.run("incidents", path, srid=3008)
    assert precisions(desk) == ["none", "exact"]
    assert "no place but Malmö as a whole" in report.files[0].notices[0].en


def test_a_point_that_most_rows_share_is_told_with_how_many_and_may_be_said_to_be_none(desk):
    path = desk.csv(DEGREES, *rows(*["12.99;55.59"] * 20, *[f"12.9{at};55.60" for at in range(10, 30)]))
    report = desk.run("incidents", path)
    assert precisions(desk) == ["exact"] * 40
    (notice,) = report.files[0].notices
    assert notice.en.startswith("20 of 40 positions are the same point (12.990000,55.590000)")
    told = desk.check("incidents", path, settings={"no_position": "12.99,55.59"}).files[0]
    assert told.quality["without_position"] == 20


def test_fewer_rows_than_twenty_at_one_point_tell_nothing(desk):
    report = desk.run("incidents", desk.csv(DEGREES, *rows(*["12.99;55.59"] * 19)))
    assert report.files[0].notices == ()


def test_what_is_no_pair_of_degrees_cannot_be_said_to_be_no_position(desk):
    path = desk.csv(DEGREES, *rows("12.99;55.59"))
    ((_, column, reason),) = desk.faults("incidents", path, settings={"no_position": "118050,6163050"})
    assert (column, "Write longitude,latitude in degrees" in reason) == ("no_position", True)


@pytest.mark.parametrize("srid", [4326, 3857, 3008, 3006])
def test_points_are_known_in_any_system_by_their_surroundings(session, malmo, srid):
    known = boxes(known_nowhere(session, malmo), srid)
    to = pyproj.Transformer.from_crs(4326, srid, always_xy=True)
    assert known.name_at(*to.transform(13.003822, 55.604981)) is not None
    assert known.name_at(*to.transform(13.003822, 55.6052)) is None


def test_boxes_are_found_in_every_cell_they_reach():
    name = Nowhere(0, 0, None).name
    laid = NowhereBoxes.of([((-1.0, -1.0, 1.0, 1.0), name), ((9.5, 9.5, 10.5, 10.5), "ten")])
    assert [laid.name_at(x, x) for x in (9.5, 9.99, 10.01, 10.5, 10.6)] == ["ten"] * 4 + [None]
    assert NowhereBoxes.of([]).name_at(0, 0) is None


@pytest.fixture
def vancouver(city_database, malmo, tmp_path):
    """Return a desk in Vancouver, whose open data are in UTM zone 10 and minutes of its own time zone."""
    box = (-123.30, 49.18, -123.00, 49.32)
    profile = replace(
        malmo, name="Vancouver", metric_srid=32610, bounding_box=box, time_zone="America/Vancouver"
    )
    engine = open_engine(city_database(profile), statement_seconds=IMPORT_TIMEOUT)
    with open_sessions(engine)() as session:
        yield Desk(session, profile, tmp_path)
    engine.dispose()


def test_vancouvers_violent_offences_are_without_position_and_no_others(vancouver, shared_data):
    """3,750 of 37,512 rows stand at X = Y = 0: exactly the offences against a person. One has no X and Y."""
    with ZipFile(shared_data / "crime" / "vancouver_crimes_2020.zip") as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".csv"))
        path = vancouver.folder / "vancouver.csv"
        path.write_bytes(archive.read(name))
    with path.open() as lines:
        categories = {line.split(",")[0].strip('"') for line in lines} - {"TYPE"}
    groups = {f"category:{category}": "other_crime" for category in categories}
    report = vancouver.check("incidents", path, srid=32610, settings=groups).files[0]
    skipped = "There was no such time: the clocks went forward that night."
    assert [fault.reason.en for fault in report.rejected] == [skipped, skipped]  # 02:00 to 03:00 on 8 March
    assert (report.rows_read, report.quality["without_position"]) == (37512, 3751)
    assert report.quality["without_position_by_category"] == {
        "Offence Against a Person": 3731,
        "Homicide": 19,
        "Vehicle Collision or Pedestrian Struck (with Injury)": 1,
    }
    assert sum(report.quality["with_position_by_category"].values()) == 37510 - 3751
    assert (report.quality["first_day"], report.quality["last_day"]) == ("2020-01-01", "2020-12-31")
