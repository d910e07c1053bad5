"""Finding areas, places and measures by name."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from geodata.filters import Filter, containing
from geodata.questions.asking import Reach, name_of, rows
from geodata.text import Text

MOST_HITS = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: `sort` is "area", "place" or "measure", `key` its "kind:code" or its id.

    `kind` is the kind of the area or place, or the type of the measure. lon and lat are in degrees, None
    for a measure without a position.
    """

    sort: str
    key: str
    kind: str
    name: Text
    lon: float | None
    lat: float | None


def search(session: Session, words: str, *, reach: Reach) -> tuple[Hit, ...]:
    """Return at most MOST_HITS things whose name holds the words: names that begin so first, then by name.

    Empty without words. Raises InvalidError (field "q") for words that no name can hold.
    """
    sought = Filter.from_query({"q": words}).words
    if not sought:
        return ()
    pattern = containing(sought)
    asked: dict[str, Any] = {"words": pattern, "beginning": pattern[1:], "row_limit": MOST_HITS}
    for entity in ("area", "place", "measure"):
        asked |= {f"{entity}s_shown": entity in reach, f"{entity}s_within": reach.get(entity)}
    return tuple(
        Hit(row["sort"], row["key"], row["kind"], name_of(row), row["lon"], row["lat"])
        for row in rows(session, "search", asked)
    )
