"""Which sources a table may be for, and how likely: by known columns, and by what stands in them.

A header that one source alone knows tells more than one that half of them share. A known header counts as far
as its values can be read, so that a column `kind` of other things than the source's kinds is no evidence.
Missing required columns, shapes of the wrong kind and missing positions speak against a source.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice

from geodata.errors import InvalidError, RefusedError
from geodata.text import Text
from importers import values
from importers.formats import FileContent, RawRecord
from importers.matching import proposed_columns, read_settings
from importers.positions.geotexts import shape_of_text
from importers.positions.record_shapes import SHAPE_COLUMNS
from importers.positions.wkt import shape_of_wkt
from importers.source import Column, Source
from importers.sources import SOURCES

_LOOKED_AT = 200
_LEAST = 0.1
_BELIEVED, _AHEAD = 0.3, 0.05
_STRENGTH, _EXPLAINED = 0.6, 0.4
_UNKNOWN_CODES = 0.3  # unknown codes speak against a source, but they can be mapped
_LACKING = 0.5
_WRONG_SHAPES = 0.3
_NO_POSITION = 0.6
_SHAPE_KINDS = {"Point": "point", "LineString": "line", "Polygon": "area"}

_KNOWN = Text(
    sv="Känner igen {known} av {all} kolumner: {columns}.", en="Knows {known} of {all} columns: {columns}."
)
_NOTHING_KNOWN = Text(sv="Ingen kolumn känns igen.", en="No column is known.")
_LACKS = Text(sv="Saknar {columns}.", en="Lacks {columns}.")
_DOUBTFUL = Text(
    sv="Bara {share} % av värdena i {header} går att läsa.",
    en="Only {share} % of the values of {header} can be read.",
)
_UNDECIDED = Text(
    sv="{share} % av värdena i {header} är kända; vad de andra betyder får ni säga.",
    en="{share} % of the values of {header} are known; what the others mean is for you to say.",
)
_RIGHT_SHAPES = Text(sv="Formerna är av rätt slag.", en="The shapes are of the right kind.")
_OTHER_SHAPES = Text(sv="Formerna är av ett annat slag.", en="The shapes are of another kind.")
_NO_POSITIONS = Text(sv="Filen har inga lägen.", en="The file has no positions.")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A source that a file may be for: how likely from 0 to 1, why, and what its columns are called there.

    `columns` gives the header of each field that is known, `missing` the required fields that are not.
    """

    source: str
    confidence: float
    why: Text
    columns: Mapping[str, str]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Sight:
    """What a source sees in a file: its columns there, and from 0 to 1 how well their values can be read.

    `codes` sums up the shares of codes that are known: words of the source's own are evidence by themselves.
    """

    source: Source
    columns: Mapping[str, str]
    readable: Mapping[str, float]
    codes: float
    headers: int
    kinds: frozenset[str]


def candidates_of(code: str, content: FileContent) -> tuple[Candidate, ...]:
    """Return the sources that take the format `code` and may be meant, the likeliest first."""
    sample = tuple(islice(content.records(), _LOOKED_AT))
    seen = [_seen(source, content, sample) for source in SOURCES if code in source.formats]
    knowing = Counter(header for sight in seen for header in set(sight.columns.values()))
    found = [_judged(sight, knowing) for sight in seen]
    likely = [candidate for candidate in found if candidate.confidence >= _LEAST]
    return tuple(sorted(likely, key=lambda candidate: -candidate.confidence))


def believed(candidates: Sequence[Candidate]) -> str | None:
    """Return the source that a file is believed to be for; None where none, or more than one, is likely."""
    first, second = (*(candidate.confidence for candidate in candidates[:2]), 0.0, 0.0)[:2]
    return candidates[0].source if first >= _BELIEVED and first - second >= _AHEAD else None


def _seen(source: Source, content: FileContent, sample: Sequence[RawRecord]) -> _Sight:
    kinds = frozenset(
        _SHAPE_KINDS.get(raw.shape.geom_type.removeprefix("Multi"), "")
        for raw in sample
        if raw.shape is not None
    )
    if source.reshape is not None:
        try:
            content = source.reshape(content, {}, read_settings(source, {}))
        except RefusedError:
            pass  # what lacks for laying it out is told as missing columns
        else:
            sample = tuple(islice(content.records(), _LOOKED_AT))
    columns = proposed_columns(source, content.headers)
    readable = {
        field: _share_read(source.column(field), [raw.values.get(header) for raw in sample])
        for field, header in columns.items()
    }
    codes = sum(
        readable[field]
        for field, header in columns.items()
        if _is_coded(source.column(field)) and any(raw.values.get(header) is not None for raw in sample)
    )
    return _Sight(source, columns, readable, codes, sum(map(bool, content.headers)), kinds)


