"""What the coordinator decides on a text that waits: released, redacted or rejected.

Redacting and rejecting destroy what stood there, in the history too (DOMAIN §5.2, §8).
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from geodata.edits.rows import flushed
from geodata.edits.screened import CHANGE_NOTE, Worded, screened
from geodata.edits.wording import LONGEST_NAME, LONGEST_TEXT, plain_text
from geodata.errors import ConflictError, NotFoundError
from geodata.models import (
    ChangeHistory,
    Goal,
    Initiative,
    Measure,
    Observation,
    Photo,
    Place,
    TextReview,
)
from geodata.text import Text

Subject = Place | Observation | Measure | Initiative | Goal | Photo

SUBJECTS: Mapping[str, type[Subject]] = {
    "place": Place,
    "observation": Observation,
    "measure": Measure,
    "initiative": Initiative,
    "goal": Goal,
    "photo": Photo,
}

# What has to say something, whatever is taken out of it.
NAMES = ("name", "title", "statement")
NAMELESS = "–"

_DECIDED = Text(sv="Granskningen är redan avgjord.", en="The review has been decided already.")
_WORDING = Text(sv="Texten", en="The text")


def release(session: Session, review_id: UUID) -> TextReview:
    """Return the review after its row is let out as it stands: nothing in it is personal data.

    Raises NotFoundError for a review that does not exist or is not the asker's to make, ConflictError for
    one that is decided. The caller commits.
    """
    review, row = _waiting(session, review_id)
    row.held = False
    flushed(session, row)
    return _decided(session, review, "released")


def redact(
    session: Session, review_id: UUID, texts: Mapping[str, str], *, rest_is_clean: bool = False
) -> TextReview:
    """Return the review after its row is let out with other `texts`, by where they are kept.

    The former texts are destroyed. The new ones are screened too: PersonalDataError names those that still
    seem to tell of a person, unless `rest_is_clean`. Otherwise raises as `release`.
    """
    review, row = _waiting(session, review_id)
    told = {home: _plain(home, written) for home, written in texts.items() if home in review.fields}
    note = told.pop(CHANGE_NOTE, "")
    for home, wording in told.items():
        _put(row, home, wording)
    worded = [Worded(wording, home, _WORDING) for home, wording in told.items()]
    with session.no_autoflush:
        screened(row, [*worded, Worded(note, CHANGE_NOTE, _WORDING)], review=rest_is_clean)
    row.held = False
    flushed(session, row, note=note)
    _erase(session, review)
    return _decided(session, review, "redacted")


def reject(session: Session, review_id: UUID) -> TextReview:
    """Return the review after the texts in question are destroyed.

    A row that people knew before gets back what it said then. One that never was let out stays held, with
    nothing in those texts, until retention removes it; of a photo nothing remains. Raises as `release`.
    """
    review, row = _waiting(session, review_id)
    if isinstance(row, Photo):
        session.delete(row)
    else:
        before = _before(session, review)
        for home in review.fields:
            if home != CHANGE_NOTE:
                _put(row, home, _former(before, home))
        row.held = before is None
        flushed(session, row)
    _erase(session, review)
    return _decided(session, review, "rejected")


def _waiting(session: Session, review_id: UUID) -> tuple[TextReview, Subject]:
    review = session.get(TextReview, review_id, populate_existing=True)
    row = _subject(session, review) if review else None
    if review is None or (row is None and review.decision is None):
        raise NotFoundError
    if row is None or review.decision is not None:
        raise ConflictError(_DECIDED)
    return review, row


def _subject(session: Session, review: TextReview) -> Subject | None:
    kind: type[Any] = SUBJECTS[review.table_name]
    row: Subject | None = session.get(kind, review.row_id, populate_existing=True)
    return row


def _decided(session: Session, review: TextReview, decision: str) -> TextReview:
    review.decided_by = session.scalar(select(func.asking_user()))
    review.decision = decision
    review.decided_at = func.now()
    if decision != "released":
        review.findings = []
    session.flush()
    return review


def _erase(session: Session, review: TextReview) -> None:
    session.execute(text("SELECT erase_from_history(:review_id)"), {"review_id": review.id})


def _before(session: Session, review: TextReview) -> Mapping[str, object] | None:
    """Return the row as people saw it before it was held; None for a row that never was let out."""
    first = session.scalar(
        select(ChangeHistory)
        .where(
            ChangeHistory.table_name == review.table_name,
            ChangeHistory.row_id == review.row_id,
            ChangeHistory.changed_at >= review.asked_at,
            ChangeHistory.after["held"].as_boolean(),
        )
        .order_by(ChangeHistory.changed_at, ChangeHistory.id)
        .limit(1)
    )
    return None if first is None else first.before


def _former(before: Mapping[str, object] | None, home: str) -> str | None:
    column, _, key = home.partition(".")
    former = (before or {}).get(column)
    if key:
        former = former.get(key) if isinstance(former, dict) else None
        return None if former is None else str(former)
    return str(former or (NAMELESS if column in NAMES else ""))


def _put(row: Subject, home: str, wording: str | None) -> None:
    """Write a text where it is kept; a parameter without one goes."""
    column, _, key = home.partition(".")
    if not key:
        setattr(row, column, wording)
        return
    others = {code: value for code, value in getattr(row, column).items() if code != key}
    setattr(row, column, others | {key: wording} if wording else others)


def _plain(home: str, written: str) -> str:
    is_name = home in NAMES
    longest = LONGEST_NAME if is_name else LONGEST_TEXT
    return plain_text(written, field=home, name=_WORDING, longest=longest, required=is_name)
