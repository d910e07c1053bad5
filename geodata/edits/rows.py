"""Rows under change: found within the asker's areas, locked by their version, written with a note."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol, TypeVar
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from geodata.database import INSUFFICIENT_PRIVILEGE
from geodata.edits.screened import CHANGE_NOTE, Worded, ask_for_review, is_new, screened
from geodata.errors import ConflictError, InvalidError, NotFoundError
from geodata.text import Text


class Positioned(Protocol):
    """A row that stands in areas, counts its versions, and may be held for review."""

    version: int
    area_ids: list[int]
    held: bool


Row = TypeVar("Row", bound=Positioned)

_CHANGED_MEANWHILE = Text(
    sv="Någon annan har ändrat uppgifterna sedan du öppnade sidan. Läs om sidan och gör ändringen igen.",
    en="Someone else has changed this since you opened the page. Reload the page and make the change again.",
)
_OUT_OF_REACH = Text(
    sv="Läget ligger utanför de områden som du arbetar i.",
    en="The position lies outside the areas that you work in.",
)
_FUTURE = Text(sv="{name}: dagen har inte kommit än.", en="{name}: the day has not come yet.")


def found(session: Session, kind: type[Row], row_id: UUID, within: Sequence[int] | None) -> Row:
    """Return the row; raises NotFoundError when there is none such in the areas `within` (None: anywhere)."""
    row = session.get(kind, row_id, populate_existing=True)
    if row is None or not _is_within(row, within):
        raise NotFoundError
    return row


def locked(
    session: Session, kind: type[Row], row_id: UUID, version: int, within: Sequence[int] | None
) -> Row:
    """Return the row as its reader saw it.

    Raises NotFoundError as `found` does, and ConflictError when it is no longer at `version`.
    """
    row = found(session, kind, row_id, within)
    if row.version != version:
        raise ConflictError(_CHANGED_MEANWHILE)
    return row


def written(
    session: Session,
    row: Row,
    within: Sequence[int] | None,
    *,
    texts: Sequence[Worded] = (),
    review: bool = False,
) -> Row:
    """Flush the row, whose `texts` are screened, and return it as the database keeps it.

    The text kept as CHANGE_NOTE stands beside the change in the history. Raises ConflictError when someone
    was faster, InvalidError when the row now stands outside `within` or where the database's policies let the
    asker write nothing, and PersonalDataError where a text seems to tell of a person; with `review` the row
    is held for the coordinator instead.
    """
    with session.no_autoflush:  # what is new in the row shows only before it is written
        session.add(row)
        looked = [worded for worded in texts if is_new(row, worded)]
        found_in_texts = screened(row, looked, review=review)
        row.held = bool(row.held or found_in_texts)
        note = "".join(worded.text for worded in texts if worded.home == CHANGE_NOTE)
        flushed(session, row, note=note)
    session.refresh(row)
    if not _is_within(row, within):
        raise InvalidError(_OUT_OF_REACH, field="coordinates")
    if row.held:
        ask_for_review(session, row, found_in_texts, looked, version=row.version)
    return row


def flushed(session: Session, row: object, *, note: str = "") -> None:
    """Write the row with a note for its history.

    Raises ConflictError when someone was faster, InvalidError where the database's policies let the asker
    write nothing.
    """
    with session.no_autoflush:  # the note has to be there before the row is written
        session.add(row)
        _give_note(session, note)
        try:
            session.flush()
        except StaleDataError as error:
            raise ConflictError(_CHANGED_MEANWHILE) from error
        except ProgrammingError as error:
            if getattr(error.orig, "pgcode", None) != INSUFFICIENT_PRIVILEGE:
                raise
            raise InvalidError(_OUT_OF_REACH, field="coordinates") from error
        _give_note(session, "")


def not_after(day: date | None, today: date, *, field: str, name: Text) -> None:
    """Raise InvalidError naming `field` when the day lies after today."""
    if day is not None and day > today:
        raise InvalidError(_FUTURE.format(name=name), field=field)


def _is_within(row: Positioned, within: Sequence[int] | None) -> bool:
    # What stands within 25 m of an area is its members' concern too; an initiative only names areas.
    areas: list[int] = getattr(row, "near_area_ids", row.area_ids)
    return within is None or not set(within).isdisjoint(areas)


def _give_note(session: Session, note: str) -> None:
    session.execute(text("SELECT set_config('app.change_note', :note, true)"), {"note": note})
