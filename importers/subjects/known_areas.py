"""The areas that rows of a file name, by code or name, on the row's own day."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.errors import InvalidError
from geodata.models import Area
from geodata.text import Text
from importers.source import Record, Terms
from importers.subjects.names import Match, Names
from importers.values import folded

_NO_SUCH_KIND = Text(
    sv="Det finns inga områden av slaget {kind}; slag med områden: {known}.",
    en="There are no areas of the kind {kind}; kinds with areas: {known}.",
)
_SPELLED = Text(
    sv="{given} har lästs som {meant}, trots stavningen",
    en="{given} is read as {meant}, in spite of the spelling",
)
_NO_LONGER = Text(
    sv="Området {name} fanns inte {day}: det gällde till och med {last}.",
    en="There was no area {name} on {day}: it was in force until {last}.",
)
_NOT_YET = Text(
    sv="Området {name} fanns inte {day}: det gäller från och med {first}.",
    en="There was no area {name} on {day}: it is in force from {first}.",
)
_NONE = Text(sv="inga", en="none")


@dataclass(frozen=True, slots=True)
class KnownArea:
    """One version of an area, valid in [valid_from, valid_to)."""

    id: int
    code: str
    name: str
    valid_from: date
    valid_to: date | None

    def valid_on(self, day: date) -> bool:
        """Return whether the area is valid on a day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


class KnownAreas:
    """All areas of one kind, found by what a file calls them.

    Between two days on which any of them begins or ends the same are valid: names are looked for once for
    each such stretch of time, and once for each wording in it.
    """

    def __init__(self, areas: tuple[KnownArea, ...]) -> None:
        self.areas = areas
        ends = {area.valid_to for area in areas if area.valid_to is not None}
        self._turns = sorted({area.valid_from for area in areas} | ends)
        self._names: dict[int, Names[int]] = {}
        self._called = {area.id: area.name for area in areas}
        self._found: dict[tuple[int, str], Match[int] | Text] = {}

    def find(self, record: Record, terms: Terms, field: str, day: date) -> int:
        """Return the id of the area that a field names, by code or name, on a day.

        Names are found in spite of spelling, which is noted. Raises InvalidError naming the field.
        """
        wording = record.text(field)
        stretch = bisect_right(self._turns, day)
        found = self._found.get((stretch, wording))
        if found is None:
            found = self._found[stretch, wording] = self._look_for(wording, stretch, day)
        if isinstance(found, Text):
            raise InvalidError(found, field=field)
        if not found.exact:
            terms.notes.add(record.number, _SPELLED.format(given=wording, meant=self._called[found.thing]))
        return found.thing

    def _look_for(self, wording: str, stretch: int, day: date) -> Match[int] | Text:
        """Return the area that a name means, or why it means none."""
        if stretch not in self._names:
            valid = [area for area in self.areas if area.valid_on(day)]
            self._names[stretch] = Names(
                (name, area.id) for area in valid for name in dict.fromkeys((area.code, area.name))
            )
        try:
            return self._names[stretch].find(wording)
        except InvalidError as error:
            return self._not_then(wording, day) or error.reason

    def _not_then(self, wording: str, day: date) -> Text | None:
        """Return when the area was in force that is called so on other days; None without one."""
        wanted = folded(wording)
        called = [area for area in self.areas if wanted in {folded(area.name), folded(area.code)}]
        if not called:
            return None
        earlier = [area for area in called if area.valid_to is not None and area.valid_to <= day]
        if earlier:
            last = max(area.valid_to for area in earlier if area.valid_to is not None) - timedelta(days=1)
            return _NO_LONGER.format(name=called[0].name, day=day, last=last)
        first = min(area.valid_from for area in called)
        return _NOT_YET.format(name=called[0].name, day=day, first=first)

    def named(self, wording: str, day: date) -> int | None:
        """Return the id of the one area that is called so on a day, capitals apart; None without one."""
        wanted = wording.casefold()
        found = {
            area.id
            for area in self.areas
            if area.valid_on(day) and wanted in {area.name.casefold(), area.code.casefold()}
        }
        return found.pop() if len(found) == 1 else None


def areas_of_kind(session: Session, kind: str) -> KnownAreas:
    """Return the areas of a kind; raises InvalidError (field "area_kind") where there are none."""
    found = areas_if_any(session, kind)
    if not found.areas:
        kinds = session.scalars(select(Area.kind).distinct().order_by(Area.kind)).all()
        refusal = _NO_SUCH_KIND.format(kind=kind, known=", ".join(kinds) or _NONE)
        raise InvalidError(refusal, field="area_kind")
    return found


def areas_if_any(session: Session, kind: str | None) -> KnownAreas:
    """Return the areas of a kind, which may be none."""
    columns = (Area.id, Area.code, Area.name_sv, Area.valid_from, Area.valid_to)
    rows = session.execute(select(*columns).where(Area.kind == kind).order_by(Area.id)).all()
    return KnownAreas(tuple(KnownArea(*row) for row in rows))
