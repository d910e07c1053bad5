"""What sources and their columns are called, those that no longer exist by their code."""

from geodata.text import Text
from importers.source import Source
from importers.sources import SOURCES
from webmap.forms.form import capital
from webmap.language import words

_NAMES = {source.code: source.name for source in SOURCES} | {"demo": Text("demostaden", "the demo city")}


def source_name(code: str) -> Text:
    """Return the name of a batch's source."""
    return _NAMES.get(code, Text(code, code))


def column_name(known: Source | None, field: str) -> str:
    """Return the name of a source's column; the field's own where it is none of them."""
    column = known.column(field) if known else None
    return capital(words(column.name)) if column else field.replace("_", " ")
