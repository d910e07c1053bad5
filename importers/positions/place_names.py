"""Places named in words, in rows without any other position: proposed from the gazetteer, decided by people.

A decision is kept in the queue of unknown codes: for the field `location` of a source, that a text means a
street, an area or a known place. The next file with that text gets the place's position, no more exact than a
name can tell: "street", or "area". Nothing is placed without a decision, however alike the names are.
"""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy.orm import Session

from geodata.city import CityProfile
from geodata.codes.code_list import Code
from geodata.errors import InvalidError
from geodata.questions.gazetteer import PlaceSuggestion, spots_of, suggestions
from geodata.text import Text
from importers.positions.no_position import known_nowhere
from importers.report import NamedPlace, UnknownCode
from importers.source import Mappings
from importers.where import Ground, Placed

FIELD = "location"
MOST_PROPOSED = 100
MOST_CHOICES = 6

_NAMED = Text(sv="{kind}: {name}", en="{kind}: {name}")
_NO_PLACE = Text(
    sv="Det finns ingen sådan gata, plats eller område; välj bland förslagen.",
    en="There is no such street, place or area; choose among the suggestions.",
)


def ground_of(session: Session, profile: CityProfile, mapped: Mappings) -> Ground:
    """Return what the database knows of positions before a file is read; `mapped` is its source's.

    A decision for a place that is no more places nothing.
    """
    decided: Mapping[str, str] = mapped.get(FIELD, {})
    spots = spots_of(session, decided.values())
    placed = {
        wording: Placed(spot.lon, spot.lat, spot.precision, *_ids(code))
        for wording, code in decided.items()
        if (spot := spots.get(code)) is not None
    }
    return Ground(known_nowhere(session, profile), placed)


def _ids(code: str) -> tuple[int | None, str | None]:
    """Return the id of the area and that of the known place that a code stands for."""
    kind, _, key = code.partition(":")
    return int(key) if kind == "area" else None, key if kind == "place" else None


def proposed_places(session: Session, unknown: Iterable[UnknownCode]) -> tuple[NamedPlace, ...]:
    """Return what the texts among a file's unknown values may mean that name places, the most frequent first.

    Of more than MOST_PROPOSED texts those of most rows are looked up.
    """
    named = sorted((value for value in unknown if value.field == FIELD), key=lambda value: -value.rows)
    asked = named[:MOST_PROPOSED]
    found: dict[str, list[PlaceSuggestion]] = {value.value: [] for value in asked}
    for suggestion in suggestions(session, list(found)):
        found[suggestion.given].append(suggestion)
    return tuple(NamedPlace(value.value, value.rows, tuple(found[value.value])) for value in asked)


def meanings(
    session: Session, wordings: Sequence[str], decided: Mapping[str, str]
) -> dict[str, tuple[Code, ...]]:
    """Return for each text the places that it may mean, as codes with their names to choose from.

    `decided` holds by text what was chosen before, which stays among them while it exists.
    """
    found: dict[str, dict[str, Code]] = {wording: {} for wording in wordings}
    for place in suggestions(session, list(found), MOST_CHOICES):
        name = _NAMED.format(name=place.name, kind=place.kind_name)
        found[place.given][place.code] = Code(place.code, name)
    spots = spots_of(session, decided.values())
    for wording, code in decided.items():
        if code in spots and code not in found.setdefault(wording, {}):
            found[wording][code] = Code(code, Text(sv=spots[code].name, en=spots[code].name))
    return {wording: tuple(codes.values()) for wording, codes in found.items()}


def place_code(session: Session, code: str) -> str:
    """Return a code of the gazetteer; raises InvalidError (field "code") for what is none."""
    if code not in spots_of(session, [code]):
        raise InvalidError(_NO_PLACE, field="code")
    return code
