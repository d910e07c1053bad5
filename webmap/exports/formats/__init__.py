"""The forms of file that a table can be taken out in, one module each and one line here."""

from webmap.exports.formats.csv_plain import CSV_PLAIN
from webmap.exports.formats.csv_swedish import CSV_SWEDISH
from webmap.exports.formats.format import Format
from webmap.exports.formats.geojson import GEOJSON
from webmap.exports.formats.json_document import JSON_DOCUMENT
from webmap.exports.formats.workbook import WORKBOOK

FORMATS: tuple[Format, ...] = (CSV_SWEDISH, WORKBOOK, CSV_PLAIN, GEOJSON, JSON_DOCUMENT)

__all__ = ["FORMATS", "Format"]
