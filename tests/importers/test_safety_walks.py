"""A walk's findings, one per row, and what is answered to them later."""

import make
import pytest
from sqlalchemy import text

from importers.batches import undo

HEADER = "vandring,rubrik,datum,tid,deltagare,kvinnor,fynd,kategori,beskrivning,svar,svarande,lon,lat"
WALK = "V1,Lindängen,2015-10-14,19:00,22,12"
DARK = f"{WALK},1,poor_lighting,Mörkt vid tunneln,,,13.0,55.6"
BUSHES = f"{WALK},2,blocked_sight,Buskar,,,13.001,55.6"


def count(desk, table: str) -> int:
    return desk.session.scalar(text(f"SELECT count(*) FROM {table}"))


def test_findings_of_one_walk_stand_with_it(desk):
    desk.run("safety_walks", desk.csv(HEADER, DARK, BUSHES))
    walk = desk.session.execute(
        text("SELECT title, held_on::text, start_time::text, step, participants, women FROM safety_walk")
    )
    assert walk.one() == ("Lindängen", "2015-10-14", "19:00:00", "walked", 22, 12)
    found = desk.session.execute(
        text(
            "SELECT heard_from, categories, time_precision, light FROM observation WHERE walk_id IS NOT NULL"
        )
    ).all()
    assert sorted(found) == [
        ("safety_walk", ["blocked_sight"], "interval", "dark"),
        ("safety_walk", ["poor_lighting"], "interval", "dark"),
    ]


def test_a_walk_is_about_the_areas_near_its_findings_and_the_one_it_names(desk):
    near = make.area(desk.session, "1", geom=make.square(-50, -50, 100))
    named = make.area(desk.session, "2", geom=make.square(5000, 0, 100))
    header = HEADER.replace("lon,lat", "x,y,område")
    row = DARK.replace("13.0,55.6", f"{make.EAST},{make.NORTH},2")
    desk.run("safety_walks", desk.csv(header, row), srid=3008, settings={"area_kind": near.kind})
    found = desk.session.scalar(text("SELECT area_ids FROM safety_walk"))
    assert found == sorted([near.id, named.id])


def test_an_answer_that_differs_from_the_last_is_added_and_none_is_changed(desk):
    desk.run("safety_walks", desk.csv(HEADER, DARK, BUSHES))
    promised = DARK.replace("tunneln,,", "tunneln,görs,Gatukontoret")
    desk.run("safety_walks", desk.csv(HEADER, promised, BUSHES, name="answers.csv"))
    done = promised.replace("görs", "gjort")
    report = desk.run("safety_walks", desk.csv(HEADER, done, BUSHES, name="done.csv"))
    said = desk.session.execute(text("SELECT answer, answered_by FROM walk_answer ORDER BY created_at")).all()
    assert said == [("will_do", "Gatukontoret"), ("done", "Gatukontoret")]
    assert "1 new answers to findings" in [notice.en for notice in report.files[0].notices]


def test_undoing_takes_findings_answers_and_walk_away(desk):
    answered = DARK.replace("tunneln,,", "tunneln,görs,Gatukontoret")
    report = desk.run("safety_walks", desk.csv(HEADER, answered, BUSHES))
    undo(desk.session, report.files[0].batch_id)
    assert [count(desk, table) for table in ("observation", "walk_answer", "safety_walk")] == [0, 0, 0]


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        (BUSHES.replace("Lindängen", "Lindeborg"), "vandring", "something else of the walk than row 2"),
        (BUSHES.replace(",22,12,", ",22,23,"), "kvinnor", "more than all participants"),
        (BUSHES.replace(",2,blocked_sight,Buskar,,", ",,blocked_sight,Buskar,görs,"), "svar", "needs the"),
        (BUSHES.replace("blocked_sight", "ufo"), "kategori", "not one of the observation categories"),
    ],
)
def test_a_bad_finding_is_refused_with_its_column(desk, row, column, words):
    ((line, found, reason),) = desk.faults("safety_walks", desk.csv(HEADER, DARK, row))
    assert (line, found) == (3, column)
    assert words in reason
