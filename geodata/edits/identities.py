"""People whom an OpenID provider knows: their accounts, the roles its claims give. The caller commits."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import cast, func, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from geodata.codes import ROLES
from geodata.edits.memberships import area_coded, organisation_coded
from geodata.errors import ConflictError, InvalidError, SetupError
from geodata.sign_in_settings import Grant, SignIn
from geodata.text import Text

_TAKEN = Text(
    sv="Adressen har redan ett konto med eget lösenord. Be den som sköter konton att stänga det.",
    en="The address has an account with a password of its own. Ask the one who manages accounts to close it.",
)
_UNFIT = Text(
    sv="Stadsprofilens inloggning ger rollen {role} som inte går att ge: {why}",
    en="The city profile's sign-in gives the role {role}, which cannot be given: {why}",
)


@dataclass(frozen=True, slots=True)
class Person:
    """Whom the provider vouches for: its own key for them, an address, a name, and the claim's values."""

    subject: str
    email: str
    name: str
    values: frozenset[str]


def welcome(session: Session, settings: SignIn, person: Person, today: date) -> UUID | None:
    """Return the account of a person with exactly the roles that the claims give today.

    Roles whose claim is gone end; those that an administrator gave stay. None for someone without an account
    to whom the claims give nothing. Raises ConflictError when their address is another account's: an account
    is never taken over by its address. Raises SetupError when a grant names what does not exist.
    """
    granted = [
        _membership(session, grant, today)
        for grant in settings.grants
        if grant.value in person.values and grant.holds_on(today)
    ]
    known = session.scalar(select(func.account_of_identity(settings.issuer, person.subject)))
    if known is None and not granted:
        return None
    account = known or _opened(session, settings, person)
    claimed = func.claim_memberships(account, settings.issuer, cast(granted, JSONB), today)
    session.execute(select(claimed))
    return UUID(str(account))


def check_grants(settings: SignIn) -> None:
    """Raise SetupError where a grant gives a role that does not exist."""
    for grant in settings.grants:
        if grant.role not in set(ROLES.codes):
            why = Text(sv="rollen finns inte", en="there is no such role")
            raise SetupError(_UNFIT.format(role=grant.role, why=why))


def _opened(session: Session, settings: SignIn, person: Person) -> UUID:
    opened = func.open_identity(settings.issuer, person.subject, person.email, person.name)
    try:
        with session.begin_nested():
            return UUID(str(session.scalar(select(opened))))
    except IntegrityError as error:
        raise ConflictError(_TAKEN) from error


def _membership(session: Session, grant: Grant, today: date) -> dict[str, Any]:
    try:
        organisation = organisation_coded(session, grant.organisation)
        areas = [area_coded(session, kind, code, today) for kind, code in grant.areas]
    except InvalidError as error:
        raise SetupError(_UNFIT.format(role=grant.role, why=error.reason)) from error
    return {
        "role": ROLES[grant.role].code,
        "organisation_id": str(organisation),
        "area_ids": areas,
        "valid_to": grant.valid_to.isoformat() if grant.valid_to else None,
    }
