"""The areas of the demo: schematic outlines (own work) with real names, dates and people."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from importlib import resources
from uuid import UUID

import numpy as np
import shapely
from pyproj import Transformer
from shapely import MultiPolygon, Point, box
from shapely.geometry import shape as shape_of
from shapely.geometry.base import BaseGeometry

from geodata import models
from geodata.crs import LONLAT
from geodata.text import Text
from importers.demo.rows import Row, Rows, table_of

OUTLINE_SOURCE = "eget arbete, ej officiella gränser"
PEOPLE_SOURCE = "Befolkningsbokslut 2012-12-31"
CENTRUM_NOTE = "; Centrum är kommunens summa minus de nio andra, med ej fördelade"
POPULATION_YEAR = 2012

DISTRICTS_END = date(2013, 7, 1)
POLICE_REFORM = date(2015, 1, 1)

# Ten stadsdelar: code, people at the end of 2012 (DOMAIN 16.1), the city area that took over in 2013.
_DISTRICTS = {
    "Centrum": ("centrum", 48_619, "norr"),
    "Södra Innerstaden": ("sodra-innerstaden", 34_671, "innerstaden"),
    "Västra Innerstaden": ("vastra-innerstaden", 33_191, "innerstaden"),
    "Limhamn-Bunkeflo": ("limhamn-bunkeflo", 42_646, "vaster"),
    "Hyllie": ("hyllie", 32_998, "vaster"),
    "Fosie": ("fosie", 43_889, "soder"),
    "Oxie": ("oxie", 12_453, "soder"),
    "Rosengård": ("rosengard", 23_563, "oster"),
    "Husie": ("husie", 20_769, "oster"),
    "Kirseberg": ("kirseberg", 14_959, "norr"),
}
_CITY_AREAS = {
    "norr": ("Norr", "malmo-norr"),
    "innerstaden": ("Innerstaden", "malmo-norr"),
    "vaster": ("Väster", "malmo-soder"),
    "soder": ("Söder", "malmo-soder"),
    "oster": ("Öster", "malmo-soder"),
}
_POLICE_AREAS = {"malmo-norr": "Malmö Norr", "malmo-soder": "Malmö Söder"}

# The corner where the three schematic närpolisområden meet: they cut across the districts on purpose.
_POLICE_CORNER = (13.005, 55.585)


@dataclass(frozen=True, slots=True)
class DemoArea:
    """One area: `shape` in the city's metric system, `people` at the end of 2012 where they are known."""

    id: int
    kind: str
    code: str
    name: Text
    shape: MultiPolygon
    valid_from: date
    valid_to: date | None
    people: int | None


@dataclass(frozen=True, slots=True)
class Geography:
    """All areas of the demo, with the outline of the whole city."""

    srid: int
    areas: tuple[DemoArea, ...]
    outline: MultiPolygon

    def area(self, kind: str, code: str) -> DemoArea:
        """Return one area; LookupError where there is none such."""
        return next(area for area in self.areas if (area.kind, area.code) == (kind, code))

    def of_kind(self, kind: str) -> tuple[DemoArea, ...]:
        """Return the areas of one kind."""
        return tuple(area for area in self.areas if area.kind == kind)

    def in_metres(self, shape: BaseGeometry) -> BaseGeometry:
        """Return a shape given in degrees in the city's metric system."""
        return _in_metres(shape, self.srid)


def geography(srid: int) -> Geography:
    """Return the demo's 31 areas in the metric system `srid`, numbered from 1 in a fixed order."""
    districts = _districts(srid)
    whole = _joined(districts.values())
    drawn = [
        _area("kommun", "1280", "Malmö", whole, (date(1971, 1, 1), None), people=_people(_DISTRICTS)),
        *_district_areas(districts),
        *_city_areas(districts),
        *_neighbourhood_police_areas(whole, srid),
        *_local_police_areas(districts),
    ]
    numbered = tuple(replace(area, id=number) for number, area in enumerate(drawn, start=1))
    return Geography(srid, numbered, whole)


def area_rows(demo: Geography, batch_id: UUID) -> Rows:
    """Return the rows of the areas: real names and dates, schematic outlines, so not synthetic."""
    return Rows.of(table_of(models.Area), tuple(_area_row(area, batch_id) for area in demo.areas))


