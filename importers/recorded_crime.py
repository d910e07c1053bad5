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
from importers.source import Record, Setting, Terms

_NO_POINTS = Text(
    sv="Staden lagrar inte enskilda brott som punkter; läs in antal per område eller ruta i stället.",
    en="The city does not store single crimes as points; bring in counts per area or cell instead.",
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
        "shape": Geometry(None, spatial_index=False),
    }
)


def _group(raw: object) -> str:
    return values.code(CRIME_GROUPS, raw)


CATEGORY_SETTING = Setting(
    "category",
    Text("brottsgrupp för en kategori i filen", "crime group of a category in the file"),
    _group,
    prefix=True,
)


def allow_points(profile: CityProfile) -> None:
    """Raise InvalidError where the city does not store recorded crime as points (BR-30)."""
    if not profile.exact_incident_points:
        raise InvalidError(_NO_POINTS)


def crime_group(record: Record, terms: Terms) -> str:
    """Return the group of a record's category: as said for the file, else as mapped or known.

    Raises UnknownCodeError for a category that is none of these.
    """
    category = record.text("category")
    said: dict[str, str] = terms.settings["category"]
    return said[category] if category in said else record.code("category", CRIME_GROUPS)
