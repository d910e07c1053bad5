"""Who may use a route: said where the route is registered; a route that does not say is closed.

@blueprint.get("/places")
@allow("read", "place")
def places() -> str: ...
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from flask import Flask

from geodata import access
from geodata.access import Asker

View = TypeVar("View", bound=Callable[..., object])
_RULE = "admission"


@dataclass(frozen=True, slots=True)
class Admission:
    """What a route asks of its visitor.

    `database` is False for routes that work without one; `everyone` is True for those that need no sign-in.
    `action` on `entity` is what the visitor's roles must allow; both None where being signed in is enough.
    `largest_body` in bytes overrides the installation's limit, `takes_file` by that of uploads.
    """

    action: str | None = None
    entity: str | None = None
    everyone: bool = False
    database: bool = True
    largest_body: int | None = None
    takes_file: bool = False

    def admits(self, asker: Asker) -> bool:
        """Return whether someone who is signed in may come in."""
        if self.action is None or self.entity is None:
            return True
        return access.may(asker, self.action, self.entity)


def allow(
    action: str, entity: str, *, largest_body: int | None = None, takes_file: bool = False
) -> Callable[[View], View]:
    """Admit those whose roles may do `action` on `entity` (see geodata.access)."""
    return _admit(Admission(action, entity, largest_body=largest_body, takes_file=takes_file))


def allow_signed_in(view: View) -> View:
    """Admit everyone who is signed in."""
    return _admit(Admission())(view)


def allow_everyone(view: View) -> View:
    """Admit everyone, signed in or not."""
    return _admit(Admission(everyone=True))(view)


def allow_without_database(view: View) -> View:
    """Admit everyone, and open no database."""
    return _admit(Admission(everyone=True, database=False))(view)


def _admit(admission: Admission) -> Callable[[View], View]:
    def mark(view: View) -> View:
        setattr(view, _RULE, admission)
        return view

    return mark


def admission_of(app: Flask, endpoint: str) -> Admission | None:
    """Return what the route asks of its visitor; None where it does not say."""
    return getattr(app.view_functions[endpoint], _RULE, None)
