"""Names of areas, as they stand in facts, lists and above the map."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import RowMapping
from sqlalchemy.orm import Session

from geodata.filters import Filter
from geodata.questions.asking import name_of, rows
from geodata.text import Text


@dataclass(frozen=True, slots=True)
class AreaName:
    """An area's id, its kind and code, and the names of both."""

    id: int
    kind: str
    kind_name: Text
    code: str
    name: Text


def area_name(row: RowMapping) -> AreaName:
    """Return a row of any statement that names areas."""
    return AreaName(row["id"], row["kind"], name_of(row, "kind"), row["code"], name_of(row))


def areas_named(session: Session, ids: Sequence[int], on: date | None = None) -> tuple[AreaName, ...]:
    """Return the areas with these ids in the kinds' order; those valid on the day `on`, where it is given."""
    return tuple(area_name(row) for row in rows(session, "areas_named", {"ids": list(ids), "on_day": on}))


def filter_names(session: Session, chosen: Filter) -> dict[str, Text]:
    """Return the names that `Filter.sentence` fills in: of its area by "kind:code", of its kind by code."""
    return {row["key"]: name_of(row) for row in rows(session, "filter_names", chosen.parameters())}
