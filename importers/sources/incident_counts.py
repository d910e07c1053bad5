"""Counts of recorded crime per area or square cell and period, as the police deliver them."""

import re
from datetime import date, timedelta

import sqlalchemy as sa
from geoalchemy2 import Geometry
from sqlalchemy.orm import Session

from geodata import models
from geodata.codes import CRIME_GROUPS
from geodata.errors import InvalidError
from geodata.text import Text
from importers import positions, values
from importers.formats import MAPS
from importers.known_areas import KnownAreas, areas_of_kind
from importers.positions import point_of
from importers.recorded_crime import CATEGORY_SETTING, crime_group
from importers.source import MISSING_VALUE, Column, Record, Row, Setting, Source, Terms

DAYPARTS = ("night", "morning", "day", "afternoon", "evening", "late_evening")

_NOT_A_PERIOD = Text(
    sv="Värdet är ingen period; skriv 2018, 2018-07 eller 2018K3.",
    en="The value is not a period; write 2018, 2018-07 or 2018Q3.",
)
_TURNED = Text(sv="Periodens sista dag är före dess första.", en="The period's last day is before its first.")
_FUTURE = Text(sv="Perioden är inte slut än.", en="The period is not over yet.")
_NEGATIVE = Text(sv="Antalet är negativt.", en="The count is negative.")
_NOT_A_DAYPART = Text(
    sv="Värdet är ingen del av dygnet: {known}.", en="The value is no part of the day: {known}."
)
_EITHER = Text(
    sv="Raden ska ange antingen ett område eller en rutas mittpunkt.",
    en="The row should name either an area or the centre of a cell.",
)
_NO_KIND = Text(
    sv="Områdenas slag saknas; ange --set area_kind=SLAG.",
    en="The kind of the areas is missing; give --set area_kind=KIND.",
)
_PERIOD = re.compile(r"([0-9]{4})(?:-([0-9]{2})|-?[KQkq]([1-4]))?")


def period(raw: object) -> tuple[date, date]:
    """Return the first day of a year, month or quarter and the day after its last."""
    match = _PERIOD.fullmatch(values.text(raw))
    if not match or match[1] == "0000" or not 1 <= int(match[2] or 1) <= 12:
        raise InvalidError(_NOT_A_PERIOD)
    year = int(match[1])
    if match[2]:
        first, months = int(match[2]), 1
    elif match[3]:
        first, months = 3 * int(match[3]) - 2, 3
    else:
        first, months = 1, 12
    following = first - 1 + months
    return date(year, first, 1), date(year + following // 12, following % 12 + 1, 1)


def learn(session: Session, terms: Terms) -> KnownAreas | None:
    """Return the areas of the kind that was set; None where none was, as for cells."""
    kind = terms.settings["area_kind"]
    return None if kind is None else areas_of_kind(session, kind)


def parse(record: Record, terms: Terms) -> Row:
    """Return a count's columns; the period's last day is given as such and kept as the day after."""
    begin, end = _period_of(record, terms)
    area_id, cell, side = _where(record, terms, begin)
    events: int = record.read("events", values.whole)
    if events < 0:
        raise InvalidError(_NEGATIVE, field="events")
    group = crime_group(record, terms)
    daypart = record.read_if_given("daypart", _daypart)
    return {
        "source_key": " ".join(map(str, (group, begin, end, area_id or f"{cell} {side}", daypart or "all"))),
        "crime_group": group,
        "period_start": begin,
        "period_end": end,
        "daypart": daypart,
        "events": events,
        "area_id": area_id,
        "cell_metres": side,
        "shape": cell,
    }


def _period_of(record: Record, terms: Terms) -> tuple[date, date]:
    if record.has("period"):
        field = "period"
        begin, end = record.read("period", period)
    else:
        field = "last_day"
        begin = record.read("first_day", values.day)
        end = record.read("last_day", values.day) + timedelta(days=1)
    if end <= begin:
        raise InvalidError(_TURNED, field=field)
    if end > terms.today:
        raise InvalidError(_FUTURE, field=field)
    return begin, end


def _where(record: Record, terms: Terms, day: date) -> tuple[int | None, str | None, int | None]:
    """Return the area's id, or the cell's centre and its side in metres."""
    cell = point_of(record, terms)
    if record.has("area") == (cell is not None):
        raise InvalidError(_EITHER, field="area")
    if cell is None:
        known: KnownAreas | None = terms.known
        if known is None:
            raise InvalidError(_NO_KIND, field="area")
        return known.find(record, terms, "area", day), None, None
    side = record.read_if_given("cell_metres", values.whole, terms.settings["cell_metres"])
    if side is None or side <= 0:
        raise InvalidError(MISSING_VALUE, field="cell_metres")
    return None, cell, side


def _daypart(raw: object) -> str:
    written = values.text(raw)
    if written not in DAYPARTS:
        raise InvalidError(_NOT_A_DAYPART.format(known=", ".join(DAYPARTS)))
    return written


SOURCE = Source(
    code="incident_counts",
    name=Text(sv="Brott, antal per område eller ruta (CSV)", en="Crime, counts per area or cell (CSV)"),
    formats=MAPS,
    columns=(
        Column(
            "category",
            Text("brottsgrupp", "crime group"),
            ("brottstyp", "crime_group"),
            required=True,
            codes=CRIME_GROUPS,
        ),
        Column("events", Text("antal", "number"), ("antal", "count", "n"), required=True),
        Column("period", Text("år, månad eller kvartal", "year, month or quarter"), ("manad", "year", "ar")),
        Column("first_day", Text("första dag", "first day"), ("from", "period_start", "fr_o_m")),
        Column("last_day", Text("sista dag", "last day"), ("to", "t_o_m")),
        Column("daypart", Text("del av dygnet", "part of the day"), ("dygnsdel",)),
        Column("area", Text("område", "area"), ("omrade", "område", "area_code", "area_name", "stadsdel")),
        *positions.COLUMNS,
        Column("cell_metres", Text("rutans sida i meter", "side of the cell in metres"), ("cell", "ruta")),
    ),
    settings=(
        Setting("area_kind", Text("områdenas slag", "the areas' kind")),
        Setting("cell_metres", Text("rutornas sida i meter", "side of the cells in metres"), values.whole),
        CATEGORY_SETTING,
    ),
    staged={
        "source_key": sa.Text(),
        "crime_group": sa.Text(),
        "period_start": sa.Date(),
        "period_end": sa.Date(),
        "daypart": sa.Text(),
        "events": sa.Integer(),
        "area_id": sa.Integer(),
        "cell_metres": sa.Integer(),
        "shape": Geometry(None, spatial_index=False),
    },
    parse=parse,
    learn=learn,
    rows="incident_counts_rows",
    quality="incident_counts_quality",
    target=models.IncidentCount,
    package=__package__,
)
