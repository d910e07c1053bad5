"""Counts of recorded crime per area or square cell and period, as the police deliver them.

Long, with a row per count, or wide, with a column per period or category. A count that is withheld ("<5" or
"..") is kept as unknown, one that is missing ("Värde saknas") is left out: neither is zero.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from geoalchemy2 import Geometry
from sqlalchemy.orm import Session

from geodata import models
from geodata.codes import CRIME_GROUPS
from geodata.errors import InvalidError
from geodata.models import ImportBatch
from geodata.text import Text
from importers import positions, values
from importers.formats import MAPS, FileContent
from importers.positions import point_of
from importers.source import MISSING_VALUE, Column, LeftOutError, Record, Row, Setting, Source, Terms
from importers.subjects.counted import count
from importers.subjects.known_areas import KnownAreas, areas_of_kind
from importers.subjects.recorded_crime import (
    CATEGORY_SETTINGS,
    crime_group,
    require_category,
)
from importers.values import folded
from importers.wide_tables.periods import is_period, period
from importers.wide_tables.unfolding import has_column, is_sum, unclaimed, unfolded

DAYPARTS = ("night", "morning", "day", "afternoon", "evening", "late_evening")

_TURNED = Text(sv="Periodens sista dag är före dess första.", en="The period's last day is before its first.")
_FUTURE = Text(sv="Perioden är inte slut än.", en="The period is not over yet.")
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
_NO_COUNTS = Text(
    sv="Filen har ingen kolumn för antal, och inga kolumner som heter som perioder eller brottsgrupper. "
    "Peka ut den med --map events=KOLUMN.",
    en="The file has no column of counts, nor columns called as periods or crime groups. "
    "Point to it with --map events=COLUMN.",
)
_A_TOTAL = Text(
    sv="raden är en summa av de andra och har lämnats utanför",
    en="the row is a total of the others and is left out",
)
_WITHHELD = Text(
    sv="{number} antal är undertryckta av uppgiftslämnaren; de lagras som okända, inte som noll.",
    en="{number} counts are withheld by the provider; they are stored as unknown, not as zero.",
)
_PERIODS = Text("perioder", "periods")
_CATEGORIES = Text("brottskategorier", "crime categories")


def reshape(content: FileContent, column_map: Mapping[str, str], settings: Mapping[str, Any]) -> FileContent:
    """Return a table with a column per period or per category as one with a row per count.

    Where one column is called as a known category, every column that is not known otherwise is a category,
    so that an unknown one is asked about. Raises InvalidError where the file has no counts in either way.
    """
    if has_column(SOURCE, content, column_map, "events"):
        require_category(SOURCE, content, column_map, settings)
        return content
    free = unclaimed(SOURCE, content, column_map, "events")
    if any(is_period(header) for header in free):
        require_category(SOURCE, content, column_map, settings)
        cells = {header: {"period": header} for header in free if is_period(header)}
        return unfolded(content, cells, "events", _PERIODS)
    known = {folded(name) for code in CRIME_GROUPS for name in (code.code, code.name.sv, code.name.en)}
    if any(folded(header) in known or header in settings["category"] for header in free):
        cells = {header: {"category": header} for header in free if not is_sum(header)}
        return unfolded(content, cells, "events", _CATEGORIES)
    raise InvalidError(_NO_COUNTS, field="events")


def learn(session: Session, terms: Terms) -> KnownAreas | None:
    """Return the areas of the kind that was set; None where none was, as for cells."""
    kind = terms.settings["area_kind"]
    return None if kind is None else areas_of_kind(session, kind)


def parse(record: Record, terms: Terms) -> Row:
    """Return a count's columns; the period's last day is given as such and kept as the day after.

    Raises LeftOutError for a missing count and for a row that is a total.
    """
    begin, end = _period_of(record, terms)
    counted = count(record, "events")
    if record.has("area") and is_sum(record.text("area")):
        raise LeftOutError(_A_TOTAL)
    area_id, cell, side = _where(record, terms, begin)
    group = crime_group(record, terms)
    daypart = record.read_if_given("daypart", _daypart)
    return {
        "source_key": " ".join(map(str, (group, begin, end, area_id or f"{cell} {side}", daypart or "all"))),
        "crime_group": group,
        "period_start": begin,
        "period_end": end,
        "daypart": daypart,
        "events": counted.number,
        "withheld_below": counted.below,
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


def conclude(session: Session, _terms: Terms, _batch: ImportBatch) -> Iterator[Text]:
    """Tell how many counts are withheld."""
    withheld = session.scalar(sa.text("SELECT count(*) FROM staged WHERE events IS NULL"))
    if withheld:
        yield _WITHHELD.format(number=withheld)


def _daypart(raw: object) -> str:
    written = values.text(raw)
    if written not in DAYPARTS:
        raise InvalidError(_NOT_A_DAYPART.format(known=", ".join(DAYPARTS)))
    return written


SOURCE = Source(
    code="incident_counts",
    name=Text(sv="Brott, antal per område eller ruta", en="Crime, counts per area or cell"),
    formats=MAPS,
    columns=(
        Column(
            "category",
            Text("brottsgrupp", "crime group"),
            ("brottstyp", "crime_group"),
            codes=CRIME_GROUPS,
        ),
        Column("events", Text("antal", "number"), ("antal", "count", "n", "antal_brott"), required=True),
        Column(
            "period",
            Text("år, kvartal, månad, vecka eller dag", "year, quarter, month, week or day"),
            ("manad", "månad", "month", "year", "ar", "år", "kvartal", "quarter", "vecka", "week", "datum"),
        ),
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
        *CATEGORY_SETTINGS,
    ),
    staged={
        "source_key": sa.Text(),
        "crime_group": sa.Text(),
        "period_start": sa.Date(),
        "period_end": sa.Date(),
        "daypart": sa.Text(),
        "events": sa.Integer(),
        "withheld_below": sa.Integer(),
        "area_id": sa.Integer(),
        "cell_metres": sa.Integer(),
        "shape": Geometry(None, spatial_index=False),
    },
    reshape=reshape,
    parse=parse,
    learn=learn,
    conclude=conclude,
    rows="incident_counts_rows",
    quality="incident_counts_quality",
    target=models.IncidentCount,
    package=__package__,
    approval="crime_import",
)
