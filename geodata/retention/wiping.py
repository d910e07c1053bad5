"""What a database still holds of deleted rows: their old versions on disk, and samples in its statistics."""

from sqlalchemy import text
from sqlalchemy.orm import Session

WIPED = (
    "change_history",
    "credential",
    "export_log",
    "goal",
    "identity",
    "import_batch",
    "import_rejection",
    "import_upload",
    "initiative",
    "measure",
    "membership",
    "observation",
    "photo",
    "place",
    "police.incident",
    "police.incident_count",
    "read_log",
    "recovery_code",
    "sign_in_attempt",
    "text_review",
    "user_account",
)
"""The tables that rules remove or clear rows of."""


def wipe(session: Session) -> None:
    """Clear old versions of rows from the tables' pages and learn their statistics anew; after a commit.

    `session` is the database owner's, on an engine. Versions that a transaction still open may read wait for
    the next time.
    """
    engine = session.get_bind().engine
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"VACUUM (ANALYZE) {', '.join(WIPED)}"))
