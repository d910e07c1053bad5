import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from webmap.cli import main
from webmap.commands import COMMANDS

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def address(city_database, malmo):
    return city_database(malmo)


@pytest.fixture
def tryggkarta(address, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", address)
    monkeypatch.setenv("WEB_DATABASE_URL", address)
    return lambda *arguments: CliRunner().invoke(main, arguments)


def test_an_organisation_is_opened_once_and_listed(tryggkarta):
    opened = [
        tryggkarta(
            "organisation", "add", "gatukontoret", "--name", "Gatukontoret", "--kind", "administration"
        )
        for _ in range(2)
    ]
    assert [result.exit_code for result in opened] == [0, 1]
    listed = json.loads(tryggkarta("organisation", "list", "--json").stdout)
    assert [(party["code"], party["name"]) for party in listed] == [("gatukontoret", "Gatukontoret")]


def test_a_code_with_spaces_is_refused(tryggkarta):
    result = tryggkarta(
        "--language", "en", "organisation", "add", "Two words", "--name", "A", "--kind", "school"
    )
    assert (result.exit_code, "small letters" in result.stderr) == (1, True)


def test_a_database_without_areas_has_none_to_list(tryggkarta):
    assert tryggkarta("areas").stdout == "Det finns inga områden.\n"


def test_a_given_database_is_not_started_from_here(tryggkarta):
    result = tryggkarta("--language", "en", "db", "start")
    assert (result.exit_code, "server of your own" in result.stderr) == (1, True)


def test_the_address_of_the_database_is_one_that_other_programs_read(tryggkarta):
    assert tryggkarta("db", "url").stdout.startswith("postgresql://tryggkarta_owner@")


def test_a_broken_city_profile_is_one_sentence(tmp_path):
    profile = tmp_path / "city.toml"
    profile.write_text("name = ", encoding="utf-8")
    result = CliRunner().invoke(main, ["--city", str(profile), "areas"])
    assert result.exit_code == 1
    assert result.stderr.startswith(f"The city profile {profile} cannot be used:")


def every_command(group=main, path=()):
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from every_command(command, (*path, name))
        else:
            yield (*path, name), command


@pytest.mark.parametrize(("path", "command"), list(every_command()), ids=str)
def test_every_command_that_ends_answers_in_json_too(path, command):
    endless = path[-1] in {"serve", "worker"}
    assert any("--json" in parameter.opts for parameter in command.params) != endless


def test_the_readme_names_every_command_and_no_other():
    table = (ROOT / "README.md").read_text(encoding="utf-8").split("## Commands")[1].split("## ")[0]
    assert set(re.findall(r"`tryggkarta ([a-z]+)", table)) == {command.name for command in COMMANDS}
