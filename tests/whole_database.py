"""Looking through everything that a database holds, as its owner."""

import hashlib

from sqlalchemy import text
from sqlalchemy.orm import Session

_TABLES = text(
    "SELECT oid::regclass::text FROM pg_class"
    " WHERE relkind = 'r' AND relnamespace IN ('public'::regnamespace, 'police'::regnamespace)"
    " AND relname <> 'spatial_ref_sys' ORDER BY 1"
)


def tables(session: Session) -> list[str]:
    return list(session.scalars(_TABLES))


def tables_with(session: Session, token: str) -> list[str]:
    """Return the tables in which any column of any row holds the token, as text or as bytes.

    A row as text has every column in it: JSON and arrays as they are written, bytes as hexadecimal digits.
    """
    held = "strpos(whole::text, :token) > 0 OR strpos(whole::text, :digits) > 0"
    given = {"token": token, "digits": token.encode().hex()}
    return [
        table
        for table in tables(session)
        if session.scalar(text(f"SELECT EXISTS (SELECT FROM {table} AS whole WHERE {held})"), given)
    ]


def fingerprint(session: Session) -> dict[str, str]:
    """Return a hash of the contents of every table."""
    return {
        table: hashlib.sha256(
            "\n".join(session.scalars(text(f"SELECT whole::text FROM {table} AS whole ORDER BY 1"))).encode()
        ).hexdigest()
        for table in tables(session)
    }
