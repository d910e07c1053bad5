import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ProgrammingError

from geodata.database import open_engine, open_sessions, speak_for
from geodata.guards import WEB_LOGIN

SECRET_TABLES = ["credential", "recovery_code", "identity", "sign_in_attempt"]
NAMES = (
    "account_name",
    "account_of_identity",
    "claim_memberships",
    "clear_second_factor",
    "count_attempt",
    "credentials_of",
    "end_sessions",
    "forget_attempts",
    "locked_subjects",
    "open_identity",
    "recovery_codes_left",
    "second_factor_of",
    "set_password",
    "set_second_factor",
    "unlock_account",
    "use_recovery_code",
    "use_totp_step",
)
FUNCTIONS = """
SELECT proconfig, has_function_privilege('public', oid, 'EXECUTE') AS open
FROM pg_proc WHERE prosecdef AND proname = ANY(:names)
"""
MAKES_A_MEMBER = """
INSERT INTO membership (user_id, organisation_id, role, valid_from)
SELECT :id, id, 'police_analyst', '2010-01-01' FROM organisation LIMIT 1
"""
DENIED = "permission denied|not the asker's|row-level security"


@pytest.fixture
def asked_by(web_sessions, account):
    """Return a maker of sessions of the web's login, asked by someone with a role."""
    made = []

    def ask(role: str):
        session = web_sessions()
        speak_for(session, account(role).id)
        made.append(session)
        return session

    yield ask
    for session in made:
        session.close()


@pytest.mark.parametrize("table", SECRET_TABLES)
@pytest.mark.parametrize("deed", ["SELECT count(*)", "DELETE"])
def test_the_web_reads_and_writes_no_table_of_secrets(asked_by, deed, table):
    with pytest.raises(ProgrammingError, match="permission denied"):
        asked_by("administrator").execute(text(f"{deed} FROM {table}"))


def test_a_planner_sees_their_own_account_and_the_names_of_others(asked_by, account):
    kim = account("partner", email="kim@test.example")
    session = asked_by("planner")
    assert session.scalars(text("SELECT email FROM user_account")).all() == ["planner@test.example"]
    assert session.scalars(text("SELECT role FROM membership")).all() == ["planner"]
    assert session.scalar(text("SELECT account_name(:id)"), {"id": kim.id}) == "Partner"


def test_an_administrator_sees_all_accounts(asked_by, account):
    account("partner", email="kim@test.example")
    assert asked_by("administrator").scalar(text("SELECT count(*) FROM user_account")) == 2


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT set_password(:id, 'hash', NULL)",
        "SELECT clear_second_factor(:id)",
        "SELECT end_sessions(:id)",
        "SELECT unlock_account(:id, '{}')",
        "SELECT locked_subjects('account', '{a}', '{1}', '{1}')",
        "UPDATE user_account SET credentials_version = 1 WHERE id = :id",
        "UPDATE user_account SET password_set_at = NULL",
        "INSERT INTO user_account (email, name) VALUES ('a@b.c', 'A')",
        MAKES_A_MEMBER,
        "UPDATE membership SET role = 'police_analyst'",
    ],
)
def test_a_planner_changes_nobody_elses_account_by_any_statement(asked_by, account, statement):
    kim = account("partner", email="kim@test.example")
    with pytest.raises(ProgrammingError, match=DENIED):
        asked_by("planner").execute(text(statement), {"id": kim.id})


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE user_account SET disabled_at = now() WHERE id = :id",
        "UPDATE membership SET valid_to = NULL WHERE user_id = :id",
    ],
)
def test_a_planner_finds_no_row_of_another_to_change(asked_by, account, statement):
    kim = account("partner", email="kim@test.example")
    assert asked_by("planner").execute(text(statement), {"id": kim.id}).rowcount == 0


def test_someone_sets_their_own_password_and_ends_their_own_sessions(asked_by, session):
    own = asked_by("planner")
    own.execute(text("SELECT set_password(asking_user(), 'hash', NULL), end_sessions(asking_user())"))
    own.commit()
    assert session.scalar(text("SELECT password_hash FROM credential")) == "hash"


def test_an_administrator_who_acts_as_a_planner_changes_no_account(asked_by, account):
    kim = account("partner", email="kim@test.example")
    session = asked_by("administrator")
    speak_for(session, session.info["user_id"], acting_as="planner")
    with pytest.raises(ProgrammingError, match=DENIED):
        session.execute(text("SELECT set_password(:id, 'hash', NULL)"), {"id": kim.id})


def test_nobody_at_the_webs_own_login_changes_or_lists_accounts(database_url, cluster):
    engine = open_engine(make_url(database_url).set(username=WEB_LOGIN))
    with open_sessions(engine)() as session:
        assert session.scalar(text("SELECT count(*) FROM user_account")) == 0
        with pytest.raises(ProgrammingError, match=DENIED):
            session.execute(text("SELECT set_password(gen_random_uuid(), 'hash', NULL)"))
    engine.dispose()


def test_every_function_of_signing_in_has_a_fixed_path_and_is_not_for_everyone(session):
    found = session.execute(text(FUNCTIONS), {"names": list(NAMES)}).all()
    assert len(found) == len(NAMES)
    assert all(row.proconfig == ["search_path=public, pg_temp"] and not row.open for row in found)
