"""What a treated place is compared with: chosen by the asker, or proposed by rules that are told."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.orm import Session

from geodata.codes import PLACE_KINDS
from geodata.errors import InvalidError, NotEstimableError
from geodata.questions.evaluation_areas import Compared
from geodata.questions.evaluation_design import Design
from geodata.statements import statement
from geodata.text import Text

FEWEST_PLACES = 3
POOLED = 5
LISTED = 20
SIMILAR = math.log(2)
"""A level counts as similar from half to double of the treated area's (compared as logarithms)."""

_SAME_KIND = Text(
    sv="Föreslaget: {count} platser av samma slag som åtgärdens plats, utan någon åtgärd inom {ring} m under "
    "perioderna och med närmast lika många händelser före.",
    en="Proposed: {count} places of the same kind as the measure's place, without any measure within "
    "{ring} m during the periods and with the most similar number of events before.",
)
_ANY_KIND = Text(
    sv="Föreslaget: {count} platser utan någon åtgärd inom {ring} m under perioderna och med närmast lika "
    "många händelser före. Platser av samma slag räckte inte.",
    en="Proposed: {count} places without any measure within {ring} m during the periods and with the most "
    "similar number of events before. There were too few places of the same kind.",
)
_AREAS = Text(
    sv="Föreslaget: {count} områden längre bort än {ring} m med närmast lika många händelser före, eftersom "
    "för få platser går att jämföra med.",
    en="Proposed: {count} areas farther away than {ring} m with the most similar number of events before, "
    "because too few places can be compared with.",
)
_SURROUNDINGS = Text(
    sv="Föreslaget: resten av området omkring, mer än {ring} m från varje åtgärd, eftersom varken platser "
    "eller områden har en liknande nivå före.",
    en="Proposed: the rest of the area around, more than {ring} m from every measure, because neither places "
    "nor areas have a similar level before.",
)
_CHOSEN = Text(sv="Valt av den som frågar.", en="Chosen by the asker.")
NO_COMPARISON = Text(
    sv="Det finns ingen plats och inget område att jämföra med utanför åtgärdernas omgivning.",
    en="There is no place and no area to compare with outside the surroundings of measures.",
)
OUT_OF_SIGHT = Text(sv="plats utanför ditt område", en="a place outside your area")
_UNKNOWN = Text(
    sv="Jämförelsen ska vara platser (id) eller områden (slag:kod) som finns, inte båda: {key}.",
    en="The comparison must be existing places (id) or areas (kind:code), not both: {key}.",
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place or an area that could be compared with.

    `key` chooses it: a place's id, or an area's kind:code; None for a place that the asker does not see,
    which is compared with all the same and not told of. `events_before` counts the window before; None
    where it is not known or hidden. `ground` is the kind of place; None for an area.
    """

    key: str | None
    name: Text
    ground: Text | None
    same_kind: bool
    events_before: int | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is compared with, why, and what else could be.

    `form` is "places", "areas" or "surroundings". `alternatives` are the next best, best first.
    """

    form: str
    proposed: bool
    why: Text
    members: tuple[Candidate, ...]
    alternatives: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A comparison with the ids that its zones are drawn from."""

    comparison: Comparison
    compared: Compared


def comparison_for(
    session: Session, design: Design, treated_before: int, wanted: Sequence[str] = ()
) -> Chosen:
    """Return the comparison asked for by the keys in `wanted`, else the one proposed.

    Proposed are, in this order: the five places most like the treated area in level before (same kind
    first, none nearer to another than their areas are wide), at least three; the five areas of the
    smallest kind most like it; the area around. Level means events in the window before. Places of the
    whole city are looked at, so that every asker gets the same comparison; only those that the asker
    sees can be chosen.

    Raises InvalidError for a key that is no place or area, NotEstimableError where nothing is left.
    """
    places = sorted(_candidates(session, design, "comparison_places"), key=_place_rank(treated_before))
    areas = sorted(_candidates(session, design, "comparison_areas"), key=_area_rank(treated_before))
    beyond = [row for row in areas if row.beyond]
    listed = [row for row in places if row.in_sight][:LISTED]
    others = (*(_place(row) for row in listed), *(_area(row) for row in beyond[:LISTED]))
    if wanted:
        counted = {str(row.id): row.events for row in (*areas, *places)}
        return _wanted(session, design, wanted, counted, others)
    similar = [row for row in places if _apart(row.events, treated_before) <= SIMILAR]
    pooled = _spaced(similar, 2 * design.radii.impact_metres)
    if len(pooled) >= FEWEST_PLACES:
        why = _SAME_KIND if all(row.same_kind for row in pooled) else _ANY_KIND
        found = _comparison("places", why, design, [_place(row) for row in pooled], others)
        return Chosen(found, Compared(place_ids=tuple(row.id for row in pooled)))
    form, why = "areas", _AREAS
    rows = [row for row in beyond if _apart(row.events, treated_before) <= SIMILAR][:POOLED]
    if not rows:
        form, why = "surroundings", _SURROUNDINGS
        rows = [row for row in areas if row.surrounds]
    if not rows:
        raise NotEstimableError(NO_COMPARISON)
    found = _comparison(form, why, design, [_area(row) for row in rows], others)
    return Chosen(found, Compared(area_ids=tuple(row.id for row in rows)))


def _comparison(
    form: str, why: Text, design: Design, members: Sequence[Candidate], others: Iterable[Candidate]
) -> Comparison:
    keys = {member.key for member in members}
    return Comparison(
        form,
        proposed=why is not _CHOSEN,
        why=why.format(count=len(members), ring=design.radii.ring_metres),
        members=tuple(members),
        alternatives=tuple(candidate for candidate in others if candidate.key not in keys),
    )


def _wanted(
    session: Session,
    design: Design,
    wanted: Sequence[str],
    counted: Mapping[str, int],
    others: Iterable[Candidate],
) -> Chosen:
    keys = list(dict.fromkeys(wanted))
    given = {"keys": keys, "valid_on": design.windows.after.first_day}
    found = session.execute(statement(__package__, "comparison_chosen"), given).all()
    by_key = {row.key: row for row in found}
    missing = [key for key in keys if key not in by_key]
    if missing or len({row.form for row in found}) > 1:
        raise InvalidError(_UNKNOWN.format(key=", ".join(missing or keys)), field="comparison")
    members = [_named(by_key[key], counted.get(by_key[key].id)) for key in keys]
    form, ids = found[0].form, [by_key[key].id for key in keys]
    comparison = _comparison(form, _CHOSEN, design, members, others)
    if form == "places":
        return Chosen(comparison, Compared(place_ids=tuple(UUID(one) for one in ids)))
    return Chosen(comparison, Compared(area_ids=tuple(int(one) for one in ids)))


def _candidates(session: Session, design: Design, name: str) -> Sequence[Row[Any]]:
    given = design.parameters() | design.of_events()
    return session.execute(statement(__package__, name), given).all()


def _apart(events: int, treated: int) -> float:
    """Return how far two levels lie apart: the absolute logarithm of their ratio, counts + ½."""
    return abs(math.log((events + 0.5) / (treated + 0.5)))


def _place_rank(treated: int) -> Callable[[Row[Any]], tuple[object, ...]]:
    def rank(row: Row[Any]) -> tuple[object, ...]:
        apart = _apart(row.events, treated)
        return (apart > SIMILAR, not row.same_kind, apart, str(row.id))

    return rank


def _area_rank(treated: int) -> Callable[[Row[Any]], tuple[object, ...]]:
    return lambda row: (_apart(row.events, treated), row.kind, row.code)


def _spaced(ranked: Sequence[Row[Any]], metres: float) -> list[Row[Any]]:
    """Return the first places of the ranking that lie at least `metres` apart, at most POOLED."""
    kept: list[Row[Any]] = []
    for row in ranked:
        if all(math.dist((row.east, row.north), (other.east, other.north)) >= metres for other in kept):
            kept.append(row)
        if len(kept) == POOLED:
            break
    return kept


def _place(row: Row[Any]) -> Candidate:
    if not row.in_sight:
        return Candidate(None, OUT_OF_SIGHT, None, same_kind=False, events_before=row.events)
    kind = PLACE_KINDS.get(row.kind)
    return Candidate(
        key=str(row.id),
        name=Text(row.name, row.name),
        ground=kind.name if kind else None,
        same_kind=row.same_kind,
        events_before=row.events,
    )


def _area(row: Row[Any]) -> Candidate:
    name = Text(row.name_sv, row.name_en)
    return Candidate(f"{row.kind}:{row.code}", name, None, same_kind=False, events_before=row.events)


def _named(row: Row[Any], events: int | None) -> Candidate:
    kind = PLACE_KINDS.get(row.kind)
    ground = kind.name if kind else None
    return Candidate(row.key, Text(row.name_sv, row.name_en), ground, same_kind=False, events_before=events)
