"""Looking through everything that a database holds, as its owner."""

import hashlib
from collections.abc import Sequence

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


def fingerprint(session: Session, *, without: Sequence[str] = ()) -> dict[str, str]:
    """Return a hash of the contents of every table, `without` the columns of these names."""
    columns = text(
        "SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute"
        " WHERE attrelid = CAST(:table AS regclass) AND attnum > 0 AND NOT attisdropped"
        " AND attname <> ALL(:without)"
    )
    hashes = {}
    for table in tables(session):
        listed = session.scalar(columns, {"table": table, "without": list(without)})
        rows = session.scalars(text(f"SELECT ROW({listed})::text FROM {table} ORDER BY 1"))
        hashes[table] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return hashes
