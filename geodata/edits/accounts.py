"""Opening, closing and setting of accounts. The caller commits."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from geodata.codes import ROLES
from geodata.errors import ConflictError, InvalidError, NotFoundError
from geodata.models import Area, Membership, Organisation, UserAccount
from geodata.passwords import hash_password
from geodata.text import LANGUAGES, Text


def add_account(
    session: Session,
    *,
    email: str,
    name: str,
    password: str,
    role: str,
    organisation: str,
    areas: Sequence[tuple[str, str]] = (),
    valid_from: date,
) -> UserAccount:
    """Return a new account with one role in one organisation from `valid_from` on.

    `areas` are (kind, code) of the areas that the role reaches, none for the whole city. Raises InvalidError
    naming the field that is wrong, ConflictError when the address has an account already.
    """
    address = email.strip().lower()
    if "@" not in address or len(address) < 3:
        raise InvalidError(Text(sv="Skriv en e-postadress.", en="Write an e-mail address."), field="email")
    if session.scalar(select(UserAccount.id).where(func.lower(UserAccount.email) == address)) is not None:
        raise ConflictError(
            Text(sv="Adressen har redan ett konto.", en="The address has an account already.")
        )
    account = UserAccount(email=address, name=name.strip(), password_hash=hash_password(password))
    account.memberships.append(
        Membership(
            organisation=_organisation(session, organisation),
            role=ROLES[role].code,
            area_ids=[_area_id(session, kind, code, valid_from) for kind, code in areas],
            valid_from=valid_from,
        )
    )
    session.add(account)
    session.flush()
    return account


def disable_account(session: Session, email: str) -> None:
    """Close an account at once; its sessions end with it. Raises NotFoundError when there is none."""
    account = session.scalars(
        select(UserAccount).where(func.lower(UserAccount.email) == email.strip().lower())
    ).one_or_none()
    if account is None:
        raise NotFoundError(Text(sv="Inget konto har den adressen.", en="No account has that address."))
    session.execute(
        update(UserAccount)
        .where(UserAccount.id == account.id)
        .values(
            disabled_at=func.coalesce(UserAccount.disabled_at, func.now()),
            credentials_version=UserAccount.credentials_version + 1,
        )
    )


def set_language(session: Session, user_id: UUID, language: str) -> None:
    """Let an account read in `language`; raises InvalidError where it is none of ours."""
    if language not in LANGUAGES:
        raise InvalidError(Text(sv="Språket finns inte.", en="There is no such language."), field="language")
    session.execute(update(UserAccount).where(UserAccount.id == user_id).values(language=language))


def _organisation(session: Session, code: str) -> Organisation:
    found = session.scalars(select(Organisation).where(Organisation.code == code)).one_or_none()
    if found is None:
        known = ", ".join(session.scalars(select(Organisation.code).order_by(Organisation.code)))
        raise InvalidError(
            Text(
                sv="Organisationen {code} finns inte. De som finns: {known}.",
                en="There is no organisation {code}. Those that exist: {known}.",
            ).format(code=code, known=known or "–"),
            field="organisation",
        )
    return found


def _area_id(session: Session, kind: str, code: str, on: date) -> int:
    found = session.scalars(
        select(Area.id).where(
            Area.kind == kind,
            Area.code == code,
            Area.valid_from <= on,
            Area.valid_to.is_(None) | (on < Area.valid_to),
        )
    ).one_or_none()
    if found is None:
        raise InvalidError(
            Text(sv="Området {kind}/{code} finns inte.", en="There is no area {kind}/{code}.").format(
                kind=kind, code=code
            ),
            field="area",
        )
    return found
