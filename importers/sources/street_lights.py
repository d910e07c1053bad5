"""Street lights: one lamp per row, with what it is, what it replaced and when; its pole's id is the key."""

import re
from datetime import date, datetime

import sqlalchemy as sa
from geoalchemy2 import Geometry

from geodata import models
from geodata.codes import LAMP_STATUSES, LAMPS
from geodata.errors import InvalidError
from geodata.text import Text
from importers import positions, values
from importers.formats import MAPS
from importers.positions import needed, point_of
from importers.source import Column, Record, Row, Source, Terms, UnknownCodeError
from importers.times import past_day

_TURNED = Text(
    sv="lampan byttes innan den togs i drift; båda dagarna står som filen säger",
    en="the lamp was replaced before it came into operation; both days stand as the file says",
)
_NO_COUNT = Text(sv="Värdet är negativt eller noll.", en="The value is negative or zero.")
_UNDATED = Text(
    sv="lampan byttes, men inte vilken dag; före och efter går inte att skilja",
    en="the lamp was replaced, but not on what day; before and after cannot be told apart",
)

# "250H to 200L": watts and a letter for the lamp, before and after, as inventories note a change.
_CHANGE = re.compile(r"\b(\d{1,4})\s*([A-Z]{1,3})\s+to\s*(\d{1,4})\s*([A-Z]{1,3})\b", re.IGNORECASE)
_LETTERS = {"h": "hps", "l": "led", "m": "mh", "in": "inc"}
_NOTHING = frozenset(map(values.folded, ("N/A", "none", "unknown", "okänd", "-", "?")))


def parse(record: Record, terms: Terms) -> Row:
    """Return a lamp's columns; what the file calls unknown is left empty."""
    lit_on = _past_day(record, terms, "lit_on")
    changed_on = _past_day(record, terms, "changed_on")
    if lit_on is not None and changed_on is not None and changed_on < lit_on:
        terms.notes.add(record.number, _TURNED)
    lamp_before, watt_before = _before(record)
    if lamp_before is not None and changed_on is None:
        terms.notes.add(record.number, _UNDATED)
    return {
        "source_key": record.text("source_key", "") or None,
        "shape": needed(point_of(record, terms)),
        "lamp": _lamp(record, "lamp"),
        "watt": _number(record, "watt"),
        "lamp_before": lamp_before,
        "watt_before": watt_before,
        "lit_on": lit_on,
        "changed_on": changed_on,
        "lamps": _count(record),
        "colour_temperature_k": _number(record, "colour_temperature_k"),
        "height_m": _number(record, "height_m"),
        "owner": record.text("owner", "") if _told(record, "owner") else "",
        "status": record.code("status", LAMP_STATUSES, "ok"),
        "status_on": _past_day(record, terms, "status_on"),
    }


def _told(record: Record, field: str) -> bool:
    return record.has(field) and values.folded(str(record.values[field])) not in _NOTHING


def _past_day(record: Record, terms: Terms, field: str) -> date | None:
    return past_day(record, terms, field, reader=_day) if _told(record, field) else None


def _day(raw: object) -> date:
    """Return a day; a clock time that inventories put beside it says nothing."""
    told = values.day_and_clock(raw)
    return told.date() if isinstance(told, datetime) else told[0]


def _number(record: Record, field: str) -> float | None:
    """Return a number; "16 ft" and "5 m" are metres, as heights are written."""
    if not _told(record, field):
        return None
    written = record.text(field)
    feet = re.fullmatch(r"([0-9]+(?:[.,][0-9]+)?)\s?ft", written)
    if feet is not None:
        return round(float(feet[1].replace(",", ".")) * 0.3048, 2)
    plain = Record(record.number, {field: re.sub(r"\s?(?:m|W|K)$", "", written)}, record.headers)
    number: float = plain.read(field, values.number)
    if number < 0:
        raise InvalidError(_NO_COUNT, field=field)
    return number


