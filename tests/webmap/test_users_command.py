import json
import re

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


def test_an_account_without_a_given_password_gets_one_that_is_told_once(tryggkarta):
    fields = ("--name", "Bo", "--role", "auditor", "--organisation", "gk", "--until", "2099-01-01")
    told = json.loads(tryggkarta("user", "add", "bo@test.example", *fields, "--json").stdout)
    assert re.fullmatch(r"[a-z2-9]{4}(-[a-z2-9]{4}){3}", told["one_time_password"])
    drawn = json.loads(tryggkarta("user", "password", "bo@test.example", "--json").stdout)
    assert drawn["one_time_password"] not in {None, told["one_time_password"]}
    assert "shown only now" in tryggkarta("user", "password", "bo@test.example").stdout
    assert "is changed" in tryggkarta("user", "password", "bo@test.example", "--password", WORD).stdout


def test_a_role_is_given_and_ended(tryggkarta):
    opened(tryggkarta, "cy@test.example")
    fields = ("--role", "auditor", "--organisation", "gk", "--from", "2014-01-01")
    assert tryggkarta("user", "member", "add", "cy@test.example", *fields, "--json").exit_code == 0
    assert roles(tryggkarta, "cy@test.example") == ["auditor", "planner"]
    assert tryggkarta("user", "member", "end", "cy@test.example", "planner").exit_code == 0
    assert roles(tryggkarta, "cy@test.example") == ["auditor"]
    again = tryggkarta("user", "member", "end", "cy@test.example", "planner")
    assert (again.exit_code, again.stderr) == (1, "Kontot har ingen sådan roll att avsluta.\n")


def roles(tryggkarta, email) -> list[str]:
    accounts = json.loads(tryggkarta("user", "list", "--json").stdout)
    return next(account["roles"] for account in accounts if account["email"] == email)


@pytest.mark.parametrize(
    ("command", "line"),
    [
        (("enable",), "may sign in again."),
        (("unlock",), "may try again."),
        (("totp", "reset"), "signs in without a one-time code."),
    ],
)
def test_an_account_is_opened_again_unlocked_and_helped(tryggkarta, monkeypatch, tmp_path, command, line):
    monkeypatch.setenv("TRYGGKARTA_HOME", str(tmp_path))
    opened(tryggkarta, "dy@test.example")
    assert line in tryggkarta("user", *command, "dy@test.example").stdout
    assert json.loads(tryggkarta("user", *command, "dy@test.example", "--json").stdout)
    assert tryggkarta("user", *command, "nobody@test.example").exit_code == 1


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
