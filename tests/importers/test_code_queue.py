import pytest

from geodata.edits.code_mappings import UnknownValue, queue_unknown
from geodata.errors import InvalidError, NotFoundError
from geodata.questions.code_mappings import code_mappings, decided_codes
from importers.code_queue import codes_of, decide


def waiting(session, source="incidents", field="category", value="Trolleri"):
    queue_unknown(session, source, [UnknownValue(field, value, 3)])
    return code_mappings(session)[0].id


def test_an_unknown_code_may_be_decided_by_the_name_of_a_code(session):
    decide(session, waiting(session), "Rån")
    assert decided_codes(session, "incidents") == {"category": {"Trolleri": "robbery"}}


def test_it_may_not_mean_what_its_column_cannot_hold(session):
    with pytest.raises(InvalidError, match="not one of the crime groups") as refused:
        decide(session, waiting(session), "sorcery")
    assert refused.value.field == "code"


def test_a_decision_can_be_withdrawn(session):
    mapping = waiting(session)
    decide(session, mapping, "robbery")
    decide(session, mapping, "")
    assert decided_codes(session, "incidents") == {}


def test_a_column_without_codes_has_none_to_offer():
    with pytest.raises(NotFoundError, match="no codes"):
        codes_of("incidents", "source_key")
