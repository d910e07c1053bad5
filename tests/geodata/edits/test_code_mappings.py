import pytest
from sqlalchemy import text

from geodata.edits.code_mappings import UnknownValue, decide, queue_unknown
from geodata.errors import NotFoundError
from geodata.questions.code_mappings import code_mappings, decided_codes


def queued(session, *values, rows=3):
    queue_unknown(session, "incidents", [UnknownValue("category", value, rows) for value in values])


def test_an_unknown_value_waits_in_the_queue(session):
    queued(session, "Trolleri")
    (waiting,) = code_mappings(session, waiting_only=True)
    assert (waiting.source, waiting.field, waiting.value, waiting.rows_seen) == (
        "incidents",
        "category",
        "Trolleri",
        3,
    )


def test_a_value_that_is_seen_again_stands_once_with_the_newest_count(session):
    queued(session, "Trolleri", rows=3)
    queued(session, "Trolleri", rows=8)
    assert [mapping.rows_seen for mapping in code_mappings(session)] == [8]


def test_a_decided_value_waits_no_longer_and_is_remembered(session):
    queued(session, "Trolleri", "Häxeri")
    (_, trolls) = code_mappings(session)
    decide(session, trolls.id, "other_crime")
    assert [mapping.value for mapping in code_mappings(session, waiting_only=True)] == ["Häxeri"]
    assert decided_codes(session, "incidents") == {"category": {"Trolleri": "other_crime"}}


def test_a_decision_can_be_taken_back(session):
    queued(session, "Trolleri")
    (trolls,) = code_mappings(session)
    decide(session, trolls.id, "other_crime")
    decide(session, trolls.id, None)
    assert decided_codes(session, "incidents") == {}


def test_decisions_of_one_source_are_nothing_to_another(session):
    queued(session, "Trolleri")
    decide(session, code_mappings(session)[0].id, "other_crime")
    assert decided_codes(session, "measures") == {}


@pytest.mark.parametrize("value", ["", "Anna, tel 0701-23 45 67", "19121212-1212", "x" * 201])
def test_what_is_no_code_never_comes_into_the_queue(session, value):
    assert queue_unknown(session, "incidents", [UnknownValue("category", value, 1)]) == 0
    assert code_mappings(session) == ()


def test_a_mapping_that_does_not_exist_cannot_be_decided(session):
    with pytest.raises(NotFoundError):
        decide(session, session.scalar(text("SELECT gen_random_uuid()")), "other_crime")
