"""Texts that seem to tell of a person: refused, held, and decided upon by the coordinator."""

import json
from dataclasses import replace
from datetime import date

import make
import pytest
from sqlalchemy import select, text

from geodata.database import speak_for
from geodata.edits.measure_dates import MeasureDates
from geodata.edits.measures import MeasureFacts, attach_measure, change_measure
from geodata.edits.observations import Seen, attach_observation
from geodata.edits.places import PlaceFacts, change_place, mark_place, turn_place
from geodata.edits.positions import typed_position
from geodata.edits.reviews import redact, reject, release
from geodata.edits.screened import PersonalDataError
from geodata.errors import ConflictError, NotFoundError
from geodata.models import ChangeHistory, Place, TextReview
from geodata.questions.reviews import review_count, review_of, waiting_review, waiting_reviews

TODAY = date(2016, 6, 30)
NUMBER = "811218-9876"
DESCRIPTION = f"Mörkt. Ärende {NUMBER} hos staden."


@pytest.fixture
def facts(malmo):
    here = typed_position(f"{make.NORTH + 50} {make.EAST + 50}", "SWEREF 99 13 30", malmo)
    return PlaceFacts("GC-tunnel D3", "underpass", "unsafe", here, TODAY, description=DESCRIPTION)


@pytest.fixture
def held(session, facts, malmo) -> Place:
    """Return a place that was held when it was marked."""
    return mark_place(session, facts, malmo, today=TODAY, review=True)


@pytest.fixture
def clean(session, facts, malmo) -> Place:
    """Return a place of which nothing was held yet."""
    return mark_place(session, replace(facts, description="Mörkt."), malmo, today=TODAY)


def review(session) -> TextReview:
    return session.scalars(select(TextReview)).one()


def stored(session) -> str:
    """Return everything that tables with texts and their history hold, as one text."""
    tables = ("place", "observation", "measure", "change_history", "text_review", "photo")
    found = [session.scalars(text(f"SELECT to_jsonb(t)::text FROM {table} AS t")).all() for table in tables]
    return json.dumps(found, ensure_ascii=False)


def test_a_text_that_tells_of_a_person_is_refused_and_says_where(session, facts, malmo):
    with pytest.raises(PersonalDataError) as refused:
        mark_place(session, facts, malmo, today=TODAY)
    (found,) = refused.value.found
    assert (refused.value.field, found.findings[0].start) == ("description", 14)
    assert "ett personnummer" in refused.value.reason.sv
    assert NUMBER not in str(refused.value)


def test_all_texts_are_refused_at_once(session, facts, malmo):
    with pytest.raises(PersonalDataError) as refused:
        mark_place(session, replace(facts, name="Ring 070-123 45 67"), malmo, today=TODAY)
    assert [found.worded.field for found in refused.value.found] == ["name", "description"]


def test_who_knows_better_has_the_place_held(session, held):
    assert held.held
    assert review(session).fields == ["description"]
    assert review(session).findings == [
        {"field": "description", "kind": "personal_number", "start": 14, "stop": 25}
    ]


def test_a_review_never_keeps_the_words(session, held):
    kept = session.scalar(text("SELECT to_jsonb(text_review)::text FROM text_review"))
    assert NUMBER not in kept


def test_a_note_of_a_change_is_screened_too(session, clean):
    with pytest.raises(PersonalDataError) as refused:
        turn_place(session, clean.id, 1, "verified", today=TODAY, note="Ring 070-123 45 67.")
    assert refused.value.field == "note"
    session.rollback()


def test_a_held_note_is_found_again_in_the_history(session, clean):
    turn_place(session, clean.id, 1, "verified", today=TODAY, note="Ring 070-123 45 67.", review=True)
    (told,) = waiting_reviews(session)[0].texts
    assert (told.field, told.pieces[1].text) == ("change_note", "070-123 45 67")


def inspection(**changes) -> MeasureFacts:
    facts = MeasureFacts("TILL", "Tillsyn", MeasureDates(), {"visits": 2, "subject": "Lampor"})
    return replace(facts, **changes)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": "Mejla kim@malmo.se"}, "name"),
        ({"note": "Mejla kim@malmo.se"}, "note"),
        ({"parameters": {"visits": 2, "subject": "Bilen ABC 123"}}, "subject"),
    ],
)
def test_a_measures_texts_and_text_parameters_are_screened(session, clean, malmo, changes, field):
    with pytest.raises(PersonalDataError) as refused:
        attach_measure(session, inspection(**changes), [clean.id], malmo, today=TODAY)
    assert refused.value.field == field


def test_a_measure_described_anew_is_screened_in_what_is_new(session, clean, malmo):
    measure = attach_measure(session, inspection(), [clean.id], malmo, today=TODAY)
    told = inspection(parameters={"visits": 2, "subject": "Bilen ABC 123"})
    with pytest.raises(PersonalDataError) as refused:
        change_measure(session, measure.id, 1, told, malmo, today=TODAY)
    assert [found.worded.home for found in refused.value.found] == ["parameters.subject"]


