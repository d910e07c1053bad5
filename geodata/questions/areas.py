"""Areas: their list, and one area with its versions, its links to other areas and its places."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import RowMapping
from sqlalchemy.orm import Session

from geodata.errors import NotFoundError
from geodata.filters import Filter
from geodata.questions.area_names import AreaName, area_name
from geodata.questions.asking import Reach, rows, visible


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One version of an area, valid in [valid_from, valid_to); population at the end of `people_year`."""

    area: AreaName
    valid_from: date
    valid_to: date | None
    accuracy: str
    extent_km2: float
    people: int | None
    people_year: int | None
    synthetic: bool

    @property
    def people_per_km2(self) -> float | None:
        """Return the population density; None where the population is unknown."""
        return None if self.people is None else self.people / self.extent_km2


@dataclass(frozen=True, slots=True)
class LinkedArea:
    """An area that shares ground with another; the shares are 0 to 1 of the one asked about and of this one.

    `is_valid` says whether it is valid on the day asked for; kinds that ended stay readable.
    """

    area: AreaName
    valid_from: date
    valid_to: date | None
    is_valid: bool
    share_of_area: float
    share_of_other: float


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """How many places have this status and polarity."""

    status: str
    polarity: str
    places: int


@dataclass(frozen=True, slots=True)
class AreaFacts:
    """An area as it is on `on`, else in its newest version; `box` is west, south, east, north in degrees.

    `versions` are all of its own, that one first; `linked` come in the kinds' order, those valid on the day
    first. `places` are those of the filter, empty where the asker may see none.
    """

    row: AreaRow
    on: date
    source: str
    licence: str
    box: tuple[float, float, float, float]
    versions: tuple[AreaRow, ...]
    linked: tuple[LinkedArea, ...]
    places: tuple[PlaceCount, ...]


def area_list(session: Session, *, chosen: Filter, reach: Reach) -> tuple[AreaRow, ...]:
    """Return the areas that the map draws, by kind and then in Swedish order of name; of one kind if asked.

    Each kind is as it stood on the last day of the period on which the kind had areas.
    """
    asked = chosen.parameters() | {"within": visible(reach, "area")}
    return tuple(_area_row(row) for row in rows(session, "area_list", asked))


def area_facts(
    session: Session, kind: str, code: str, *, on: date, chosen: Filter, reach: Reach
) -> AreaFacts:
    """Return the area with this kind and code; `chosen` says which of its places are counted.

    The day is the last of the filter's period, or `on` where its end is open. Raises NotFoundError for
    an area that is missing or out of reach alike.
    """
    day = chosen.stop_day - timedelta(days=1) if chosen.stop_day else on
    asked = {"kind": kind, "code": code, "on_day": day, "within": visible(reach, "area")}
    versions = rows(session, "area_versions", asked)
    if not versions:
        raise NotFoundError
    row = versions[0]
    return AreaFacts(
        row=_area_row(row),
        on=day,
        source=row["source"],
        licence=row["licence"],
        box=(row["west"], row["south"], row["east"], row["north"]),
        versions=tuple(_area_row(version) for version in versions),
        linked=_linked(session, row["id"], day),
        places=_place_counts(session, replace(chosen, area=f"{kind}:{code}"), reach),
    )


def _area_row(row: RowMapping) -> AreaRow:
    return AreaRow(area=area_name(row), **{name: row[name] for name in AreaRow.__slots__ if name != "area"})


def _linked(session: Session, area_id: int, day: date) -> tuple[LinkedArea, ...]:
    found = rows(session, "area_links", {"area_id": area_id, "on_day": day})
    return tuple(
        LinkedArea(
            area=area_name(row), **{name: row[name] for name in LinkedArea.__slots__ if name != "area"}
        )
        for row in found
    )


def _place_counts(session: Session, chosen: Filter, reach: Reach) -> tuple[PlaceCount, ...]:
    if "place" not in reach:
        return ()
    found = rows(session, "area_places", chosen.parameters() | {"within": reach["place"]})
    return tuple(PlaceCount(**row) for row in found)
