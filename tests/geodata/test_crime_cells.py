"""What is told of a square's year, and whether it gives away what is not."""

from datetime import UTC, datetime
from random import Random

import make
import numpy as np
import pytest
from scipy.optimize import linprog
from sqlalchemy import text
from sqlalchemy.orm import Session

K = 5
GROUPS = ("vandalism", "robbery", "outdoor_violence", "bicycle_theft")
HOURS = {"day": 12, "dark": 23}
SEED = 2014


def record(session: Session, counts: dict[tuple[int, str, str], int], east: float = 10) -> None:
    """Store so many events of a quarter, a group and a light in one square, in one statement."""
    events = [
        (group, datetime(2014, quarter * 3 - 1, 15, HOURS[light] - 1, tzinfo=UTC))
        for (quarter, group, light), number in counts.items()
        for _ in range(number)
    ]
    session.execute(
        text(
            "INSERT INTO police.incident (source, category, crime_group, occurred_from, occurred_to,"
            " time_precision, geom, precision, batch_id) SELECT 'test', 'x', crime_group, at, at, 'exact',"
            " ST_SetSRID(ST_MakePoint(:east, :north), metric_srid()), 'snapped', :batch"
            " FROM unnest(CAST(:groups AS text[]), CAST(:moments AS timestamptz[])) AS one (crime_group, at)"
        ),
        {
            "groups": [group for group, _ in events],
            "moments": [at for _, at in events],
            "east": make.EAST + east,
            "north": make.NORTH + 10,
            "batch": make.batch(session).id,
        },
    )


def told(session: Session) -> dict[tuple[str, str], int | None]:
    """Return what is told of the squares of 250 m, by line and part."""
    found = session.execute(
        text("SELECT line, part, events FROM police.crime_cell_figure WHERE cell_metres = 250")
    )
    return {(line, part): events for line, part, events in found}


def test_a_year_without_small_parts_is_told_whole(session: Session):
    record(session, {(1, "vandalism", "day"): 6, (2, "robbery", "day"): 7})
    assert told(session) == {
        ("all", ""): 13,
        ("quarter", "1"): 6,
        ("quarter", "2"): 7,
        ("group", "vandalism"): 6,
        ("group", "robbery"): 7,
        ("light", "day"): 13,
    }


def test_a_small_year_tells_nothing(session: Session):
    record(session, {(1, "vandalism", "day"): 4})
    assert set(told(session).values()) == {None}


def test_a_small_part_is_hidden_with_the_smallest_that_covers_it(session: Session):
    record(session, {(1, "vandalism", "day"): 3, (2, "vandalism", "day"): 8, (3, "vandalism", "day"): 20})
    shown = told(session)
    assert [shown["quarter", str(number)] for number in (1, 2, 3)] == [None, None, 20]
    assert shown["all", ""] == shown["group", "vandalism"] == 31


def test_a_line_that_nothing_covers_is_hidden_whole(session: Session):
    record(session, {(1, "vandalism", "day"): 3, (2, "vandalism", "day"): 7, (3, "vandalism", "day"): 6})
    shown = told(session)
    assert [shown["quarter", str(number)] for number in (1, 2, 3)] == [None, None, None]
    assert shown["all", ""] == 16


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE police.incident SET geom = ST_Translate(geom, 700, 0) WHERE crime_group = 'vandalism'",
        "UPDATE police.incident SET crime_group = 'robbery'",
        "DELETE FROM police.incident WHERE crime_group = 'robbery'",
        "DELETE FROM police.incident",
    ],
)
def test_the_squares_follow_what_is_recorded(session: Session, change: str):
    record(session, {(1, "vandalism", "day"): 9, (2, "robbery", "dark"): 11})
    session.execute(text(change))
    kept = "SELECT * FROM police.crime_cell_figure ORDER BY 1, 2, 3, 4, 5, 6"
    followed = session.execute(text(kept)).all()
    session.execute(text("SELECT police.refresh_all_cells()"))
    assert session.execute(text(kept)).all() == followed


