"""What a file is believed to be, and why: honest about what is not known."""

from pathlib import Path

import pytest

from geodata import city
from importers.formats import ChoiceNeededError, Reading
from importers.recognition import recognise

# Of each shared file the source that it is for, where there is one.
SHARED = {
    "malmo/malmo_delomraden_3008.gpkg": "areas",
    "malmo/malmo_delomrade_stadsdel.csv": "area_groups",
    "malmo/offentlig_konst_3008.geojson": "places",
    "malmo/stadsdelar_schematic.geojson": "areas",
    "sweden/sveriges_kommuner_sf_simple.gpkg": "areas",
    "sweden/sveriges_lan_sf_simple.gpkg": "areas",
    "sweden/kommun_population_2024.csv": "population",
    "tables/malmo_2013_olycksfall_per_1000_stadsdel.csv": "reference_figures",
    "tables/bra_valdsbrott_per_100000_2008_2012.csv": "reference_figures",
    "police/polisen_events_raw_2026-08-22.json": "polisen_events",
    "police/polisen_events_raw_2024-05.json": "polisen_events",
    "police/polisen_malmo_2022_2024.ndjson": "polisen_events",
    "crime/memphis_robberies.gpkg": "incidents",
    "crime/memphis_precincts.gpkg": "areas",
    "crime/memphis_population.csv": "people_at_points",
    "crime/nottingham_robbery.csv": "incidents",
    "crime/nottingham_burglary.csv": "incidents",
    "crime/nottingham_wards.gpkg": "areas",
    "crime/city_of_london_2018/2018-02-city-of-london-street.csv": "uk_street_crimes",
    "crime/london_wards.zip": "areas",
    "crime/nyc_shootings.csv": "incidents",
    "crime/nyc_precincts.gpkg": "areas",
    "crime/vancouver_crimes_2020.zip": "incidents",
    "crime/vancouver_neighbourhoods.geojson": "areas",
    "measures/dc_streetlights.csv": "street_lights",
    "hostile/medellin_homicides_semicolon_comma.csv": "incidents",
}


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


@pytest.mark.parametrize("name", SHARED)
def test_the_likeliest_source_of_a_shared_file_is_the_right_one(shared_data: Path, malmo, name):
    assert recognise(shared_data / name, malmo).candidates[0].source == SHARED[name]


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
