"""The measures that can be asked about whether they worked: those that have begun at a place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from geodata.statements import statement


@dataclass(frozen=True, slots=True)
class EvaluableMeasure:
    """One measure, in operation in [started_on, ended_on)."""

    id: UUID
    name: str
    type: str
    status: str
    started_on: date
    ended_on: date | None
    synthetic: bool


def evaluable_measures(session: Session, within: Sequence[int] | None = None) -> tuple[EvaluableMeasure, ...]:
    """Return the measures, the latest begun first; `within` are the areas the asker is limited to."""
    given = {"within": None if within is None else list(within)}
    found = session.execute(statement(__package__, "evaluable_measures"), given)
    return tuple(EvaluableMeasure(*row) for row in found)
