"""What in a text looks like personal data: found in every spelling, and not where other numbers stand."""

import itertools
import re
from pathlib import Path

import pytest
from personal_data import CLEAN, clean, drawing, filled, luhn, told

from geodata import screening
from geodata.screening import FINDERS, KINDS, findings, masked
from geodata.screening.legible import legible
from importers.demo.observation_texts import __file__ as demo_texts

PROMISED = 10_000
SEED = 20_161_122


def kinds(text: str) -> list[str]:
    return [finding.kind.code for finding in findings(text)]


@pytest.mark.parametrize("kind", ["personal_number", "coordination_number", "phone", "email"])
def test_ten_thousand_are_found_in_sentences(kind):
    draw = drawing(f"{SEED} {kind}")
    missed = [said for said in (told(draw, kind) for _ in range(PROMISED)) if not is_covered(said)]
    assert len(missed) <= PROMISED * 0.005, missed[:5]


def is_covered(said) -> bool:
    """Return whether one finding covers what must not be told, but for punctuation around it."""
    return any(
        finding.start <= said.start + 7 and said.stop - 1 <= finding.stop for finding in findings(said.text)
    )


def test_nearly_all_plates_are_found():
    draw = drawing(SEED)
    found = sum(kinds(told(draw, "plate").text) != [] for _ in range(2_000))
    assert found >= 1_960


def test_clean_sentences_raise_few_false_alarms():
    draw = drawing(SEED)
    alarms = [text for text in (clean(draw) for _ in range(PROMISED)) if findings(text)]
    assert len(alarms) <= PROMISED * 0.02, alarms[:5]


def test_every_clean_sentence_is_clean_in_most_of_its_numbers():
    draw = drawing(SEED)
    for sentence in CLEAN:
        alarms = [text for text in (filled(draw, sentence) for _ in range(200)) if findings(text)]
        assert len(alarms) <= 10, alarms[:5]


def test_the_demo_citys_texts_are_clean():
    written = re.findall(r'"([^"\n]{12,})"', Path(demo_texts).read_text("utf-8"))
    assert written
    assert [text for text in written if findings(text)] == []


@pytest.mark.parametrize(
    "number",
    [
        "811218-9876",
        "19811218-9876",
        "8112189876",
        "811218+9876",
        "811218–9876",
        "81 12 18 9876",
        "811218-\n9876",
    ],
)
def test_the_tax_agencys_example_is_found_in_every_spelling(number):
    finding = findings(f"Enligt {number} är det mörkt.")[0]
    assert (finding.kind.code, finding.start, finding.stop) == ("personal_number", 7, 7 + len(number))


def test_a_day_of_birth_plus_sixty_is_a_coordination_number():
    assert kinds("701063-2391") == ["coordination_number"]


@pytest.mark.parametrize(
    "number", ["811218-9875", "811318-9876", "810230-9870", "212000-1124", "556016-0680"]
)
def test_what_fails_the_check_digit_or_the_calendar_is_no_number(number):
    assert kinds(number) == []


def test_the_tests_own_check_digit_is_the_published_one():
    assert luhn("811218987") == "6"


@pytest.mark.parametrize(
    "number",
    [
        "040-34 10 00",
        "0701234567",
        "070-123 45 67",
        "+46 70 123 45 67",
        "0046 (0)70-123 45 67",
        "08-508 000 00",
        "(040) 34 10 00",
        "+45 12 34 56 78",
        "070.123.45.67",
        "0 7 0 1 2 3 4 5 6 7",
        "0413-123 45",
    ],
)
def test_a_telephone_number_is_found_in_every_spelling(number):
    assert kinds(f"Ring {number} i morgon.") == ["phone"]


def test_a_number_within_the_town_is_known_by_the_word_before_it():
    assert kinds("Tel: 34 10 00") == ["phone"]
    assert kinds("Det såldes 34 10 00") == []


@pytest.mark.parametrize(
    "text",
    [
        "Ring 112 eller 114 14.",
        "Ring 0771-24 24 24.",
        "Dnr STK-2017-570",
        "kl 08-17, 150 personer",
        "08.30-16.00",
        "Stolpe 040123456",
        "6163050 118050",
        "55,6050 13,0038",
        "2016-03-12 2130",
        "1 250 000 000 kr",
        "LED 100",
        "GCM 250",
        "HPS 70W byttes",
        "DET HAR 120 LAMPOR",
        "Look at malmo.se",
        "E 013 00 13",
    ],
)
def test_what_only_resembles_personal_data_is_left_alone(text):
    assert kinds(text) == []


@pytest.mark.parametrize(
    "address",
    ["kim@malmo.se", "kim @ malmo.se", "kim (at) malmo.se", "kim snabel-a malmo.se", "björn＠malmö.se"],
)
def test_an_address_is_found_in_every_disguise(address):
    assert kinds(f"Skriv till {address} om det.") == ["email"]


def test_a_plate_in_small_letters_needs_a_word_about_vehicles():
    assert kinds("Bilen abc 12d står fel.") == ["plate"]
    assert kinds("Ungefär abc 123 i rad.") == []


def test_findings_are_ordered_do_not_overlap_and_say_why():
    found = findings("ABC 123, kim@malmo.se, 811218-9876, 070-123 45 67")
    assert [finding.kind.code for finding in found] == ["plate", "email", "personal_number", "phone"]
    assert all(one.stop <= other.start for one, other in itertools.pairwise(found))
    assert found[2].reason.sv.startswith("Det ser ut som ett personnummer. ")


def test_a_masked_text_keeps_everything_else():
    assert masked("Ring 070-123 45 67 nu") == "Ring ••• nu"
    assert masked("Ring 112") == "Ring 112"


def test_a_legible_text_has_as_many_code_points():
    text = "８１１２１８–9876\u00a0\u200b\n𝟎😀"
    assert (len(legible(text)), legible(text)[:11]) == (len(text), "811218-9876")


def test_the_registry_names_every_kind_and_every_file():
    files = {file.stem for file in Path(screening.__file__).parent.glob("*.py")}
    assert len(files - {"__init__", "finding", "legible"}) == len(FINDERS)
    assert list(KINDS) == ["personal_number", "coordination_number", "email", "phone", "plate"]


@pytest.mark.parametrize("part", ["a+", "0 ", "a.a.", "070 ", "a at ", "(0)", "1-", "ABC 12", "850101"])
def test_a_long_text_made_to_be_slow_is_not(part):
    assert len(masked((part * 20_000)[:20_000])) > 0
