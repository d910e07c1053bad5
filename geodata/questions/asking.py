"""How a question is put: a statement of this folder, plain values in, rows out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import RowMapping
from sqlalchemy.orm import Session

from geodata.errors import InvalidError, NotFoundError
from geodata.statements import statement
from geodata.text import Text

Reach = Mapping[str, Sequence[int] | None]
"""By entity, the ids of the areas whose rows may be seen: None for all; a missing entity not at all."""

ROWS_OF_A_PAGE = 200
_LAST_PAGE = 1_000_000

_BEYOND = Text(sv="Läget ska anges i grader inom kartan.", en="The position must be degrees within the map.")
# Web Mercator ends here: beyond lies nothing that a map shows.
_HIGHEST_LATITUDE = 85.05

Row_co = TypeVar("Row_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Page(Generic[Row_co]):
    """Some rows of a list, at most ROWS_OF_A_PAGE, and how many there are in all."""

    rows: tuple[Row_co, ...]
    total: int

    @property
    def pages(self) -> int:
        """Return how many pages the list has, at least one."""
        return max(1, -(-self.total // ROWS_OF_A_PAGE))


@dataclass(frozen=True, slots=True)
class Box:
    """A map section in degrees; raises InvalidError (field "box") where it is none."""

    west: float
    south: float
    east: float
    north: float

    def __post_init__(self) -> None:
        within = -180 <= self.west < self.east <= 180
        if not (within and -_HIGHEST_LATITUDE <= self.south < self.north <= _HIGHEST_LATITUDE):
            raise InvalidError(_BEYOND, field="box")

    def parameters(self) -> dict[str, float]:
        """Return the edges as parameters of statements."""
        return {"west": self.west, "south": self.south, "east": self.east, "north": self.north}


NO_BOX: Mapping[str, None] = dict.fromkeys(("west", "south", "east", "north"))


def rows_of(page: int | None) -> dict[str, int | None]:
    """Return which rows a page holds, as parameters row_limit and row_offset; None asks for all rows."""
    if page is None:
        return {"row_limit": None, "row_offset": 0}
    earlier = min(max(page, 1), _LAST_PAGE) - 1
    return {"row_limit": ROWS_OF_A_PAGE, "row_offset": earlier * ROWS_OF_A_PAGE}


def position(lon: float, lat: float) -> str:
    """Return a position in degrees as the statements read it; raises InvalidError (field "position")."""
    if not (-180 <= lon <= 180 and -_HIGHEST_LATITUDE <= lat <= _HIGHEST_LATITUDE):
        raise InvalidError(_BEYOND, field="position")
    return f"SRID=4326;POINT({lon!r} {lat!r})"


def rows(session: Session, name: str, parameters: Mapping[str, Any] | None = None) -> Sequence[RowMapping]:
    """Return the rows that the statement `name` of this folder finds."""
    # A tuple would reach the database as a record: it knows arrays as lists.
    values = {
        key: list(value) if isinstance(value, tuple) else value for key, value in (parameters or {}).items()
    }
    return session.execute(statement(__package__, name), values).mappings().all()


def one(session: Session, name: str, parameters: Mapping[str, Any]) -> RowMapping:
    """Return the one row that the statement finds; raises NotFoundError where there is none."""
    found = rows(session, name, parameters)
    if not found:
        raise NotFoundError
    return found[0]


def visible(reach: Reach, entity: str) -> Sequence[int] | None:
    """Return the area ids that bound the entity, None for all; raises NotFoundError where it is hidden."""
    if entity not in reach:
        raise NotFoundError
    return reach[entity]


def name_of(row: RowMapping, prefix: str = "name") -> Text:
    """Return the row's name (or another text that has both languages) in both languages."""
    return Text(sv=row[f"{prefix}_sv"], en=row[f"{prefix}_en"])


def owner_of(row: RowMapping) -> Text | None:
    """Return the name of the row's owner organisation, None where it has none."""
    return None if row["owner_sv"] is None else name_of(row, "owner")
