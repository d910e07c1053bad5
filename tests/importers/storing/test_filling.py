"""Very many rows are published as few are: the same rows, areas, light and squares."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import make
import pytest
from bringing_in import Desk
from sqlalchemy import text

from importers import batches
from importers.storing import filling

ROWS = text(
    "SELECT to_jsonb(incident) - CAST('{id,batch_id}' AS text[]) AS told"
    " FROM police.incident ORDER BY source_key"
)
CELLS = text("SELECT * FROM police.crime_cell_figure ORDER BY 1, 2, 3, 4, 5, 6")
SEED = 2014


@pytest.fixture
def districts(session):
    """Return areas whose borders cut squares of 100 m; some end on the day when others begin."""
    for column in range(4):
        make.area(session, f"a{column}", geom=make.square(column * 330 - 300, -300, 330))
        make.area(
            session, f"b{column}", geom=make.square(column * 330 - 300, 30, 330), valid_to=date(2013, 7, 1)
        )
        make.area(
            session, f"c{column}", geom=make.square(column * 400 - 300, 30, 400), valid_from=date(2013, 7, 1)
        )
    make.area(session, "police", kind="lokalpolisomrade", geom=make.square(-250, -250, 611))


@pytest.fixture
def events(desk: Desk):
    """Return a file of events: on borders and beside, at all hours, with and without position and end."""
    draw = Random(SEED)
    lines = ["key,category,from,to,x,y"]
    for number in range(600):
        began = datetime(2013, 1, 1, tzinfo=UTC) + timedelta(minutes=draw.randrange(0, 365 * 24 * 60, 5))
        began = began.replace(hour=4) if began.hour in {2, 3} else began
        ended = began + timedelta(minutes=draw.choice((0, 0, 20, 200, 500)))
        ended = ended.replace(hour=4) if ended.hour in {2, 3} and ended.date() > began.date() else ended
        east, north = (draw.randrange(-400, 1100, draw.choice((1, 10, 100))) for _ in range(2))
        place = f"{make.EAST + east},{make.NORTH + north}" if draw.random() < 0.9 else ","
        lines.append(
            f"{number:03},vandalism,{began:%Y-%m-%d %H:%M},{max(began, ended):%Y-%m-%d %H:%M},{place}"
        )
    return desk.csv(*lines)


def brought_in(desk: Desk, path, several: int, monkeypatch) -> tuple[list, list]:
    monkeypatch.setattr(filling, "SEVERAL", several)
    point = desk.session.begin_nested()
    desk.run("incidents", path, srid=3008)
    stored = desk.session.execute(ROWS).scalars().all(), desk.session.execute(CELLS).all()
    point.rollback()
    return stored


def test_many_rows_are_stored_as_few_are(desk: Desk, districts, events, monkeypatch):
    few = brought_in(desk, events, 10_000, monkeypatch)
    many = brought_in(desk, events, 1, monkeypatch)
    assert len(many[0]) == 600
    assert many == few


def test_many_rows_change_a_table_with_rows_as_few_do(desk: Desk, districts, events, monkeypatch):
    desk.run("incidents", desk.csv(*events.read_text().splitlines()[:300], name="part.csv"), srid=3008)
    desk.session.execute(text("UPDATE police.incident SET category = 'x' WHERE source_key < '100'"))
    assert brought_in(desk, events, 1, monkeypatch) == brought_in(desk, events, 10_000, monkeypatch)


def test_a_filled_table_has_its_indexes_and_its_triggers(desk: Desk, session, events, monkeypatch):
    standing = text(
        "SELECT indexdef FROM pg_indexes WHERE tablename = 'incident' UNION ALL"
        " SELECT concat(tgname, tgenabled) FROM pg_trigger"
        " WHERE tgrelid = 'police.incident'::regclass ORDER BY 1"
    )
    before = session.scalars(standing).all()
    monkeypatch.setattr(filling, "SEVERAL", 1)
    report = desk.run("incidents", events, srid=3008)
    assert session.scalars(standing).all() == before
    assert report.stored == report.files[0].new == 600


def test_a_table_filled_at_one_go_is_empty_after_an_undo(desk: Desk, session, districts, events, monkeypatch):
    monkeypatch.setattr(filling, "SEVERAL", 1)
    report = desk.run("incidents", events, srid=3008)
    assert batches.undo(session, report.files[0].batch_id).removed == 600
    assert session.execute(CELLS).all() == []
    assert session.scalar(text("SELECT count(*) FROM police.incident")) == 0
