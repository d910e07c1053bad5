"""The one filter: what drives map, list, table, chart, export and address alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from geodata.codes import CRIME_GROUPS, PLACE_STATUSES
from geodata.filters.fields import FIELDS, Names
from geodata.filters.period import Period
from geodata.measure_types import MEASURE_TYPES
from geodata.text import Text

EVERYTHING = Text("Alla uppgifter, alla år", "Everything, all years")

# Groups that are released for the whole city or by district and year only stand on no map.
MAPPED_GROUPS = tuple(group.code for group in CRIME_GROUPS if not group.city_level_only)

# A rejected place is shown to who asks for rejected ones, never among the others.
_SHOWN_STATUSES = tuple(status for status in PLACE_STATUSES.codes if status != "rejected")


@dataclass(frozen=True, slots=True)
class Filter:
    """What is asked for; an empty field asks for all. Days are [first_day, stop_day).

    Crime groups and light bear on recorded crime, statuses and polarities on places, families on
    measures; words are sought in the names and texts of places and measures. The period takes the
    incidents that began in it, and the places and measures that were there on some day of it. `area` is
    "kind:code" and means all its versions; `kind` is the kind of area shown.

    Raises InvalidError (field "to") when the period does not begin before it ends.
    """

    first_day: date | None = None
    stop_day: date | None = None
    groups: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    polarities: tuple[str, ...] = ()
    lights: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    area: str = ""
    kind: str = ""
    words: str = ""

    def __post_init__(self) -> None:
        Period(self.first_day, self.stop_day)

    @property
    def period(self) -> Period:
        """Return the days asked for."""
        return Period(self.first_day, self.stop_day)

    @classmethod
    def from_query(cls, query: Mapping[str, str | Sequence[str]]) -> "Filter":
        """Return the filter of an address: "from" and "to" name days or months that are both included.

        Values may be texts or lists of texts; unknown names and empty values are passed over.
        Raises InvalidError naming the field.
        """
        values: dict[str, Any] = {}
        for field in FIELDS:
            given = query.get(field.query, ())
            stripped = (text.strip() for text in ([given] if isinstance(given, str) else given))
            texts = [text for text in stripped if text]
            if texts:
                values[field.attribute] = field.read(texts, field.query)
        return cls(**values)

    def to_query(self) -> dict[str, str]:
        """Return the names and values for an address; `from_query` reads them back as this filter."""
        given = ((field, getattr(self, field.attribute)) for field in FIELDS)
        return {field.query: field.write(value) for field, value in given if value}

    def sentence(self, names: Names | None = None) -> Text:
        """Return the filter in words: "Skadegörelse, januari–juni 2015, Rosengård".

        `names` gives the names of areas by "kind:code" and of area kinds by code; the codes stand where
        it has none.
        """
        parts: list[Text] = []
        for field in FIELDS:
            value = getattr(self, field.attribute)
            if field.words is not None and value:
                parts.append(field.words(value, names or {}))
            if field.attribute == "stop_day" and (period := self.period.words()):
                parts.append(period)
        if not parts:
            return EVERYTHING
        sentence = Text(", ".join(part.sv for part in parts), ", ".join(part.en for part in parts))
        return Text(sentence.sv[:1].upper() + sentence.sv[1:], sentence.en[:1].upper() + sentence.en[1:])

    def parameters(self) -> dict[str, Any]:
        """Return the parameters of the statements; None asks for all.

        first_day, stop_day: dates, the latter excluded · groups: never those that stand on no map · lights,
        statuses, polarities · types: measure types of the families · area_kind, area_code · kind ·
        words: a pattern for ILIKE.
        """
        area_kind, _colon, area_code = self.area.partition(":")
        asked = [group for group in self.groups or MAPPED_GROUPS if group in MAPPED_GROUPS]
        types = [kind.code for kind in MEASURE_TYPES if kind.family in self.families]
        return {
            "first_day": self.first_day,
            "stop_day": self.stop_day,
            "groups": asked,
            "lights": list(self.lights) or None,
            "statuses": list(self.statuses or _SHOWN_STATUSES),
            "polarities": list(self.polarities) or None,
            "types": types if self.families else None,
            "area_kind": area_kind or None,
            "area_code": area_code or None,
            "kind": self.kind or None,
            "words": containing(self.words) if self.words else None,
        }

    def widened(self, shortest_period: str) -> "Filter":
        """Return the same filter over whole quarters or years, for those who may not ask for less."""
        period = self.period.widened(shortest_period)
        return replace(self, first_day=period.start, stop_day=period.stop)

    def a_year_before(self) -> "Filter":
        """Return the same filter for the same days of the year before."""
        period = self.period.a_year_before()
        return replace(self, first_day=period.start, stop_day=period.stop)


def containing(words: str) -> str:
    r"""Return a pattern for ILIKE that finds the words as they stand: their \, % and _ are no wildcards."""
    escaped = words.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
    return f"%{escaped}%"


EVERY_PLACE = Filter(statuses=PLACE_STATUSES.codes)
"""The filter that leaves nothing out, rejected places neither."""
