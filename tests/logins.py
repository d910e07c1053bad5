"""A test's session as the web's logins: it then does only what they may do, for the user who asks."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from uuid import UUID

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from geodata.database import speak_for
from geodata.guards import POLICE_LOGIN, WEB_LOGIN


@cache
def let_owner_be_logins(engine: Engine) -> None:
    """Let the owner set the logins' roles, in the whole cluster and for good.

    Said in a test's own transaction, it would make the tests of other workers wait for each other.
    """
    with engine.begin() as connection:
        connection.execute(
            text(
                f"DO $$ BEGIN GRANT {WEB_LOGIN}, {POLICE_LOGIN} TO CURRENT_USER;"
                " EXCEPTION WHEN unique_violation THEN NULL; END $$"
            )
        )


@contextmanager
def asked_by(session: Session, user_id: UUID, login: str = WEB_LOGIN) -> Iterator[Session]:
    """Let the owner's session be a login's and speak for a user; what is done inside is undone."""
    let_owner_be_logins(session.get_bind().engine)
    session.flush()
    point = session.begin_nested()
    session.execute(text(f"SET LOCAL ROLE {login}"))
    speak_for(session, user_id)
    try:
        yield session
    finally:
        point.rollback()
        speak_for(session, None)