def test_many_squares_at_once_are_told_as_each_by_itself(session: Session, deep: bool):
    events = 4000 if deep else 1000
    session.execute(
        text(
            "INSERT INTO police.incident (source, category, crime_group, occurred_from, occurred_to,"
            " time_precision, geom, precision, batch_id)"
            " SELECT 'test', 'x', (CAST(:groups AS text[]))[1 + n % 4], at, at, 'exact',"
            " ST_SetSRID(ST_MakePoint(CAST(:east AS float8) + n * 83 % 12000,"
            " CAST(:north AS float8) + n * 137 % 6000), metric_srid()), 'snapped', :batch"
            " FROM generate_series(1, :events) AS n, start_of_day(date '2014-01-01' + n * 7 % 700) AS at"
        ),
        {
            "events": events,
            "groups": list(GROUPS),
            "east": make.EAST,
            "north": make.NORTH,
            "batch": make.batch(session).id,
        },
    )
    kept = "SELECT * FROM police.crime_cell_figure ORDER BY 1, 2, 3, 4, 5, 6"
    at_once = session.execute(text(kept)).all()
    squares = session.execute(text("SELECT cell_metres, east, north FROM police.crime_cell")).all()
    assert len(squares) > events / 4
    for square in squares:
        one = dict(zip(("sides", "easts", "norths"), ([number] for number in square), strict=True))
        session.execute(text("SELECT police.refresh_cells(:sides, :easts, :norths)"), one)
    assert session.execute(text(kept)).all() == at_once


def recovered(shown: dict[tuple[str, str], int | None], counts: np.ndarray) -> int:
    """Return how many small parts an attacker reckons exactly from all that is told of a square."""
    cells = np.arange(counts.size).reshape(counts.shape)
    lines = {
        ("all", ""): [cells.ravel()],
        "quarter": [cells[number] for number in range(4)],
        "group": [cells[:, number] for number in range(4)],
        "light": [cells[:, :, number] for number in range(2)],
    }
    names = {"quarter": ("1", "2", "3", "4"), "group": GROUPS, "light": tuple(HOURS)}
    known, values, sought = [], [], []
    whole = {line for line in names if all(shown.get((line, part)) is None for part in names[line])}
    for line, parts in names.items():
        for part, inside in zip(parts, lines[line], strict=True):
            row = np.zeros(counts.size)
            row[inside.ravel()] = 1
            true = int(row @ counts.ravel())
            if (line, part) in shown and shown[line, part] is not None:
                known.append(row), values.append(shown[line, part])
            elif true == 0 and line not in whole:
                known.append(row), values.append(0)
            elif 0 < true < K:
                sought.append((row, true))
    if shown.get(("all", "")) is not None:
        known.append(np.ones(counts.size)), values.append(shown["all", ""])
    if not known:
        return 0
    found = 0
    for row, true in sought:
        ends = [linprog(sign * row, A_eq=np.array(known), b_eq=values).fun for sign in (1, -1)]
        low, high = ends[0], -ends[1]
        found += high - low < 1 and round(low) == true
    return found


def drawn_city(number: int) -> np.ndarray:
    """Return the counts of a square by quarter, group and light: mostly small ones."""
    return np.random.default_rng((SEED, number)).poisson(Random(number).choice((0.3, 1, 3)), (4, 4, 2))


def as_recorded(counts: np.ndarray) -> dict[tuple[int, str, str], int]:
    return {
        (quarter + 1, GROUPS[group], tuple(HOURS)[light]): int(counts[quarter, group, light])
        for quarter, group, light in np.ndindex(*counts.shape)
    }


def test_no_small_count_is_reckoned_from_what_is_told(session: Session, deep: bool):
    caught, naive = 0, 0
    for number in range(300 if deep else 30):
        counts = drawn_city(number)
        point = session.begin_nested()
        record(session, as_recorded(counts))
        caught += recovered(told(session), counts)
        naive += recovered(hidden_alone(counts), counts)
        point.rollback()
    assert caught == 0
    assert naive > 0


def hidden_alone(counts: np.ndarray) -> dict[tuple[str, str], int | None]:
    """Return what would be told if only the small parts themselves were hidden."""
    sums = {("all", ""): int(counts.sum())}
    sums |= {("quarter", str(number + 1)): int(counts[number].sum()) for number in range(4)}
    sums |= {("group", name): int(counts[:, number].sum()) for number, name in enumerate(GROUPS)}
    sums |= {("light", name): int(counts[:, :, number].sum()) for number, name in enumerate(HOURS)}
    return {part: None if 0 < events < K else events for part, events in sums.items() if events}
