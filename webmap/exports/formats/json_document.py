"""JSON: the rows as objects with stable keys and codes, and the colophon beside them."""

import json

from geodata.text import Text
from webmap.exports.colophon import Colophon
from webmap.exports.formats.format import Format
from webmap.exports.table import Table, for_programs


def metadata(colophon: Colophon, language: str) -> dict[str, object]:
    """Return the colophon as one object; lines with the same key become a list."""
    told: dict[str, object] = {}
    for line in colophon.lines():
        says = line.says if isinstance(line.says, str) else line.says.in_language(language)
        told[line.key] = [*_listed(told[line.key]), says] if line.key in told else says
    return told


def records(table: Table, language: str) -> list[dict[str, object]]:
    """Return the rows as objects."""
    return [{key: for_programs(cell, language) for key, cell in record.items()} for record in table.records()]


def document(content: dict[str, object]) -> bytes:
    """Return the content as UTF-8 text."""
    return json.dumps(content, ensure_ascii=False, allow_nan=False, indent=1).encode()


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _write(table: Table, colophon: Colophon, language: str) -> bytes:
    names = {column.key: column.name.in_language(language) for column in table.columns}
    content = {"metadata": metadata(colophon, language), "columns": names, "rows": records(table, language)}
    return document(content)


JSON_DOCUMENT = Format(
    code="json",
    name=Text("JSON", "JSON"),
    about=Text("koder i stället för ord", "codes instead of words"),
    suffix=".json",
    media_type="application/json",
    write=_write,
)
