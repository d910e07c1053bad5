"""What retention removed and when: for those who read the whole log, and for reviewers of texts."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from geodata.questions.asking import Page, rows, rows_of
from geodata.retention import Outcome, outcome_of


@dataclass(frozen=True, slots=True)
class RunLine:
    """One run of retention, reckoned on the day `run_on`; its rules in the order they were carried out."""

    id: UUID
    at: datetime
    run_on: date
    rules: tuple[Outcome, ...]

    @property
    def rows(self) -> int:
        """Return how many rows all rules removed or cleared."""
        return sum(rule.rows for rule in self.rules)


def retention_runs(session: Session, *, page: int | None = None) -> Page[RunLine]:
    """Return a page of the runs, newest first (None: all); empty for those who may not read them."""
    found = rows(session, "retention_runs", rows_of(page))
    lines = tuple(
        RunLine(row["id"], row["at"], row["run_on"], tuple(outcome_of(rule) for rule in row["rules"]))
        for row in found
    )
    return Page(lines, found[0]["total"] if found else 0)
