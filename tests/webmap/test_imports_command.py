"""`tryggkarta import` as a person types it: dry run by default, exit codes, reasons with their rows."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from webmap.cli import main

ROW = "1;Möllevångstorget;torg;2014-03-12;13.0079;55.5915"


@pytest.fixture(scope="module")
def address(city_database, malmo) -> str:
    return str(city_database(malmo))


@pytest.fixture
def tryggkarta(address, tmp_path: Path) -> Callable[..., Result]:
    environment = {"DATABASE_URL": address, "TRYGGKARTA_HOME": str(tmp_path / "home")}

    def run(*words: str) -> Result:
        return CliRunner().invoke(main, ["--language", "en", "import", *words], env=environment)

    return run


@pytest.fixture
def places(tmp_path: Path) -> Callable[[str], str]:
    def write(row: str) -> str:
        path = tmp_path / "places.csv"
        path.write_text(f"id;namn;platstyp;rapporterad;lon;lat\n{row}\n", encoding="utf-8")
        return str(path)

    return write


def batches(tryggkarta) -> list[dict]:
    return json.loads(tryggkarta("list", "--json").stdout)


def test_a_run_is_dry_unless_it_is_told_to_commit(tryggkarta, places):
    before = batches(tryggkarta)
    dry = tryggkarta("run", "places", places(ROW))
    assert (dry.exit_code, batches(tryggkarta)) == (0, before)
    assert dry.stdout.splitlines()[-1] == "Nothing is stored: add --commit."


def test_a_check_tells_of_each_category_how_many_have_a_position(tryggkarta, tmp_path):
    path = tmp_path / "brott.csv"
    path.write_text("id;datum;brott;lon;lat\n1;2014-03-12;Rån;13.0;55.6\n2;2014-03-12;Rån;;\n", "utf-8")
    told = tryggkarta("check", "incidents", str(path))
    assert "  Rån: 1 with a position, 1 without" in told.stdout.splitlines()


def test_a_committed_file_is_listed_and_may_be_undone(tryggkarta, places):
    assert tryggkarta("run", "places", places(ROW), "--commit").exit_code == 0
    batch = batches(tryggkarta)[0]
    undone = tryggkarta("undo", batch["id"])
    assert (undone.exit_code, undone.stdout) == (0, "places.csv: 1 rows removed, 0 restored.\n")
    assert tryggkarta("undo", batch["id"]).exit_code == 1


@pytest.mark.parametrize("how", [("check",), ("run", "--commit")])
def test_a_refused_file_ends_with_one_and_names_file_row_column_and_reason(tryggkarta, places, how):
    answer = tryggkarta(how[0], "places", places(ROW.replace("torg;", "rymdhamn;")), *how[1:])
    assert answer.exit_code == 1
    assert "places.csv:2:platstyp: The value is not one of the place kinds" in answer.stdout
    assert answer.stdout.splitlines()[-1] == "Nothing was brought in."


@pytest.mark.parametrize(
    "words", [("nosuch", "a"), ("places",), ("places", "a", "--crs", "WGS"), ("places", "a", "--set", "x")]
)
def test_wrong_use_ends_with_two(tryggkarta, words):
    assert tryggkarta("check", *words).exit_code == 2


def test_the_json_answer_holds_the_reasons(tryggkarta, places):
    answer = tryggkarta("check", "places", places(ROW.replace("55.5915", "59.33")), "--json")
    report = json.loads(answer.stdout)
    assert answer.exit_code == 1
    assert [fault["row"] for fault in report["files"][0]["rejected"]] == [None, 2]


def test_every_source_is_listed_with_its_columns(tryggkarta):
    found = json.loads(tryggkarta("sources", "--json").stdout)
    assert {"areas", "uk_street_crimes", "measures"} <= {known["code"] for known in found}
    assert "column month: month (required)" in tryggkarta("sources").stdout


def test_a_file_is_recognised_with_its_source_and_why(tryggkarta, places):
    answered = tryggkarta("recognise", places(ROW), "--json")
    found = json.loads(answered.stdout)
    assert (found["candidates"][0]["source"], found["reading"]["delimiter"]) == ("places", ";")
    told = tryggkarta("recognise", places(ROW)).stdout
    assert "places" in told
    assert "EPSG:4326" in told


def test_an_unknown_code_waits_until_someone_says_what_it_means(tryggkarta, places):
    odd = places("9;Tunneln;trolltunnel;2014-03-12;13.0079;55.5915")
    refused = tryggkarta("check", "places", odd)
    assert refused.exit_code == 1
    assert "unknown code in platstyp: trolltunnel" in refused.stdout
    waiting = json.loads(tryggkarta("codes", "list", "--waiting", "--json").stdout)
    assert "trolltunnel" in [one["value"] for one in waiting]
    assert tryggkarta("codes", "map", "places", "kind", "trolltunnel", "underpass").exit_code == 0
    assert tryggkarta("check", "places", odd).exit_code == 0
    assert tryggkarta("codes", "map", "places", "kind", "aldrig sedd", "underpass").exit_code == 1
