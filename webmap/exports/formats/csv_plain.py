"""CSV as programs read it: commas, a decimal dot, UTF-8 without a mark."""

from geodata.text import Text
from webmap.exports.colophon import Colophon
from webmap.exports.formats.delimited import delimited
from webmap.exports.formats.format import Format
from webmap.exports.table import Table


def _write(table: Table, colophon: Colophon, language: str) -> bytes:
    return delimited(table, colophon, language, delimiter=",", decimal_sign=".").encode("utf-8")


CSV_PLAIN = Format(
    code="csv",
    name=Text("CSV för program", "CSV for programs"),
    about=Text("komma och decimalpunkt", "commas and decimal dots"),
    suffix=".csv",
    media_type="text/csv; charset=utf-8",
    write=_write,
)
