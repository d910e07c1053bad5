"""Asking at random as someone, and saying of every answer what it told that it must not."""

import math
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

import shapely
from flask import Flask
from flask.testing import FlaskClient
from pyproj import Transformer
from scope import reading
from scope.asking import Asking, Request
from scope.marks import marks_in
from scope.oracle import Oracle
from scope.people import Person
from werkzeug.test import TestResponse

from geodata.crs import SWEREF_99_13_30

_ANSWERS = {200, 204, 302, 303, 304, 400, 403, 404, 413, 422, 428}
_FROM_MERCATOR = Transformer.from_crs(3857, SWEREF_99_13_30, always_xy=True)
_HALF_WORLD = 20037508.342789244


@dataclass
class Findings:
    """What some requests found: `leaks` say what and where, `seen` the marks that were told rightly."""

    leaks: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    statuses: Counter[int] = field(default_factory=Counter)
    endpoints: Counter[str] = field(default_factory=Counter)


def signed_in(app: Flask, oracle: Oracle, person: Person) -> FlaskClient:
    """Return a browser of the person, in the role they ask in."""
    client = app.test_client()
    account = oracle.by_key["user_account", person.id]
    now = int(time.time())
    with client.session_transaction() as cookie:
        cookie |= {
            "user": person.id,
            "credentials": account.columns["credentials_version"],
            "since": now,
            "seen": now,
            "acting_as": person.acting_as,
        }
    return client


class Prying:
    """Someone's random requests to an application."""

    def __init__(self, app: Flask, oracle: Oracle, people: list[Person], seed: int) -> None:
        self.oracle, self.people = oracle, people
        self.asking = Asking(app, oracle, seed)
        self.clients = {person: signed_in(app, oracle, person) for person in people}
        self.tokens: dict[Person, str] = {}
        self.kept: dict[str, tuple[str, str]] = {}
        self.shown: list[Request] = []
        self.findings = Findings()
        self.failing: dict[str, int] = {}  # the status of routes that are made to fail

    def ask(self, requests: int, skip: int = 0) -> Findings:
        """Return what so many requests found, each asked by the next of the people, after `skip` of them."""
        for number in range(skip, skip + requests):
            person = self.people[number % len(self.people)]
            # A tile that someone else was shown is asked for again, as their browser would, with its tag.
            again = self.shown and self.asking.draw.random() < 0.05
            request = self.asking.draw.choice(self.shown) if again else self.asking.request()
            answer = self.send(person, request)
            self.findings.statuses[answer.status_code] += 1
            self.findings.endpoints[request.endpoint] += answer.status_code == 200
            for what in self.leaks(person, request, answer):
                who = f"{'+'.join(sorted(person.roles))} {person.id} asked {request.endpoint}"
                self.findings.leaks.append(f"{who}: {what}; {request.said} {dict(request.headers)}")
        return self.findings

    def send(self, person: Person, request: Request) -> TestResponse:
        """Return the answer to a request; a tile is asked for with the newest tag that anyone has of it."""
        client = self.clients[person]
        if request.form is None:
            headers = dict(request.headers)
            if request.said in self.kept:
                headers["If-None-Match"] = self.kept[request.said][0]
            return client.get(request.address, query_string=request.query, headers=headers)
        if person not in self.tokens:
            page = client.get("/nowhere").text
            found = re.search(r'name="csrf_token" value="([^"]+)"', page)
            self.tokens[person] = found[1] if found else ""
        form = {"csrf_token": self.tokens[person], **request.form}
        return client.post(request.address, query_string=request.query, data=form, headers=request.headers)

    def leaks(self, person: Person, request: Request, answer: TestResponse) -> Iterator[str]:
        """Yield what an answer tells that the person must not see."""
        if answer.status_code != self.failing.get(request.endpoint) and answer.status_code not in _ANSWERS:
            yield f"status {answer.status_code}"
        told = reading.told(answer)
        if answer.status_code == 304:
            told = self.kept[request.said][1]
        elif answer.mimetype.endswith("vector-tile") and "ETag" in answer.headers:
            self.kept[request.said] = (answer.headers["ETag"], told)
            self.shown.append(request)
        said = marks_in(request.said)
        self.oracle.asked_about |= said
        # A log tells what people asked, in their own words.
        said = self.oracle.asked_about if request.endpoint.startswith("logs.") else said
        marks = (marks_in(told) - said) & self.oracle.marks.keys()
        hidden = marks & self.oracle.hidden(person)
        self.findings.seen |= marks - hidden
        for table, found in groupby(sorted(hidden, key=self._table), self._table):
            yield f"{table}: {', '.join(sorted(found))}"
        yield from self._crime(person, request, answer)

    def _table(self, mark: str) -> str:
        return self.oracle.marks[mark].table

    def _crime(self, person: Person, request: Request, answer: TestResponse) -> Iterator[str]:
        events = self.oracle.events(person)
        most = sum(row.columns.get("events", 1) for row in events)
        hides = person.form is not None and person.form.form != "points"
        for count in reading.counts(answer):
            if person.form is None:
                yield f"{count} events"
            if hides and 0 < count < self.oracle.profile.smallest_count:
                yield f"{count} events, fewer than k"
            if count > most and "area" in request.endpoint:
                yield f"{count} events of {most}"
        drawn = reading.layers(answer)
        if "incidents" in drawn and (person.form is None or hides):
            yield "points"
        elif "incidents" in drawn:
            yield from self._points(person, request, drawn["incidents"])
        if "incident_cells" in drawn:
            yield from squares_told(self.oracle, person, drawn["incident_cells"])

    def _points(self, person: Person, request: Request, layer: dict) -> Iterator[str]:
        """Yield the points of a tile that are no visible incident's, and sums that are too large."""
        mine = [
            row.shape for row in self.oracle.events(person) if row.table == "police.incident" and row.shape
        ]
        z, x, y = (int(part) for part in request.address.removesuffix(".mvt").split("/")[-3:])
        side = 2 * _HALF_WORLD / 2**z
        for feature in layer["features"]:
            if "events" in feature["properties"]:
                continue
            column, row = feature["geometry"]["coordinates"]
            unit = side / layer["extent"]
            spot = _FROM_MERCATOR.transform(
                x * side - _HALF_WORLD + column * unit, _HALF_WORLD - y * side - row * unit
            )
            if (
                min((shapely.distance(shapely.Point(spot), shape) for shape in mine), default=math.inf)
                > 2 * unit
            ):
                yield f"a point at {spot}"
        counted = sum(feature["properties"].get("events", 0) for feature in layer["features"])
        if counted > len(mine):
            yield f"{counted} points of {len(mine)}"


def squares_told(oracle: Oracle, person: Person, layer: dict) -> Iterator[str]:
    """Yield the squares that tell more than the visible events in them, or fewer than may be told."""
    if layer["features"] and (person.form is None or person.form.form == "district"):
        yield f"{len(layer['features'])} squares"
        return
    side = person.form.cell_metres if person.form else 0
    fewest = 1 if person.form and person.form.form == "points" else oracle.profile.smallest_count
    for feature in layer["features"]:
        number = int(feature["id"])
        east, north = number // 2097152 - 1048576, number % 2097152 - 1048576
        count = oracle.events_of_square(person, side, east, north)
        events = feature["properties"].get("events")
        if count == 0 or (events is not None and not fewest <= events <= count):
            yield f"a square of {events} events, of {count}"
