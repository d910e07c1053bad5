"""Passwords of local accounts: kept as argon2id hashes, checked in the same time for unknown accounts."""

import threading
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

from geodata.errors import InvalidError
from geodata.text import Text

SHORTEST = 12

_hasher = PasswordHasher()
# A hash takes 64 MB: at most two at a time, whoever knocks.
_at_work = threading.BoundedSemaphore(2)


def hash_password(password: str) -> str:
    """Return the argon2id hash of a password.

    Raises InvalidError (field "password") when it is shorter than `SHORTEST` characters.
    """
    if len(password) < SHORTEST:
        raise InvalidError(
            Text(
                sv="Lösenordet måste ha minst {shortest} tecken.",
                en="The password needs at least {shortest} characters.",
            ).format(shortest=SHORTEST),
            field="password",
        )
    with _at_work:
        return _hasher.hash(password)


def matches(password: str, password_hash: str | None) -> bool:
    """Return whether the password belongs to the hash; without a hash False, after the same work."""
    with _at_work:
        try:
            _hasher.verify(password_hash or _nobodys(), password)
        except (VerifyMismatchError, VerificationError, InvalidHashError):
            return False
    return password_hash is not None


@cache
def _nobodys() -> str:
    return _hasher.hash("an account that does not exist")
