"""Attempts to sign in, counted by the database for all web processes together. The caller commits."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from geodata.sign_in_keys import SignInKeys
from geodata.sign_in_limits import Limit


def count_attempt(session: Session, keys: SignInKeys, limit: Limit, subject: str) -> int:
    """Count an attempt before it is weighed; return 0, or the seconds to wait where there were too many.

    What is refused is not counted, so that waiting helps. `subject` is what the attempt aims at: an account's
    address, the address it comes from; the database sees its digest.
    """
    counted = func.count_attempt(limit.kind, keys.digest(subject), limit.most, limit.seconds)
    return int(session.scalar(select(counted)) or 0)


def forget_attempts(
    session: Session, keys: SignInKeys, limit: Limit, subject: str, *, only_newest: bool = False
) -> None:
    """Forget the attempts at a subject, or the newest of them: it was no guess."""
    session.execute(select(func.forget_attempts(limit.kind, keys.digest(subject), only_newest)))
