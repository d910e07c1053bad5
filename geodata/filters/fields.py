"""The fields of the filter as data: how each is read from an address, written to it and put in words."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from geodata.codes import (
    CRIME_GROUPS,
    LIGHT_CLASSES,
    MEASURE_FAMILIES,
    PLACE_STATUSES,
    POLARITIES,
    Code,
    CodeList,
)
from geodata.errors import InvalidError
from geodata.filters.period import day_after, first_day, written_from, written_to
from geodata.text import Text

Names = Mapping[str, Text]
"""Names for people: of areas by "kind:code", of area kinds by their code."""

LONGEST_TEXT = 100
_AREA_KIND = re.compile(r"[a-z][a-z0-9_]{0,39}")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the filter.

    `query` is its name in the address, `attribute` its name in `Filter`. `read` takes the values given in
    the address, none of them empty, and the field's name; `write` undoes it. `words` says the value in
    the sentence above the map; None where another field says it.
    """

    query: str
    attribute: str
    label: Text
    read: Callable[[Sequence[str], str], Any]
    write: Callable[[Any], str]
    words: Callable[[Any, Names], Text] | None = None


def _one(read: Callable[[str, str], Any]) -> Callable[[Sequence[str], str], Any]:
    """Return a reader of a field that has one value; of several the last given counts, as in a form."""
    return lambda given, field: read(given[-1], field)


def _codes(query: str, attribute: str, label: Text, listed: CodeList[Code], phrase: Text) -> Field:
    """Return a field of several codes of one list, "a,b" in the address; `phrase` has the mark {codes}."""

    def read(given: Sequence[str], field: str) -> tuple[str, ...]:
        chosen = {code.strip() for value in given for code in value.split(",")} - {""}
        if chosen - set(listed.codes):
            raise InvalidError(
                _NOT_LISTED.format(name=listed.name, codes=", ".join(listed.codes)), field=field
            )
        return tuple(code for code in listed.codes if code in chosen)

    def words(codes: tuple[str, ...], _names: Names) -> Text:
        return phrase.format(codes=_either([listed[code].name for code in codes]))

    return Field(query, attribute, label, read, ",".join, words)


def _either(names: Sequence[Text]) -> Text:
    *others, last = names
    if not others:
        return last
    listing = Text(", ".join(name.sv for name in others), ", ".join(name.en for name in others))
    return Text("{others} eller {last}", "{others} or {last}").format(others=listing, last=last)


def _read_kind(written: str, field: str) -> str:
    if not _AREA_KIND.fullmatch(written):
        raise InvalidError(_NO_AREA_KIND, field=field)
    return written


def _read_area(written: str, field: str) -> str:
    kind, _colon, code = written.partition(":")
    if (
        not _AREA_KIND.fullmatch(kind)
        or not code.strip()
        or not code.isprintable()
        or len(code) > LONGEST_TEXT
    ):
        raise InvalidError(_NO_AREA, field=field)
    return f"{kind}:{code.strip()}"


def _read_text(written: str, field: str) -> str:
    words = " ".join(written.split())
    if len(words) > LONGEST_TEXT or not words.isprintable():
        raise InvalidError(_NO_TEXT.format(most=LONGEST_TEXT), field=field)
    return words


_NOT_LISTED = Text(
    sv="Värdet finns inte i listan över {name}. Möjliga koder: {codes}.",
    en="The value is not one of the {name}. Possible codes: {codes}.",
)
_NO_AREA_KIND = Text(
    sv="Områdestypen skrivs med små bokstäver, som stadsdel.",
    en="The kind of area is written in small letters, such as stadsdel.",
)
_NO_AREA = Text(
    sv="Området skrivs som typ:kod, till exempel stadsdel:rosengard.",
    en="The area is written as kind:code, such as stadsdel:rosengard.",
)
_NO_TEXT = Text(
    sv="Söktexten får ha högst {most} tecken och inga styrtecken.",
    en="The text may have at most {most} characters and no control characters.",
)

# In the order in which the sentence above the map says them.
FIELDS: tuple[Field, ...] = (
    _codes("group", "groups", Text("Brottsgrupp", "Crime group"), CRIME_GROUPS, Text("{codes}", "{codes}")),
    _codes("light", "lights", Text("Ljus", "Light"), LIGHT_CLASSES, Text("{codes}", "{codes}")),
    _codes(
        "polarity",
        "polarities",
        Text("Upplevelse", "Experience"),
        POLARITIES,
        Text("platser: {codes}", "places: {codes}"),
    ),
    _codes(
        "status",
        "statuses",
        Text("Platsstatus", "Place status"),
        PLACE_STATUSES,
        Text("platsstatus: {codes}", "place status: {codes}"),
    ),
    _codes(
        "family",
        "families",
        Text("Åtgärdsfamilj", "Measure family"),
        MEASURE_FAMILIES,
        Text("åtgärder: {codes}", "measures: {codes}"),
    ),
    Field(
        "q",
        "words",
        Text("Fritext", "Free text"),
        _one(_read_text),
        str,
        lambda words, _names: Text("”{words}”", "“{words}”").format(words=words),
    ),
    Field("from", "first_day", Text("Från och med", "From"), _one(first_day), written_from),
    Field("to", "stop_day", Text("Till och med", "Through"), _one(day_after), written_to),
    Field(
        "kind",
        "kind",
        Text("Områdestyp", "Kind of area"),
        _one(_read_kind),
        str,
        lambda kind, names: Text("per {kind}", "by {kind}").format(
            kind=_small(names.get(kind, Text(kind, kind)))
        ),
    ),
    Field(
        "area",
        "area",
        Text("Område", "Area"),
        _one(_read_area),
        str,
        lambda area, names: names.get(area, Text(area, area)),
    ),
)


def _small(name: Text) -> Text:
    return Text(name.sv[:1].lower() + name.sv[1:], name.en[:1].lower() + name.en[1:])
