import make
import pytest
from logins import let_owner_be_logins
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from geodata.database import speak_for
from geodata.edits.logs import record_export, record_read
from geodata.guards import WEB_LOGIN
from geodata.models import ChangeHistory, ExportLog, ReadLog

PLACES = {"what": "table", "layer": "places", "rows": 12, "purpose": "Möte i maj", "format": "csv"}


@pytest.fixture
def web(session: Session) -> Session:
    """Return a session that speaks for a planner, as the web login, in a request of its own."""
    planner = make.user(session, role="planner")
    speak_for(session, planner.id)
    session.execute(text("SELECT set_config('app.request_id', 'a1b2', true)"))
    let_owner_be_logins(session.get_bind().engine)
    session.execute(text(f"SET LOCAL ROLE {WEB_LOGIN}"))
    return session


def logged(session: Session, table: type[ReadLog | ExportLog]):
    session.execute(text("RESET ROLE"))
    return session.query(table).one()


def test_an_export_is_logged_with_its_asker_its_request_and_the_version_of_the_data(web: Session):
    line_id = record_export(web, filters={"area": "stadsomrade:norr", "q": "Kim Ek"}, **PLACES)
    line = logged(web, ExportLog)
    assert (line.id, line.user_id) == (line_id, web.info["user_id"])
    assert (line.request_id, line.layer, line.row_count, line.purpose) == ("a1b2", "places", 12, "Möte i maj")
    assert line.filters == {"area": "stadsomrade:norr", "q": "…"}
    assert line.data_version


def test_a_reading_is_logged_each_time(web: Session):
    assert record_read(web, what="hotspots", detail={"from": "2014-01"})
    assert record_read(web, what="hotspots", detail={"from": "2014-01"})
    web.execute(text("RESET ROLE"))
    assert web.query(ReadLog).count() == 2


def test_a_reading_of_tiles_is_one_line_an_hour(web: Session):
    assert record_read(web, what="tiles", detail={"layer": "incidents"}, once_an_hour=True)
    assert not record_read(web, what="tiles", detail={"layer": "incidents"}, once_an_hour=True)
    assert record_read(web, what="tiles", detail={"layer": "observations"}, once_an_hour=True)


def test_the_web_cannot_log_in_the_name_of_another(web: Session):
    with pytest.raises(ProgrammingError, match="permission denied"):
        web.execute(
            text("INSERT INTO read_log (what, user_id) VALUES ('hotspots', gen_random_uuid())"),
        )


@pytest.mark.parametrize("table", ["read_log", "export_log", "change_history"])
@pytest.mark.parametrize("deed", ["DELETE FROM {}", "UPDATE {} SET request_id = ''", "TRUNCATE {}"])
def test_the_web_alters_no_log(web: Session, table: str, deed: str):
    with pytest.raises(ProgrammingError, match="permission denied"):
        web.execute(text(deed.format(table)))


@pytest.mark.parametrize("deed", ["DELETE FROM {}", "UPDATE {} SET request_id = ''", "TRUNCATE {}"])
def test_not_even_the_owner_alters_a_log(session: Session, deed: str):
    make.place(session)
    record_read(session, what="hotspots", detail={})
    record_export(session, filters={}, **PLACES)
    for table in ("read_log", "export_log", "change_history"):
        with pytest.raises(ProgrammingError, match="written once"), session.begin_nested():
            session.execute(text(deed.format(table)))


def test_the_retention_role_deletes_and_the_text_of_a_change_can_be_taken_out(session: Session):
    make.place(session, name="Bänken vid 840101-1234")
    record_read(session, what="hotspots", detail={})
    session.execute(text("SET LOCAL ROLE tryggkarta_retention"))
    session.execute(text("UPDATE change_history SET after = after - 'name'"))
    session.execute(text("DELETE FROM read_log"))
    session.execute(text("RESET ROLE"))
    assert session.query(ReadLog).count() == 0
    assert "name" not in session.query(ChangeHistory).one().after


def test_a_change_knows_the_request_it_was_made_in(session: Session):
    session.execute(text("SELECT set_config('app.request_id', 'c3d4', true)"))
    make.place(session)
    assert session.query(ChangeHistory).one().request_id == "c3d4"
