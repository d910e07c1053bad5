"""Who is signed in: a signed cookie that ends by itself, the steps to it, and a limit on guesses."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from flask import Flask, current_app
from flask import session as cookie
from sqlalchemy.orm import Session
from werkzeug.exceptions import TooManyRequests

from geodata import access
from geodata.access import Asker
from geodata.database import speak_for
from geodata.edits.attempts import count_attempt, forget_attempts
from geodata.questions import accounts
from geodata.questions.accounts import Credentials
from geodata.sign_in_keys import SignInKeys
from geodata.sign_in_limits import PER_ACCOUNT, PER_ADDRESS, Limit
from webmap.settings import Settings

CODE, PASSWORD = "code", "password"
"""The steps that may stand between a right password and being signed in."""

# The cookie is written anew at most once in so many seconds, to move the end of idleness.
_SEEN_EVERY = 60
# Seconds for finding the telephone, or for thinking of a new password.
_LONGEST_STEP = 600
_KEYS = "sign_in_keys"


def keep_keys(app: Flask, secret_key: str) -> None:
    """Derive what signing in seals and digests with; call while the application is made."""
    app.extensions[_KEYS] = SignInKeys.of(secret_key)


def keys() -> SignInKeys:
    """Return what signing in seals and digests with."""
    found: SignInKeys = current_app.extensions[_KEYS]
    return found


def begin(credentials: Credentials) -> None:
    """Sign someone in with a fresh cookie; nothing of the one before survives."""
    now = int(time.time())
    cookie.clear()
    cookie.permanent = True
    cookie["user"] = str(credentials.user_id)
    cookie["credentials"] = credentials.version
    cookie["since"] = cookie["seen"] = now


def renew(session: Session, user_id: UUID) -> None:
    """Keep this visit signed in, with a fresh cookie, after a change that ended all others of the account."""
    kept = {name: cookie[name] for name in ("language", "acting_as") if name in cookie}
    credentials = accounts.credentials_of_account(session, user_id)
    end()
    if credentials is not None:
        begin(credentials)
        cookie.update(kept)


def end() -> None:
    """Sign out; the language chosen in this visit stays."""
    language = cookie.get("language")
    cookie.clear()
    if language:
        cookie["language"] = language


def act_as(asker: Asker, role: str) -> bool:
    """Narrow this visit to one of the asker's roles, "" for all; return whether they hold it."""
    if role and role not in asker.all_roles:
        return False
    cookie["acting_as"] = role
    if not role:
        del cookie["acting_as"]
    return True


def tried(session: Session, email: str, password: str, *, sender: str) -> Credentials | None:
    """Return the account that a password opens; None for every other reason alike, in the same time.

    The attempt is counted and committed before the password is weighed. Raises TooManyRequests when the
    sender's address has tried too often, whatever accounts it tried.
    """
    counted(session, PER_ADDRESS, sender)
    locked = count_attempt(session, keys(), PER_ACCOUNT, email) > 0
    session.commit()
    credentials = accounts.signed_in(session, email, password, locked=locked)
    if credentials is not None:
        forget_attempts(session, keys(), PER_ACCOUNT, email)
        forget_attempts(session, keys(), PER_ADDRESS, sender, only_newest=True)
        session.commit()
    return credentials


def counted(session: Session, limit: Limit, subject: str) -> None:
    """Count an attempt and commit; raises TooManyRequests when there were too many of late."""
    wait = count_attempt(session, keys(), limit, subject)
    session.commit()
    if wait:
        raise TooManyRequests(retry_after=wait)


@dataclass(frozen=True, slots=True)
class Step:
    """Someone who has shown the password, and not yet what else is asked for; then they go `onward`."""

    credentials: Credentials
    email: str
    onward: str


def begin_step(kind: str, credentials: Credentials, onward: str) -> None:
    """Ask for a code, or for a new password, before anyone is signed in."""
    end()
    cookie["step"] = {
        "kind": kind,
        "user": str(credentials.user_id),
        "credentials": credentials.version,
        "since": int(time.time()),
        "onward": onward,
    }


def step(session: Session, kind: str) -> Step | None:
    """Return who stands at this step, and let the session speak for them; None for nobody, or too late."""
    known = cookie.get("step")
    if known is None or known["kind"] != kind or time.time() - known["since"] > _LONGEST_STEP:
        return None
    user_id = UUID(known["user"])
    speak_for(session, user_id)
    credentials = accounts.credentials_of_account(session, user_id)
    if credentials is None or credentials.version != known["credentials"]:
        speak_for(session, None)
        return None
    return Step(credentials, accounts.email_of(session, user_id), known["onward"])


def claimed_user() -> UUID | None:
    """Return whose cookie this is, before anyone has looked whether it still holds."""
    return UUID(cookie["user"]) if "user" in cookie else None


def is_over(visit: Mapping[str, Any], settings: Settings) -> bool:
    """Return whether a cookie is nobody's, too old, or was idle too long; the database may know of more."""
    if "user" not in visit:
        return True
    now = int(time.time())
    too_old: bool = now - visit["since"] > settings.longest_session.total_seconds()
    too_idle: bool = now - visit["seen"] > settings.longest_idle.total_seconds()
    return too_old or too_idle


def visitor(session: Session, settings: Settings, today: date) -> Asker | None:
    """Return who is signed in by the cookie, with today's memberships; None for nobody.

    A cookie that is too old, was idle too long, or was made before the credentials changed is nobody's.
    """
    user_id = claimed_user()
    if user_id is None:
        return None
    if is_over(cookie, settings) or not accounts.still_valid(session, user_id, cookie["credentials"]):
        end()
        return None
    now = int(time.time())
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
