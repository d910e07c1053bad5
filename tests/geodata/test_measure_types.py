import json
import pkgutil
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from geodata import measure_types
from geodata.codes import MEASURE_FAMILIES, TECHNIQUES
from geodata.errors import InvalidError
from geodata.measure_types import MEASURE_TYPES, measure_type, validate
from geodata.measure_types.measure_type import LONGEST_TEXT, PARAMETER_KINDS
from geodata.text import Text

CAMERA = {
    "cameras": 4,
    "responsible": "Gatukontoret",
    "balancing_reference": "STK-2025-17",
    "alternatives": "Bättre ljus prövades i två år.",
    "decided_on": "2025-03-31",
    "review_on": "2026-03-31",
}
GUARDS = {"permit_number": "A123/2024", "valid_from": "2024-01-01", "valid_to": "2027-01-01"}

DOMAIN_CODES = """BEL_NY BEL_LED BEL_STYR BEL_REP VEG TUN PASS HAST DISP ATK GCV STANG STAD KLOT MOB AKT KAM
OV NAR BID VAN TILL SKOL SOC INFO KOMP"""


def refusal(code, parameters):
    with pytest.raises(InvalidError) as caught:
        validate(code, parameters)
    return caught.value


def test_every_type_of_the_field_is_registered():
    speed_humps = {kind.code for kind in MEASURE_TYPES if kind.code.startswith("FART_")}
    assert len(speed_humps) == 6
    assert {kind.code for kind in MEASURE_TYPES} - speed_humps == set(DOMAIN_CODES.split())


def test_each_family_has_its_module_and_holds_only_its_own_types():
    modules = {module.name for module in pkgutil.iter_modules(measure_types.__path__)}
    assert modules - {"measure_type", "units", "validation"} == set(MEASURE_FAMILIES.codes)
    for family in MEASURE_FAMILIES.codes:
        types = getattr(measure_types, family).TYPES
        assert {kind.family for kind in types} == {family}
        assert all(MEASURE_TYPES.get(kind.code) is kind for kind in types)


@pytest.mark.parametrize("kind", MEASURE_TYPES, ids=lambda kind: kind.code)
def test_every_type_and_parameter_has_words_in_both_languages(kind):
    assert kind.code.isascii()
    texts = [kind.name]
    for parameter in kind.parameters:
        texts += [parameter.name, parameter.help, parameter.unit]
        texts += [choice.name for choice in parameter.choices]
    assert all(text.sv.strip() and text.en.strip() for text in texts if text is not None)


@pytest.mark.parametrize("kind", MEASURE_TYPES, ids=lambda kind: kind.code)
def test_every_type_describes_its_parameters_soundly(kind):
    codes = [parameter.code for parameter in kind.parameters]
    assert len(set(codes)) == len(codes)
    for parameter in kind.parameters:
        assert parameter.kind in PARAMETER_KINDS
        assert bool(parameter.choices) == (parameter.kind == "choice")
        assert parameter.kind in ("number", "integer") or parameter.minimum is parameter.maximum is None
        assert parameter.maximum is None or parameter.minimum < parameter.maximum
    assert all({span.start, span.end} <= set(codes) for span in kind.spans)
    assert set(kind.default_techniques) <= set(TECHNIQUES.codes)


@pytest.mark.parametrize("kind", MEASURE_TYPES, ids=lambda kind: kind.code)
def test_every_type_yields_a_valid_json_schema(kind):
    Draft202012Validator.check_schema(kind.schema())
    assert json.loads(json.dumps(kind.schema())) == kind.schema()


def test_only_social_work_information_and_training_need_no_place():
    assert {kind.code for kind in MEASURE_TYPES if not kind.has_geometry} == {"SOC", "INFO", "KOMP"}


def test_techniques_follow_the_type():
    assert measure_type("BEL_LED").default_techniques == ("natural_surveillance",)
    assert [TECHNIQUES[code].number for code in measure_type("KLOT").default_techniques] == [15, 20]
    assert measure_type("FART_PLATA").default_techniques == ()


def test_an_unknown_type_is_refused():
    assert refusal("BEL", {}).field == "type"


def test_right_parameters_come_back_in_the_order_of_the_type():
    given_last_first = {
        "vegetation_checked": True,
        "mean_lux_after": 7.5,
        "lighting_class": "p3",
        "points": 40,
    }
    checked = validate("BEL_LED", given_last_first)
    assert list(checked.items()) == [
        ("points", 40),
        ("lighting_class", "p3"),
        ("mean_lux_after", 7.5),
        ("vegetation_checked", True),
    ]


def test_a_whole_number_written_with_a_decimal_becomes_whole():
    assert type(validate("DISP", {"count": 3.0})["count"]) is int


