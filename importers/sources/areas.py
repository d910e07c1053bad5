"""Areas of any kind from a map file, and how they change.

An area whose code is in force already gets a new version from the file's day on: the former ends that day,
and what it became is recorded with shares. An area that is as before gets none. What a file leaves out ends
only where the file is said to be complete.
"""

from collections.abc import Iterator
from datetime import date, timedelta

import sqlalchemy as sa
from geoalchemy2 import Geometry
from sqlalchemy.orm import Session

from geodata import models
from geodata.codes import ACCURACIES
from geodata.errors import InvalidError
from geodata.statements import statement
from geodata.text import Text
from importers import values
from importers.formats import VECTORS
from importers.positions import needed, shape_of
from importers.source import Bulk, Check, Column, Record, Row, Setting, Source, Terms
from importers.storing import succession
from importers.swift.areas import swift_areas

_NO_KIND = Text(
    sv="Områdets slag saknas i filen; ange --set kind=SLAG ({known}).",
    en="The file does not say the kind of area; give --set kind=KIND ({known}).",
)
_UNKNOWN_KIND = Text(
    sv="Områdesslaget finns inte i stadsprofilen; den har {known}.",
    en="The city profile has no such kind of area; it has {known}.",
)
_NO_START = Text(
    sv="Första giltighetsdag saknas i filen; ange --set valid_from=ÅÅÅÅ-MM-DD.",
    en="The file does not say the first day of validity; give --set valid_from=YYYY-MM-DD.",
)
_TURNED = Text(sv="Sista dag är före första dag.", en="The last day is before the first day.")
_NOT_POLYGON = Text(sv="Geometrin är ingen yta.", en="The geometry is not a surface.")
_MENDED = Text(
    sv="{name} hade en ogiltig gräns ({why}) som har lagats; ytan ändrades {change:+.4f} %.",
    en="{name} had an invalid border ({why}) that has been mended; its extent changed by {change:+.4f} %.",
)
_MENDED_FROM_NOTHING = Text(
    sv="{name} hade en ogiltig gräns ({why}) runt ingen yta alls; lagad omger den {extent:.0f} m².",
    en="{name} had an invalid border ({why}) around no surface at all; mended it encloses {extent:.0f} m².",
)
_GO_ON = Text(
    sv="{number} områden är som förut och fortsätter att gälla.",
    en="{number} areas are as before and go on.",
)
_CODES_MADE = Text(
    sv="Filen har inga koder; koder har bildats av namnen.",
    en="The file has no codes; codes have been made from the names.",
)

COLUMNS = (
    Column(
        "name",
        Text("namn", "name"),
        (
            "namn",
            *("name_sv", "delomrade", "delområde", "do_namn", "stadsdel", "sdf_namn", "kommun_namn"),
            *("ward", "ward_name", "precinct", "municipality_name", "kommunnamn", "county_name", "länsnamn"),
        ),
        required=True,
    ),
    Column("name_en", Text("engelskt namn", "English name"), ("english_name",)),
    Column(
        "code",
        Text("kod", "code"),
        (
            "kod",
            "source_key",
            "do_kod",
            "sdf_kod",
            "gss_code",
            "id_kod",
            "kommun_kod",
            "area_code",
            "ward_code",
            "municipality_code",
            "kommunkod",
            "county_code",
            "länskod",
        ),
    ),
    Column("kind", Text("slag", "kind"), ("slag", "area_kind")),
    Column("valid_from", Text("giltig från och med", "valid from"), ("giltig_fran", "from_date")),
    Column("valid_to", Text("giltig till och med", "valid to and including"), ("giltig_till", "to_date")),
    Column(
        "accuracy",
        Text("gränsens noggrannhet", "accuracy of the border"),
        ("noggrannhet",),
        codes=ACCURACIES,
    ),
)


def _accuracy(raw: object) -> str:
    return values.code(ACCURACIES, raw)


SETTINGS = (
    Setting("kind", Text("områdenas slag", "the areas' kind"), stands_for_column=True),
    Setting("valid_from", Text("första giltiga dag", "first valid day"), values.day, stands_for_column=True),
    Setting("valid_to", Text("sista giltiga dag", "last valid day"), values.day),
    Setting(
        "accuracy", Text("gränsernas noggrannhet", "accuracy of the borders"), _accuracy, default="official"
    ),
    Setting(
        "complete",
        Text(
            "ja: filen har alla områden av slaget, så de som saknas har upphört",
            "yes: the file has all areas of the kind, so that those it leaves out have ended",
        ),
        values.yes_or_no,
        default=False,
    ),
    succession.SUCCEEDS,
    Setting("source", Text("uppgiftslämnare", "where the borders come from"), default=""),
    Setting("licence", Text("licens", "licence"), default=""),
)


