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
_UNKNOWN_CATEGORY = Text(
    sv="Kategorin är okänd. Koppla den med --set category:KATEGORI=GRUPP; grupper: {codes}.",
    en="The category is unknown. Map it with --set category:CATEGORY=GROUP; groups: {codes}.",
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
    """Return the group of a record's category: as the user mapped it, else by code or name.

    Raises InvalidError (field "category") for a category that is neither mapped nor known.
    """
    category = record.text("category")
    mapped: dict[str, str] = terms.settings["category"]
    if category in mapped:
        return mapped[category]
    try:
        return values.code(CRIME_GROUPS, category)
    except InvalidError as error:
        refusal = _UNKNOWN_CATEGORY.format(codes=", ".join(CRIME_GROUPS.codes))
        raise InvalidError(refusal, field="category") from error
