import json
import logging
import subprocess
import sys

import pytest

from geodata.errors import SetupError
from webmap.access import allow_everyone
from webmap.request_log import JsonLines, open_log

# Invented: the number's check digit fits, the name and the address are nobody's.
PERSON = ("19121212-1212", "anna.andersson@person.example", "Anna Andersson")


@pytest.fixture
def lines(caplog):
    """Return what the log would say: one object per record."""
    caplog.set_level(logging.INFO, logger="webmap")
    written = JsonLines()
    return lambda: [json.loads(written.format(record)) for record in caplog.records]


def test_a_request_is_one_line_with_its_route_and_without_its_address(client, lines):
    answer = client.get("/areas/stadsdel/rosengard?q=lamplight")
    (line,) = lines()
    assert line["route"] == "/areas/<kind>/<code>"
    assert (line["endpoint"], line["method"], line["status"]) == ("areas.show", "GET", 302)
    assert line["request"] == answer.headers["X-Request-Id"]
    assert line["bytes"] == len(answer.data)
    assert line["ms"] >= 0
    assert (line["asker"], line["roles"]) == (None, [])


def test_a_visit_has_one_pseudonym_and_the_next_visit_another(signed_in, lines):
    client = signed_in("planner")
    client.get("/nowhere")
    client.get("/elsewhere")
    with client.session_transaction() as cookie:
        cookie["since"] -= 7
    client.get("/nowhere")
    one, same, other = lines()
    assert one["asker"] == same["asker"] != other["asker"]
    assert one["roles"] == ["planner"]


@pytest.mark.parametrize("person", PERSON)
def test_no_person_is_in_the_log_wherever_a_request_names_one(client, send, lines, person):
    client.get(f"/places/{person}")
    client.get(f"/areas/stadsdel/{person}", headers={"Referer": f"http://localhost/{person}"})
    client.get("/sign-in", query_string={"next": f"/{person}", person: person})
    client.get("/", headers={"User-Agent": person, "X-Request-Id": person, "X-Forwarded-For": person})
    client.open("/sign-in", method=person.split(maxsplit=1)[0])
    send(client, "/sign-in", {"email": person, "password": person})
    send(client, "/language", {"language": person})
    assert len(lines()) >= 7
    assert person not in json.dumps(lines(), ensure_ascii=False)


def test_the_name_and_the_id_of_who_asks_are_not_in_the_log(signed_in, session, lines):
    client = signed_in("planner", email="anna.andersson@person.example")
    client.get("/nowhere")
    with client.session_transaction() as cookie:
        user_id = cookie["user"]
    said = json.dumps(lines())
    assert user_id not in said
    assert "anna" not in said.lower()


def test_an_error_is_a_line_with_the_requests_id_and_without_its_message(own_app, lines):
    @own_app.get("/raise/<what>")
    @allow_everyone
    def fail(what: str):
        raise ValueError(what)

    answer = own_app.test_client().get(f"/raise/{PERSON[0]}")
    error, line = lines()
    assert error["request"] == line["request"] == answer.headers["X-Request-Id"]
    assert error["error"] == "ValueError"
    assert error["level"] == "error"
    assert PERSON[0] not in json.dumps([error, line])


def test_another_programs_error_is_logged_without_its_words():
    error = KeyError(PERSON[1])
    record = logging.LogRecord("waitress", 40, "", 0, f"at {PERSON[2]}", None, (KeyError, error, None))
    written = JsonLines().format(record)
    assert json.loads(written)["error"] == "KeyError"
    assert not any(person in written for person in PERSON)


def test_a_line_stays_a_line(lines, caplog):
    logging.getLogger("webmap").warning("two\nlines")
    assert "\n" not in JsonLines().format(caplog.records[-1])


def test_the_log_goes_to_the_named_file(tmp_path):
    program = (
        "import logging, pathlib; from webmap.request_log import open_log;"
        f"open_log(pathlib.Path({str(tmp_path / 'log')!r}));"
        "logging.getLogger('webmap.x').info('told'); logging.getLogger('other').info('quiet')"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
    (line,) = (tmp_path / "log").read_text().splitlines()
    assert json.loads(line)["message"] == "told"


def test_a_log_that_cannot_be_written_is_said_in_one_sentence(tmp_path):
    with pytest.raises(SetupError, match="cannot be written"):
        open_log(tmp_path / "none" / "log")