def test_an_observation_is_held_alone(session, clean, malmo):
    seen = Seen(("poor_lighting",), "unsafe", TODAY, "safety_walk", wording=f"Han heter {NUMBER}.")
    observation = attach_observation(session, clean.id, seen, malmo, today=TODAY, review=True)
    assert (observation.held, clean.held) == (True, False)


def test_an_unchanged_text_that_was_released_is_not_asked_about_again(session, held, facts, malmo):
    release(session, review(session).id)
    changed = change_place(session, held.id, held.version, replace(facts, kind="square"), malmo, today=TODAY)
    assert not changed.held


def test_a_held_place_that_is_mended_by_its_author_still_waits(session, held, facts, malmo):
    mended = replace(facts, description="Mörkt.")
    assert change_place(session, held.id, held.version, mended, malmo, today=TODAY).held
    assert (review(session).fields, review(session).findings) == (["description"], [])


def test_a_released_text_stays_as_it_is(session, held):
    release(session, review(session).id)
    assert (held.held, held.description, review(session).decision) == (False, DESCRIPTION, "released")
    assert review_count(session) == 0


def test_a_redacted_text_is_gone_from_the_history_too(session, held):
    redact(session, review(session).id, {"description": "Mörkt."})
    session.expire_all()
    assert (held.held, held.description) == (False, "Mörkt.")
    assert NUMBER not in stored(session)
    assert review(session).findings == []


def test_redacting_keeps_what_the_history_knew_before(session, clean, facts, malmo):
    change_place(session, clean.id, 1, facts, malmo, today=TODAY, note=f"Se {NUMBER}", review=True)
    redact(session, review(session).id, {"description": "Mörkt och tyst.", "change_note": "Se ärendet."})
    changes = session.scalars(select(ChangeHistory).order_by(ChangeHistory.id)).all()
    told = [(change.before or {}).get("description") for change in changes]
    assert told == [None, "Mörkt.", None]
    assert changes[-1].after["description"] == "Mörkt och tyst."
    assert [change.note for change in changes] == ["", "", "Se ärendet."]
    assert NUMBER not in stored(session)


def test_what_is_written_instead_is_screened_too(session, held):
    with pytest.raises(PersonalDataError):
        redact(session, review(session).id, {"description": "Ring 070-123 45 67"})


def test_the_reviewer_may_know_that_the_rest_is_clean(session, held):
    redact(session, review(session).id, {"description": "Ring 040-34 10 00"}, rest_is_clean=True)
    assert held.description == "Ring 040-34 10 00"


def test_a_rejected_change_gives_back_what_stood_there(session, clean, facts, malmo):
    change_place(session, clean.id, 1, facts, malmo, today=TODAY, review=True)
    reject(session, review(session).id)
    assert (clean.held, clean.description) == (False, "Mörkt.")
    assert NUMBER not in stored(session)


def test_a_rejected_new_place_stays_hidden_and_says_nothing(session, held):
    reject(session, review(session).id)
    assert (held.held, held.description, held.name) == (True, "", "GC-tunnel D3")
    assert NUMBER not in stored(session)


def test_a_measures_parameter_is_redacted_where_it_is_kept(session, clean, malmo):
    told = inspection(parameters={"visits": 2, "subject": "Bilen ABC 123"})
    measure = attach_measure(session, told, [clean.id], malmo, today=TODAY, review=True)
    redact(session, review(session).id, {"parameters.subject": "Bilen"})
    assert (measure.held, measure.parameters) == (False, {"visits": 2, "subject": "Bilen"})
    assert "ABC 123" not in stored(session)


def test_what_is_decided_is_decided(session, held):
    release(session, review(session).id)
    with pytest.raises(ConflictError):
        reject(session, review(session).id)


def test_only_who_reviews_may_erase_or_let_out(session, held):
    planner = make.user(session, role="planner")
    speak_for(session, planner.id)
    for statement in ("SELECT erase_from_history(:id)", "UPDATE place SET held = false WHERE :id = :id"):
        savepoint = session.begin_nested()
        with pytest.raises(Exception, match="review"):
            session.execute(text(statement), {"id": review(session).id})
        savepoint.rollback()


def test_the_waiting_review_names_its_row_and_marks_what_was_found(session, held):
    (waiting,) = waiting_reviews(session)
    assert (waiting.name, waiting.page, waiting.page_id) == ("GC-tunnel D3", "place", held.id)
    assert [(piece.text, piece.kind is not None) for piece in waiting.texts[0].pieces] == [
        ("Mörkt. Ärende ", False),
        (NUMBER, True),
        (" hos staden.", False),
    ]
    assert waiting_review(session, waiting.id) == waiting
    assert (review_of(session, "place", held.id), review_count(session)) == (waiting.id, 1)


def test_a_review_that_is_decided_waits_no_more(session, held):
    asked = review(session).id
    release(session, asked)
    assert (waiting_reviews(session), review_of(session, "place", held.id)) == ((), None)
    with pytest.raises(NotFoundError):
        waiting_review(session, asked)
