"""Random requests to every route that shows something: drawn from the routes themselves, the same for a seed.

A route takes part as soon as it is registered: what its address needs is drawn by the names of its arguments,
and every address gets some of the words that addresses know.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

import make
from flask import Flask
from pyproj import Transformer
from scope.oracle import Oracle
from werkzeug.routing import Rule

from geodata.codes import CRIME_GROUPS, LIGHT_CLASSES, MEASURE_FAMILIES, PLACE_STATUSES, POLARITIES
from geodata.crs import SWEREF_99_13_30
from geodata.layers import LAYERS
from geodata.measure_types import MEASURE_TYPES
from webmap.exports.formats import FORMATS

_TO_DEGREES = Transformer.from_crs(SWEREF_99_13_30, 4326, always_xy=True)

# Files of the program, and what answers without asking the database for rows.
SILENT = {"static", "vendor", "favicon", "health.healthz", "health.readyz"}


@dataclass(frozen=True)
class Request:
    """One request: `form` is None where it only asks."""

    endpoint: str
    address: str
    query: tuple[tuple[str, str], ...]
    form: Mapping[str, str] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def said(self) -> str:
        """Return everything that the request itself tells."""
        return repr((self.address, self.query, self.form))


class Asking:
    """A drawer of requests to one application over one city."""

    def __init__(self, app: Flask, oracle: Oracle, seed: int) -> None:
        self.oracle, self.draw = oracle, Random(seed)
        self.routes = [rule for rule in app.url_map.iter_rules() if _shows(rule)]
        self.tables = {table.rpartition(".")[2]: rows for table, rows in oracle.rows.items()}
        self.adapter = app.url_map.bind("localhost")
        codes = {row.columns["code"] for row in oracle.rows["survey"]}
        self.values: dict[str, Callable[[], object]] = {
            "area": lambda: "{kind}:{code}".format(**self._area()),
            "box": self._box,
            "cell": lambda: self._one(250, 500, 1000, 100),
            "comparison": lambda: self._id("place"),
            "family": lambda: self._codes(MEASURE_FAMILIES.codes),
            "fields": lambda: self._one("id", "name,description", "*"),
            "format": lambda: self._one(*(form.code for form in FORMATS), "xml"),
            "from": self._month,
            "group": lambda: self._codes(CRIME_GROUPS.codes),
            "kind": lambda: self._area()["kind"],
            "lat": lambda: self._position()[1],
            "layers": lambda: self._codes((*(layer.code for layer in LAYERS), "secrets")),
            "light": lambda: self._codes(LIGHT_CLASSES.codes),
            "lon": lambda: self._position()[0],
            "measure": lambda: self._id("measure"),
            "metres": lambda: self._one(50, 500, 50_000),
            "months": lambda: self._one(3, 12, 24),
            "order": lambda: self._one("asc", "desc"),
            "page": lambda: self._one(1, 2, 3, 40, 0, -1),
            "place": lambda: self._id("place"),
            "polarity": lambda: self._codes(POLARITIES.codes),
            "position": lambda: "{1}, {0}".format(*self._position()),
            "q": lambda: self._one("zq", "zqa", "Tunnel", "lampor", "%", "_", "Person"),
            "question": lambda: self._one("q0", "q1", "q9"),
            "sort": lambda: self._one("name", "created_by", "held"),
            "status": lambda: self._codes(PLACE_STATUSES.codes),
            "survey": lambda: self._one(*sorted(codes)),
            "to": self._month,
            "type": lambda: self._one(*(kind.code for kind in MEASURE_TYPES)),
            "user": lambda: self._id("user_account"),
            "wave": lambda: self._one("2013", "2014"),
        }

    def request(self) -> Request:
        """Return the next request."""
        rule = self._one(*self.routes)
        query = self._query(always=[name for name in self.values if name in rule.endpoint])
        if "survey" in rule.endpoint or "area-crime" in rule.endpoint or "evaluation" in rule.endpoint:
            named = ("survey", "wave", "question", "kind", "code", "area", "measure")
            query += [(name, str(self.values[name]())) for name in named if name in self.values]
        arguments = self._arguments(rule)
        address = self.adapter.build(rule.endpoint, arguments, method="GET")
        takes_out = rule.rule.startswith("/export/") and self.draw.random() < 0.8
        form = {"purpose": "uppföljning", "format": str(self.values["format"]())} if takes_out else None
        headers = self._one(
            {}, {}, {"HX-Request": "true"}, {"Accept": "application/json"}, {"Accept-Language": "en"}
        )
        return Request(rule.endpoint, address, tuple(query), form, headers)

    def _query(self, always: list[str]) -> list[tuple[str, str]]:
        chosen = self.draw.sample(sorted(self.values), self.draw.choice((0, 0, 1, 1, 2, 3, 5)))
        return [(name, str(self.values[name]())) for name in (*always, *chosen)]

    def _arguments(self, rule: Rule) -> dict[str, Any]:
        area = self._area()
        if {"z", "x", "y"} <= rule.arguments:
            return self._tile()
        return {
            name: self._id(name.removesuffix("_id"))
            if rule._converters[name].__class__.__name__ == "UUIDConverter"
            else area.get(name) or (self.values[name]() if name in self.values else "zq")
            for name in rule.arguments
        }

    def _one(self, *choices: Any) -> Any:
        return self.draw.choice(choices)

    def _codes(self, codes: tuple[str, ...]) -> str:
        return ",".join(self.draw.sample(codes, min(len(codes), self.draw.choice((1, 1, 2, 3, 9)))))

    def _id(self, table: str) -> str:
        """Return the id of a row of a table, of any where there is none of this name; sometimes of no row."""
        rows = self.tables.get(table) or self.tables["export_log"]
        if self.draw.random() < 0.05:
            return f"{self.draw.getrandbits(32):08x}-0000-4000-8000-{self.draw.getrandbits(48):012x}"
        return str(self.draw.choice(rows).columns["id"])

    def _area(self) -> Mapping[str, Any]:
        return {name: value for name, value in self.draw.choice(self.tables["area"]).columns.items() if value}

    def _month(self) -> str:
        return f"{self.draw.choice((2012, 2013, 2014, 2014, 2015))}-{self.draw.randint(1, 12):02}"

    def _position(self) -> tuple[float, float]:
        east, north = self.draw.uniform(-200, 3500), self.draw.uniform(-100, 1200)
        return _TO_DEGREES.transform(make.EAST + east, make.NORTH + north)

    def _box(self) -> str:
        (west, south), (east, north) = self._position(), self._position()
        return f"{min(west, east)},{min(south, north)},{max(west, east)},{max(south, north)}"

    def _tile(self) -> dict[str, int]:
        lon, lat = self._position()
        z = self.draw.choice((6, 8, 10, 12, 13, 14, 14, 15, 16, 17, 20))
        flat = math.asinh(math.tan(math.radians(lat)))
        return {"z": z, "x": int((lon + 180) / 360 * 2**z), "y": int((1 - flat / math.pi) / 2 * 2**z)}


def _shows(rule: Rule) -> bool:
    """Return whether the route shows anything of the database."""
    return "GET" in (rule.methods or ()) and rule.endpoint not in SILENT
