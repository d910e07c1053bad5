from datetime import UTC, datetime

import pytest

from geodata.one_time_codes import (
    address_for_app,
    as_written,
    new_password,
    new_recovery_codes,
    new_secret,
    step_of,
)
from geodata.sign_in_keys import SignInKeys

# RFC 6238, appendix B: the secret "12345678901234567890", eight digits there, the last six here.
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


@pytest.mark.parametrize(
    ("second", "code"),
    [
        (59, "287082"),
        (1_111_111_109, "081804"),
        (1_111_111_111, "050471"),
        (1_234_567_890, "005924"),
        (2_000_000_000, "279037"),
        (20_000_000_000, "353130"),
    ],
)
def test_codes_are_those_of_the_standard(second, code):
    assert step_of(SECRET, code, datetime.fromtimestamp(second, UTC)) == second // 30


@pytest.mark.parametrize(("late", "known"), [(-31, False), (-30, True), (0, True), (59, True), (60, False)])
def test_a_code_holds_for_its_own_step_and_one_on_each_side(late, known):
    began = 1_234_567_890 // 30 * 30
    step = step_of(SECRET, "005924", datetime.fromtimestamp(began + late, UTC))
    assert step == (began // 30 if known else None)


@pytest.mark.parametrize("code", ["", "5924", "0059244", "00592a", "٠٠٥٩٢٤", "å"])
def test_what_is_no_code_is_wrong(code):
    assert step_of(SECRET, code, datetime.fromtimestamp(1_234_567_890, UTC)) is None


def test_a_code_may_be_typed_with_a_space():
    assert step_of(SECRET, " 005 924 ", datetime.fromtimestamp(1_234_567_890, UTC)) is not None


def test_the_address_for_the_app_names_the_city_and_the_account():
    address = address_for_app(SECRET, "kim@city.example", "Tryggkarta Malmö")
    assert address.startswith("otpauth://totp/Tryggkarta%20Malm%C3%B6:kim%40city.example?")
    assert f"secret={SECRET}" in address


def test_secrets_and_codes_are_drawn_anew_each_time():
    assert len({new_secret() for _ in range(20)}) == 20
    assert len(set(new_recovery_codes()) | set(new_recovery_codes())) == 20
    assert len({new_password() for _ in range(20)}) == 20


def test_a_recovery_code_is_the_same_however_it_is_typed():
    code = new_recovery_codes()[0]
    assert as_written(f" {code.upper().replace('-', ' ')} ") == code


def test_a_sealed_secret_opens_with_the_same_kept_secret_only():
    sealed = SignInKeys.of("one").seal(SECRET)
    assert SECRET not in sealed
    assert SignInKeys.of("one").unseal(sealed) == SECRET
    assert SignInKeys.of("other").unseal(sealed) is None
    assert SignInKeys.of("one").unseal(sealed[:-2] + "AA") is None
    assert SignInKeys.of("one").unseal("") is None


def test_digests_tell_equal_words_and_nothing_without_the_key():
    assert SignInKeys.of("one").digest("a") == SignInKeys.of("one").digest("a")
    assert SignInKeys.of("one").digest("a") != SignInKeys.of("other").digest("a")
    assert "SignInKeys" in repr(SignInKeys.of("one"))
    assert "digesting" not in repr(SignInKeys.of("one"))
