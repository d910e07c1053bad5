"""Wide tables as long ones: a column per year or category becomes a row per cell."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from geodata.text import Text
from importers.formats import FileContent, RawRecord
from importers.source import Source
from importers.values import folded

_UNFOLDED = Text(
    sv="{number} kolumner har lästs som {meaning}: {columns}.",
    en="{number} columns are read as {meaning}: {columns}.",
)
_LEFT_OUT = Text(
    sv="Kolumner med summor eller medelvärden har lämnats utanför: {columns}.",
    en="Columns of totals or means are left out: {columns}.",
)
_TOLD = 12

_SUMS = frozenset(
    map(folded, ("totalt", "total", "summa", "sum", "samtliga", "genomsnitt", "medel", "medelvärde", "mean"))
)


def is_sum(wording: str) -> bool:
    """Return whether a header or name says that it stands for a total or a mean."""
    return folded(wording) in _SUMS


def unclaimed(
    source: Source, content: FileContent, column_map: Mapping[str, str], *besides: str
) -> tuple[str, ...]:
    """Return the headers that none of the source's columns is found by, those of fields `besides` apart."""
    claimed: set[str] = set()
    for column in source.columns:
        if column.field in besides:
            continue
        if column.field in column_map:
            claimed.add(folded(column_map[column.field]))
        else:
            claimed.update(folded(name) for name in (column.field, *column.aliases))
    return tuple(header for header in content.headers if header and folded(header) not in claimed)


def has_column(source: Source, content: FileContent, column_map: Mapping[str, str], field: str) -> bool:
    """Return whether the file has a column for a field, by the column map or by one of its names."""
    if field in column_map:
        return True
    column = source.column(field)
    names = {folded(name) for name in (column.field, *column.aliases)} if column else set()
    return any(folded(header) in names for header in content.headers)


Beside = Mapping[str, tuple[str, str]]
"""By wide header, a new header and the other wide header whose cell of the same record it takes."""

_NOTHING_BESIDE: Beside = MappingProxyType({})


def unfolded(
    content: FileContent,
    cells: Mapping[str, Mapping[str, object]],
    value: str,
    meaning: Text,
    beside: Beside = _NOTHING_BESIDE,
) -> FileContent:
    """Return the content with a record per cell of the wide columns `cells`, in the file's order.

    `cells` says by wide header what its cells are about, as values by new header; `value` is the new header
    of the cell itself, which is told by its own column's header when it is refused. `meaning` says in the
    plural what the columns stand for. Columns of sums are left out, which is said.
    """
    taken = {other for _, other in beside.values()}
    sums = [header for header in content.headers if header not in cells and is_sum(header)]
    kept = tuple(header for header in content.headers if header not in {*cells, *sums, *taken})
    added = tuple(dict.fromkeys(name for name, _ in beside.values()))
    about = tuple(dict.fromkeys(name for said in cells.values() for name in said))

    def records() -> Iterator[RawRecord]:
        for raw in content.records():
            if raw.fault is not None:
                yield raw
                continue
            staying = {header: raw.values.get(header) for header in kept}
            for header, said in cells.items():
                called = {**raw.called, value: header, **dict.fromkeys(said, header)}
                given = {**staying, **said, value: raw.values.get(header)}
                if header in beside:
                    name, other = beside[header]
                    given[name], called[name] = raw.values.get(other), other
                yield replace(raw, values=given, called=called)

    listed = ", ".join(list(cells)[:_TOLD]) + (" …" if len(cells) > _TOLD else "")
    notices = [_UNFOLDED.format(number=len(cells), meaning=meaning, columns=listed)]
    if sums:
        notices.append(_LEFT_OUT.format(columns=", ".join(sums)))
    return replace(
        content,
        headers=tuple(dict.fromkeys((*kept, *about, *added, value))),
        records=records,
        notices=(*content.notices, *notices),
    )
