"""The texts that wait for the coordinator, with what was found in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping
from sqlalchemy.orm import Session

from geodata.errors import NotFoundError
from geodata.questions.asking import rows
from geodata.screening import KINDS, Finding, Piece, pieces

_CHANGE_NOTE = "change_note"


@dataclass(frozen=True, slots=True)
class WaitingText:
    """One text of a row: where it is kept, its words, and the words cut at what was found."""

    field: str
    text: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class WaitingReview:
    """A held row with its texts in question.

    `name` is the row's or that of the place it is at (None: at no place); it is shown at the `page` of
    `page_id`. `table_name` says what it is: place, observation, measure, initiative, goal, photo.
    """

    id: UUID
    table_name: str
    row_id: UUID
    name: str | None
    page: str
    page_id: UUID | None
    asked_at: datetime
    asked_by: str | None
    texts: tuple[WaitingText, ...]


def waiting_reviews(session: Session) -> tuple[WaitingReview, ...]:
    """Return the reviews that the asker may see, the longest waiting first."""
    return tuple(_review(row) for row in rows(session, "reviews_waiting", {"review_id": None}))


def waiting_review(session: Session, review_id: UUID) -> WaitingReview:
    """Return one review that waits; raises NotFoundError."""
    for row in rows(session, "reviews_waiting", {"review_id": review_id}):
        return _review(row)
    raise NotFoundError


def review_count(session: Session) -> int:
    """Return how many reviews wait, of those that the asker may see."""
    return int(rows(session, "review_count", {})[0]["waiting"])


def review_of(session: Session, table_name: str, row_id: UUID) -> UUID | None:
    """Return the review that a row waits for, None where it waits for none."""
    found = rows(session, "review_of_row", {"table_name": table_name, "row_id": row_id})
    return found[0]["id"] if found else None


def _review(row: RowMapping) -> WaitingReview:
    own = WaitingReview.__slots__
    return WaitingReview(**{name: row[name] for name in own if name != "texts"}, texts=tuple(_texts(row)))


def _texts(row: RowMapping) -> list[WaitingText]:
    found = list(row["findings"])
    told: list[WaitingText] = []
    for field in row["fields"]:
        if field == _CHANGE_NOTE:
            versions = sorted({span["version"] for span in found if span["field"] == field})
            told += [_note(row["notes"], found, version) for version in versions]
        else:
            spans = [span for span in found if span["field"] == field]
            told.append(_waiting(field, _kept(row["texts"], field), spans))
    return told


def _note(notes: Mapping[str, str], found: list[dict[str, Any]], version: int) -> WaitingText:
    spans = [span for span in found if span.get("version") == version]
    return _waiting(_CHANGE_NOTE, notes.get(str(version), ""), spans)


def _kept(texts: Mapping[str, Any], field: str) -> str:
    column, _, key = field.partition(".")
    kept = texts.get(column)
    return str((kept or {}).get(key) or "") if key else str(kept or "")


def _waiting(field: str, text: str, spans: list[dict[str, Any]]) -> WaitingText:
    found = [Finding(KINDS[span["kind"]], span["start"], span["stop"]) for span in spans]
    return WaitingText(field, text, pieces(text, sorted(found, key=lambda finding: finding.start)))
