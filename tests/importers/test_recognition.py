"""What a file is believed to be, and why: honest about what is not known."""

from dataclasses import replace
from itertools import chain
from pathlib import Path

import pytest
from shared_files import BY_METRIC_SRID

from geodata import city
from importers.file_settings import READING
from importers.formats import ChoiceNeededError, Reading
from importers.recognition import recognise

# Between these one may be in two minds: known by a position or a name and hardly more.
UNDECIDED = {
    "crime/nyc_shootings.csv",
    "malmo/offentlig_konst_3008.geojson",
    "hostile/aggravated_assaults_3_sheets.xlsx",
    "hostile/medellin_homicides_semicolon_comma.csv",
}
# Its columns are of its own making.
UNKNOWN = {"survey/streetception_frankfurt.csv"}


@pytest.fixture(scope="module")
def malmo():
    return city.load(city.shipped("malmo"))


@pytest.fixture
def recognised(tmp_path, malmo):
    """Recognise a CSV file with this content."""

    def recognise_written(content: str, **reading):
        path = tmp_path / "table.csv"
        path.write_text(content)
        return recognise(path, malmo, Reading(**reading))

    return recognise_written


def test_every_shared_file_is_believed_to_be_what_it_is(shared_data: Path, malmo):
    wrong = []
    for case in chain.from_iterable(BY_METRIC_SRID.values()):
        if isinstance(case.expected, str):
            continue  # no file that can be brought in
        layout = {
            setting.name: setting.read(case.settings[setting.name])
            for setting in READING
            if setting.name in case.settings
        }
        city_of = replace(malmo, bounding_box=case.box)
        found = recognise(shared_data / case.file, city_of, Reading(**layout))
        likeliest = [(candidate.source, candidate.confidence) for candidate in found.candidates[:2]]
        print(f"{case.file:<62}{found.believed or '?':<18}{likeliest}")  # noqa: T201 - the table of them all
        decided = case.file not in UNDECIDED | UNKNOWN
        known = likeliest[:1] and likeliest[0][0] == case.source
        if found.believed != (case.source if decided else None) or bool(known) == (case.file in UNKNOWN):
            wrong.append((case.file, case.source, likeliest))
    assert not wrong


def test_the_sheets_of_assaults_are_incidents_once_one_is_chosen(shared_data: Path, malmo):
    path = shared_data / "hostile" / "aggravated_assaults_3_sheets.xlsx"
    with pytest.raises(ChoiceNeededError):
        recognise(path, malmo)
    assert recognise(path, malmo, Reading(sheet="Seattle")).candidates[0].source == "incidents"


def test_what_is_found_is_told_in_full(recognised):
    found = recognised("Anmälda brott\n\nDatum;Brott;X;Y\n2024-05-01;stöld;118000,5;6163000\n")
    assert (found.format_code, found.reading.delimiter, found.reading.header_rows) == ("csv", ";", 3)
    assert (found.headers, found.rows) == (
        ("Datum", "Brott", "X", "Y"),
        (("2024-05-01", "stöld", "118000,5", "6163000"),),
    )
    assert found.row_count == 1
    assert found.candidates[0].columns["category"] == "Brott"
    assert (found.systems[0].srid, found.systems[0].exchanged) == (3008, False)


def test_what_speaks_for_a_source_and_against_it_is_said(recognised):
    (first, *_) = recognised("name;kind;x;y\nA;giraff;118000;6163000\nB;zebra;118100;6163100\n").candidates
    assert first.source == "places"
    assert "Knows 4 of 4 columns: name, kind, x, y." in first.why.en
    assert "0 % of the values of kind are known" in first.why.en
    assert 0 < first.confidence < 1


def test_words_of_a_code_list_settle_what_headers_leave_open(recognised):
    crimes = "occurred_from;kategori;lon;lat;id\n2014-05-01 21:30;{};13,0;55,6;b1\n"
    assert recognised(crimes.format("Rån")).believed == "incidents"
    assert recognised(crimes.format("Skadegörelse")).believed is None  # people observe that too
    assert recognised(crimes.format("trolleri")).believed is None


def test_missing_columns_are_named_and_lower_the_confidence(recognised):
    def areas_people(content):
        return next(found for found in recognised(content).candidates if found.source == "population")

    whole = areas_people("område;år;befolkning\nCentrum;2020;100\n")
    lacking = areas_people("område;år\nCentrum;2020\n")
    assert (whole.missing, lacking.missing) == ((), ("people",))
    assert lacking.confidence < whole.confidence / 2


def test_a_table_of_something_else_has_no_candidate(recognised):
    assert recognised("recept;portioner\nsoppa;4\ngröt;2\n").candidates == ()


def test_columns_of_persons_are_told_before_anything_is_brought_in(recognised):
    assert recognised("datum;brott;målsägande\n2024-05-01;stöld;A\n").person_columns == ("målsägande",)


def test_what_is_said_of_the_reading_is_obeyed(recognised):
    assert recognised("a;b\nc;d\n1;2\n", header_rows=2).headers == ("a | c", "b | d")
