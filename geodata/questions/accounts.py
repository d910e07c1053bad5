"""Accounts: who may sign in, and who has an account at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from geodata.models import Membership, Organisation, UserAccount
from geodata.passwords import matches


@dataclass(frozen=True, slots=True)
class Credentials:
    """An account that may be signed in to; `version` grows when its password changes or it is closed."""

    user_id: UUID
    version: int
    language: str


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account with the roles it holds on the day asked for, and the areas they reach (empty: all)."""

    email: str
    name: str
    organisations: tuple[str, ...]
    roles: tuple[str, ...]
    disabled: bool
    synthetic: bool


def signed_in(session: Session, email: str, password: str) -> Credentials | None:
    """Return the open account with this address and password; None otherwise, in the same time."""
    account = session.scalars(
        select(UserAccount).where(func.lower(UserAccount.email) == email.strip().lower())
    ).one_or_none()
    open_account = account if account is not None and account.disabled_at is None else None
    if not matches(password, open_account.password_hash if open_account else None) or open_account is None:
        return None
    return Credentials(open_account.id, open_account.credentials_version, open_account.language)


def still_valid(session: Session, user_id: UUID, version: int) -> bool:
    """Return whether a sign-in made with this version of the credentials still holds."""
    account = session.get(UserAccount, user_id)
    return account is not None and account.disabled_at is None and account.credentials_version == version


def all_accounts(session: Session, on: date) -> Sequence[AccountRow]:
    """Return every account by address, with the memberships valid on the day `on`."""
    rows = session.execute(
        select(UserAccount, Membership.role, Organisation.code)
        .outerjoin(
            Membership,
            (Membership.user_id == UserAccount.id)
            & (Membership.valid_from <= on)
            & (Membership.valid_to.is_(None) | (on < Membership.valid_to)),
        )
        .outerjoin(Organisation, Organisation.id == Membership.organisation_id)
        .order_by(UserAccount.email, Membership.role)
    ).all()
    accounts = {account.id: account for account, _, _ in rows}
    return [
        AccountRow(
            email=account.email,
            name=account.name,
            organisations=tuple(sorted({code for owner, _, code in rows if owner.id == account.id and code})),
            roles=tuple(sorted({role for owner, role, _ in rows if owner.id == account.id and role})),
            disabled=account.disabled_at is not None,
            synthetic=account.synthetic,
        )
        for account in accounts.values()
    ]
