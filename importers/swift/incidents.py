"""The fast way for recorded crime: one moment or two, a point in two columns, a known category."""

from collections.abc import Callable, Mapping, Sequence

from geodata.errors import InvalidError
from importers.source import Record, Swift, SwiftRows, Terms
from importers.storing.staging import written
from importers.subjects.recorded_crime import crime_group
from importers.swift.cells import Clock, Points, Remembered, plain_texts, quiet

_OTHER_SHAPES = frozenset({"wkt", "position"})
_NEEDED = frozenset({"occurred_from", "category"})


def swift_incidents(precision: Callable[[Record, Terms], str]) -> Swift:
    """Return the fast way; `precision` tells that of a record with a position."""

    def made(places: Mapping[str, int], terms: Terms) -> SwiftRows | None:
        pairs = [pair for pair in (("lon", "lat"), ("x", "y")) if places.keys() & set(pair)]
        if not places.keys() >= _NEEDED or places.keys() & _OTHER_SHAPES or terms.where.exchanged:
            return None
        if len(pairs) != 1 or not places.keys() >= set(pairs[0]):
            return None
        return _rows_maker(places, pairs[0], terms, precision)

    return made


def _rows_maker(
    places: Mapping[str, int], pair: tuple[str, str], terms: Terms, precision: Callable[[Record, Terms], str]
) -> SwiftRows:
    clock, points = Clock(terms), Points(terms)

    def categorised(cell: str) -> str | None:
        record = Record(0, {"category": cell.strip() or None}, {}, mapped=terms.mapped)
        try:
            group = crime_group(record, quiet(terms))
            return f"{written(record.text('category', group))}\t{written(group)}"
        except InvalidError:
            return None

    def precise(cell: str) -> str | None:
        record = Record(0, {"precision": cell.strip() or None}, {}, mapped=terms.mapped)
        try:
            return written(precision(record, quiet(terms)))
        except InvalidError:
            return None

    categories, precisions = Remembered(categorised), Remembered(precise)

    def rows(columns: Sequence[Sequence[str]]) -> list[str | None]:
        empty = ("",) * len(columns[0])
        cells = {name: columns[place] for name, place in places.items()}
        parts = (
            plain_texts(cells.get("source_key", empty)),
            categories.all_of(cells["category"]),
            clock.spans(cells["occurred_from"], cells.get("occurred_to", empty)),
            precisions.all_of(cells.get("precision", empty)),
            points.points(cells[pair[0]], cells[pair[1]]),
        )
        return [
            None
            if known_by is None or kinds is None or span is None or told is None or point is None
            else f"{known_by}\t{kinds}\t{span}\t{told}\t\\N\t{point}"
            for known_by, kinds, span, told, point in zip(*parts, strict=True)
        ]

    return rows
