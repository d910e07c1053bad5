"""What sources, their files and their columns are called, sources that no longer exist by their code."""

from flask_babel import gettext, lazy_gettext

from geodata.text import Text
from importers.source import Column, Source
from importers.sources import SOURCES
from webmap.forms.form import capital
from webmap.language import words

_DEMO = "demo"
_NAMES = {source.code: source.name for source in SOURCES} | {_DEMO: Text("demostaden", "the demo city")}

DEMO_FILES = {
    "areas": lazy_gettext("areas"),
    "initiatives": lazy_gettext("initiatives"),
    "incidents": lazy_gettext("crimes"),
    "places": lazy_gettext("places"),
    "surveys": lazy_gettext("surveys"),
    "measures": lazy_gettext("measures"),
    "observations": lazy_gettext("observations"),
    "incident counts": lazy_gettext("counts of crime"),
}
"""What the demo city's batches brought, by their kind."""

WORKED_OUT = {
    "area_id": lazy_gettext("Area"),
    "area_name": lazy_gettext("Area"),
    "crime_group": lazy_gettext("Crime group"),
    "group_code": lazy_gettext("Code of the whole"),
    "group_name": lazy_gettext("Name of the whole"),
    "heard_from": lazy_gettext("Heard from"),
    "held_on": lazy_gettext("Held on"),
    "location": lazy_gettext("Place in words"),
    "measured_to": lazy_gettext("Measured to"),
    "member_id": lazy_gettext("Area"),
    "name_sv": lazy_gettext("Name"),
    "observed_from": lazy_gettext("Observed from"),
    "observed_on": lazy_gettext("Observed on"),
    "observed_to": lazy_gettext("Observed to"),
    "occurred_at": lazy_gettext("Occurred"),
    "period_end": lazy_gettext("Day after the last"),
    "period_start": lazy_gettext("First day"),
    "place_words": lazy_gettext("Place in words"),
    "precision": lazy_gettext("Precision of the position"),
    "severity": lazy_gettext("Severity"),
    "start_time": lazy_gettext("Begins at"),
    "status": lazy_gettext("Status"),
    "synthetic": lazy_gettext("Invented figures"),
    "time_precision": lazy_gettext("Precision of the time"),
    "type": lazy_gettext("Type"),
    "withheld_below": lazy_gettext("Withheld below"),
    "wording": lazy_gettext("Wording"),
    "cell_centre": lazy_gettext("Position"),
    "geom": lazy_gettext("Position"),
    "shape": lazy_gettext("Position"),
}
"""What is worked out from a file's columns and stands in none of them, by field."""

# Keys and reckonings that mean nothing to people.
_INTERNAL = {
    "code_made", "ended_ids", "lost_share", "stated_from", "extent_m2", "tile_geom", "area_ids",
    "near_area_ids", "occurred_on", "occurred_month", "place_id", "question_id", "responsible_id",
    "initiative_id", "owner_organisation_id", "responsible_organisation_id", "walk_id", "wave_id",
    "held", "light",
}  # fmt: skip


def source_name(code: str) -> Text:
    """Return the name of a batch's source."""
    return _NAMES.get(code, Text(code, code))


def file_shown(source: str, file_name: str) -> str:
    """Return the name of a batch's file; the demo city's batches are called by what they brought."""
    kind = DEMO_FILES.get(file_name.removeprefix("demo ")) if source == _DEMO else None
    return str(gettext("The demo city: %(what)s", what=kind)) if kind else file_name


def column_of(known: Source | None, field: str) -> Column | None:
    """Return the column with this field, of the source or of another that fills the same table."""
    if known is None:
        return None
    siblings = (other.column(field) for other in SOURCES if other.target is known.target)
    return known.column(field) or next((column for column in siblings if column), None)


def column_name(known: Source | None, field: str) -> str:
    """Return the name of what a source's rows hold under this field; the field's own where it has none."""
    column = column_of(known, field)
    if column is not None:
        return capital(words(column.name))
    return str(WORKED_OUT[field]) if field in WORKED_OUT else field.replace("_", " ")


def is_internal(known: Source | None, field: str) -> bool:
    """Return whether a field says nothing to people: the program's own, or a key made of other columns."""
    return field in _INTERNAL or (field == "source_key" and known is not None and known.column(field) is None)
