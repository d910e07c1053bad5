"""Measured speeds: one row per site, direction and period, with how many vehicles it rests on."""

from datetime import date, timedelta

import sqlalchemy as sa
from geoalchemy2 import Geometry

from geodata import models
from geodata.errors import InvalidError
from geodata.text import Text
from importers import positions, values
from importers.formats import MAPS
from importers.positions import needed, point_of
from importers.source import MISSING_VALUE, Column, Record, Row, Source, Terms

ENOUGH_VEHICLES = 200
"""So many that passed freely are needed to tell a change (BR-27)."""

_FUTURE = Text(sv="Mätningen ligger i framtiden.", en="The measurement lies in the future.")
_TURNED = Text(sv="Mätningen slutar innan den börjar.", en="The measurement ends before it starts.")
_NO_VEHICLES = Text(sv="Mätningen måste bygga på fordon.", en="A measurement must rest on vehicles.")
_NO_SPEED = Text(
    sv="Hastigheten ligger inte mellan 1 och 250 km/h.", en="The speed is not between 1 and 250 km/h."
)
_NOT_A_SHARE = Text(
    sv="Andelen ligger inte mellan 0 och 1, procenten inte mellan 0 och 100.",
    en="The share is not between 0 and 1, the per cent not between 0 and 100.",
)
_FEW = Text(
    sv=f"färre än {ENOUGH_VEHICLES} fordon: för få för att visa en förändring",
    en=f"fewer than {ENOUGH_VEHICLES} vehicles: too few to show a change",
)
_SPEEDS = ("mean_kmh", "v85_kmh")
_SHARES = {"share_over": "percent_over", "share_over_10": "percent_over_10"}


def parse(record: Record, terms: Terms) -> Row:
    """Return a measurement's columns; without a key of its own, site, direction and first day are its key."""
    begins, stop = _period(record, terms)
    vehicles: int = record.read("vehicles", values.whole)
    if vehicles < 1:
        raise InvalidError(_NO_VEHICLES, field="vehicles")
    if vehicles < ENOUGH_VEHICLES:
        terms.notes.add(record.number, _FEW)
    told = {field: _speed(record, field) for field in _SPEEDS}
    told |= {field: _share(record, field, percent) for field, percent in _SHARES.items()}
    if all(value is None for value in told.values()):
        raise InvalidError(MISSING_VALUE, field="v85_kmh")
    site, direction = record.text("site"), record.text("direction", "")
    limit = _speed(record, "limit_kmh")
    return {
        "source_key": record.text("source_key", "") or f"{site}\x1f{direction}\x1f{begins.isoformat()}",
        "site": site,
        "direction": direction,
        "shape": needed(point_of(record, terms)),
        "measured_from": begins,
        "measured_to": stop,
        "limit_kmh": None if limit is None else round(limit),
        "vehicles": vehicles,
        **told,
        "daily_vehicles": record.read_if_given("daily_vehicles", values.number),
    }


def _period(record: Record, terms: Terms) -> tuple[date, date]:
    """Return the first day and the day after the last; a measurement without a last day took one day."""
    begins: date = record.read("measured_from", values.day)
    last: date = record.read_if_given("last_day", values.day, begins)
    if last < begins:
        raise InvalidError(_TURNED, field="last_day")
    if last > terms.today:
        raise InvalidError(_FUTURE, field="last_day" if record.has("last_day") else "measured_from")
    return begins, last + timedelta(days=1)


def _speed(record: Record, field: str) -> float | None:
    speed: float | None = record.read_if_given(field, values.number)
    if speed is not None and not 1 <= speed <= 250:
        raise InvalidError(_NO_SPEED, field=field)
    return speed


def _share(record: Record, field: str, percent: str) -> float | None:
    given, whole = (percent, 100) if record.has(percent) else (field, 1)
    share: float | None = record.read_if_given(given, values.number)
    if share is not None and not 0 <= share <= whole:
        raise InvalidError(_NOT_A_SHARE, field=given)
    return None if share is None else share / whole


SOURCE = Source(
    code="speed_measurements",
    name=Text(sv="Hastighetsmätningar", en="Speed measurements"),
    formats=MAPS,
    shapes=("point",),
    columns=(
        Column("source_key", Text("nyckel", "key"), ("key", "id", "nyckel", "measurement_id")),
        Column("site", Text("mätplats", "site"), ("plats", "mätplats"), required=True),
        Column("direction", Text("riktning", "direction"), ("riktning",)),
        Column(
            "measured_from",
            Text("första dag", "first day"),
            ("from", "från", "start", "datum", "date"),
            required=True,
        ),
        Column("last_day", Text("sista dag", "last day"), ("to", "till", "slut", "t_o_m")),
        Column(
            "limit_kmh",
            Text("hastighetsgräns i km/h", "speed limit in km/h"),
            ("gräns", "skyltad_hastighet", "posted_limit", "limit"),
        ),
        Column(
            "vehicles",
            Text("antal fordon", "number of vehicles"),
            ("n", "n_vehicles", "antal", "fordon"),
            required=True,
        ),
        Column(
            "mean_kmh",
            Text("medelhastighet i km/h", "mean speed in km/h"),
            ("medel", "mean", "medelhastighet", "medelfart"),
        ),
        Column("v85_kmh", Text("85-percentil i km/h", "85th percentile in km/h"), ("v85", "85-percentil")),
        Column("share_over", Text("andel över gränsen 0-1", "share over the limit 0-1"), ("andel_över",)),
        Column("percent_over", Text("procent över gränsen", "per cent over"), ("procent_över",)),
        Column(
            "share_over_10",
            Text("andel mer än 10 km/h över 0-1", "share over by more than 10 km/h 0-1"),
            ("andel_över_10",),
        ),
        Column("percent_over_10", Text("procent mer än 10 km/h över", "per cent over by more than 10 km/h")),
        Column("daily_vehicles", Text("fordon per dygn", "vehicles a day"), ("adt", "ådt", "åmd", "dygn")),
        *positions.COLUMNS,
    ),
    staged={
        "source_key": sa.Text(),
        "site": sa.Text(),
        "direction": sa.Text(),
        "shape": Geometry(None, spatial_index=False),
        "measured_from": sa.Date(),
        "measured_to": sa.Date(),
        "limit_kmh": sa.Integer(),
        "vehicles": sa.Integer(),
        "mean_kmh": sa.Float(),
        "v85_kmh": sa.Float(),
        "share_over": sa.Float(),
        "share_over_10": sa.Float(),
        "daily_vehicles": sa.Float(),
    },
    parse=parse,
    rows="speed_measurements_rows",
    quality="speed_measurements_quality",
    target=models.SpeedMeasurement,
    package=__package__,
)
