from datetime import date
from uuid import uuid4

import make
import pytest

from geodata import models
from geodata.edits.accounts import add_account, disable_account, set_language
from geodata.errors import ConflictError, InvalidError, NotFoundError
from geodata.passwords import hash_password, matches
from geodata.questions.accounts import account_named, all_accounts, signed_in, still_valid

WORD = "en lång mening om ljus"
TODAY = date(2026, 1, 15)


@pytest.fixture
def given(session):
    """Return the fields of an account; the organisation exists."""
    make.saved(
        session,
        models.Organisation(code="gk", name_sv="Gatukontoret", name_en="Street office", kind="municipality"),
    )
    return {
        "email": " Anna@Test.example ",
        "name": "Anna",
        "password": WORD,
        "role": "planner",
        "organisation": "gk",
        "valid_from": TODAY,
    }


def test_a_new_account_signs_in_with_its_password_only(session, given):
    account = add_account(session, **given)
    assert account.email == "anna@test.example"
    assert signed_in(session, "ANNA@test.example", WORD).user_id == account.id
    assert signed_in(session, "anna@test.example", WORD + ".") is None
    assert signed_in(session, "anna@test.example", WORD, locked=True) is None
    assert signed_in(session, "nobody@test.example", WORD) is None


def test_an_account_may_be_bound_to_areas(session, given):
    area = make.area(session, "rosengard", kind="stadsdel")
    account = add_account(session, **given, areas=[("stadsdel", "rosengard")])
    assert account.memberships[0].area_ids == [area.id]
    assert account.memberships[0].claimed_from is None


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"email": "anna"}, "email"),
        ({"name": " "}, "name"),
        ({"valid_to": TODAY}, "valid_to"),
        ({"password": "short"}, "password"),
        ({"role": "king"}, "role"),
        ({"organisation": "none"}, "organisation"),
        ({"areas": [("stadsdel", "none")]}, "area"),
    ],
)
def test_a_wrong_field_is_named(session, given, change, field):
    with pytest.raises(InvalidError) as refused:
        add_account(session, **{**given, **change})
    assert refused.value.field == field


def test_an_address_has_one_account(session, given):
    add_account(session, **given)
    with pytest.raises(ConflictError):
        add_account(session, **{**given, "email": "ANNA@TEST.EXAMPLE"})


def test_a_closed_account_is_closed_at_once(session, given):
    account = add_account(session, **given)
    credentials = signed_in(session, account.email, WORD)
    assert still_valid(session, account.id, credentials.version)
    disable_account(session, account.id, on=TODAY)
    session.expire_all()
    assert not still_valid(session, account.id, credentials.version)
    assert signed_in(session, account.email, WORD) is None


def test_only_an_existing_account_can_be_found_and_closed(session):
    with pytest.raises(NotFoundError):
        account_named(session, "nobody@test.example")
    with pytest.raises(NotFoundError):
        disable_account(session, uuid4(), on=TODAY)


def test_the_list_tells_the_roles_of_the_day(session, given):
    add_account(session, **given)
    (today,) = all_accounts(session, TODAY)
    (yesterday,) = all_accounts(session, date(2026, 1, 14))
    assert (today.roles, today.organisations, today.disabled) == (("planner",), ("gk",), False)
    assert yesterday.roles == ()


def test_a_language_must_be_one_of_ours(session, given):
    account = add_account(session, **given)
    set_language(session, account.id, "en")
    session.refresh(account)
    assert account.language == "en"
    with pytest.raises(InvalidError):
        set_language(session, account.id, "xx")


def test_a_hash_is_salted_and_knows_its_password():
    one, other = hash_password(WORD), hash_password(WORD)
    assert one != other
    assert matches(WORD, one)
    assert not matches("another sentence", one)
    assert not matches(WORD, "no hash at all")
