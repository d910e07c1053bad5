"""The fast way for recorded crime: one moment or two, a point in two columns, a known category."""

from collections.abc import Callable, Mapping, Sequence

from geodata.errors import InvalidError
from importers.recorded_crime import crime_group
from importers.source import Record, Swift, SwiftRow, Terms
from importers.staging import written
from importers.swift import Clock, Points, Remembered, plain_text, quiet

_OTHER_SHAPES = frozenset({"wkt", "position"})
_NEEDED = frozenset({"occurred_from", "category"})


def swift_incidents(precision: Callable[[Record, Terms], str]) -> Swift:
    """Return the fast way; `precision` tells that of a record with a position."""

    def made(places: Mapping[str, int], terms: Terms) -> SwiftRow | None:
        pairs = [pair for pair in (("lon", "lat"), ("x", "y")) if places.keys() & set(pair)]
        if not places.keys() >= _NEEDED or places.keys() & _OTHER_SHAPES or terms.where.exchanged:
            return None
        if len(pairs) != 1 or not places.keys() >= set(pairs[0]):
            return None
        return _row_maker(places, pairs[0], terms, precision)

    return made


def _row_maker(
    places: Mapping[str, int], pair: tuple[str, str], terms: Terms, precision: Callable[[Record, Terms], str]
) -> SwiftRow:
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
    begins, category = places["occurred_from"], places["category"]
    east, north = places[pair[0]], places[pair[1]]
    ends, key, exactness = (places.get(name) for name in ("occurred_to", "source_key", "precision"))

    def row(cells: Sequence[str]) -> str | None:
        span = clock.span(cells[begins], "" if ends is None else cells[ends])
        point = points.point(cells[east], cells[north])
        kinds = categories[cells[category]]
        known_by = r"\N" if key is None else plain_text(cells[key])
        told = precisions["" if exactness is None else cells[exactness]]
        if span is None or point is None or kinds is None or known_by is None or told is None:
            return None
        return f"{known_by}\t{kinds}\t{span[0]}\t{span[1]}\t{span[2]}\t{told}\t\\N\t{point}"

    return row
