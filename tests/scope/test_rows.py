"""What each login reads of every table and through every door, put beside the owner's own reckoning."""

import pytest
from scope import rows
from scope.oracle import OPEN, SECRET
from scope.rules import RULES


def test_every_table_has_a_rule_or_a_reason(oracle):
    assert set(oracle.rows) - set(RULES) - SECRET == OPEN - {"spatial_ref_sys"}


def test_people_of_different_kinds_see_different_places(oracle):
    seen = [len(oracle.visible(person, "place")) for person in oracle.people]
    assert len(set(seen)) > 10
    assert max(seen) > min(seen) == 0


@pytest.mark.parametrize("table", sorted({*RULES, *SECRET}))
def test_a_login_reads_of_a_table_exactly_what_is_granted(altered, oracle, people, table):
    assert rows.differing(altered, oracle, table, people) == []


@pytest.mark.parametrize("door", sorted(rows.DOORS))
def test_a_door_lets_through_exactly_what_is_granted(altered, oracle, people, door):
    assert rows.misled(altered, oracle, door, people) == []


@pytest.mark.parametrize("table", sorted({*RULES, *SECRET}))
def test_a_login_that_speaks_for_nobody_reads_nothing(scoped, oracle, table):
    for engine in (scoped.web, scoped.police):
        with engine.connect() as connection:
            assert rows.asked(connection, f"SELECT count(*) FROM {table}") in ([], [(0,)])


@pytest.mark.parametrize("door", ["data_version()", "datasets()", "data_period()", "batch_provenance(NULL)"])
def test_a_door_answers_nobody(scoped, door):
    with scoped.police.connect() as connection:
        assert rows.asked(connection, f"SELECT * FROM door.{door}") == []
