"""Texts on their way in: refused where they seem to tell of a person, or held for the coordinator."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import insert, inspect, select
from sqlalchemy.orm import InstanceState, Session

from geodata.errors import InvalidError
from geodata.models import TextReview
from geodata.screening import Finding, findings
from geodata.text import Text

CHANGE_NOTE = "change_note"
"""Where the note of a change is kept: in the history, not in the row."""

_REFUSED = Text(sv="{name}: {reason}", en="{name}: {reason}")


@dataclass(frozen=True, slots=True)
class Worded:
    """A text that a person wrote in the form's `field`, which people call `name`.

    `kept_in` is where it is stored: a column (as a rule of the field's name), "parameters.<code>", or
    CHANGE_NOTE.
    """

    text: str
    field: str
    name: Text
    kept_in: str = ""

    @property
    def home(self) -> str:
        """Return where the text is stored."""
        return self.kept_in or self.field


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in one text; never empty."""

    worded: Worded
    findings: tuple[Finding, ...]

    @property
    def reason(self) -> Text:
        """Return why the text is not saved, with what to do about it."""
        return _REFUSED.format(name=self.worded.name, reason=self.findings[0].reason)


class PersonalDataError(InvalidError):
    """Texts seem to tell of a person; `found` says which and where. Who knows better may ask for a review."""

    def __init__(self, found: tuple[Found, ...]) -> None:
        super().__init__(found[0].reason, field=found[0].worded.field)
        self.found = found


def screened(row: object, texts: Sequence[Worded], *, review: bool) -> tuple[Found, ...]:
    """Return what was found in those texts that are new in this row or differ from what it said.

    Raises PersonalDataError where anything was found, unless the author asks for a `review`.
    """
    looked = ((worded, findings(worded.text)) for worded in texts if is_new(row, worded))
    found = tuple(Found(worded, spans) for worded, spans in looked if spans)
    if found and not review:
        raise PersonalDataError(found)
    return found


def is_new(row: object, worded: Worded) -> bool:
    """Return whether the row, which is not yet written, did not say this before."""
    if worded.home == CHANGE_NOTE:
        return bool(worded.text)
    column, _, key = worded.home.partition(".")
    change = _state(row).attrs[column].history
    if not change.deleted:
        return bool(change.added)
    before = change.deleted[0]
    return bool(worded.text != ((before or {}).get(key) if key else before))


def ask_for_review(
    session: Session, row: object, found: Sequence[Found], looked: Sequence[Worded], *, version: int | None
) -> None:
    """Let the row, which is written and held, wait for the coordinator; the caller commits.

    A row that waits already keeps what was found in texts other than those `looked` at now. A note is found
    again by the `version` that it brought about.
    """
    spans = [_span(one.worded, finding, version) for one in found for finding in one.findings]
    homes = [one.worded.home for one in found]
    waiting = waiting_review(session, row)
    if waiting is None:
        given = {"fields": list(dict.fromkeys(homes)), "findings": spans}
        table_name, row_id = name_of(row)
        asked = insert(TextReview).values(table_name=table_name, row_id=row_id, **given)
        session.execute(asked)
        return
    anew = {worded.home for worded in looked} - {CHANGE_NOTE}
    waiting.findings = [span for span in waiting.findings if span["field"] not in anew] + spans
    waiting.fields = list(dict.fromkeys([*waiting.fields, *homes]))
    session.flush()


def waiting_review(session: Session, row: object) -> TextReview | None:
    """Return the review that the row waits for, None where it waits for none."""
    table_name, row_id = name_of(row)
    return session.scalar(
        select(TextReview).where(
            TextReview.table_name == table_name,
            TextReview.row_id == row_id,
            TextReview.decision.is_(None),
        )
    )


def name_of(row: object) -> tuple[str, UUID]:
    """Return the table and the key of a row that is written."""
    state = _state(row)
    (row_id,) = state.identity or (None,)
    return str(state.mapper.local_table.description), row_id


def _state(row: object) -> InstanceState[Any]:
    state: InstanceState[Any] = inspect(row)
    return state


def _span(worded: Worded, finding: Finding, version: int | None) -> dict[str, object]:
    span: dict[str, object] = {
        "field": worded.home,
        "kind": finding.kind.code,
        "start": finding.start,
        "stop": finding.stop,
    }
    return span | {"version": version} if worded.home == CHANGE_NOTE else span
