import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from geodata.database import open_engine, open_sessions
from geodata.edits.attempts import count_attempt, forget_attempts
from geodata.sign_in_keys import SignInKeys
from geodata.sign_in_limits import PER_ACCOUNT, PER_ADDRESS, PER_CODE, Limit

KEYS = SignInKeys.of("a secret for tests")
THREE = Limit("account", ((3, 60),))
# What another web process does: it shares nothing with this one but the database and the kept secret.
ANOTHER_PROCESS = """
import sys
from geodata.database import open_engine, open_sessions
from geodata.edits.attempts import count_attempt
from geodata.sign_in_keys import SignInKeys
from geodata.sign_in_limits import Limit

with open_sessions(open_engine(sys.argv[1]))() as session:
    keys, limit = SignInKeys.of("a secret for tests"), Limit("account", ((3, 60),))
    for _ in range(2):
        print(count_attempt(session, keys, limit, "a@b.c"))
        session.commit()
"""


@pytest.fixture
def sessions_of_its_own(city_database, malmo):
    """Return a maker of sessions on a database of the test's own, where attempts are committed."""
    address = city_database(malmo)
    engine = open_engine(address)
    yield open_sessions(engine), address
    engine.dispose()


def tries(session, number, subject="a@b.c", limit=THREE):
    return [count_attempt(session, KEYS, limit, subject) for _ in range(number)]


def test_attempts_are_let_through_up_to_the_limit_and_then_have_to_wait(session):
    waits = tries(session, 4)
    assert waits[:3] == [0, 0, 0]
    assert 55 < waits[3] <= 60
    assert tries(session, 1, "other@b.c") == [0]


def test_attempts_of_another_kind_are_counted_apart(session):
    tries(session, 3)
    assert tries(session, 1, limit=Limit("address", ((3, 60),))) == [0]


def test_what_is_refused_does_not_lengthen_the_wait(session):
    first, *later = tries(session, 8)[3:]
    assert all(wait <= first for wait in later)


def test_attempts_are_forgotten_in_time(session):
    tries(session, 3)
    session.execute(text("UPDATE sign_in_attempt SET at = at - interval '61 s'"))
    assert tries(session, 1) == [0]


def test_the_longest_wait_of_several_windows_decides(session):
    both = Limit("code", ((2, 60), (3, 3600)))
    assert 55 < tries(session, 3, limit=both)[2] <= 60
    session.execute(text("UPDATE sign_in_attempt SET at = at - interval '61 s'"))
    assert tries(session, 1, limit=both) == [0]
    assert 3500 < tries(session, 1, limit=both)[0] <= 3600


def test_a_right_password_takes_back_all_of_an_account_and_one_of_an_address(session):
    tries(session, 3)
    forget_attempts(session, KEYS, THREE, "a@b.c", only_newest=True)
    assert [bool(wait) for wait in tries(session, 2)] == [False, True]
    forget_attempts(session, KEYS, THREE, "a@b.c")
    assert tries(session, 3) == [0, 0, 0]


def test_the_database_holds_neither_what_was_typed_nor_where_from(session):
    tries(session, 1, "my password in the wrong field")
    tries(session, 1, "192.0.2.7", PER_ADDRESS)
    assert "password" not in str(session.execute(text("SELECT * FROM sign_in_attempt")).all())
    assert "192.0.2.7" not in str(session.execute(text("SELECT * FROM sign_in_attempt")).all())


def test_two_processes_share_the_lock_and_it_survives_both(sessions_of_its_own):
    maker, address = sessions_of_its_own
    with maker() as session:
        assert tries(session, 2) == [0, 0]
        session.commit()
        asked = [sys.executable, "-c", ANOTHER_PROCESS, address]
        told = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split()
        assert told[0] == "0"
        assert int(told[1]) > 0
        assert tries(session, 1)[0] > 0


def test_attempts_at_the_same_moment_do_not_slip_through_together(sessions_of_its_own):
    maker, _ = sessions_of_its_own

    def attempt(_number):
        with maker() as session:
            wait = count_attempt(session, KEYS, THREE, "a@b.c")
            session.commit()
            return wait

    with ThreadPoolExecutor(5) as pool:
        waits = list(pool.map(attempt, range(20)))
    assert waits.count(0) == 3


def test_the_limits_are_those_that_the_product_promises():
    assert PER_ACCOUNT.windows == ((8, 900),)
    assert PER_ADDRESS.windows == ((60, 900),)
    assert PER_CODE.windows == ((5, 900), (20, 86_400))
