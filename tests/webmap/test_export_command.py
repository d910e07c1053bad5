"""`tryggkarta export`: a table of the whole city as a file."""

import csv
import io
import json

import make
import pytest
from click.testing import CliRunner
from sqlalchemy import text
from sqlalchemy.orm import Session

from geodata.database import open_engine
from webmap.cli import main


@pytest.fixture(scope="module")
def address(city_database, malmo):
    """Return a database of the module's own, where commands commit: one area, two places, three thefts."""
    address = city_database(malmo)
    engine = open_engine(address)
    with Session(engine) as session:
        make.area(session)
        make.place(session, "GC-tunnel D3")
        make.place(session, "Parken", kind="park")
        batch = make.batch(session)
        for _ in range(3):
            make.incident(session, batch_id=batch.id, category="bicycle_theft", crime_group="bicycle_theft")
        session.commit()
    engine.dispose()
    return address


@pytest.fixture
def tryggkarta(address, monkeypatch):
    """Return the command line on that database."""
    monkeypatch.setenv("DATABASE_URL", address)
    monkeypatch.setenv("WEB_DATABASE_URL", address)
    return lambda *arguments: CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_the_ending_decides_the_format_and_the_query_the_rows(tryggkarta, tmp_path):
    file = tmp_path / "platser.csv"
    done = tryggkarta("export", "places", file, "--query", "q=tunnel", "--purpose", "Arkiv", "--json")
    told = json.loads(done.stdout)
    assert (done.exit_code, told["rows"], told["format"]) == (0, 1, "csv")
    read = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8"), newline="")))
    assert read[1][1] == "GC-tunnel D3"
    assert ["# Ändamål", "Arkiv"] in read


def test_an_export_of_the_owner_is_logged_too(tryggkarta, tmp_path, address):
    done = tryggkarta("--language", "en", "export", "places", tmp_path / "places.geojson")
    assert done.stdout.startswith("2 rows in ")
    engine = open_engine(address)
    with engine.connect() as connection:
        logged = connection.execute(text("SELECT id FROM export_log WHERE format = 'geojson'")).scalar_one()
    engine.dispose()
    assert str(logged) in done.stdout


def test_the_owner_s_file_hides_small_counts(tryggkarta, tmp_path):
    file = tmp_path / "brott.json"
    assert tryggkarta("export", "area-crime", file, "--query", "area=stadsomrade:north").exit_code == 0
    assert {row["events"] for row in json.loads(file.read_text())["rows"]} == {"<5"}


@pytest.mark.parametrize(
    ("arguments", "exit_code"),
    [
        (("places", "platser.ods"), 1),
        (("areas", "areas.geojson"), 1),
        (("areas", "missing/areas.csv"), 1),
        (("area-crime", "brott.csv"), 1),
        (("secrets", "secrets.csv"), 2),
    ],
)
def test_what_cannot_be_written_is_refused_with_a_reason(
    tryggkarta, tmp_path, monkeypatch, arguments, exit_code
):
    monkeypatch.chdir(tmp_path)
    refused = tryggkarta("export", *arguments)
    assert (refused.exit_code, refused.stdout) == (exit_code, "")
    assert refused.stderr
    assert not (tmp_path / arguments[1]).exists()
