"""Published figures to compare with, as Brå and the municipalities print them: shares and rates by year.

Long, with a row per figure, or wide, with a column per year ("2012", "2012_0-14", "2012 | totalt"): what
stands beside the year is the group or the unit. Columns that compare years are left out, which is said. The
level is told by the name ("Skåne län", "Malmö kommun", "Riket") where no column or setting tells it. Figures
are kept as published and never recomputed.
"""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from geodata import models
from geodata.codes import AREA_LEVELS, FIGURE_UNITS
from geodata.errors import InvalidError
from geodata.text import Text
from importers import values
from importers.formats import TABLES, FileContent
from importers.source import Column, LeftOutError, Record, Row, Setting, Source, Terms
from importers.subjects.counted import NOT_THERE, is_missing, is_withheld
from importers.wide_tables.unfolding import has_column, is_sum, unclaimed
from importers.wide_tables.year_columns import unfolded_by_year, year_columns

_NO_LEVEL = Text(
    sv="Namnet säger inte vilken nivå området är på; ange --set level=NIVÅ ({known}).",
    en="The name does not say of which level the area is; give --set level=LEVEL ({known}).",
)
_NO_YEARS = Text(
    sv="Filen har ingen kolumn för värden, och inga kolumner som heter som år. "
    "Peka ut den med --map value=KOLUMN.",
    en="The file has no column of values, nor columns called as years. Point to it with --map value=COLUMN.",
)
_NOT_A_YEAR = Text(sv="Värdet är inget årtal.", en="The value is not a year.")
_FUTURE = Text(sv="Året har inte börjat.", en="The year has not begun.")
_WITHHELD = Text(
    sv="värdet är undertryckt av uppgiftslämnaren och har lämnats utanför",
    en="the value is withheld by the provider and is left out",
)
_NEGATIVE = Text(sv="Antalet är negativt.", en="The number is negative.")
_NATION = frozenset({"riket", "hela riket", "hela landet", "sverige", "sweden"})


def reshape(content: FileContent, column_map: Mapping[str, str], _settings: Mapping[str, Any]) -> FileContent:
    """Return a table with a column per year as one with a row per figure; others as they are.

    Raises InvalidError where the file has neither a column of values nor columns called as years.
    """
    if has_column(SOURCE, content, column_map, "value"):
        return content
    found = year_columns(unclaimed(SOURCE, content, column_map, "value"))
    if not found.years:
        raise InvalidError(_NO_YEARS, field="value")
    return unfolded_by_year(content, found, "value", _about)


def _about(_header: str, beside: str) -> dict[str, object]:
    """Return what stands beside a column's year: a unit, else a group."""
    try:
        return {"unit": _unit(beside), "subgroup": "all"}
    except InvalidError:
        return {"subgroup": "all" if not beside or is_sum(beside) else beside}


def parse(record: Record, terms: Terms) -> Row:
    """Return a figure's columns; raises LeftOutError for one that is missing or withheld."""
    settings = terms.settings
    if is_missing(record, "value"):
        raise LeftOutError(NOT_THERE)
    if is_withheld(record, "value"):
        raise LeftOutError(_WITHHELD)
    area = record.text("area")
    level = record.code("level", AREA_LEVELS, settings["level"] or _level_of(area))
    year: int = record.read_if_given("year", values.whole, settings["year"]) or record.read(
        "year", values.whole
    )
    if not 1800 <= year <= 2200:
        raise InvalidError(_NOT_A_YEAR, field="year")
    if year > terms.today.year:
        raise InvalidError(_FUTURE, field="year")
    indicator = record.text("indicator", settings["indicator"])
    subgroup = record.text("subgroup", "all")
    unit = record.code("unit", FIGURE_UNITS, settings["unit"])
    counted: int | None = record.read_if_given("number_counted", values.whole)
    if counted is not None and counted < 0:
        raise InvalidError(_NEGATIVE, field="number_counted")
    return {
        "source_key": "\x1f".join((indicator, unit, level, area, subgroup, str(year))),
        "level": level,
        "area_name": area,
        "indicator": indicator,
        "subgroup": subgroup,
        "year": year,
        "value": record.read("value", values.number),
        "unit": unit,
        "number_counted": counted,
        "publisher": record.text("publisher", settings["publisher"]),
    }


def _level_of(area: str) -> str:
    """Return the level that a name tells; raises InvalidError where it tells none."""
    name = area.casefold()
    if name in _NATION:
        return "nation"
    for ending, level in ((" län", "county"), (" county", "county"), (" kommun", "municipality")):
        if name.endswith(ending):
            return level
    raise InvalidError(_NO_LEVEL.format(known=", ".join(AREA_LEVELS.codes)), field="level")


def _level(raw: object) -> str:
    return values.code(AREA_LEVELS, raw)


def _unit(raw: object) -> str:
    return values.code(FIGURE_UNITS, raw)


SOURCE = Source(
    code="reference_figures",
    name=Text(sv="Jämförelsetal", en="Reference figures"),
    formats=TABLES,
    columns=(
        Column(
            "area",
            Text("område", "area"),
            ("omrade", "område", "kommun", "län", "lan", "region", "stadsdel", "area_name", "municipality"),
            required=True,
        ),
        Column("level", Text("nivå", "level"), ("niva", "nivå"), codes=AREA_LEVELS),
        Column("indicator", Text("mått", "indicator"), ("mått", "matt", "indikator", "nyckeltal")),
        Column("subgroup", Text("grupp", "group"), ("grupp", "group", "ålder", "alder", "kön", "kon")),
        Column("year", Text("år", "year"), ("ar", "år")),
        Column("value", Text("värde", "value"), ("varde", "värde", "tal")),
        Column("number_counted", Text("antal som talet bygger på", "number it rests on"), ("n", "antal")),
        Column("unit", Text("enhet", "unit"), ("enhet",), codes=FIGURE_UNITS),
        Column("publisher", Text("utgivare", "publisher"), ("utgivare", "källa", "kalla")),
    ),
    settings=(
        Setting(
            "indicator", Text("måttet, för hela filen", "the indicator, of all rows"), stands_for_column=True
        ),
        Setting(
            "unit", Text("enheten, för hela filen", "the unit, of all rows"), _unit, stands_for_column=True
        ),
        Setting("level", Text("nivån där raden inte säger den", "the level where rows are silent"), _level),
        Setting(
            "year", Text("året där raden inte säger det", "the year where rows are silent"), values.whole
        ),
        Setting("publisher", Text("utgivare", "publisher"), default=""),
    ),
    staged={
        "source_key": sa.Text(),
        "level": sa.Text(),
        "area_name": sa.Text(),
        "indicator": sa.Text(),
        "subgroup": sa.Text(),
        "year": sa.Integer(),
        "value": sa.Float(),
        "unit": sa.Text(),
        "number_counted": sa.Integer(),
        "publisher": sa.Text(),
    },
    reshape=reshape,
    parse=parse,
    rows="reference_figures_rows",
    quality="reference_figures_quality",
    target=models.ReferenceFigure,
    package=__package__,
)