def population_rows(demo: Geography, batch_id: UUID) -> Rows:
    """Return the published population of the areas that have one."""
    rows: list[Row] = [
        {
            "area_id": area.id,
            "year": POPULATION_YEAR,
            "people": area.people,
            "source": PEOPLE_SOURCE + CENTRUM_NOTE,
            "batch_id": batch_id,
        }
        for area in demo.areas
        if area.people is not None
    ]
    return Rows.of(table_of(models.Population), rows)


def _area_row(area: DemoArea, batch_id: UUID) -> Row:
    return {
        "id": area.id,
        "kind": area.kind,
        "code": area.code,
        "name_sv": area.name.sv,
        "name_en": area.name.en,
        "geom": area.shape,
        "valid_from": area.valid_from,
        "valid_to": area.valid_to,
        "accuracy": "schematic",
        "source": OUTLINE_SOURCE,
        "licence": "MIT",
        "batch_id": batch_id,
    }


def _districts(srid: int) -> dict[str, BaseGeometry]:
    """Return the ten outlines by name, in the metric system."""
    content = (
        resources.files(__package__).joinpath("stadsdelar_schematic.geojson").read_text(encoding="utf-8")
    )
    return {
        feature["properties"]["name"]: _in_metres(shape_of(feature["geometry"]), srid)
        for feature in json.loads(content)["features"]
    }


def _in_metres(shape: BaseGeometry, srid: int) -> BaseGeometry:
    projection = Transformer.from_crs(LONLAT, srid, always_xy=True)
    return shapely.transform(shape, lambda points: np.column_stack(projection.transform(*points.T)))


def _district_areas(districts: Mapping[str, BaseGeometry]) -> Iterator[DemoArea]:
    """Yield the ten stadsdelar, and the same ten as survey areas: the statistics outlive the districts."""
    lives = {"stadsdel": (date(1996, 1, 1), DISTRICTS_END), "enkatomrade": (date(2012, 1, 1), None)}
    for kind, valid in lives.items():
        for name, (code, people, _) in _DISTRICTS.items():
            yield _area(kind, code, name, _joined([districts[name]]), valid, people=people)


def _city_areas(districts: Mapping[str, BaseGeometry]) -> Iterator[DemoArea]:
    for code, (name, _) in _CITY_AREAS.items():
        parts = [district for district, (_, _, city_area) in _DISTRICTS.items() if city_area == code]
        shape = _joined(districts[part] for part in parts)
        yield _area("stadsomrade", code, name, shape, (DISTRICTS_END, None), people=_people(parts))


def _local_police_areas(districts: Mapping[str, BaseGeometry]) -> Iterator[DemoArea]:
    for code, name in _POLICE_AREAS.items():
        parts = [
            district
            for district, (_, _, city_area) in _DISTRICTS.items()
            if _CITY_AREAS[city_area][1] == code
        ]
        shape = _joined(districts[part] for part in parts)
        yield _area("lokalpolisomrade", code, name, shape, (POLICE_REFORM, None), people=_people(parts))


def _neighbourhood_police_areas(whole: MultiPolygon, srid: int) -> Iterator[DemoArea]:
    """Yield three areas cut through the districts; where the real ones ran is not published."""
    east, north = _in_metres(Point(_POLICE_CORNER), srid).coords[0]
    west_end, south_end, east_end, north_end = whole.bounds
    windows = (
        box(west_end, north, east, north_end),
        box(east, north, east_end, north_end),
        box(west_end, south_end, east_end, north),
    )
    for number, window in enumerate(windows, start=1):
        name = Text(
            sv=f"Närpolisområde {number} (schematiskt, demo)",
            en=f"Neighbourhood police area {number} (schematic, demo)",
        )
        shape = _joined([whole.intersection(window)])
        area = _area("narpolisomrade", f"demo-{number}", "", shape, (date(2000, 1, 1), POLICE_REFORM))
        yield replace(area, name=name)


def _area(
    kind: str,
    code: str,
    name: str,
    shape: MultiPolygon,
    valid: tuple[date, date | None],
    *,
    people: int | None = None,
) -> DemoArea:
    return DemoArea(0, kind, code, Text(sv=name, en=name), shape, *valid, people)


def _people(names: Iterable[str]) -> int:
    return sum(_DISTRICTS[name][1] for name in names)


def _joined(shapes: Iterable[BaseGeometry]) -> MultiPolygon:
    joined = shapely.union_all(list(shapes))
    return MultiPolygon(list(shapely.get_parts(joined)))
