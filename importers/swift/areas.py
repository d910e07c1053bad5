"""The fast way for areas of a map: codes, names and borders are their own, all else is remembered."""

from collections.abc import Mapping, Sequence

import numpy as np
import shapely

from geodata.errors import InvalidError
from importers.formats import Shapes
from importers.positions.record_shapes import all_in_hexadecimal
from importers.source import Record, ShapedRows, Source, Terms
from importers.storing.staging import line_of
from importers.swift.cells import MOST_REMEMBERED, plain_text, quiet

_SURFACES = (3, 6)  # shapely's numbers of polygons and multipolygons
_SHARED = ("kind", "valid_from", "valid_to", "accuracy")

# What stands for an area's own values in a line; no plain text has such a character.
_MARKS = {"code": "\ue000", "name": "\ue001", "name_en": "\ue002", "shape": "\ue003"}
_ANYWHERE = shapely.box(0, 0, 1, 1)


def swift_areas(source: Source, terms: Terms) -> ShapedRows | None:
    """Return what makes the lines of areas whose texts are plain and whose code is given."""
    if terms.where.exchanged:
        return None
    lines = _Lines(source, terms)

    def rows(values: Mapping[str, Sequence[object]], shapes: Shapes) -> list[str | None]:
        nothing = (None,) * len(shapes)
        codes, names, english = (values.get(field, nothing) for field in ("code", "name", "name_en"))
        shared = zip(*(values.get(field, nothing) for field in _SHARED), strict=True)
        own = zip(
            map(_plain, codes),
            map(_plain, names),
            ["" if name is None else _plain(name) for name in english],
            all_in_hexadecimal(_surely(shapes, terms), terms.srid or 0),
            strict=True,
        )
        return [
            None if line is None or None in told else line.format(*told)
            for line, told in zip(map(lines.of, shared, english), own, strict=True)
        ]

    return rows


class _Lines:
    """Lines of COPY with places for an area's own values, remembered by all else that areas have."""

    def __init__(self, source: Source, terms: Terms) -> None:
        self._source = source
        self._terms = quiet(terms)
        self._made: dict[tuple[tuple[object, ...], bool], str | None] = {}

    def of(self, shared: tuple[object, ...], english: object) -> str | None:
        """Return the line of areas with these values, in English named or not; None for the real way."""
        known = shared, english is not None
        if known not in self._made:
            # Only texts are remembered: 1, 1.0 and true are the same to a dictionary.
            texts = all(value is None or isinstance(value, str) for value in shared)
            if not texts or len(self._made) >= MOST_REMEMBERED:
                return None
            self._made[known] = self._line(*known)
        return self._made[known]

    def _line(self, shared: tuple[object, ...], with_english: bool) -> str | None:
        given = {**dict(zip(_SHARED, shared, strict=True)), "code": _MARKS["code"], "name": _MARKS["name"]}
        if with_english:
            given["name_en"] = _MARKS["name_en"]
        try:
            row = self._source.parse(Record(0, given, {}, _ANYWHERE, self._terms.mapped), self._terms)
        except InvalidError:
            return None
        line = line_of(tuple(self._source.staged), 0, {**row, "shape": _MARKS["shape"]})
        line = line.removeprefix("0\t").removesuffix("\n").replace("{", "{{").replace("}", "}}")
        for place, mark in enumerate(_MARKS.values()):
            line = line.replace(mark, f"{{{place}}}")
        return line


def _plain(value: object) -> str | None:
    """Return a code or a name as COPY writes it; None for one that is missing, or to be looked at."""
    if isinstance(value, str):
        return plain_text(value) if value else None
    return str(value) if type(value) is int else None


def _surely(shapes: Shapes, terms: Terms) -> Shapes:
    """Return the surfaces that lie in the file's CRS; None for other shapes."""
    stated = shapely.get_srid(shapes)
    sure = np.isin(shapely.get_type_id(shapes), _SURFACES) & ((stated == 0) | (stated == terms.srid))
    surely = shapes.copy()
    surely[~sure] = None
    return surely
