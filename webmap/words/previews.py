"""How the rows of a checked file are told on its page: in the words of its source, in local time."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import g
from flask_babel import gettext

from geodata.questions.area_names import areas_named
from importers.source import Source
from webmap.language import CODES, language, minute, words
from webmap.words.sources import column_name, column_of, is_internal

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
_POINT = re.compile(r"POINT\((-?[\d.]+) (-?[\d.]+)\)")
_CODED = {
    "crime_group": "crime_groups",
    "precision": "position_precisions",
    "time_precision": "time_precisions",
    "heard_from": "observation_sources",
}
_AREAS = {"area_id", "member_id"}


@dataclass(frozen=True, slots=True)
class Told:
    """Rows as they are understood: the names of their columns; each row's number, then its values."""

    columns: list[str]
    rows: list[list[str]]


@dataclass(frozen=True, slots=True)
class Change:
    """What a file has otherwise than is stored; `hidden` where both are words of people's own."""

    key: str
    column: str
    before: str
    after: str
    kept: bool
    hidden: bool


def understood(rows: Sequence[Mapping[str, Any]], told: Source | None) -> Told:
    """Return the rows of a preview with the columns that any has a value in, in the source's order."""
    order = [*(column.field for column in told.columns), *told.staged] if told else []
    filled = (name for row in rows for name, value in row["values"].items() if value is not None)
    names = [name for name in dict.fromkeys(filled) if not is_internal(told, name)]
    names.sort(key=lambda name: order.index(name) if name in order else len(order))
    areas = _area_names(row["values"].get(name) for row in rows for name in _AREAS)
    return Told(
        [column_name(told, name) for name in names],
        [
            [str(row["row"]), *(_in_words(name, row["values"].get(name), told, areas) for name in names)]
            for row in rows
        ],
    )


def changes_told(changes: Sequence[Mapping[str, Any]], told: Source | None) -> list[Change]:
    """Return what differs from what is stored, less what only the program itself reads."""
    areas = _area_names(
        change[side] for change in changes for side in ("before", "after") if change["column"] in _AREAS
    )
    return [
        Change(
            key=change["key"],
            column=column_name(told, change["column"]),
            before=_in_words(change["column"], change["before"], told, areas),
            after=_in_words(change["column"], change["after"], told, areas),
            kept=change["kept"],
            hidden=change["before"] is None and change["after"] is None,
        )
        for change in changes
        if not is_internal(told, change["column"])
    ]


def _area_names(ids: Iterable[object]) -> dict[int, str]:
    asked = {known for known in ids if isinstance(known, int)}
    return {area.id: words(area.name) for area in areas_named(g.session, sorted(asked))} if asked else {}


def _in_words(name: str, value: object, told: Source | None, areas: Mapping[int, str]) -> str:
    if isinstance(value, list):
        return ", ".join(_in_words(name, part, told, areas) for part in value)
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_plain(part)}" for key, part in value.items())
    if name in _AREAS and isinstance(value, int):
        return areas.get(value, str(value))
    return _code_in_words(name, value, told) or _plain(value)


def _code_in_words(name: str, value: object, told: Source | None) -> str:
    """Return what a code is called, "" for what is none."""
    column = column_of(told, name)
    codes = column.codes if column else None
    if codes is None and name in _CODED:
        codes = CODES[_CODED[name]]
    known: Any = codes.get(str(value)) if codes else None
    if known is None and name == "kind" and told is not None and told.code == "areas":
        known = g.profile.area_kind(str(value))
    return words(known.name) if known else ""


def _plain(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return str(gettext("yes") if value else gettext("no"))
    if isinstance(value, float):
        written = f"{value:.12g}"
        return written.replace(".", ",") if language() == "sv" else written
    text = str(value)
    if _MOMENT.match(text):
        return minute(datetime.fromisoformat(text))
    point = _POINT.fullmatch(text)
    return f"{point[2]}, {point[1]}" if point else text
