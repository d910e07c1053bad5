"""The fast way for plain rows makes what the real way makes, or nothing."""

from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from importers.child.rows import Tally, record_by_record, row_maker, swiftly
from importers.formats import FileContent
from importers.formats.delimited import record_of_row
from importers.matching import read_settings
from importers.source import Terms
from importers.sources import source

NOW = datetime(2016, 3, 12, 14, 30, tzinfo=UTC)
FIELDS = ("source_key", "category", "occurred_from", "occurred_to", "x", "y", "precision")

days = st.sampled_from(
    (
        "2014-03-12",
        "2014-03-30",
        "2014-10-26",
        "2016-03-12",
        "2016-03-13",
        "2014-02-30",
        "12.3.2014",
        "20140312",
    )
)
clocks = st.sampled_from(
    (
        "00:00",
        "23:59",
        "24:00",
        "02:30",
        "20:30",
        "20.30",
        "20:30:15",
        "20:60",
        "7:05",
        "23:59:59",
        "20:30+01:00",
    )
)
moments = st.one_of(
    st.builds("{}{}{}".format, days, st.sampled_from((" ", "T", "  ")), clocks),
    days,
    st.just(""),
    st.text(max_size=5),
)
numbers = st.one_of(
    st.sampled_from(
        (
            "0",
            "-0.0",
            "90",
            "180",
            "1e400",
            "nan",
            "inf",
            "",
            " 5 ",
            "1 000,5",
            "1_0",
            "5.",
            ".5",
            "٣",
            "²",
            "1.2,3",
        )
    ),
    st.floats(-200, 7e6).map(str),
    st.decimals(-180, 180, places=5).map(lambda number: str(number).replace(".", ",")),
)
words = st.one_of(
    st.text(max_size=6),
    st.sampled_from(("vandalism", "Skadegörelse", "Skadego\u0308relse", " robbery ", "a\\b", "k 1")),
)
cells = st.tuples(
    words,
    st.one_of(words, st.just("vandalism")),
    moments,
    moments,
    numbers,
    numbers,
    st.sampled_from(("", "exact", "area", "none", "snapped", "x")),
)


def made(way, malmo, rows: list[tuple[str, ...]], srid: int) -> tuple[bytes, list, list]:
    incidents, tally = source("incidents"), Tally("file.csv")
    terms = Terms(malmo, read_settings(incidents, {}), srid, NOW)
    content = FileContent(
        FIELDS,
        lambda: (record_of_row(FIELDS, number, row) for number, row in enumerate(rows, 2)),
        rows=lambda: enumerate(rows, 2),
    )
    lines = b"".join(way(content, {name: name for name in FIELDS}, incidents, terms, tally))
    return lines, [*tally.fresh(), tally.read, tally.rejected], list(terms.notes.notices())


@pytest.mark.parametrize("srid", [3008, 4326])
@settings(deadline=None)
@given(rows=st.lists(cells, max_size=4))
@example(rows=[("1", "vandalism", "2014-03-12 00:00", "2014-03-12 23:59", "119000", "6164000", "")])
@example(rows=[("1", "vandalism", "2014-10-26 02:30", "2014-10-26 02:30", "13", "55.6", "snapped")])
@example(
    rows=[("1", "vandalism", "2014-03-12T20:30", "", "13,01", "55,6", ""), ("2", "", "", "", "", "", "")]
)
def test_the_fast_way_and_the_real_way_make_the_same_lines(malmo, srid, rows):
    assert made(swiftly, malmo, rows, srid) == made(record_by_record, malmo, rows, srid)


def test_plain_rows_are_taken_the_fast_way(malmo):
    incidents = source("incidents")
    terms = Terms(malmo, read_settings(incidents, {}), 3008, NOW)
    fast = incidents.swift({name: place for place, name in enumerate(FIELDS)}, terms)
    plain = ("k", "vandalism", "2014-03-12 20:30", "2014-03-12 22:00", "119000,5", "6164000", "snapped")
    odd = (*plain[:2], "12.3.2014 20:30", *plain[3:])
    made_of_plain, made_of_odd = fast(list(zip(plain, odd, strict=True)))
    assert made_of_plain.split("\t")[:6] == [
        "k", "vandalism", "vandalism", "2014-03-12T20:30:00+01:00", "2014-03-12T22:00:00+01:00", "interval",
    ]  # fmt: skip
    assert made_of_odd is None


def test_a_file_of_bare_rows_goes_the_fast_way_where_its_source_has_one():
    content = FileContent(FIELDS, lambda: iter(()), rows=lambda: iter(()))
    assert row_maker(source("incidents"), content) is swiftly
    assert row_maker(source("places"), content) is record_by_record
