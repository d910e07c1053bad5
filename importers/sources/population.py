"""How many people live in an area at the end of a year, in all or by sex and age."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from geodata import models
from geodata.errors import InvalidError
from geodata.text import Text
from importers import values
from importers.formats import MAPS
from importers.known_areas import KnownAreas, areas_of_kind
from importers.source import Column, Record, Row, Setting, Source, Terms

SEXES = {"all": "all", "alla": "all", "totalt": "all", "k": "K", "kvinnor": "K", "women": "K", "f": "K",
         "m": "M", "män": "M", "men": "M"}  # fmt: skip
AGE_BANDS = ("0-15", "16-24", "25-44", "45-64", "65-84", "85+", "all")
KINDS = ("night", "day")

_NOT_AMONG = Text(sv="Möjliga värden: {known}.", en="Possible values: {known}.")
_NEGATIVE = Text(sv="Antalet är negativt.", en="The number is negative.")
_FUTURE = Text(sv="Året är inte slut än.", en="The year is not over yet.")
_NOT_A_YEAR = Text(sv="Värdet är inget årtal.", en="The value is not a year.")


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
    known: KnownAreas = terms.known
    area_id = known.find(record, terms, "area", date(year, 12, 31))
    people: int = record.read("people", values.whole)
    if people < 0:
        raise InvalidError(_NEGATIVE, field="people")
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
        "people": people,
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
    name=Text(sv="Folkmängd per område (CSV)", en="Population per area (CSV)"),
    formats=MAPS,
    columns=(
        Column(
            "area",
            Text("område", "area"),
            ("omrade", "område", "area_code", "area_name", "kod", "code", "namn", "name", "stadsdel"),
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
    parse=parse,
    learn=learn,
    rows="population_rows",
    key=("area_id", "year", "kind", "sex", "age_band"),
    target=models.Population,
    package=__package__,
)
