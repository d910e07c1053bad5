"""Carrying out the rules of retention."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from geodata.city import CityProfile
from geodata.models import RetentionRun
from geodata.retention.outcome import Outcome
from geodata.retention.registry import RULES
from geodata.retention.rule import Rule
from geodata.retention_terms import Term
from geodata.statements import statement
from geodata.text import Text

# How a change by retention is told in the history of a row that stays.
NOTE = Text(sv="Gallrat enligt bevarandereglerna.", en="Removed under the retention rules.")

_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtext('tryggkarta retention'))")
_WAIT = text("SELECT set_config('lock_timeout', '0', true)")
_SAY_WHY = text("SELECT set_config('app.change_note', :note, true)")
_TAKE_ROLE = text("SET LOCAL ROLE tryggkarta_retention")
_LEAVE_ROLE = text("SET LOCAL ROLE NONE")


@dataclass(frozen=True, slots=True)
class RetentionReport:
    """One run as reckoned on the day `on`; a dry run has changed nothing."""

    on: date
    dry_run: bool
    outcomes: tuple[Outcome, ...]

    @property
    def rows(self) -> int:
        """Return how many rows all rules removed or cleared."""
        return sum(outcome.rows for outcome in self.outcomes)


def run(session: Session, profile: CityProfile, *, on: date, dry_run: bool = False) -> RetentionReport:
    """Remove what is due on the day `on` by the profile's terms and record the run; the caller commits.

    `session` is the database owner's. A second run waits for the first to be committed; on the same day it
    finds nothing. A dry run counts by the same statements, then takes everything back. Where a rule fails
    the whole run is undone.
    """
    session.execute(_WAIT)
    session.execute(_ONE_AT_A_TIME)
    terms = {term.kind: term for term in profile.retention}
    given = {
        "note": NOTE.in_language(profile.languages[0]),
        "first_crime_kept": terms["recorded_crime"].first_kept(on),
    }
    with session.begin_nested() as attempt:
        session.execute(_TAKE_ROLE)
        session.execute(_SAY_WHY, given)
        outcomes = tuple(_carried_out(session, rule, terms[rule.kind], on, given) for rule in RULES)
        if dry_run:
            attempt.rollback()
        else:
            rules = [outcome.recorded() for outcome in outcomes]
            session.execute(insert(RetentionRun).values(run_on=on, rules=rules))
            session.execute(_SAY_WHY, {"note": ""})
            session.execute(_LEAVE_ROLE)
    session.expire_all()
    return RetentionReport(on, dry_run, outcomes)


def _carried_out(session: Session, rule: Rule, term: Term, on: date, given: dict[str, Any]) -> Outcome:
    first_kept = term.first_kept(on)
    if first_kept is None:
        return Outcome(rule.kind, None)
    asked = {**given, **rule.given, "first_kept": first_kept}
    removed = [session.execute(statement(__package__, name), asked).one() for name in rule.statements]
    traces = [session.scalar(statement(__package__, name), asked) for name in rule.traces]
    return Outcome(
        kind=rule.kind,
        first_kept=first_kept,
        rows=sum(found.row_count for found in removed),
        oldest=min((found.oldest for found in removed if found.oldest), default=None),
        newest=max((found.newest for found in removed if found.newest), default=None),
        traces=sum(count or 0 for count in traces),
    )
