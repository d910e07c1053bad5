"""The measure that is evaluated: its facts, and how it is found by what a person types."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from geodata.errors import InvalidError, NotFoundError
from geodata.measure_types import MEASURE_TYPES
from geodata.questions.evaluation_design import Design
from geodata.statements import statement
from geodata.text import Text

NO_SUCH = Text(sv="Det finns ingen sådan åtgärd.", en="There is no such measure.")
SEVERAL = Text(
    sv="Flera åtgärder heter så. Ange id: {ids}.", en="Several measures have that name. Give the id: {ids}."
)


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    """The measure, in operation in [started_on, ended_on); `precision` says how well its place is known."""

    id: UUID
    name: str
    type: str
    type_name: Text
    status: str
    started_on: date | None
    ended_on: date | None
    precision: str
    positioned: bool
    synthetic: bool


@dataclass(frozen=True, slots=True)
class OtherMeasure:
    """A measure near the evaluated one that was in operation during the windows."""

    id: UUID
    name: str
    type_name: Text
    started_on: date
    ended_on: date | None
    metres: int


def measure_facts(session: Session, measure_id: UUID, within: Sequence[int] | None = None) -> MeasureFacts:
    """Return the facts; raises NotFoundError where it does not exist or lies outside the areas `within`."""
    given = {"measure_id": measure_id, "within": None if within is None else list(within)}
    row = session.execute(statement(__package__, "evaluation_measure"), given).one_or_none()
    if row is None:
        raise NotFoundError(NO_SUCH)
    return MeasureFacts(
        id=row.id,
        name=row.name,
        type=row.type,
        type_name=_type_name(row.type),
        status=row.status,
        started_on=row.started_on,
        ended_on=row.ended_on,
        precision=row.precision,
        positioned=row.positioned,
        synthetic=row.synthetic,
    )


def find_measure(session: Session, given: str) -> UUID:
    """Return the id of the measure with this id, this source key or exactly this name.

    Raises NotFoundError where there is none, InvalidError where a key or name is not unique.
    """
    found = session.execute(statement(__package__, "evaluation_measure_named"), {"given": given}).all()
    if not found:
        raise NotFoundError(NO_SUCH)
    best = [row.id for row in found if row.rank == found[0].rank]
    if len(best) > 1:
        raise InvalidError(SEVERAL.format(ids=", ".join(str(one) for one in best)), field="measure")
    return UUID(str(best[0]))


def other_measures(session: Session, design: Design) -> tuple[OtherMeasure, ...]:
    """Return the other measures inside the ring during the windows that the asker sees, nearest first."""
    found = session.execute(statement(__package__, "evaluation_other_measures"), design.parameters())
    return tuple(
        OtherMeasure(row.id, row.name, _type_name(row.type), row.started_on, row.ended_on, round(row.metres))
        for row in found
    )


def neighbours(session: Session, design: Design) -> int:
    """Return how many other measures stood inside the ring during the windows, whoever sees them."""
    return int(
        session.execute(statement(__package__, "evaluation_neighbours"), design.parameters()).scalar_one()
    )


def _type_name(code: str) -> Text:
    known = MEASURE_TYPES.get(code)
    return known.name if known else Text(code, code)
