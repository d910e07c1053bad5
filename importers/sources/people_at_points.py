"""How many people live at points, such as the middles of census blocks: summed into the areas around them.

No point is kept: an area's population is the sum of its points. People at points in no area are left out,
which is counted, and an area without points gets no figure rather than a zero.
"""

from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa
from geoalchemy2 import Geometry
from sqlalchemy.orm import Session

from geodata import models
from geodata.errors import InvalidError
from geodata.statements import statement
from geodata.text import Text
from importers import positions, values
from importers.formats import MAPS
from importers.positions import needed, point_of
from importers.source import Column, Record, Row, Setting, Source, Terms
from importers.subjects.counted import count
from importers.subjects.known_areas import areas_of_kind

_FUTURE = Text(sv="Året är inte slut än.", en="The year is not over yet.")
_WITHHELD = Text(sv="Antalet är undertryckt.", en="The number is withheld.")
_OUTSIDE = Text(
    sv="{points} punkter med {people} personer ligger inte i något område av slaget och har lämnats utanför.",
    en="{points} points with {people} people lie in no area of the kind and are left out.",
)


def learn(session: Session, terms: Terms) -> None:
    """Raise InvalidError where there are no areas of the kind, or the year is not over."""
    areas_of_kind(session, terms.settings["area_kind"])
    if date(terms.settings["year"], 12, 31) > terms.today:
        raise InvalidError(_FUTURE, field="year")


def parse(record: Record, terms: Terms) -> Row:
    """Return a point and the people that live there."""
    counted = count(record, "people")
    if counted.number is None:
        raise InvalidError(_WITHHELD, field="people")
    return {
        "source_key": record.text("source_key", "") or None,
        "people": counted.number,
        "shape": needed(point_of(record, terms), "geometry" if record.shape is not None else "lon"),
    }


def prepare(session: Session, terms: Terms) -> Iterator[Text]:
    """Give the points their areas; nothing is told of it yet."""
    given = {name: terms.settings[name] for name in ("area_kind", "year")}
    session.execute(statement(__package__, "people_at_points_placed"), given)
    return iter(())


def conclude(session: Session, _terms: Terms, _batch: models.ImportBatch) -> Iterator[Text]:
    """Tell how many people live outside all areas of the kind."""
    outside = session.execute(statement(__package__, "people_at_points_outside")).one()
    if outside.points:
        yield _OUTSIDE.format(points=outside.points, people=outside.people)


SOURCE = Source(
    code="people_at_points",
    name=Text(sv="Folkmängd i punkter", en="Population at points"),
    formats=MAPS,
    shapes=("point",),
    columns=(
        Column("source_key", Text("nyckel", "key"), ("geoid", "id", "key", "ruta", "rutid")),
        Column(
            "people",
            Text("antal personer", "number of people"),
            ("antal", "folkmängd", "befolkning", "population"),
            required=True,
        ),
        *positions.COLUMNS,
    ),
    settings=(
        Setting("area_kind", Text("områdenas slag", "the areas' kind"), required=True),
        Setting(
            "year", Text("året vars slut gäller", "the year whose end is meant"), values.whole, required=True
        ),
        Setting("source", Text("uppgiftslämnare", "where the figures come from"), default=""),
    ),
    staged={
        "source_key": sa.Text(),
        "people": sa.Integer(),
        "shape": Geometry(None, spatial_index=False),
        "area_id": sa.Integer(),
    },
    parse=parse,
    learn=learn,
    prepare=prepare,
    conclude=conclude,
    rows="people_at_points_rows",
    key=("area_id", "year", "kind", "sex", "age_band"),
    quality="people_at_points_quality",
    target=models.Population,
    package=__package__,
)
