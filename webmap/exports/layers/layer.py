"""What a table that can be taken out is made of, and what is known of who asks for it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from geodata.access import IncidentView
from geodata.errors import InvalidError
from geodata.filters import Filter
from geodata.questions.asking import Reach
from geodata.text import Text
from webmap.exports.table import Table

_MISSING = Text("Adressen saknar {name}.", "The address lacks {name}.")


@dataclass(frozen=True, slots=True)
class Asking:
    """One question for a table: the list's own address, put by someone who sees so much.

    `reach` and `view` are as for pages (geodata.access): the areas by entity, the form of recorded crime.
    `query` is the whole address by name, `chosen` the filter in it; `on` is the day in the city.
    """

    session: Session
    query: Mapping[str, Sequence[str]]
    chosen: Filter
    reach: Reach
    view: IncidentView | None
    on: date

    def given(self, name: str) -> str:
        """Return what the address says of `name`; raises InvalidError where it says nothing."""
        values = [value for value in self.query.get(name, ()) if value]
        if not values:
            raise InvalidError(_MISSING.format(name=name), field=name)
        return values[-1]


@dataclass(frozen=True, slots=True)
class ExportLayer:
    """One table: `build` asks the same question as the page of the same name, for all of its rows.

    `entity` is what its reader must be allowed to read. `asks` names what its address says beside the
    filter. `has_spots` says that its rows lie somewhere; `page` is the endpoint that shows them.
    """

    code: str
    name: Text
    entity: str
    page: str
    build: Callable[[Asking], Table]
    asks: tuple[str, ...] = ()
    has_spots: bool = False

    def address(self, asking: Asking) -> dict[str, object]:
        """Return what is asked, for the log: the filter, and what else this table's address says."""
        beside = {name: list(asking.query[name]) for name in self.asks if asking.query.get(name)}
        return {**asking.chosen.to_query(), **beside}
