"""How many people live in an area at the end of a year, in all or by sex and age.

Long, with a row per figure, or wide, with a column per year, or per year, sex and age band. A total of all
areas is left out.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from geodata import models
from geodata.errors import InvalidError
from geodata.text import Text
from importers import values
from importers.formats import MAPS, FileContent
from importers.source import Column, LeftOutError, Record, Row, Setting, Source, Terms
from importers.subjects.counted import count
from importers.subjects.known_areas import KnownAreas, areas_of_kind
from importers.wide_tables.unfolding import has_column, is_sum, unclaimed
from importers.wide_tables.year_columns import unfolded_by_year, year_columns

SEXES = {"all": "all", "alla": "all", "totalt": "all", "k": "K", "kvinnor": "K", "women": "K", "f": "K",
         "m": "M", "män": "M", "men": "M"}  # fmt: skip
AGE_BANDS = ("0-15", "16-24", "25-44", "45-64", "65-84", "85+", "all")
KINDS = ("night", "day")

_NOT_AMONG = Text(sv="Möjliga värden: {known}.", en="Possible values: {known}.")
_FUTURE = Text(sv="Året är inte slut än.", en="The year is not over yet.")
_NOT_A_YEAR = Text(sv="Värdet är inget årtal.", en="The value is not a year.")
_WITHHELD = Text(sv="Antalet är undertryckt.", en="The number is withheld.")
_A_TOTAL = Text(
    sv="raden är en summa av de andra och har lämnats utanför",
    en="the row is a total of the others and is left out",
)
_NOT_ONLY_A_YEAR = Text(
    sv="Rubriken säger mer än ett år: ”{word}”. Skriv den som år, kön och åldersgrupp (2012 kvinnor 0-15), "
    "eller ta bort kolumnen.",
    en="The header says more than a year: “{word}”. Write it as year, sex and age band (2012 women 0-15), "
    "or remove the column.",
)
# What may stand beside a year and changes nothing: all figures are of the year's last day.
_NO_MATTER = re.compile(
    r"\b(?:folkmängd(?:en)?|befolkning(?:en)?|antal|invånare|personer|population|people|inhabitants|"
    r"31\s?dec(?:ember)?|31/12|12-31|år|years?|den)\b"
)


def reshape(content: FileContent, column_map: Mapping[str, str], _settings: Mapping[str, Any]) -> FileContent:
    """Return a table with a column per year as one with a row per figure, others as they are."""
    if has_column(SOURCE, content, column_map, "people"):
        return content
    found = year_columns(unclaimed(SOURCE, content, column_map, "people"))
    if not found.years:
        return content
    return unfolded_by_year(content, found, "people", _about)


def _about(header: str, beside: str) -> dict[str, object]:
    """Return the sex and the age band that stand `beside` a column's year.

    Raises InvalidError, naming the column, for anything else: whose number it is would be guessed.
    """
    about: dict[str, object] = {}
    telling = _NO_MATTER.sub(" ", beside.casefold().replace("–", "-"))
    for word in filter(None, re.split(r"[\s|_,;:()]+", telling)):
        if word in AGE_BANDS and word != "all" and "age_band" not in about:
            about["age_band"] = word
        elif word in SEXES and "sex" not in about:
            about["sex"] = SEXES[word]
        else:
            raise InvalidError(_NOT_ONLY_A_YEAR.format(word=word), field=header)
    return about


def learn(session: Session, terms: Terms) -> KnownAreas:
    """Return the areas of the kind that was set."""
    return areas_of_kind(session, terms.settings["area_kind"])


def parse(record: Record, terms: Terms) -> Row:
    """Return a population's columns; the area is the one that was valid on the year's last day."""
    year: int | None = record.read_if_given("year", _year, terms.settings["year"])
    if year is None:
        year = record.read("year", _year)
    if date(year, 12, 31) > terms.today:
        raise InvalidError(_FUTURE, field="year")
    if record.has("area") and is_sum(record.text("area")):
        raise LeftOutError(_A_TOTAL)
    counted = count(record, "people")
    if counted.number is None:
        raise InvalidError(_WITHHELD, field="people")
    known: KnownAreas = terms.known
    area_id = known.find(record, terms, "area", date(year, 12, 31))
    sex = record.read_if_given("sex", _sex, "all")
    age_band = record.read_if_given("age_band", _age_band, "all")
    kind = record.read_if_given("kind", _kind, "night")
    return {
        "source_key": f"{area_id} {year} {kind} {sex} {age_band}",
        "area_id": area_id,
        "year": year,
        "kind": kind,
        "sex": sex,
        "age_band": age_band,
        "people": counted.number,
    }


def _year(raw: object) -> int:
    year = values.whole(raw)
    if not 1800 <= year <= 2200:
        raise InvalidError(_NOT_A_YEAR)
    return year


def _sex(raw: object) -> str:
    sex = SEXES.get(values.text(raw).casefold())
    if sex is None:
        raise InvalidError(_NOT_AMONG.format(known=", ".join(SEXES)))
    return sex


def _age_band(raw: object) -> str:
    return _among(AGE_BANDS, values.text(raw).replace("–", "-").replace("alla", "all"))


def _kind(raw: object) -> str:
    return _among(KINDS, values.text(raw))


def _among(known: tuple[str, ...], written: str) -> str:
    if written not in known:
        raise InvalidError(_NOT_AMONG.format(known=", ".join(known)))
    return written


SOURCE = Source(
    code="population",
    name=Text(sv="Folkmängd per område", en="Population per area"),
    formats=MAPS,
    columns=(
        Column(
            "area",
            Text("område", "area"),
            (
                *("omrade", "område", "area_code", "area_name", "kod", "code", "namn", "name", "stadsdel"),
                *("kommun_kod", "kommun_namn", "municipality_code", "municipality_name"),
            ),
            required=True,
        ),
        Column("year", Text("år", "year"), ("ar", "år")),
        Column(
            "people",
            Text("antal personer", "number of people"),
            ("antal", "folkmängd", "befolkning", "population", "n"),
            required=True,
        ),
        Column("sex", Text("kön", "sex"), ("kön", "kon")),
        Column("age_band", Text("åldersgrupp", "age band"), ("ålder", "alder", "age", "åldersgrupp")),
        Column("kind", Text("natt- eller dagbefolkning", "night or day population"), ("slag",)),
    ),
    settings=(
        Setting("area_kind", Text("områdenas slag", "the areas' kind"), required=True),
        Setting("year", Text("året, där raderna inte säger det", "the year, where rows are silent"), _year),
        Setting("source", Text("uppgiftslämnare", "where the figures come from"), default=""),
    ),
    staged={
        "source_key": sa.Text(),
        "area_id": sa.Integer(),
        "year": sa.Integer(),
        "kind": sa.Text(),
        "sex": sa.Text(),
        "age_band": sa.Text(),
        "people": sa.Integer(),
    },
    reshape=reshape,
    parse=parse,
    learn=learn,
    rows="population_rows",
    key=("area_id", "year", "kind", "sex", "age_band"),
    target=models.Population,
    package=__package__,
)
