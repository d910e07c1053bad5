from datetime import date
from pathlib import Path

import pytest

from geodata import city
from geodata.errors import SetupError
from geodata.retention_terms import DEFAULT_TERMS, Term

MALMO = city.shipped("malmo").read_text(encoding="utf-8")
WITHOUT = MALMO[: MALMO.index("# How long what is kept")]


def profile(folder: Path, entries: str) -> city.CityProfile:
    path = folder / "city.toml"
    path.write_text(f"{WITHOUT}\n{entries}", encoding="utf-8")
    return city.load(path)


def test_a_profile_that_says_nothing_keeps_what_domain_proposes(tmp_path: Path):
    assert profile(tmp_path, "").retention == DEFAULT_TERMS


def test_the_demo_city_says_what_domain_proposes():
    assert city.load(city.shipped("malmo")).retention == DEFAULT_TERMS


@pytest.mark.parametrize(
    ("keep", "term"),
    [
        ("1 day", Term("photo", 1, "days")),
        ("36 months", Term("photo", 36, "months")),
        ("3 years", Term("photo", 3, "years")),
        ("2 calendar years", Term("photo", 2, "calendar years")),
        ("bevaras", Term("photo", None)),
    ],
)
def test_a_term_of_the_profile_goes_before_the_default(tmp_path: Path, keep: str, term: Term):
    told = profile(tmp_path, f'[[retention]]\nkind = "photo"\nkeep = "{keep}"').retention
    assert [one for one in told if one.kind == "photo"] == [term]
    assert len(told) == len(DEFAULT_TERMS)


@pytest.mark.parametrize(
    ("entries", "why"),
    [
        ('[[retention]]\nkind = "photos"\nkeep = "1 day"', "kind of a .* must be one of rejected, "),
        ('[[retention]]\nkeep = "1 day"', "kind of a .* must be one of"),
        ('[[retention]]\nkind = "photo"', "keep of the .* photo must be like"),
        ('[[retention]]\nkind = "photo"\nkeep = "0 days"', "photo must be like"),
        ('[[retention]]\nkind = "photo"\nkeep = "-3 months"', "photo must be like"),
        ('[[retention]]\nkind = "photo"\nkeep = "a while"', "photo must be like"),
        ('[[retention]]\nkind = "photo"\nkeep = 12', "photo must be like"),
        ('[[retention]]\nkind = "photo"\nkeep = "101 years"', "too long; write .bevaras"),
        ('[[retention]]\nkind = "photo"\nkeep = "1 day"\nthen = "delete"', "has no setting then"),
        ('[[retention]]\nkind = "photo"\nkeep = "1 day"\n' * 2, "two entries for photo"),
        ('[retention]\nphoto = "1 day"', "given as .* entries with kind and keep"),
    ],
)
def test_a_term_that_makes_no_sense_is_refused_in_one_sentence(tmp_path: Path, entries: str, why: str):
    with pytest.raises(SetupError, match=f"cannot be used: .*{why}") as refused:
        profile(tmp_path, entries)
    assert refused.value.reason.en.count("\n") == 0


@pytest.mark.parametrize(
    ("term", "on", "first_kept"),
    [
        (Term("photo", 14), date(2020, 3, 15), date(2020, 3, 2)),
        (Term("photo", 24, "months"), date(2016, 3, 12), date(2014, 3, 13)),
        (Term("photo", 1, "months"), date(2021, 3, 31), date(2021, 3, 1)),
        (Term("photo", 12, "months"), date(2020, 2, 29), date(2019, 3, 1)),
        (Term("photo", 1, "years"), date(2021, 2, 28), date(2020, 2, 29)),
        (Term("photo", 5, "calendar years"), date(2021, 1, 1), date(2016, 1, 1)),
        (Term("photo", 5, "calendar years"), date(2020, 12, 31), date(2015, 1, 1)),
        (Term("photo", 100, "years"), date(50, 1, 1), date(1, 1, 1)),
        (Term("photo", None), date(2021, 1, 1), None),
    ],
)
def test_what_is_kept_is_kept_for_the_whole_term(term: Term, on: date, first_kept: date | None):
    assert term.first_kept(on) == first_kept
