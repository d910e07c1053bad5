from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from flask import g, session
from sqlalchemy import text

import webmap
from geodata.text import Text
from webmap import language

FOLDER = Path(webmap.__file__).parent


def catalogue():
    with (FOLDER / "translations/sv/LC_MESSAGES/messages.po").open("rb") as file:
        return read_po(file, locale="sv")


def phrases_in_use() -> set[str]:
    methods = [("**/templates/**.html", "jinja2"), ("templates/**.html", "jinja2"), ("**.py", "python")]
    keywords = {"_": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}
    found = extract_from_dir(
        FOLDER,
        methods,
        {"**/templates/**.html": {"trimmed": "true"}},
        keywords,
        directory_filter=lambda path: "node_modules" not in path,
    )
    return {phrase[0] if isinstance(phrase, tuple) else phrase for _file, _line, phrase, *_rest in found}


def test_every_phrase_of_the_pages_has_its_swedish():
    known = {
        message.id[0] if message.pluralizable else message.id
        for message in catalogue()
        if message.id
        and not message.fuzzy
        and all(message.string if message.pluralizable else [message.string])
    }
    used = phrases_in_use()
    assert len(used) > 50
    assert sorted(used - known) == []


def test_no_swedish_phrase_changes_what_is_filled_in():
    whole = catalogue()
    wrong = [message.id for message in whole if list(message.check(whole))]
    assert wrong == []


@pytest.fixture
def speaking(app, malmo):
    """Return a context in a language: `with speaking("sv"): …`."""

    @contextmanager
    def speak(code):
        with app.test_request_context("/"):
            g.profile = malmo
            session["language"] = code
            yield

    return speak


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("sv", ["12 345", "12 345,7", "41 %", "0,5 %", "161,41 km²", "–"]),
        ("en", ["12,345", "12,345.7", "41%", "0.5%", "161.41 km²", "–"]),
    ],
)
def test_numbers_are_written_as_the_language_does(speaking, code, written):
    with speaking(code):
        assert [
            language.number(12345).replace("\u00a0", " "),
            language.number(12345.67, 1).replace("\u00a0", " "),
            language.share(0.412).replace("\u00a0", " "),
            language.share(0.005, 1).replace("\u00a0", " "),
            language.square_kilometres(161_410_000).replace("\u00a0", " "),
            language.number(None),
        ] == written


def test_days_and_moments_are_written_in_the_citys_time(speaking):
    with speaking("sv"):
        assert language.day(date(2014, 3, 2)) == "2014-03-02"
        assert language.day(datetime(2014, 6, 30, 22, 30, tzinfo=UTC)) == "2014-07-01"
        assert language.minute(datetime(2014, 1, 1, 12, 5, tzinfo=UTC)) == "2014-01-01 13.05"
        assert language.day(None) == "–"


def test_codes_and_texts_are_written_in_the_pages_language(speaking):
    with speaking("en"):
        assert language.words(Text(sv="plats", en="place")) == "place"
        assert language.code_name("monitoring", "place_statuses") == "monitored"
        assert language.code_name("unheard-of", "place_statuses") == "unheard-of"


def test_a_visitor_reads_in_the_browsers_language_until_another_is_chosen(client, send):
    assert "Sign in" in client.get("/sign-in", headers={"Accept-Language": "en"}).text
    send(client, "/language", {"language": "sv"})
    assert "Logga in" in client.get("/sign-in", headers={"Accept-Language": "en"}).text


def test_an_account_remembers_its_language(signed_in, session, send):
    client = signed_in()
    answer = send(client, "/language", {"language": "en", "next": "/map/list?q=a"})
    assert answer.location == "/map/list?q=a"
    assert session.scalar(text("SELECT language FROM user_account")) == "en"
    assert '<html lang="en">' in client.get("/nowhere").text


def test_a_language_that_we_do_not_speak_is_refused(client, send):
    assert send(client, "/language", {"language": "xx"}).status_code == 422
