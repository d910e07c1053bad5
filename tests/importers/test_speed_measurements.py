"""Measured speeds rest on vehicles, and say on how many."""

import pytest
from sqlalchemy import text

HEADER = "plats;riktning;från;till;gräns;n;v85;procent_över;lon;lat"
ROW = "Bergsgatan 12;norrut;2015-05-04;2015-05-10;40;1840;46,5;38;13,0;55,6"


def test_a_week_of_measuring_is_a_row_with_its_figures(desk):
    desk.run("speed_measurements", desk.csv(HEADER, ROW))
    found = desk.session.execute(
        text(
            "SELECT site, direction, measured_from::text, measured_to::text, limit_kmh, vehicles,"
            " v85_kmh, share_over FROM speed_measurement"
        )
    )
    assert found.one() == ("Bergsgatan 12", "norrut", "2015-05-04", "2015-05-11", 40, 1840, 46.5, 0.38)


def test_site_direction_and_first_day_are_the_key_of_a_measurement_without_one(desk):
    desk.run("speed_measurements", desk.csv(HEADER, ROW))
    corrected = desk.csv(HEADER, ROW.replace("46,5", "45,5"), name="corrected.csv")
    assert desk.run("speed_measurements", corrected).files[0].stored == 1
    assert desk.session.execute(text("SELECT v85_kmh FROM speed_measurement")).scalars().all() == [45.5]


def test_too_few_vehicles_to_show_a_change_are_told(desk):
    report = desk.check("speed_measurements", desk.csv(HEADER, ROW.replace("1840", "199")))
    assert [notice.en for notice in report.files[0].notices] == [
        "Row 2: fewer than 200 vehicles: too few to show a change"
    ]


@pytest.mark.parametrize(
    ("good", "bad", "column", "words"),
    [
        ("1840", "", "n", "missing"),
        ("1840", "0", "n", "rest on vehicles"),
        ("46,5;38", ";", "v85", "missing"),
        (";38;", ";138;", "procent_över", "share"),
        ("2015-05-10", "2015-05-03", "till", "before it starts"),
        ("46,5", "465", "v85", "between 1 and 250"),
    ],
)
def test_a_bad_measurement_is_refused_with_its_column(desk, good, bad, column, words):
    ((line, found, reason),) = desk.faults("speed_measurements", desk.csv(HEADER, ROW.replace(good, bad)))
    assert (line, found) == (2, column)
    assert words in reason
