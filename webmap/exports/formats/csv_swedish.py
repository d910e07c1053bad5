"""CSV as Swedish Excel opens it by a double click: semicolons, a decimal comma, a byte order mark."""

from geodata.text import Text
from webmap.exports.colophon import Colophon
from webmap.exports.formats.delimited import delimited
from webmap.exports.formats.format import Format
from webmap.exports.table import Table


def _write(table: Table, colophon: Colophon, language: str) -> bytes:
    return delimited(table, colophon, language, delimiter=";", decimal_sign=",").encode("utf-8-sig")


CSV_SWEDISH = Format(
    code="csv-excel",
    name=Text("CSV för svensk Excel", "CSV for Swedish Excel"),
    about=Text("semikolon och decimalkomma", "semicolons and decimal commas"),
    suffix=".csv",
    media_type="text/csv; charset=utf-8",
    write=_write,
)
