"""The product's own evaluations of the built-in effects: what they find, and what the documentation shows."""

import json
from dataclasses import asdict

import pytest
from click.testing import CliRunner

from geodata.analysis.verdicts import Verdict
from geodata.errors import NotFoundError
from importers.demo.check import check_effects, table
from importers.demo.truth import EFFECTS
from webmap.cli import main

LARGE_DECREASES = [
    effect.key for effect in EFFECTS if effect.kind in {"decrease", "displaced"} and effect.measurable
]
ESTABLISHED = {verdict.code for verdict in Verdict if verdict.established}


@pytest.mark.parametrize("key", LARGE_DECREASES)
def test_in_the_shipped_city_the_truth_lies_inside_the_interval(checks, key):
    """What `seeding.SEED` is held to; `truth` tells how many other seeds are like it."""
    assert checks[key].inside


def test_where_nothing_was_done_no_change_is_established(checks):
    nothing = [check for check in checks.values() if check.truth == 1]
    assert len(nothing) == 6
    assert ESTABLISHED.isdisjoint(check.verdict for check in nothing)


@pytest.mark.parametrize("key", [effect.key for effect in EFFECTS if not effect.measurable])
def test_of_few_events_nothing_is_said(checks, key):
    assert checks[key].verdict == Verdict.CANNOT_SAY.code


def test_the_documentation_shows_what_the_check_finds(checks, pytestconfig):
    page = (pytestconfig.rootpath / "docs" / "demo_effects.md").read_text(encoding="utf-8")
    assert table(tuple(checks.values())).en in page


def test_the_command_answers_with_the_checks(checks, loaded, tmp_path):
    _, session = loaded
    address = session.get_bind().engine.url.render_as_string(hide_password=False)
    environment = {"DATABASE_URL": address, "TRYGGKARTA_HOME": str(tmp_path / "home")}
    words = ["--language", "en", "demo", "--check-effects", "--json"]
    answered = json.loads(CliRunner().invoke(main, words, env=environment).stdout)
    told = [asdict(check) | {"verdict_word": check.verdict_word.en} for check in checks.values()]
    assert answered == told


def test_a_city_without_the_demo_has_no_effects_to_check(session):
    with pytest.raises(NotFoundError, match="The demo city is not loaded"):
        check_effects(session)
