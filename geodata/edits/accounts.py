"""Opening, closing, unlocking and setting of accounts. The caller commits."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from geodata.edits.memberships import add_membership, require_other_administrator
from geodata.errors import ConflictError, InvalidError, NotFoundError
from geodata.models import UserAccount
from geodata.one_time_codes import new_password
from geodata.passwords import hash_password
from geodata.sign_in_keys import SignInKeys
from geodata.text import LANGUAGES, Text

TEMPORARY = timedelta(days=7)
"""How long a password that an administrator drew may wait for its owner."""

_NO_ADDRESS = Text(sv="Skriv en e-postadress.", en="Write an e-mail address.")
_NO_NAME = Text(sv="Skriv personens namn.", en="Write the person's name.")
_TAKEN = Text(sv="Adressen har redan ett konto.", en="The address has an account already.")


def add_account(
    session: Session,
    *,
    email: str,
    name: str,
    role: str,
    organisation: str,
    areas: Sequence[tuple[str, str]] = (),
    valid_from: date,
    valid_to: date | None = None,
    password: str | None = None,
) -> UserAccount:
    """Return a new account with one role in one organisation from `valid_from` on.

    `areas` are (kind, code) of the areas that the role reaches, none for the whole city. Without a password
    nobody signs in until one is drawn. Raises InvalidError naming the field that is wrong, ConflictError
    when the address has an account already.
    """
    address = email.strip().lower()
    if "@" not in address or len(address) < 3:
        raise InvalidError(_NO_ADDRESS, field="email")
    if not name.strip():
        raise InvalidError(_NO_NAME, field="name")
    if session.scalar(select(UserAccount.id).where(UserAccount.email == address)) is not None:
        raise ConflictError(_TAKEN)
    opened = insert(UserAccount).values(email=address, name=name.strip()).returning(UserAccount.id)
    user_id = session.execute(opened).scalar_one()
    add_membership(
        session,
        user_id,
        role=role,
        organisation=organisation,
        areas=areas,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    if password is not None:
        set_password(session, user_id, password)
    return session.get_one(UserAccount, user_id, populate_existing=True)


def set_password(session: Session, user_id: UUID, password: str) -> None:
    """Let an account sign in with another password; its sessions end.

    The asker's own, or an administrator's to set. Raises InvalidError when the password is too short.
    """
    session.execute(select(func.set_password(user_id, hash_password(password), None)))


def draw_password(session: Session, user_id: UUID) -> str:
    """Return a new password that the account signs in with once, within TEMPORARY, to choose its own."""
    password = new_password()
    until = datetime.now(UTC) + TEMPORARY
    session.execute(select(func.set_password(user_id, hash_password(password), until)))
    return password


def end_sessions(session: Session, user_id: UUID) -> None:
    """Sign an account out wherever it is signed in."""
    session.execute(select(func.end_sessions(user_id)))


def disable_account(session: Session, user_id: UUID, *, on: date) -> None:
    """Close an account at once; its sessions end with it.

    Raises NotFoundError when there is none, ConflictError for the only administrator of the day.
    """
    require_other_administrator(session, user_id, on)
    _set_disabled(session, user_id, func.coalesce(UserAccount.disabled_at, func.now()))


def enable_account(session: Session, user_id: UUID) -> None:
    """Open a closed account again; raises NotFoundError when there is none."""
    _set_disabled(session, user_id, None)


def unlock_account(session: Session, user_id: UUID, keys: SignInKeys) -> None:
    """Forget the wrong guesses at an account; raises NotFoundError when there is none."""
    account = session.get(UserAccount, user_id)
    if account is None:
        raise NotFoundError
    session.execute(select(func.unlock_account(user_id, [keys.digest(account.email)])))


def set_language(session: Session, user_id: UUID, language: str) -> None:
    """Let an account read in `language`; raises InvalidError where it is none of ours."""
    if language not in LANGUAGES:
        raise InvalidError(Text(sv="Språket finns inte.", en="There is no such language."), field="language")
    session.execute(update(UserAccount).where(UserAccount.id == user_id).values(language=language))


def _set_disabled(session: Session, user_id: UUID, at: object) -> None:
    changed = (
        update(UserAccount)
        .where(UserAccount.id == user_id)
        .values(disabled_at=at)
        .returning(UserAccount.id)
        .execution_options(synchronize_session=False)
    )
    if session.execute(changed).one_or_none() is None:
        raise NotFoundError
