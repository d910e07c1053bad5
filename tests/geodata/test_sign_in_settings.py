import tomllib
from datetime import date
from pathlib import Path

import pytest

from geodata.sign_in_settings import read_sign_in

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def written() -> dict:
    """Return the settings that the documentation shows."""
    page = (ROOT / "docs" / "signing_in.md").read_text(encoding="utf-8")
    return tomllib.loads(page.split("```toml")[1].split("```")[0])["sign_in"]


def test_what_the_documentation_shows_can_be_used(written):
    settings = read_sign_in(written)
    assert (settings.issuer, settings.claim) == ("https://login.city.example", "groups")
    whole, bound = settings.grants
    assert (whole.role, whole.areas, whole.valid_to) == ("coordinator", (), None)
    assert bound.areas == (("stadsomrade", "oster"), ("stadsdel", "rosengard"))


@pytest.mark.parametrize(
    ("day", "holds"),
    [("2013-12-31", False), ("2014-01-01", True), ("2026-12-31", True), ("2027-01-01", False)],
)
def test_a_grant_holds_from_its_first_day_to_before_its_end(written, day, holds):
    assert read_sign_in(written).grants[1].holds_on(date.fromisoformat(day)) is holds


@pytest.mark.parametrize(
    "broken",
    [
        {"issuer": "http://login.city.example"},
        {"issuer": ""},
        {"client_id": 7},
        {"grants": []},
        {"grants": [{"value": "a", "role": "planner", "organisation": ""}]},
        {"grants": [{"value": "a", "role": "planner", "organisation": "gk", "valid_to": "soon"}]},
    ],
)
def test_settings_that_cannot_be_meant_are_refused(written, broken):
    with pytest.raises(ValueError, match="sign_in"):
        read_sign_in(written | broken)


@pytest.mark.parametrize("missing", ["name_sv", "issuer", "client_id", "grants"])
def test_a_missing_setting_is_named(written, missing):
    del written[missing]
    with pytest.raises(KeyError, match=missing):
        read_sign_in(written)
