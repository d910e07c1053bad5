from datetime import date

import pytest

from geodata.analysis.hiding import Figure, Hidden
from webmap.charts import count_chart
from webmap.charts.scale import Frame, round_top

SQUARE = Frame(width=120, height=120, left=10, right=10, top=10, bottom=10)


def months(*counts: Figure) -> list[tuple[date, Figure]]:
    return [(date(2014 + index // 12, index % 12 + 1, 1), count) for index, count in enumerate(counts)]


@pytest.mark.parametrize(
    ("value", "top"), [(0, 1), (1, 1), (3, 3), (10, 10), (11, 15), (0.31, 0.4), (0.2, 0.2)]
)
def test_an_axis_ends_at_the_next_round_number(value: float, top: float):
    assert round_top(value) == top


def test_bars_stand_on_the_floor_and_reach_their_value():
    chart = count_chart(months(5, 10), smallest_count=None, frame=SQUARE)
    assert [(bar.y, bar.height) for bar in chart.bars] == [(60, 50), (10, 100)]
    assert [(level.at, level.value) for level in chart.levels] == [(110, 0), (10, 10)]


def test_a_small_count_reaches_to_the_largest_it_may_be_and_another_hidden_one_to_the_top():
    chart = count_chart(months(Hidden.SMALL, Hidden.OTHERS, 10), smallest_count=5, frame=SQUARE)
    assert [bar.height for bar in chart.bars] == [40, 100, 100]
    all_hidden = count_chart(months(Hidden.SMALL, Hidden.OTHERS), smallest_count=5, frame=SQUARE)
    assert [bar.height for bar in all_hidden.bars] == [100, 100]


def test_each_year_is_named_where_it_begins():
    chart = count_chart(months(*range(14)), smallest_count=None)
    assert [year.value for year in chart.years] == ["2014", "2015"]


def test_a_day_to_point_out_stands_where_its_period_begins():
    chart = count_chart(
        months(1, 1), smallest_count=None, marks=[date(2014, 2, 1), date(2020, 1, 1)], frame=SQUARE
    )
    assert chart.marks == (60,)


def test_one_period_alone_is_no_chart():
    assert count_chart(months(4), smallest_count=None) is None
