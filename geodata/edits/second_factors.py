"""One-time codes of accounts: enrolled, used once each, taken away. The caller commits."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import RowMapping, func, select
from sqlalchemy.orm import Session

from geodata.errors import InvalidError
from geodata.one_time_codes import as_written, new_recovery_codes, step_of
from geodata.sign_in_keys import SignInKeys
from geodata.statements import statement
from geodata.text import Text

_WRONG_CODE = Text(
    sv="Koden stämmer inte. Skriv den som appen visar just nu.",
    en="The code is wrong. Write the one that the app shows now.",
)


def enrol(session: Session, keys: SignInKeys, secret: str, code: str, at: datetime) -> tuple[str, ...]:
    """Return the asker's new recovery codes, shown once; from now on signing in asks for a one-time code.

    `code` shows that the app knows the secret. The asker's sessions end. Raises InvalidError (field "code").
    """
    step = step_of(secret, code, at)
    if step is None:
        raise InvalidError(_WRONG_CODE, field="code")
    codes = new_recovery_codes()
    digests = [keys.digest(one) for one in codes]
    session.execute(select(func.set_second_factor(keys.seal(secret), step, digests)))
    return codes


def use_code(session: Session, keys: SignInKeys, user_id: UUID, code: str, at: datetime) -> bool:
    """Return whether the code signs the account in: a one-time code not used before, or a recovery code.

    A code is good once, also when it comes twice at the same moment.
    """
    found = _second_factor(session, user_id)
    secret = keys.unseal(found["sealed"]) if found else None
    step = step_of(secret, code, at) if secret else None
    if step is not None:
        return bool(session.scalar(select(func.use_totp_step(user_id, step))))
    digest = keys.digest(as_written(code))
    return bool(session.scalar(select(func.use_recovery_code(user_id, digest))))


def clear_second_factor(session: Session, user_id: UUID) -> None:
    """Take an account's one-time and recovery codes away; its sessions end."""
    session.execute(select(func.clear_second_factor(user_id)))


def _second_factor(session: Session, user_id: UUID) -> RowMapping | None:
    found = session.execute(statement(__package__, "second_factor_of"), {"user_id": user_id})
    return found.mappings().one_or_none()
