"""What the sources of recorded crime share: crime groups, the staged columns, the city's own rule."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa
from geoalchemy2 import Geometry

from geodata.city import CityProfile
from geodata.codes import CRIME_GROUPS
from geodata.errors import InvalidError
from geodata.text import Text
from importers import values
from importers.formats import FileContent
from importers.source import Bulk, Record, Setting, Source, Terms
from importers.storing.daylight import lay_daylight
from importers.wide_tables.unfolding import has_column

_NO_POINTS = Text(
    sv="Staden lagrar inte enskilda brott som punkter; läs in antal per område eller ruta i stället.",
    en="The city does not store single crimes as points; bring in counts per area or cell instead.",
)
_NONE = Text(sv="inga kolumner", en="no columns")
_NO_CATEGORY = Text(
    sv="Brottskategorin saknas. Filen har {known}. Peka ut den med --map category=KOLUMN, "
    "eller säg vad alla rader gäller med --set crime_group=GRUPP.",
    en="The crime category is missing. The file has {known}. Point to it with --map category=COLUMN, "
    "or say what all rows are about with --set crime_group=GROUP.",
)
STAGED_INCIDENT: Mapping[str, sa.types.TypeEngine[Any]] = MappingProxyType(
    {
        "source_key": sa.Text(),
        "category": sa.Text(),
        "crime_group": sa.Text(),
        "occurred_from": sa.TIMESTAMP(timezone=True),
        "occurred_to": sa.TIMESTAMP(timezone=True),
        "time_precision": sa.Text(),
        "precision": sa.Text(),
        "area_id": sa.Integer(),
        "shape": Geometry(None, spatial_index=False),
    }
)

INCIDENTS_IN_BULK = Bulk(
    ground={
        "staged_epochs": "incidents_epochs",
        "staged_quarters": "incidents_quarters",
        "staged_placed": "incidents_placed",
        "staged_squares": "incidents_squares",
        "staged_meetings": "incidents_meetings",
        "staged_settled": "incidents_settled",
        "staged_edges": "incidents_edges",
    },
    rows="incidents_rows_in_bulk",
    derived=("occurred_on", "occurred_month", "light", "tile_geom"),
    resting=("incident_cells_on_insert", "incident_references_on_insert"),
    made_up="incidents_made_up",
    reckon=lay_daylight,
)


def _group(raw: object) -> str:
    return values.code(CRIME_GROUPS, raw)


CATEGORY_SETTINGS = (
    Setting(
        "category",
        Text("brottsgrupp för en kategori i filen", "crime group of a category in the file"),
        _group,
        prefix=True,
    ),
    Setting(
        "crime_group",
        Text(
            "brottsgrupp för alla rader i en fil utan kategorier",
            "crime group of all rows of a file without categories",
        ),
        _group,
    ),
)


def allow_points(profile: CityProfile) -> None:
    """Raise InvalidError where the city does not store recorded crime as points (BR-30)."""
    if not profile.exact_incident_points:
        raise InvalidError(_NO_POINTS)


def require_category(
    source: Source, content: FileContent, column_map: Mapping[str, str], settings: Mapping[str, Any]
) -> None:
    """Raise InvalidError where neither a column nor the setting crime_group says what was recorded."""
    if settings["crime_group"] is None and not has_column(source, content, column_map, "category"):
        known = ", ".join(header for header in content.headers if header) or _NONE
        raise InvalidError(_NO_CATEGORY.format(known=known), field="category")


def crime_group(record: Record, terms: Terms) -> str:
    """Return the group of a record's category: as said for the file, else as mapped or known.

    A record without a category is of the group that was said for all. Raises UnknownCodeError for a category
    that is none of these.
    """
    said_for_all: str | None = terms.settings["crime_group"]
    if said_for_all is not None and not record.has("category"):
        return said_for_all
    category = record.text("category")
    said: dict[str, str] = terms.settings["category"]
    return said[category] if category in said else record.code("category", CRIME_GROUPS)