def parse(record: Record, terms: Terms) -> Row:
    """Return an area's columns; `valid_to` is given as the last valid day and kept as the day after."""
    settings = terms.settings
    name = record.text("name")
    first = record.read_if_given("valid_from", values.day, settings["valid_from"])
    if first is None:
        raise InvalidError(_NO_START, field="valid_from")
    last: date | None = record.read_if_given("valid_to", values.day, settings["valid_to"])
    if last is not None and last < first:
        raise InvalidError(_TURNED, field="valid_to")
    kind = _kind(record, terms)
    code = record.text("code", "") or values.slug(name)
    if record.shape is not None and record.shape.geom_type not in {"Polygon", "MultiPolygon"}:
        raise InvalidError(_NOT_POLYGON, field="geometry")
    return {
        "source_key": f"{kind} {code} {first}",
        "kind": kind,
        "code": code,
        "code_made": not record.has("code"),
        "name_sv": name,
        "name_en": record.text("name_en", name),
        "valid_from": first,
        "stated_from": first,
        "valid_to": None if last is None else last + timedelta(days=1),
        "accuracy": record.code("accuracy", ACCURACIES, settings["accuracy"]),
        "shape": needed(shape_of(record, terms), "geometry"),
    }


def _kind(record: Record, terms: Terms) -> str:
    known = ", ".join(kind.code for kind in terms.profile.area_kinds)
    kind = record.text("kind", terms.settings["kind"] or "")
    if not kind:
        raise InvalidError(_NO_KIND.format(known=known), field="kind")
    if terms.profile.area_kind(kind) is None:
        raise InvalidError(_UNKNOWN_KIND.format(known=known), field="kind")
    return kind


def prepare(session: Session, terms: Terms) -> Iterator[Text]:
    """Move the borders to the city's CRS, mend invalid ones, let what is as before go on; tell which."""
    succession.require_kind(terms)
    session.execute(statement(__package__, "areas_place"))
    for row in session.execute(statement(__package__, "areas_mend")):
        told = {"name": row.name, "why": row.why, "extent": row.mended_m2}
        if row.given_m2 is None:
            yield _MENDED_FROM_NOTHING.format(**told)
        else:
            yield _MENDED.format(**told, change=100 * (row.mended_m2 / row.given_m2 - 1))
    if session.scalar(sa.text("SELECT bool_or(code_made) FROM staged")):
        yield _CODES_MADE
    session.execute(statement(__package__, "areas_versions"))
    if go_on := session.scalar(statement(__package__, "areas_unchanged")):
        yield _GO_ON.format(number=go_on)
    session.execute(statement(__package__, "areas_endings"), {"complete": terms.settings["complete"]})


SOURCE = Source(
    code="areas",
    name=Text(sv="Områden", en="Areas"),
    formats=VECTORS,
    shapes=("area",),
    columns=COLUMNS,
    settings=SETTINGS,
    staged={
        "source_key": sa.Text(),
        "kind": sa.Text(),
        "code": sa.Text(),
        "code_made": sa.Boolean(),
        "name_sv": sa.Text(),
        "name_en": sa.Text(),
        "valid_from": sa.Date(),
        "stated_from": sa.Date(),
        "ended_ids": sa.ARRAY(sa.Integer),
        "valid_to": sa.Date(),
        "accuracy": sa.Text(),
        "shape": Geometry(None, spatial_index=False),
        "geom": Geometry(None, spatial_index=False),
        "lost_share": sa.Float(),
    },
    parse=parse,
    swift_shapes=swift_areas,
    prepare=prepare,
    checks=(
        Check(
            "areas_lost",
            "geometry",
            Text(
                sv="Gränsen är ogiltig och kan inte lagas: {value} % av ytan skulle gå förlorad.",
                en="The border is invalid and cannot be mended: {value} % of the surface would be lost.",
            ),
        ),
        Check(
            "areas_double_ground",
            "geometry",
            Text(
                sv="Området täcker samma mark som {value}, av samma slag och vid samma tid. "
                "Har {value} upphört, läs in alla områden av slaget med --set complete=yes.",
                en="The area covers the same ground as {value}, of the same kind and at the same time. If "
                "{value} has ended, bring in all areas of the kind with --set complete=yes.",
            ),
        ),
    ),
    ends="areas_ends",
    conclude=succession.conclude,
    rows="areas_rows",
    quality="areas_quality",
    in_bulk=Bulk(
        ground={}, rows="areas_rows", derived=(), resting=("area_inserted",), made_up="areas_made_up"
    ),
    key=("kind", "code", "valid_from"),
    target=models.Area,
    package=__package__,
    box_of="middle",
    relied_on="areas_relied_on",
    clear_up="areas_clear_up",
)
