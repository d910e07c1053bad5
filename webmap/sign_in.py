"""Who is signed in: a signed cookie that ends by itself, and a limit on guesses."""

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit
from uuid import UUID

from flask import session as cookie
from sqlalchemy.orm import Session
from werkzeug.exceptions import TooManyRequests

from geodata import access
from geodata.access import Asker
from geodata.questions import accounts
from geodata.questions.accounts import Credentials
from webmap.settings import Settings

# The cookie is written anew at most once in so many seconds, to move the end of idleness.
_SEEN_EVERY = 60


def begin(credentials: Credentials) -> None:
    """Sign someone in with a fresh cookie; nothing of the one before survives."""
    now = int(time.time())
    cookie.clear()
    cookie.permanent = True
    cookie["user"] = str(credentials.user_id)
    cookie["credentials"] = credentials.version
    cookie["since"] = cookie["seen"] = now


def end() -> None:
    """Sign out; the language chosen in this visit stays."""
    language = cookie.get("language")
    cookie.clear()
    if language:
        cookie["language"] = language


def claimed_user() -> UUID | None:
    """Return whose cookie this is, before anyone has looked whether it still holds."""
    return UUID(cookie["user"]) if "user" in cookie else None


def visitor(session: Session, settings: Settings, today: date) -> Asker | None:
    """Return who is signed in by the cookie, with today's memberships; None for nobody.

    A cookie that is too old, was idle too long, or was made before the credentials changed is nobody's.
    """
    now = int(time.time())
    if "user" not in cookie:
        return None
    too_old = now - cookie["since"] > settings.longest_session.total_seconds()
    too_idle = now - cookie["seen"] > settings.longest_idle.total_seconds()
    user_id = UUID(cookie["user"])
    if too_old or too_idle or not accounts.still_valid(session, user_id, cookie["credentials"]):
        end()
        return None
    if now - cookie["seen"] >= _SEEN_EVERY:
        cookie["seen"] = now
    return access.asker(session, user_id, today, cookie.get("acting_as"))


def local_address(wanted: str | None) -> str:
    """Return the address to go on to after signing in: `wanted` when it is a page of ours, else the map."""
    if not wanted:
        return "/"
    parts = urlsplit(wanted)
    # Browsers read a backslash as a slash, so "/\host" would leave us; so would control characters.
    foreign = parts.scheme or parts.netloc or not wanted.startswith("/") or wanted.startswith("//")
    if foreign or "\\" in wanted or any(ord(sign) < 32 for sign in wanted):
        return "/"
    return wanted


class GuessLimit:
    """At most `most` attempts per key in `seconds`, kept in this process for the newest `keys` keys."""

    def __init__(
        self,
        most: int,
        seconds: int = 900,
        *,
        keys: int = 10_000,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._most, self._seconds, self._keys, self._clock = most, seconds, keys, clock
        self._attempts: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def count(self, key: str) -> None:
        """Count an attempt before it is weighed; raises TooManyRequests when there were too many of late."""
        with self._lock:
            attempts = self._attempts.setdefault(key, deque())
            self._attempts.move_to_end(key)
            while attempts and self._clock() - attempts[0] > self._seconds:
                attempts.popleft()
            if len(attempts) >= self._most:
                raise TooManyRequests(retry_after=int(self._seconds - (self._clock() - attempts[0])) + 1)
            attempts.append(self._clock())
            while len(self._attempts) > self._keys:
                self._attempts.popitem(last=False)

    def forgive(self, key: str) -> None:
        """Take the newest attempt back: it was no guess."""
        with self._lock:
            if self._attempts.get(key):
                self._attempts[key].pop()


@dataclass(frozen=True, slots=True)
class Door:
    """The limits at the sign-in form: per account, and wider per address, behind which an office may sit."""

    per_account: GuessLimit = field(default_factory=lambda: GuessLimit(8))
    per_address: GuessLimit = field(default_factory=lambda: GuessLimit(60))

    def knock(self, email: str, address: str) -> None:
        """Count an attempt; raises TooManyRequests when there were too many of late."""
        self.per_account.count(email)
        self.per_address.count(address)

    def open(self, email: str, address: str) -> None:
        """Take the attempt back: the password was right."""
        self.per_account.forgive(email)
        self.per_address.forgive(address)
