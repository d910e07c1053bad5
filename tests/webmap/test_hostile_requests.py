"""Requests that nobody sends by mistake, to every route, by every role: refused or answered, never a 500."""

import random
import re
from collections.abc import Iterator
from urllib.parse import quote
from uuid import uuid4

import make
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from geodata.codes import ROLES
from geodata.filters import FIELDS

# What is put where text, a number, a day or a code is expected.
HOSTILE = (
    "",
    " ",
    "\0",
    "a\0b",
    "\ud7ff￿",
    "\x1b[2J\x07",
    "'; DROP TABLE place; --",
    "\\",
    "%",
    "_%",
    "%s%n{0}{x}",
    "{{7*7}}",
    "../../etc/passwd",
    "9" * 400,
    "-1",
    "0",
    "2147483648",
    "-9223372036854775809",
    "1e400",
    "NaN",
    "inf",
    "0x10",
    "1,5",
    "١٢٣",
    "0000-00-00",
    "9999-12-31",
    "1900-01",
    "2199-12-31",
    "2015-02-30",
    "stadsdel:",
    ":",
    "stadsdel:\u202e",
    "a" * 5000,
    "🚲" * 120,
    "null",
    "[]",
    "180,85,-180,-85",
    "nan,nan,nan,nan",
    "12.9,55.5,13.1,55.7",
    "1e308,1e308,1e308,1e308",
    "places,places,places",
    "points",
    "00000000-0000-0000-0000-000000000000",
    "//evil.example",
    "true",
)
WORST = ("", "\0", "9" * 400, "-9223372036854775809", "\x1b[2J", "nan,nan,nan,nan")
NAMES = (
    *(field.query for field in FIELDS),
    *("page", "box", "layers", "at", "next", "coordinates", "system", "survey", "wave", "question"),
    *("cell", "version", "name", "email", "language", "design", "radius", "purpose", "format", "x"),
)
HEADERS = ("Accept", "Accept-Language", "If-None-Match", "If-Modified-Since", "Range", "HX-Request")
METHODS = ("GET", "GET", "GET", "GET", "HEAD", "OPTIONS", "POST", "POST", "PUT", "DELETE")


def address_of(rule: Rule, dice: random.Random, ids: list[str]) -> str:
    """Return an address of the rule: its parts hostile, or an id of something that exists."""

    def part(match: re.Match[str]) -> str:
        converter = match[1]
        if converter == "uuid":
            return dice.choice([*ids, str(uuid4())])
        if converter == "int":
            return dice.choice(["0", "5", "22", "99999999999999999999", "00"])
        return quoted(dice.choice(["stadsomrade", "north", *HOSTILE])) or "x"

    return re.sub(r"<(?:(\w+)(?:\([^)]*\))?:)?\w+>", part, rule.rule)


def quoted(text: str) -> str:
    return quote(text, safe="")


def header(text: str) -> str:
    """Return what of the text a header can carry at all."""
    return re.sub(r"[\r\n\0]", "", text).encode("latin-1", "ignore").decode("latin-1")


def requests(app: Flask, ids: list[str], count: int, seed: int) -> Iterator[dict[str, object]]:
    """Yield requests as the test client takes them, the same ones for the same seed."""
    dice = random.Random(seed)
    rules = sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint))

    def pairs() -> list[tuple[str, str]]:
        return [(dice.choice(NAMES), dice.choice(HOSTILE)) for _ in range(dice.randint(0, 5))]

    for number in range(count):
        rule = rules[(number * 7 + seed) % len(rules)]
        method = dice.choice(METHODS)
        query = "&".join(f"{quoted(name)}={quoted(value)}" for name, value in pairs())
        if dice.random() < 0.1:
            query += "&q=\xff\xfe%ff%00%zz"
        headers = {name: header(dice.choice(HOSTILE)) for name in dice.sample(HEADERS, dice.randint(0, 3))}
        yield {
            "path": address_of(rule, dice, ids),
            "environ_overrides": {"QUERY_STRING": query},
            "method": method,
            "headers": headers,
            "data": pairs() if method in {"POST", "PUT"} else None,
        }


@pytest.fixture
def ids(session) -> list[str]:
    """Return ids of things that exist."""
    make.area(session)
    made = [make.place(session), make.measure(session), make.observation(session), make.batch(session)]
    session.commit()
    return [str(row.id) for row in made]


def send(client: FlaskClient, token: str, given: dict[str, object]) -> tuple[int, str]:
    data = given["data"]
    body = None if data is None else {name: [value] for name, value in [*data, ("csrf_token", token)]}
    with client.open(**given | {"data": body}) as answer:
        return answer.status_code, answer.headers.get("Content-Security-Policy", "")


@pytest.mark.parametrize("role", [None, *ROLES.codes])
def test_no_request_is_answered_by_an_error_of_ours(client, signed_in, ids, deep, role):
    seed = 1 + ROLES.codes.index(role) if role else 0
    if role is not None:
        signed_in(role)
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/nowhere").text)[1]
    failed = []
    for given in requests(client.application, ids, 2000 if deep else 40, seed):
        status, policy = send(client, token, given)
        if status >= 500 or not policy:
            failed.append((status, given))
    assert failed == []


def test_a_cookie_that_is_not_ours_is_nobodys(client):
    for cookie in ("tryggkarta=" + "x" * 3000, "tryggkarta=e30.x.y; tryggkarta=\xff", "=;=;"):
        assert client.get("/", headers={"Cookie": cookie}).status_code == 302


def test_every_readable_route_stands_fields_at_their_worst(app, signed_in, ids, deep):
    client, dice = signed_in("coordinator"), random.Random(4)
    readable = sorted(rule.rule for rule in app.url_map.iter_rules() if "GET" in rule.methods)
    rules = {rule.rule: rule for rule in app.url_map.iter_rules()}
    failed = []
    for path in readable:
        address = address_of(rules[path], dice, ids)
        for name in NAMES if deep else dice.sample(NAMES, 4):
            hostile = dice.choice(WORST)
            with client.get(address, query_string={name: hostile}) as answer:
                if answer.status_code >= 500:
                    failed.append((answer.status_code, address, name, hostile))
    assert failed == []
