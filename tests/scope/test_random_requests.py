"""Random requests of every role tell nothing that the owner's own reckoning does not grant."""

import pytest
from scope.prying import Prying

from geodata.access import RIGHTS

SEED = 42


@pytest.mark.parametrize("role", sorted(RIGHTS))
def test_no_answer_tells_of_what_is_out_of_scope(scoped_app, oracle, role, deep):
    people = [person for person in oracle.people if role in person.roles]
    found = Prying(scoped_app, oracle, people, SEED).ask(10_000 if deep else 100)
    assert not found.leaks, "\n".join(found.leaks)
    assert found.statuses[200] > 20
    assert len(found.seen) > 5 or role == "administrator"
