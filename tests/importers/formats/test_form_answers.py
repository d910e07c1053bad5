"""Exports of KoboToolbox and ODK: groups in headers, choices in columns, positions in two."""

import pytest

from importers.formats import open_file
from importers.formats.form_answers import question_names

POSITION = "plats/gps,plats/_gps_latitude,plats/_gps_longitude"
HEADERS = f"start,{POSITION},otrygghet/varför/mörkt,otrygghet/varför/ödsligt,_id"


@pytest.fixture
def answers(tmp_path):
    """Open a form's export with these lines below its headers."""

    def open_written(*lines: str):
        path = tmp_path / "form.csv"
        path.write_text("\n".join([HEADERS, *lines]) + "\n")
        return open_file(path, ("csv",))

    return open_written


def test_a_question_goes_by_its_name_without_groups():
    names = dict(question_names(["grupp/plats", "grupp/når", "annan/når"]))
    assert names == {"plats": "grupp/plats"}


@pytest.mark.parametrize(
    ("lat", "lon"),
    [
        ("_gps_latitude", "_gps_longitude"),
        ("a/_gps_latitude", "a/_gps_longitude"),
        ("gps-Latitude", "gps-Longitude"),
    ],
)
def test_the_only_position_goes_by_latitude_and_longitude(lat, lon):
    names = dict(question_names(["start", lat, lon]))
    assert (names["latitude"], names["longitude"]) == (lat, lon)


def test_of_two_positions_none_is_guessed():
    both = ["_home_latitude", "_home_longitude", "_place_latitude", "_place_longitude"]
    assert list(question_names(both)) == []


def test_columns_of_single_choices_become_one_of_all_that_were_chosen(answers):
    content = answers("2024-05-01,55.6 13.0 0 5,55.6,13.0,1,1,7", "2024-05-02,,,,0,0,8")
    first, second = content.records()
    assert (first.values["otrygghet/varför"], second.values["otrygghet/varför"]) == ("mörkt;ödsligt", None)
    assert content.headers[-1] == "otrygghet/varför"
    assert "joined into otrygghet/varför" in content.notices[-1].en


def test_groups_whose_answers_are_no_choices_are_left_as_they_are(tmp_path):
    path = tmp_path / "form.csv"
    path.write_text("a/ålder,a/kön\n34,k\n51,m\n")
    assert open_file(path, ("csv",)).headers == ("a/ålder", "a/kön")
