"""What the demo's nouns return: the rows of one table, ready to be copied."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Table

from geodata import models

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one table, by column; columns left out keep the database's defaults.

    Values are those of the column: numbers, texts, dates, moments (as texts in UTC), uuids, lists,
    dictionaries for JSON, shapely geometries in the city's metric system, None.
    """

    table: Table
    columns: Mapping[str, Sequence[object]]

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))

    @classmethod
    def of(cls, table: Table, rows: Iterable[Row]) -> "Rows":
        """Return rows given one by one, at least one; all have the same columns."""
        listed = list(rows)
        return cls(table, {name: [row[name] for row in listed] for name in listed[0]})


def table_of(model: type[models.Table]) -> Table:
    """Return the table of a model."""
    return next(table for table in models.Table.metadata.sorted_tables if table.name == model.__tablename__)
