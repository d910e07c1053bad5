"""Accounts: who may sign in, who has an account at all, and which roles it holds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from geodata.errors import NotFoundError
from geodata.models import Area, UserAccount
from geodata.passwords import matches
from geodata.questions.area_names import AreaName, areas_named
from geodata.questions.asking import rows
from geodata.sign_in_keys import SignInKeys
from geodata.sign_in_limits import PER_ACCOUNT, PER_CODE
from geodata.text import Text


@dataclass(frozen=True, slots=True)
class Credentials:
    """An account that may be signed in to.

    `version` grows when its password, its one-time codes or its roles change, or it is closed. With
    `has_totp` a code is asked for, with `is_temporary` a new password.
    """

    user_id: UUID
    version: int
    language: str
    has_totp: bool = False
    is_temporary: bool = False


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account with the roles it holds on the day asked for.

    `temporary` says that its password was drawn by an administrator and not yet replaced.
    """

    id: UUID
    email: str
    name: str
    organisations: tuple[str, ...]
    roles: tuple[str, ...]
    disabled: bool
    synthetic: bool
    temporary: bool
    has_totp: bool


@dataclass(frozen=True, slots=True)
class MembershipRow:
    """A role of an account: without `areas` in the whole city; `state` is "now", "coming" or "ended".

    `claimed_from` is the issuer whose claims give it, None where an administrator did.
    """

    id: UUID
    role: str
    organisation: Text
    areas: tuple[Text, ...]
    valid_from: date
    valid_to: date | None
    claimed_from: str | None
    state: str


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """Everything known of an account; nothing of it is secret."""

    id: UUID
    email: str
    name: str
    language: str
    created_at: datetime
    disabled_at: datetime | None
    password_set_at: datetime | None
    temporary_until: datetime | None
    totp_since: datetime | None
    unlocked_at: datetime | None
    memberships: tuple[MembershipRow, ...]


def signed_in(session: Session, email: str, password: str, *, locked: bool = False) -> Credentials | None:
    """Return the open account with this address and password; None otherwise, in the same time.

    A `locked` account is None too: an unknown, a closed and a locked one cost the same as a wrong password.
    """
    found = next(iter(rows(session, "credentials_of", {"address": email.strip()})), None)
    known = found is not None and not locked
    right = matches(password, found["password_hash"] if found and known else None)
    if not right or found is None:
        return None
    return Credentials(
        found["user_id"], found["version"], found["language"], found["has_totp"], found["is_temporary"]
    )


def credentials_of_account(session: Session, user_id: UUID) -> Credentials | None:
    """Return an open account's credentials as they are now; None for a closed or missing one."""
    account = session.get(UserAccount, user_id, populate_existing=True)
    if account is None or account.disabled_at is not None:
        return None
    return Credentials(
        account.id,
        account.credentials_version,
        account.language,
        account.totp_since is not None,
        account.temporary_until is not None,
    )


def still_valid(session: Session, user_id: UUID, version: int) -> bool:
    """Return whether a sign-in made with this version of the credentials still holds."""
    credentials = credentials_of_account(session, user_id)
    return credentials is not None and credentials.version == version


def all_accounts(session: Session, on: date) -> Sequence[AccountRow]:
    """Return every account by address, with the memberships valid on the day `on`."""
    return [
        AccountRow(
            found["id"],
            found["email"],
            found["name"],
            tuple(found["organisations"]),
            tuple(found["roles"]),
            disabled=found["disabled"],
            synthetic=found["synthetic"],
            temporary=found["temporary"],
            has_totp=found["has_totp"],
        )
        for found in rows(session, "account_list", {"day": on})
    ]


def account_named(session: Session, email: str) -> UserAccount:
    """Return the account with this address; raises NotFoundError when there is none."""
    account = session.scalars(
        select(UserAccount).where(UserAccount.email == email.strip().lower())
    ).one_or_none()
    if account is None:
        raise NotFoundError(Text(sv="Inget konto har den adressen.", en="No account has that address."))
    return account


def account_facts(session: Session, user_id: UUID, on: date) -> AccountFacts:
    """Return an account with all its memberships, as seen on the day `on`.

    Raises NotFoundError when there is none that the asker may see.
    """
    account = session.get(UserAccount, user_id, populate_existing=True)
    if account is None:
        raise NotFoundError
    told = ("id", "email", "name", "language", "created_at", "disabled_at")
    secrets_told = ("password_set_at", "temporary_until", "totp_since", "unlocked_at")
    return AccountFacts(
        **{name: getattr(account, name) for name in (*told, *secrets_told)},
        memberships=memberships_of(session, user_id, on),
    )


def memberships_of(session: Session, user_id: UUID, on: date) -> tuple[MembershipRow, ...]:
    """Return the memberships of an account: those of the day first, then the coming, then the ended."""
    return tuple(
        MembershipRow(
            found["id"],
            found["role"],
            Text(sv=found["organisation_sv"], en=found["organisation_en"]),
            tuple(Text(sv=sv, en=en) for sv, en in zip(found["areas_sv"], found["areas_en"], strict=True)),
            found["valid_from"],
            found["valid_to"],
            found["claimed_from"],
            found["state"],
        )
        for found in rows(session, "account_memberships", {"user_id": user_id, "day": on})
    )


def locked_addresses(session: Session, keys: SignInKeys, emails: Iterable[str]) -> frozenset[str]:
    """Return the addresses that are shut because of too many wrong passwords or codes; administrators ask."""
    subjects = {keys.digest(email): email for email in emails}
    locked: set[str] = set()
    for limit in (PER_ACCOUNT, PER_CODE):
        asked = {
            "kind": limit.kind,
            "subjects": list(subjects),
            "most": limit.most,
            "seconds": limit.seconds,
        }
        locked |= {subjects[found["subject"]] for found in rows(session, "locked_subjects", asked)}
    return frozenset(locked)


def email_of(session: Session, user_id: UUID) -> str:
    """Return an account's address; raises NotFoundError when the asker may not see it."""
    account = session.get(UserAccount, user_id)
    if account is None:
        raise NotFoundError
    return account.email


def recovery_codes_left(session: Session) -> int:
    """Return how many recovery codes the asker still has."""
    return int(session.scalar(select(func.recovery_codes_left())) or 0)


def current_areas(session: Session, on: date) -> tuple[AreaName, ...]:
    """Return the areas that a role may be bound to on a day, in the kinds' order and then by name."""
    valid = select(Area.id).where(Area.valid_from <= on, Area.valid_to.is_(None) | (on < Area.valid_to))
    return areas_named(session, list(session.scalars(valid)))
