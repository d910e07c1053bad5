"""The filter object and its registry of fields: one selection for map, list, export and address."""

from geodata.filters.fields import FIELDS, Field, Names
from geodata.filters.filter import EVERY_PLACE, EVERYTHING, MAPPED_GROUPS, Filter, containing
from geodata.filters.period import MONTHS, Period

__all__ = [
    "EVERYTHING",
    "EVERY_PLACE",
    "FIELDS",
    "MAPPED_GROUPS",
    "MONTHS",
    "Field",
    "Filter",
    "Names",
    "Period",
    "containing",
]