@pytest.mark.parametrize(
    ("code", "parameter", "value", "reason"),
    [
        (
            "BEL_LED",
            "points",
            "40",
            Text("antal ljuspunkter: ange ett heltal.", "light points: give a whole number."),
        ),
        (
            "BEL_LED",
            "points",
            2.5,
            Text("antal ljuspunkter: ange ett heltal.", "light points: give a whole number."),
        ),
        (
            "BEL_LED",
            "points",
            True,
            Text("antal ljuspunkter: ange ett heltal.", "light points: give a whole number."),
        ),
        (
            "BEL_LED",
            "points",
            None,
            Text("antal ljuspunkter: ange ett heltal.", "light points: give a whole number."),
        ),
        (
            "BEL_LED",
            "points",
            0,
            Text(
                "antal ljuspunkter: värdet får vara lägst 1 st.",
                "light points: the value must be at least 1 pcs.",
            ),
        ),
        ("BEL_LED", "height_m", "4,5", Text("stolphöjd: ange ett tal.", "mounting height: give a number.")),
        (
            "BEL_LED",
            "height_m",
            0.2,
            Text(
                "stolphöjd: värdet får vara lägst 0,3 m.",
                "mounting height: the value must be at least 0.3 m.",
            ),
        ),
        (
            "BEL_LED",
            "height_m",
            40.5,
            Text(
                "stolphöjd: värdet får vara högst 40 m.", "mounting height: the value must be at most 40 m."
            ),
        ),
        (
            "BEL_LED",
            "lighting_class",
            "p7",
            Text(
                "avsedd belysningsklass: välj bland P1, P2, P3, P4, P5, P6.",
                "intended lighting class: choose among P1, P2, P3, P4, P5, P6.",
            ),
        ),
        (
            "BEL_LED",
            "vegetation_checked",
            "ja",
            Text(
                "växtligheten är kontrollerad: ange ja eller nej.",
                "vegetation has been checked: give yes or no.",
            ),
        ),
        (
            "BEL_LED",
            "dimming_profile",
            50,
            Text("dimringsprofil: ange en text.", "dimming profile: give a text."),
        ),
        (
            "BEL_LED",
            "dimming_profile",
            "x" * (LONGEST_TEXT + 1),
            Text(
                "dimringsprofil: texten får ha högst 500 tecken.",
                "dimming profile: the text may have 500 characters at most.",
            ),
        ),
    ],
)
def test_a_wrong_value_is_refused_with_its_field_and_a_sentence(code, parameter, value, reason):
    refused = refusal(code, {"points": 40} | {parameter: value})
    assert (refused.field, refused.reason) == (parameter, reason)


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_a_number_that_is_none_is_refused(number):
    assert refusal("BEL_LED", {"points": 40, "energy_kwh_per_year": number}).field == "energy_kwh_per_year"
    assert refusal("BEL_LED", {"points": number}).field == "points"


@pytest.mark.parametrize("text", ["", " \n\t", "a\x00b", "half a pair \ud83d"])
def test_a_text_that_is_empty_or_cannot_be_stored_is_refused(text):
    assert refusal("TUN", {"length_m": 20, "wall_colour": text}).field == "wall_colour"


@pytest.mark.parametrize(
    "day", ["2026-02-30", "20260201", "2026-W05-7", "1 februari", "2026-02-01\n", 20260201]
)
def test_a_date_that_is_not_a_day_of_the_calendar_is_refused(day):
    assert refusal("VEG", {"area_m2": 10, "next_cut_on": day}).field == "next_cut_on"


def test_texts_may_have_several_lines_and_any_letters():
    text = "Vita väggar,\nblå tak 🙂"
    assert validate("TUN", {"length_m": 20, "wall_colour": text})["wall_colour"] == text


def test_a_missing_value_is_refused_in_the_order_of_the_form():
    refused = refusal("KAM", {"cameras": 4})
    assert refused.field == "responsible"
    assert refused.reason == Text(
        "ansvarig för bevakningen: uppgiften saknas.", "controller: the value is missing."
    )


def test_an_unknown_key_is_refused_before_anything_else():
    refused = refusal("SKOL", {"pupil": "Anna"})
    assert refused.field == "pupil"
    assert "Anna" not in refused.reason.en


def test_a_camera_must_be_reviewed_within_twelve_months():
    assert validate("KAM", CAMERA) == CAMERA
    refused = refusal("KAM", CAMERA | {"review_on": "2026-04-01"})
    assert refused.field == "review_on"
    assert refused.reason.sv == "omprövas senast: får vara högst 12 månader efter beslutsdatum."


@pytest.mark.parametrize("missing", ["balancing_reference", "alternatives", "review_on"])
def test_a_camera_without_its_balancing_alternatives_or_review_is_refused(missing):
    assert refusal("KAM", {key: value for key, value in CAMERA.items() if key != missing}).field == missing


def test_a_guard_area_lasts_three_years_at_most():
    assert validate("OV", GUARDS) == GUARDS
    assert refusal("OV", GUARDS | {"valid_to": "2027-01-02"}).field == "valid_to"


def test_a_leap_day_ends_its_span_in_the_same_month():
    assert validate("OV", GUARDS | {"valid_from": "2024-02-29", "valid_to": "2027-02-28"})
    assert refusal("OV", GUARDS | {"valid_from": "2024-02-29", "valid_to": "2027-03-01"}).field == "valid_to"


def test_a_permit_must_end_after_it_starts():
    refused = refusal("OV", GUARDS | {"valid_to": "2024-01-01"})
    assert refused.reason == Text(
        "tillstånd till: ska vara efter tillstånd från.", "permitted to: must be after permitted from."
    )


JSON_VALUES = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.integers(), max_size=2)
)


LIGHTING_PARAMETERS = [parameter.code for parameter in measure_type("BEL_LED").parameters]


@given(st.dictionaries(st.sampled_from(LIGHTING_PARAMETERS) | st.text(max_size=5), JSON_VALUES, max_size=3))
def test_whatever_is_given_is_refused_or_comes_back_unchanged_and_storable(some):
    parameters = {"points": 40} | some
    with suppress(InvalidError):
        checked = validate("BEL_LED", parameters)
        assert checked == parameters
        assert json.dumps(checked, allow_nan=False, ensure_ascii=False).encode()
