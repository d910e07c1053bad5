"""Published figures of municipalities, counties and the nation, to compare the city's own with."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import RowMapping
from sqlalchemy.orm import Session

from geodata.questions.asking import rows


@dataclass(frozen=True, slots=True)
class PublishedValue:
    """A figure as published, in its table's unit; `number_counted` is what it rests on, None if untold."""

    value: float
    number_counted: int | None


@dataclass(frozen=True, slots=True)
class ReferenceLine:
    """One area and group with a figure per year of the table, None for a year without one."""

    level: str
    area_name: str
    subgroup: str
    values: tuple[PublishedValue | None, ...]


@dataclass(frozen=True, slots=True)
class ReferenceTable:
    """One indicator of one publisher in one unit (a code of FIGURE_UNITS), over its years from old to new."""

    indicator: str
    unit: str
    publisher: str
    years: tuple[int, ...]
    lines: tuple[ReferenceLine, ...]
    synthetic: bool


def reference_tables(session: Session) -> tuple[ReferenceTable, ...]:
    """Return all published figures as tables, by indicator; areas from the nation down to districts."""
    return tuple(
        _table(head, list(figures))
        for head, figures in groupby(rows(session, "reference_figures"), key=_head)
    )


def _head(row: RowMapping) -> tuple[str, str, str]:
    return row["indicator"], row["unit"], row["publisher"]


def _table(head: tuple[str, str, str], figures: Sequence[RowMapping]) -> ReferenceTable:
    years = tuple(sorted({row["year"] for row in figures}))
    lines: dict[tuple[str, str, str], dict[int, PublishedValue]] = {}
    for row in figures:
        line = lines.setdefault((row["level"], row["area_name"], row["subgroup"]), {})
        line[row["year"]] = PublishedValue(row["value"], row["number_counted"])
    return ReferenceTable(
        *head,
        years,
        tuple(ReferenceLine(*key, tuple(line.get(year) for year in years)) for key, line in lines.items()),
        any(row["synthetic"] for row in figures),
    )
