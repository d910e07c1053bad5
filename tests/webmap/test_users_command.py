import json

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from geodata.database import open_engine
from webmap.cli import main

WORD = "en lång mening om ljus"


@pytest.fixture(scope="module")
def address(city_database, malmo):
    """Return a database of the module's own, where commands commit, with one organisation in it."""
    address = city_database(malmo)
    engine = open_engine(address)
    with engine.begin() as connection:
        columns = "organisation (code, name_sv, name_en, kind)"
        connection.execute(text(f"INSERT INTO {columns} VALUES ('gk', 'Gk', 'Gk', 'municipality')"))
    engine.dispose()
    return address


@pytest.fixture
def tryggkarta(address, monkeypatch):
    """Return the command line on that database: `tryggkarta("user", "list")`."""
    monkeypatch.setenv("DATABASE_URL", address)
    monkeypatch.setenv("WEB_DATABASE_URL", address)
    return lambda *arguments: CliRunner().invoke(main, arguments)


def opened(tryggkarta, email, *more):
    fields = ("--name", "Anna", "--role", "planner", "--organisation", "gk", "--password", WORD)
    return tryggkarta("user", "add", email, *fields, *more)


def test_an_account_is_opened_listed_and_closed(tryggkarta):
    assert opened(tryggkarta, "anna@test.example").exit_code == 0
    accounts = json.loads(tryggkarta("user", "list", "--json").stdout)
    (listed,) = (account for account in accounts if account["email"] == "anna@test.example")
    assert (listed["email"], listed["roles"], listed["disabled"]) == ("anna@test.example", ["planner"], False)
    assert tryggkarta("user", "disable", "anna@test.example").exit_code == 0
    assert "(closed)" in tryggkarta("user", "list").stdout


def test_a_refusal_is_a_sentence_on_standard_error_and_exit_1(tryggkarta):
    opened(tryggkarta, "one@test.example")
    again = opened(tryggkarta, "one@test.example")
    assert (again.exit_code, again.stdout) == (1, "")
    assert again.stderr == "Adressen har redan ett konto.\n"


def test_a_refusal_speaks_the_language_that_was_asked_for(tryggkarta):
    refused = tryggkarta("--language", "en", "user", "disable", "nobody@test.example")
    assert (refused.exit_code, refused.stderr) == (1, "No account has that address.\n")


def test_wrong_use_is_exit_2(tryggkarta):
    assert tryggkarta("user", "add", "anna@test.example").exit_code == 2
    assert opened(tryggkarta, "two@test.example", "--area", "rosengard").exit_code == 2


def test_a_broken_profile_is_one_sentence(tmp_path):
    broken = tmp_path / "city.toml"
    broken.write_text("name = ")
    refused = CliRunner().invoke(main, ["--city", str(broken), "user", "list"])
    assert refused.exit_code == 1
    assert refused.stderr.startswith(f"The city profile {broken} cannot be used:")
