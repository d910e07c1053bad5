"""What the map page is made of: the scaffold, the layers to choose among, and what its modules are told."""

from collections.abc import Mapping
from dataclasses import asdict, astuple, dataclass
from typing import Any

from flask_babel import gettext

from geodata.access import Asker, IncidentView
from geodata.city import AreaKind, CityProfile
from geodata.codes import CRIME_GROUPS, FAULT_KINDS, LAMPS, PLACE_STATUSES
from geodata.codes.crime_groups import CrimeGroup
from geodata.errors import InvalidError
from geodata.filters import MAPPED_GROUPS
from geodata.layers import Layer
from geodata.measure_types import MEASURE_TYPES
from geodata.questions.asking import Box
from geodata.readout import readout
from geodata.text import Text
from webmap.language import language, words
from webmap.map.choice import groups_of, layers_for, shown_at_first
from webmap.map.scaffold import Scaffold, scaffold

_NO_BOX = Text(
    sv="Kartutsnittet skrivs som väst,syd,öst,nord i grader.",
    en="The map's section is written as west,south,east,north in degrees.",
)

# From this zoom on a metre of the screen says where someone means: the form begins at the middle of the map.
MARK_FROM_ZOOM = 15


@dataclass(frozen=True, slots=True)
class MapPage:
    """The map page: `settings` are JSON values for the modules, `figures` fill the legends' words.

    `groups` are, by layer, the codes that switch it on and off; `crime_groups` those that stand on maps;
    `crime` says whether any layer shows recorded crime.
    """

    scaffold: Scaffold
    layers: list[Layer]
    area_kinds: tuple[AreaKind, ...]
    groups: dict[str, list[str]]
    crime_groups: list[CrimeGroup]
    shown_at_first: list[str]
    crime: bool
    figures: dict[str, int]
    settings: dict[str, Any]


def map_page(
    asker: Asker | None,
    view: IncidentView | None,
    profile: CityProfile,
    city: Box | None = None,
    *,
    streets: bool = False,
) -> MapPage:
    """Return the map page as this asker may see it, in the page's language.

    `view` is the asker's form of recorded crime, None leaves it out; the first view shows the box `city`,
    else the profile's. `streets`, where there are any, are the ground of a city without a base map.
    """
    box = city or Box(*profile.bounding_box)
    streets = streets and profile.base_map.kind == "none"
    layers = [layer for layer in layers_for(asker, view) if streets or layer.code != "streets"]
    groups = groups_of(layers, profile)
    at_first = shown_at_first(groups, profile)
    return MapPage(
        scaffold=scaffold(
            profile,
            box,
            (layer.for_browser(language(), view) for layer in layers),
        ),
        layers=layers,
        area_kinds=profile.area_kinds,
        groups={layer.code: groups_of([layer], profile) for layer in layers},
        crime_groups=[group for group in CRIME_GROUPS if group.code in MAPPED_GROUPS],
        shown_at_first=at_first,
        crime=any(layer.forms for layer in layers),
        figures={"metres": view.cell_metres, "k": view.k or 1} if view else {},
        settings={
            "language": language(),
            "locale": {"sv": "sv-SE", "en": "en-GB"}[language()],
            "areaKinds": [
                {"code": kind.code, "name": words(kind.name), "authority": kind.authority}
                for kind in profile.area_kinds
            ],
            "boundaryKind": profile.boundary_kind,
            "city": astuple(box),
            "layersAtFirst": at_first,
            "markFromZoom": MARK_FROM_ZOOM,
            "crimeLayers": [layer.code for layer in layers if layer.forms],
            "groundLayers": [layer.code for layer in layers if layer.entity == "ground"],
            "readout": asdict(readout(profile)),
            "phrases": _phrases(),
            "words": {
                value.code: words(value.name)
                for codes in (PLACE_STATUSES, MEASURE_TYPES, CRIME_GROUPS, LAMPS, FAULT_KINDS)
                for value in codes
            },
        },
    )


def _phrases() -> dict[str, str]:
    """Return what the modules themselves say."""
    return {
        "several": gettext("Several things here"),
        "places": gettext("Place"),
        "measures": gettext("Measure"),
        "incidents": gettext("Recorded event"),
        "events": gettext("Events"),
        "group": gettext("Crime group"),
        "month": gettext("Month"),
        "light_points": gettext("Street light"),
        "speed_measurements": gettext("Speed measurement"),
        "fault_reports": gettext("Fault report"),
        "state": gettext("State"),
        "lamp": gettext("Light source"),
        "watt": gettext("Watts"),
        "fault": gettext("Fault"),
        "day": gettext("Day"),
        "v85_kmh": gettext("85th percentile, km/h"),
        "limit_kmh": gettext("Speed limit, km/h"),
        "vehicles": gettext("Vehicles"),
        "uncertain": gettext("uncertain: fewer than 100 answers"),
        "tooFew": gettext("too few answers to be shown"),
    }


def box_from(query: Mapping[str, str], profile: CityProfile) -> Box:
    """Return the section asked for, or the whole city; raises InvalidError (field "box") where it is none."""
    written = query.get("box")
    if not written:
        return Box(*profile.bounding_box)
    try:
        west, south, east, north = (float(degrees) for degrees in written.split(","))
    except ValueError as error:
        raise InvalidError(_NO_BOX, field="box") from error
    return Box(max(west, -180.0), max(south, -85.0), min(east, 180.0), min(north, 85.0))
