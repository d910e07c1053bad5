"""What the lines of the logs are called."""

from collections.abc import Iterable

from flask_babel import lazy_gettext

from geodata.filters.fields import FIELDS
from geodata.retention import RULES
from webmap.exports.layers import EXPORT_LAYERS
from webmap.language import words
from webmap.words.fields import FIELD_NAMES

LOGS = {
    "reads": lazy_gettext("Readings"),
    "exports": lazy_gettext("Exports"),
    "changes": lazy_gettext("Changes"),
    "retention": lazy_gettext("Retention runs"),
}

READINGS = {
    "crime_points": lazy_gettext("Recorded crime as points on the map"),
    "imported_crime": lazy_gettext("Recorded crime of a file on its way in"),
    "hotspots": lazy_gettext("Hotspots"),
    "evaluation": lazy_gettext("Evaluation of a measure"),
    "observation_texts": lazy_gettext("What has been observed at a place"),
    "photo": lazy_gettext("Photo"),
    "held_text": lazy_gettext("A text that was held for review"),
}

TABLES = {
    "place": lazy_gettext("Place"),
    "observation": lazy_gettext("Observation"),
    "measure": lazy_gettext("Measure"),
    "initiative": lazy_gettext("Initiative"),
    "goal": lazy_gettext("Goal"),
    "photo": lazy_gettext("Photo"),
    "user_account": lazy_gettext("Account"),
    "membership": lazy_gettext("Membership"),
}

_ASKED = {field.query: field.label for field in FIELDS}
_LAYERS = {layer.code: layer.name for layer in EXPORT_LAYERS}

RETENTION = {rule.kind: rule.name for rule in RULES}

KINDS = {
    "reads": READINGS,
    "exports": {**_LAYERS, "map": lazy_gettext("Map")},
    "changes": TABLES,
    "retention": RETENTION,
}


def line_name(code: str, log: str) -> str:
    """Return the name of a kind of line; the bare code where it is not known."""
    return words(KINDS[log].get(code, code))


def asked_name(name: str) -> str:
    """Return what a part of an address is called; the bare name where no filter has it."""
    return words(_ASKED.get(name, name))


def field_names(fields: Iterable[str], table: str) -> str:
    """Return the names of the fields of a table, as its history tells them."""
    known = FIELD_NAMES.get(table, {})
    return ", ".join(str(known.get(field, field)) for field in fields)