def _is_coded(column: Column | None) -> bool:
    return column is not None and column.codes is not None


def _share_read(column: Column | None, cells: Sequence[object]) -> float:
    """Return the share of a column's values that its reader takes; 1 where there is none."""
    given = [cell for cell in cells if cell is not None]
    read = _reader(column) if column is not None else None
    if read is None or not given:
        return 1.0
    return sum(_is_read(read, cell) for cell in given) / len(given)


def _weight(sight: _Sight, field: str) -> float:
    """Return from 0 to 1 how much a column counts for the source."""
    mappable = _is_coded(sight.source.column(field))
    return max(sight.readable[field], _UNKNOWN_CODES if mappable else 0.0)


def _reader(column: Column) -> Callable[[object], object] | None:
    if column.codes is not None:
        return partial(values.code, column.codes)
    return _READERS.get(column.field)


_READERS: Mapping[str, Callable[[object], object]] = {
    "x": values.number,
    "y": values.number,
    "lon": values.number,
    "lat": values.number,
    "wkt": shape_of_wkt,
    "position": shape_of_text,
    "people": values.number,
    "events": values.number,
    "answers": values.number,
    "share": values.per_cent,
    "percent": values.per_cent,
    "value": values.number,
}


def _is_read(read: Callable[[object], object], cell: object) -> bool:
    try:
        read(cell)
    except InvalidError:
        return False
    return True


def _judged(sight: _Sight, knowing: Counter[str]) -> Candidate:
    source = sight.source
    missing = [column for column in source.columns if column.required and column.field not in sight.columns]
    required = sum(column.required for column in source.columns)
    weights = {field: _weight(sight, field) for field in sight.columns}
    evidence = sum(weights[field] / knowing[header] for field, header in sight.columns.items()) + sight.codes
    only = sight.kinds and sight.kinds <= set(source.shapes) and len(source.shapes) == 1
    if only and source.shapes != ("point",):
        evidence += 1.0  # few sources want lines or areas
    explained = min(sum(weights.values()) / sight.headers, 1.0) if sight.headers else 0.0
    confidence = _STRENGTH * (1 - 0.5**evidence) + _EXPLAINED * explained
    if missing:
        confidence *= _LACKING * (required - len(missing) + 1) / (required + 1)
    if _shapes_are_wrong(sight):
        confidence *= _WRONG_SHAPES
    if _lacks_positions(sight):
        confidence *= _NO_POSITION
    return Candidate(
        source.code,
        round(confidence, 2),
        _why(sight, missing, right_shapes=bool(only)),
        sight.columns,
        tuple(column.field for column in missing),
    )


def _shapes_are_wrong(sight: _Sight) -> bool:
    return bool(sight.kinds) and not (sight.source.positioned and sight.kinds & set(sight.source.shapes))


def _lacks_positions(sight: _Sight) -> bool:
    return sight.source.positioned and not sight.kinds and not sight.columns.keys() & set(SHAPE_COLUMNS)


def _why(sight: _Sight, missing: Sequence[Column], *, right_shapes: bool) -> Text:
    told: list[Text] = []
    if sight.columns:
        headers = tuple(dict.fromkeys(sight.columns.values()))
        told.append(_KNOWN.format(known=len(headers), all=sight.headers, columns=", ".join(headers)))
    else:
        told.append(_NOTHING_KNOWN)
    if missing:
        told.append(_LACKS.format(columns=_listed([column.name for column in missing])))
    for field, share in sight.readable.items():
        if share < 1:
            column = sight.source.column(field)
            doubt = _UNDECIDED if column is not None and column.codes is not None else _DOUBTFUL
            told.append(doubt.format(share=int(share * 100), header=sight.columns[field]))
    if _shapes_are_wrong(sight):
        told.append(_OTHER_SHAPES)
    elif right_shapes:
        told.append(_RIGHT_SHAPES)
    if _lacks_positions(sight):
        told.append(_NO_POSITIONS)
    return Text(sv=" ".join(text.sv for text in told), en=" ".join(text.en for text in told))


def _listed(names: Sequence[Text]) -> Text:
    return Text(sv=", ".join(name.sv for name in names), en=", ".join(name.en for name in names))
