"""Areas made by the block are those that are made one by one."""

from datetime import UTC, date, datetime

import numpy as np
import pytest
import shapely
from hypothesis import example, given, settings
from hypothesis import strategies as st

from importers.child.rows import Tally, by_block, record_by_record, row_maker
from importers.formats import Block, FileContent, RawRecord
from importers.matching import read_settings
from importers.source import Terms
from importers.sources import source
from importers.where import Where

NOW = datetime(2016, 3, 12, 14, 30, tzinfo=UTC)
FIELDS = ("name", "name_en", "code", "kind", "valid_from", "valid_to", "accuracy")
SQUARE = shapely.box(119000, 6163000, 119010, 6163010)
SAID = {"kind": "stadsdel", "valid_from": "2010-01-01"}

words = st.one_of(
    st.none(),
    st.text(min_size=1, max_size=6),
    st.sampled_from(("Norr", "a\\b", " x", "{0}", "%s", "\ue000", "1\u00a0", "Öster\tS", "True")),
    st.integers(-5, 5),
    st.booleans(),
    st.floats(allow_nan=False),
)
days = st.sampled_from(
    (None, "2014-03-12", "2009-01-01", "3 april 2015", 20140312, "", " ", "x", date(2014, 3, 12))
)
shapes = st.sampled_from(
    (
        None,
        SQUARE,
        shapely.MultiPolygon([SQUARE, shapely.box(0, 0, 1, 1)]),
        shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)]),
        shapely.Point(1, 1),
        shapely.set_srid(SQUARE, 3008),
        shapely.set_srid(SQUARE, 3006),
    )
)
areas = st.tuples(
    words, words, words,
    st.sampled_from((None, "stadsdel", "delomrade", "{kind}", 1, True)),
    days, days,
    st.sampled_from((None, "official", "Schematisk", "digitised", "x", 2)),
    shapes,
)  # fmt: skip


def content_of(rows: list[tuple]) -> FileContent:
    records = [
        RawRecord(number, dict(zip(FIELDS, row[:-1], strict=True)), row[-1])
        for number, row in enumerate(rows, 1)
    ]
    found = np.array([*(row[-1] for row in rows), None], dtype=object)[:-1]
    values = dict(zip(FIELDS, zip(*(row[:-1] for row in rows), strict=True), strict=True))
    block = Block([record.number for record in records], values, found, records.__getitem__)
    return FileContent(FIELDS, lambda: iter(records), blocks=lambda: iter([block]))


def made(way, malmo, rows: list[tuple], given_settings: dict[str, str]) -> tuple[bytes, list, list]:
    areas, tally = source("areas"), Tally("file.gpkg")
    mapped = {"accuracy": {"x": "digitised"}}
    terms = Terms(malmo, read_settings(areas, given_settings), 3008, NOW, mapped=mapped)
    lines = b"".join(way(content_of(rows), {name: name for name in FIELDS}, areas, terms, tally))
    return lines, [*tally.fresh(), tally.read, tally.rejected, tally.unknown], list(terms.notes.notices())


@pytest.mark.parametrize("said", [{}, SAID])
@settings(deadline=None)
@given(rows=st.lists(areas, min_size=1, max_size=5))
@example(
    rows=[("Norr", None, "1", None, None, None, None, SQUARE), ("Norr", "North", 1, *4 * [None], SQUARE)]
)
@example(rows=[("A", None, "1", True, *3 * [None], SQUARE), ("A", None, "1", 1, *3 * [None], SQUARE)])
def test_the_block_and_the_record_make_the_same_lines(malmo, said, rows):
    assert made(by_block, malmo, rows, said) == made(record_by_record, malmo, rows, said)


def test_plain_areas_are_made_by_the_block(malmo):
    areas = source("areas")
    fast = areas.swift_shapes(areas, Terms(malmo, read_settings(areas, SAID), 3008, NOW))
    values = {"name": ["Norr", "Söder", "Öster"], "code": ["1", 2, " 3"]}
    north, south, east = fast(values, np.array([SQUARE, SQUARE, SQUARE]))
    assert north.split("\t")[:6] == ["stadsdel 1 2010-01-01", "stadsdel", "1", "False", "Norr", "Norr"]
    assert (south.split("\t")[2], east) == ("2", None)


def test_areas_with_axes_exchanged_are_made_one_by_one(malmo):
    areas = source("areas")
    terms = Terms(malmo, read_settings(areas, SAID), 3008, NOW, where=Where(exchanged=True))
    assert areas.swift_shapes(areas, terms) is None


def test_a_file_of_blocks_goes_the_fast_way_where_its_source_has_one():
    content = FileContent(FIELDS, lambda: iter(()), blocks=lambda: iter(()))
    assert row_maker(source("areas"), content) is by_block
    assert row_maker(source("streets"), content) is record_by_record
