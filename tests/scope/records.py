"""What is kept of the nasty city beside its things: changes, recorded crime, surveys, logs."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import make
from scope.ground import Ground
from scope.marks import FEWEST_ANSWERS
from sqlalchemy import text

from geodata import models
from geodata.codes import CRIME_GROUPS
from geodata.database import speak_for


def keep_records(ground: Ground) -> None:
    """Fill a city that has its things with what is kept of them; the caller commits."""
    _changes(ground)
    _crime(ground, ground.batches["incidents"])
    _surveys(ground)
    _logs(ground)
    ground.session.flush()


def _changes(ground: Ground) -> None:
    """Write some rows anew in the name of someone: a text that was, one that waits, one let out, a move."""
    session = ground.session
    for table, ids in (("place", ground.places), ("measure", ground.measures)):
        for row_id in ids[::3]:
            speak_for(session, ground.draw.choice(ground.people))
            for setting in ("held = held", "held = true", "held = held"):
                session.execute(
                    text(f"UPDATE {table} SET name = :name, {setting} WHERE id = :id"),
                    {"name": f"Namn {ground.word()}", "id": row_id},
                )
            speak_for(session, None)
            if ground.draw.random() < 0.5:
                session.execute(
                    text(f"UPDATE {table} SET name = :name, held = false WHERE id = :id"),
                    {"name": f"Namn {ground.word()}", "id": row_id},
                )
            else:
                session.execute(
                    text(
                        "INSERT INTO text_review (table_name, row_id, fields, findings, asked_by)"
                        " VALUES (:table, :id, '{name}', CAST(:findings AS jsonb), :by)"
                    ),
                    {
                        "table": table,
                        "id": row_id,
                        "findings": '[{"field": "name", "kind": "phone", "start": 0, "stop": 4}]',
                        "by": ground.draw.choice(ground.people),
                    },
                )
    session.execute(
        text("UPDATE measure SET initiative_id = NULL WHERE id = ANY(:ids)"), {"ids": ground.measures[1::7]}
    )


def _crime(ground: Ground, batch_id: UUID) -> None:
    session, draw = ground.session, ground.draw
    places = [(draw.uniform(30, 900), draw.uniform(30, 900)) for _ in range(60)]
    places += [(draw.uniform(1100, 1900), 300.0) for _ in range(3)]
    places += [(draw.uniform(2300, 2400), 300.0 + draw.uniform(0, 100)) for _ in range(9)]
    places += [(1000.0, 333.0), (2000.0, 333.0), (3400.0, 100.0)]
    for east, north in places:
        make.incident(
            session,
            datetime(2014, 1, 1, 21, tzinfo=UTC) + timedelta(days=draw.randrange(700)),
            geom=make.point(east, north),
            crime_group=draw.choice(CRIME_GROUPS.codes[:8]),
            source_key=ground.word(),
            batch_id=batch_id,
        )
    for where in ({"precision": "area", "area_id": ground.areas["east"]}, {"precision": "none"}) * 4:
        make.incident(session, geom=None, source_key=ground.word(), batch_id=batch_id, **where)
    for where in (
        {"area_id": ground.areas["west"]},
        {"cell_centre": make.point(2125, 125), "cell_metres": 250},
    ):
        make.saved(
            session,
            models.IncidentCount(
                source="test",
                source_key=ground.word(),
                crime_group="vandalism",
                period_start=date(2014, 1, 1),
                period_end=date(2014, 4, 1),
                events=6,
                batch_id=batch_id,
                **where,
            ),
        )


def _surveys(ground: Ground) -> None:
    session, answers = ground.session, FEWEST_ANSWERS
    for code in ("walks", "lantern"):
        word = ground.word()
        survey = models.Survey(code=code, name_sv=word, name_en=word, owner=word)
        survey.waves = [
            models.SurveyWave(label=str(year), fieldwork_from=date(year, 1, 1), fieldwork_to=date(year, 2, 1))
            for year in (2013, 2014)
        ]
        survey.questions = [
            models.SurveyQuestion(code=f"q{number}", text_sv=word, text_en=word, theme="outdoors")
            for number, word in enumerate((ground.word(), ground.word()))
        ]
        make.saved(session, survey)
        for wave in survey.waves:
            for question in survey.questions:
                for area_id in ground.areas.values():
                    answers += 1
                    session.add(
                        models.SurveyResult(
                            wave_id=wave.id,
                            question_id=question.id,
                            area_id=area_id,
                            answers=answers,
                            share=ground.draw.uniform(0.1, 0.6),
                        )
                    )


def _logs(ground: Ground) -> None:
    ground.session.execute(
        text("INSERT INTO sign_in_attempt (kind, subject) VALUES ('account', :word)"), {"word": ground.word()}
    )
    ground.session.execute(
        text(
            "INSERT INTO retention_run (run_on, rules)"
            " VALUES ('2016-01-01', jsonb_build_array(CAST(:word AS text)))"
        ),
        {"word": ground.word()},
    )
    for user_id in ground.people:
        given = {"user": user_id, "word": ground.word(), "other": ground.word()}
        ground.session.execute(
            text(
                "INSERT INTO export_log (user_id, what, layer, row_count, purpose, format, data_version)"
                " VALUES (:user, 'table', 'places', 3, :word, 'csv', 'x')"
            ),
            given,
        )
        ground.session.execute(
            text(
                "INSERT INTO read_log (user_id, what, detail)"
                " VALUES (:user, 'incident', jsonb_build_object('layer', CAST(:other AS text)))"
            ),
            given,
        )
