"""The gazetteer: streets, areas and known places, found by names that only resemble theirs."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import RowMapping
from sqlalchemy.orm import Session

from geodata.questions.asking import name_of, rows
from geodata.text import Text

MOST_NAMES = 500
_KINDS = {"street": Text("Gata", "Street"), "place": Text("Känd plats", "Known place")}
_CODE = re.compile(r"(?P<kind>street|area):(?P<number>[0-9]{1,9})|place:(?P<key>[0-9a-f-]{36})")


@dataclass(frozen=True, slots=True)
class PlaceSuggestion:
    """A place that a name, `given` in a text, may mean; lon and lat in degrees.

    `code` is what a decision for it keeps ("street:12", "area:4", "place:uuid"). `kind` is "street", "place"
    or the code of a kind of area, `kind_name` what people call that; `similarity` is from 0 to 1 (the same
    name). `precision` says how exactly an event there would be known: "street", or "area".
    """

    given: str
    code: str
    name: str
    kind: str
    kind_name: Text
    similarity: float
    lon: float
    lat: float
    precision: str


@dataclass(frozen=True, slots=True)
class PlaceSpot:
    """Where a place of the gazetteer lies, in degrees; `precision` as in PlaceSuggestion."""

    code: str
    name: str
    lon: float
    lat: float
    precision: str


def suggestions(session: Session, names: Sequence[str], limit: int = 3) -> tuple[PlaceSuggestion, ...]:
    """Return what the names may mean, at most `limit` each, in their order, the most alike first.

    A name that resembles nothing has none. Of more than MOST_NAMES the first are looked up. Known places out
    of the asker's reach are not suggested.
    """
    asked = list(dict.fromkeys(name for name in names if name.strip()))[:MOST_NAMES]
    if not asked:
        return ()
    found = map(_suggestion, rows(session, "gazetteer", {"names": asked, "most": limit}))
    return tuple(sorted(found, key=lambda suggestion: asked.index(suggestion.given)))


def _suggestion(row: RowMapping) -> PlaceSuggestion:
    kind = _KINDS.get(row["kind"]) or name_of(row, "kind")
    plain = {column: value for column, value in row.items() if column not in {"kind_sv", "kind_en"}}
    return PlaceSuggestion(**plain, kind_name=kind)


def spots_of(session: Session, codes: Iterable[str]) -> Mapping[str, PlaceSpot]:
    """Return where places lie by their codes; what is no code, or no place any more, is left out."""
    matches = [match for code in set(codes) if (match := _CODE.fullmatch(code))]
    chosen: dict[str, list[int]] = {"street": [], "area": []}
    for match in matches:
        if match["kind"]:
            chosen[match["kind"]].append(int(match["number"]))
    places = [key for match in matches if (key := _uuid(match["key"]))]
    asked = {"streets": chosen["street"], "areas": chosen["area"], "places": places}
    return {row["code"]: PlaceSpot(**row) for row in rows(session, "gazetteer_spots", asked)}


def _uuid(written: str | None) -> UUID | None:
    try:
        return UUID(written) if written else None
    except ValueError:
        return None
