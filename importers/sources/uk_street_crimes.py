"""Street crime as the British police publish it: data.police.uk, twelve columns, one file a month.

Positions are snapped to the middle of a street and the day is unknown. A crime id may stand on several rows
of a file (other place, other outcome): every row is an event of its own, the second with "#2" after its id.
Anti-social behaviour has no id; such rows have no key and are kept even when they are identical.
"""

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Session

from geodata import models
from geodata.errors import InvalidError
from geodata.statements import statement
from geodata.text import Text
from importers import times, values
from importers.formats import TABLES
from importers.positions import point_of
from importers.source import Column, Record, Row, Source, Terms
from importers.subjects.recorded_crime import INCIDENTS_IN_BULK, STAGED_INCIDENT, allow_points

CATEGORIES = {
    "Anti-social behaviour": "anti_social_behaviour",
    "Bicycle theft": "bicycle_theft",
    "Burglary": "burglary",
    "Criminal damage and arson": "damage_and_arson",
    "Drugs": "drugs",
    "Other crime": "other_crime",
    "Other theft": "other_theft",
    "Possession of weapons": "possession_of_weapons",
    "Public order": "public_order",
    "Robbery": "robbery",
    "Shoplifting": "shoplifting",
    "Theft from the person": "theft_from_person",
    "Vehicle crime": "vehicle_crime",
    "Violence and sexual offences": "violence_and_sexual_offences",
}

_UNKNOWN_CATEGORY = Text(
    sv="Kategorin är okänd; filerna har {known}.", en="The category is unknown; the files have {known}."
)
_FUTURE = Text(sv="Månaden ligger i framtiden.", en="The month lies in the future.")
_REPEATED = Text(
    sv="{rows} rader har samma brotts-id som en tidigare rad i filen; alla har behållits.",
    en="{rows} rows have the crime id of an earlier row in the file; all are kept.",
)

COLUMNS = (
    Column("source_key", Text("brotts-id", "crime id"), ("Crime ID",), required=True),
    Column("month", Text("månad", "month"), ("Month",), required=True),
    Column("reported_by", Text("rapporterat av", "reported by"), ("Reported by",), required=True),
    Column("falls_within", Text("polisdistrikt", "police force"), ("Falls within",), required=True),
    Column("lon", Text("longitud", "longitude"), ("Longitude",), required=True),
    Column("lat", Text("latitud", "latitude"), ("Latitude",), required=True),
    Column("location", Text("plats", "location"), ("Location",), required=True, words=True),
    Column("lsoa_code", Text("LSOA-kod", "LSOA code"), ("LSOA code",), required=True),
    Column("lsoa_name", Text("LSOA-namn", "LSOA name"), ("LSOA name",), required=True),
    Column("category", Text("brottstyp", "crime type"), ("Crime type",), required=True),
    Column("outcome", Text("senaste utfall", "last outcome"), ("Last outcome category",), required=True),
    Column("context", Text("sammanhang", "context"), ("Context",), required=True, words=True),
)


def parse(record: Record, terms: Terms) -> Row:
    """Return an incident's columns: the whole month, a snapped position or none."""
    first: date = record.read("month", values.month)
    if first > terms.today:
        raise InvalidError(_FUTURE, field="month")
    span = times.whole_month(first, terms.profile.zone)
    category = record.text("category")
    if category not in CATEGORIES:
        raise InvalidError(_UNKNOWN_CATEGORY.format(known=", ".join(CATEGORIES)), field="category")
    shape = point_of(record, terms)
    return {
        "source_key": f"{first:%Y-%m} {record.text('source_key')}" if record.has("source_key") else None,
        "category": category,
        "crime_group": CATEGORIES[category],
        "occurred_from": span.start,
        "occurred_to": span.stop,
        "time_precision": span.precision,
        "shape": shape,
        "precision": "none" if shape is None else "snapped",
    }


def prepare(session: Session, _terms: Terms) -> Iterator[Text]:
    """Give rows that share a crime id keys of their own; tell how many."""
    numbered = session.execute(statement(__package__, "uk_street_crimes_number")).all()
    if numbered:
        yield _REPEATED.format(rows=len(numbered))


SOURCE = Source(
    code="uk_street_crimes",
    name=Text(sv="Brott från data.police.uk", en="Street crime from data.police.uk"),
    formats=TABLES,
    shapes=("point",),
    columns=COLUMNS,
    staged=STAGED_INCIDENT,
    parse=parse,
    prepare=prepare,
    rows="incidents_rows",
    in_bulk=INCIDENTS_IN_BULK,
    quality="incidents_quality",
    target=models.Incident,
    package=__package__,
    allowed=allow_points,
    about_events=True,
    approval="crime_import",
)