def _count(record: Record) -> int:
    lamps: int = record.read_if_given("lamps", values.whole, 1)
    if lamps < 1:
        raise InvalidError(_NO_COUNT, field="lamps")
    return lamps


def _lamp(record: Record, field: str) -> str | None:
    """Return a lamp's code; "HPS-High Pressure Sodium" is known by its abbreviation."""
    if not _told(record, field):
        return None
    try:
        return record.code(field, LAMPS)
    except UnknownCodeError as unknown:
        abbreviation = re.split(r"\s*[-–(,]", unknown.value, maxsplit=1)[0].strip().casefold()
        if abbreviation not in LAMPS:
            raise
        return abbreviation


def _before(record: Record) -> tuple[str | None, float | None]:
    """Return the lamp and the watts that were replaced, from their columns or from a note of the change."""
    note = _CHANGE.search(record.text("change")) if record.has("change") else None
    letter = note[2].casefold() if note else ""
    noted = _LETTERS.get(letter, letter)
    lamp = _lamp(record, "lamp_before") or (noted if noted in LAMPS else None)
    watt = _number(record, "watt_before")
    return lamp, float(note[1]) if watt is None and note is not None else watt


SOURCE = Source(
    code="street_lights",
    name=Text(sv="Gatubelysning", en="Street lights"),
    formats=MAPS,
    shapes=("point",),
    columns=(
        Column(
            "source_key",
            Text("stolpens nummer", "number of the pole"),
            ("key", "id", "nyckel", "pole_id", "stolpe", "stolpnummer", "streetlightid", "osm_id"),
        ),
        Column(
            "lamp",
            Text("ljuskälla", "light source"),
            ("lampa", "ljuskälla", "lamptyp", "lamp_type", "lighttype", "lighttype_desc", "light_method"),
            codes=LAMPS,
        ),
        Column("watt", Text("effekt i watt", "power in watts"), ("effekt", "w", "wattage", "wattage1")),
        Column("lamp_before", Text("ljuskälla före bytet", "light source before"), ("före",), codes=LAMPS),
        Column("watt_before", Text("watt före bytet", "watts before"), ("effekt_före",)),
        Column("lit_on", Text("i drift från", "in operation from"), ("i_drift", "inoperation", "installed")),
        Column(
            "changed_on",
            Text("lampan bytt den", "lamp replaced on"),
            ("bytt", "bytesdatum", "changed", "ledinoperation"),
        ),
        Column("change", Text("bytet i ord: 250H to 200L", "the change in words: 250H to 200L"), ("byte",)),
        Column(
            "lamps",
            Text("antal lampor på stolpen", "lamps on the pole"),
            ("antal", "light_count", "numberlights"),
        ),
        Column("colour_temperature_k", Text("färgtemperatur i K", "colour temperature in K"), ("cct", "k")),
        Column("height_m", Text("höjd i meter", "height in metres"), ("höjd", "height", "stolphöjd")),
        Column("owner", Text("ägare", "owner"), ("ägare", "agare", "operator"), words=True),
        Column("status", Text("tillstånd", "state"), ("tillstånd", "skick"), codes=LAMP_STATUSES),
        Column("status_on", Text("tillståndet gäller från", "in that state since"), ("tillstånd_från",)),
        *positions.COLUMNS,
    ),
    staged={
        "source_key": sa.Text(),
        "shape": Geometry(None, spatial_index=False),
        "lamp": sa.Text(),
        "watt": sa.Float(),
        "lamp_before": sa.Text(),
        "watt_before": sa.Float(),
        "lit_on": sa.Date(),
        "changed_on": sa.Date(),
        "lamps": sa.Integer(),
        "colour_temperature_k": sa.Float(),
        "height_m": sa.Float(),
        "owner": sa.Text(),
        "status": sa.Text(),
        "status_on": sa.Date(),
    },
    parse=parse,
    rows="street_lights_rows",
    quality="street_lights_quality",
    target=models.LightPoint,
    package=__package__,
)
