"""The version of the data behind tiles and lists, for caches that ask whether anything has changed."""

from sqlalchemy.orm import Session

from geodata.statements import statement


def data_version(session: Session) -> str:
    """Return a short text that changes whenever places, measures, areas or recorded crime change.

    It reads a handful of rows, so that it may be asked before every tile. The day is part of it, as a
    measure may end and an area begin without any row being written.
    """
    return str(session.execute(statement(__package__, "data_version")).scalar_one())
