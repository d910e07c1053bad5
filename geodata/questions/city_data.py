"""What must be said of the city's data as a whole."""

from sqlalchemy.orm import Session

from geodata.statements import statement


def has_synthetic(session: Session) -> bool:
    """Return whether any of the data is invented; then every screen and file says so."""
    return bool(session.execute(statement(__package__, "has_synthetic")).scalar_one())


def is_empty(session: Session) -> bool:
    """Return whether nothing has been brought in yet: no area, no account."""
    return bool(session.execute(statement(__package__, "is_empty")).scalar_one())
