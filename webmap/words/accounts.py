"""What was changed of an account and of its roles, as one story."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext, lazy_gettext
from sqlalchemy.orm import Session

from geodata.questions.accounts import AccountFacts, MembershipRow
from geodata.questions.history import Change, history_of
from webmap.language import code_name, words

# What a change of each column means: set, and taken away.
_TOLD = {
    "email": (lazy_gettext("Address changed"), lazy_gettext("Address changed")),
    "name": (lazy_gettext("Name changed"), lazy_gettext("Name changed")),
    "disabled_at": (lazy_gettext("Account closed"), lazy_gettext("Account opened again")),
    "password_set_at": (lazy_gettext("Password set"), lazy_gettext("Password taken away")),
    "totp_since": (lazy_gettext("One-time codes taken into use"), lazy_gettext("One-time codes taken away")),
    "unlocked_at": (lazy_gettext("Wrong guesses forgotten"), lazy_gettext("Wrong guesses forgotten")),
}


@dataclass(frozen=True, slots=True)
class Event:
    """One change, when and by whom (None: by the system, or from the command line)."""

    at: datetime
    by: str | None
    what: str


def account_history(session: Session, account: AccountFacts) -> list[Event]:
    """Return what was changed of the account and its roles, newest first."""
    events = list(_of_account(history_of(session, account.id)))
    for membership in account.memberships:
        events += _of_membership(membership, history_of(session, membership.id))
    return sorted(events, key=lambda event: event.at, reverse=True)


def _of_account(changes: tuple[Change, ...]) -> Iterator[Event]:
    for change in changes:
        if change.is_new:
            yield Event(change.changed_at, change.changed_by, gettext("Account opened"))
        for field in change.fields:
            if field.field in _TOLD:
                what = str(_TOLD[field.field][field.after is None])
                yield Event(change.changed_at, change.changed_by, what)


def _of_membership(membership: MembershipRow, changes: tuple[Change, ...]) -> Iterator[Event]:
    named = f"{code_name(membership.role, 'roles')}, {words(membership.organisation)}"
    for change in changes:
        begun = gettext("Role given: %(role)s", role=named)
        what = begun if change.is_new else gettext("Role ended: %(role)s", role=named)
        yield Event(change.changed_at, change.changed_by, what)
