"""Lines of the read log and the export log. The caller commits; nobody alters them afterwards.

Who asks, when, and in which request is filled in by the database from what the transaction carries.
"""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import func, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from geodata.edits.screened import Found, PersonalDataError, Worded
from geodata.layers import data_version
from geodata.models import ExportLog, ReadLog
from geodata.screening import findings
from geodata.text import Text

TYPED = frozenset({"q"})
"""The names under which an address carries words that someone typed: they may hold anything."""

_LEFT_OUT = "…"
_PURPOSE = Text("Ändamålet", "The purpose")


def record_export(
    session: Session,
    *,
    what: str,
    layer: str,
    filters: Mapping[str, object],
    rows: int,
    purpose: str,
    format: str,  # noqa: A002 - the word of the log, of the form and of the command line
) -> UUID:
    """Return the id of a new line of the export log.

    `what` is the form ("table", "map"), `layer` whose rows these are, `filters` the address of the
    selection, `rows` how many, `purpose` the asker's sentence, `format` the code of the file's form. The
    version of the data is taken from the database. Raises PersonalDataError (field "purpose") where the
    sentence seems to tell of a person: it would stand in the log and in the file.
    """
    told = findings(purpose)
    if told:
        raise PersonalDataError((Found(Worded(purpose, "purpose", _PURPOSE), tuple(told)),))
    line = ExportLog(
        what=what,
        layer=layer,
        filters=without_typed_words(filters),
        row_count=rows,
        purpose=purpose,
        format=format,
        data_version=data_version(session),
    )
    session.add(line)
    session.flush()
    return line.id


def record_read(
    session: Session, *, what: str, detail: Mapping[str, object], once_an_hour: bool = False
) -> bool:
    """Write a line of the read log; return whether there is a new one.

    With `once_an_hour` a reading that the log already has for this asker in this hour of the clock adds
    nothing: the tiles of a map would drown everything else.
    """
    line = insert(ReadLog).values(
        what=what,
        detail=without_typed_words(detail),
        hour=func.date_trunc("hour", func.clock_timestamp()) if once_an_hour else None,
    )
    known = line.on_conflict_do_nothing(
        index_elements=[ReadLog.user_id, ReadLog.what, ReadLog.detail, ReadLog.hour],
        index_where=text("hour IS NOT NULL"),
    )
    return session.scalar(known.returning(ReadLog.id)) is not None


def without_typed_words(filters: Mapping[str, object]) -> dict[str, object]:
    """Return the filter's address with a mark in place of free text."""
    return {name: _LEFT_OUT if name in TYPED else value for name, value in filters.items()}
