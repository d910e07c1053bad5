from datetime import date

import make
from sqlalchemy.orm import Session

from geodata import models
from geodata.database import speak_for
from geodata.edits.places import turn_place
from geodata.questions.changes import changes
from geodata.questions.organisations import organisations


def test_the_history_says_who_changed_what_and_why(session: Session):
    user = make.saved(
        session, models.UserAccount(email="p@malmo.example", name="Planeraren", password_hash="x")
    )
    place = make.place(session)
    speak_for(session, user.id)
    turn_place(session, place.id, 1, "verified", today=make.DAY, note="Sett på vandring.")
    place.name = "Tunneln"
    session.flush()
    renamed, turned, marked = changes(session, place.id)
    assert (renamed.fields, renamed.note, renamed.changed_by) == (("name",), "", "Planeraren")
    assert (turned.status_before, turned.status_after, turned.fields) == ("reported", "verified", ())
    assert turned.note == "Sett på vandring."
    assert (marked.is_new, marked.changed_by) == (True, None)


def test_an_imported_row_has_no_history(session: Session):
    place = make.place(session, batch_id=make.batch(session).id)
    assert changes(session, place.id) == ()


def test_only_organisations_of_the_day_are_offered(session: Session):
    for code, valid_to in (("old", date(2013, 7, 1)), ("new", None)):
        make.saved(
            session,
            models.Organisation(
                code=code, name_sv=code, name_en=code, kind="administration", valid_to=valid_to
            ),
        )
    assert [party.name.sv for party in organisations(session, date(2013, 7, 1))] == ["new"]
