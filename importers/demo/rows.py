"""What the demo's nouns return: the rows of one table, ready to be copied."""

from dataclasses import dataclass

from sqlalchemy import Table

from geodata import models

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of one table; all have the same columns, and columns left out keep the database's defaults.

    Values are those of the column: numbers, texts, dates, datetimes with zone, uuids, lists, dictionaries
    for JSON, shapely geometries in the city's metric system, None.
    """

    table: Table
    rows: tuple[Row, ...]


def table_of(model: type[models.Table]) -> Table:
    """Return the table of a model."""
    return models.Table.metadata.tables[model.__tablename__]
