"""The demo's story: dark paths in a park, a school route, and what did not go as hoped (DOMAIN 16.4).

Only the outlines are real: Folkets park did get new luminaires. Every number is invented.
"""

from dataclasses import dataclass
from datetime import date

from shapely import LineString, Point
from shapely.geometry.base import BaseGeometry


@dataclass(frozen=True, slots=True)
class StoryPlace:
    """A place of the story; `shape` in degrees."""

    key: str
    name: str
    kind: str
    polarity: str
    status: str
    shape: BaseGeometry
    reported_on: date
    description: str


@dataclass(frozen=True, slots=True)
class StoryMeasure:
    """A measure of the story, at the place with `place_key`; dates as in the measure's row."""

    key: str
    initiative: str
    place_key: str | None
    type: str
    name: str
    status: str
    planned_start: date
    started_on: date | None
    parameters: dict[str, object]
    ended_on: date | None = None
    temporary: bool = False
    cost_sek: int | None = None
    note: str = ""


STORY_PLACES = (
    StoryPlace(
        "story-park",
        "Gångstråk i Folkets park",
        "path",
        "neutral",
        "under_measure",
        LineString([(13.0125, 55.5925), (13.0139, 55.5934), (13.0151, 55.5941)]),
        date(2014, 11, 12),
        "Mörka gångstråk mellan entréerna: skymd sikt och ojämn belysning.",
    ),
    StoryPlace(
        "story-school",
        "Skolväg vid grundskola G1",
        "school_route",
        "unsafe",
        "monitoring",
        LineString([(13.0402, 55.5689), (13.0418, 55.5694)]),
        date(2014, 3, 20),
        "Höga hastigheter förbi skolans entré.",
    ),
    StoryPlace(
        "story-failed",
        "Parkering P88",
        "car_park",
        "unsafe",
        "reopened",
        Point(12.9722, 55.5701),
        date(2013, 9, 3),
        "Skadegörelse på parkerade bilar under vinterhalvåret.",
    ),
    StoryPlace(
        "story-unmeasurable",
        "GC-tunnel M3",
        "underpass",
        "unsafe",
        "monitoring",
        Point(13.0835, 55.5871),
        date(2013, 10, 15),
        "Upplevs otrygg på kvällen; få händelser och få som svarat i enkäten.",
    ),
)

STORY_MEASURES = (
    StoryMeasure(
        "story-park-light",
        "park",
        "story-park",
        "BEL_LED",
        "LED-byte i Folkets park",
        "ordered",
        date(2016, 3, 1),
        None,
        {
            "points": 40,
            "watt": 38,
            "colour_temperature_k": 3000,
            "colour_rendering_ra": 80,
            "height_m": 4.5,
            "lighting_class": "p3",
            "mean_lux_before": 3.1,
            "minimum_lux_before": 0.3,
            "vegetation_checked": True,
        },
        cost_sek=1_450_000,
        note="Upphandlad tillsammans med siktröjningen.",
    ),
    StoryMeasure(
        "story-park-sight",
        "park",
        "story-park",
        "VEG",
        "Siktröjning i Folkets park",
        "in_progress",
        date(2015, 11, 16),
        date(2015, 11, 23),
        {
            "area_m2": 2600,
            "shrub_height_m": 0.8,
            "crown_clearance_m": 2.5,
            "ecology_checked": True,
            "lighting_checked": True,
            "next_cut_on": "2017-11-15",
        },
        cost_sek=180_000,
    ),
    StoryMeasure(
        "story-school-humps",
        "school",
        "story-school",
        "FART_BUSSKUDDE",
        "Tillfälliga busskuddar vid grundskola G1",
        "trial",
        date(2014, 8, 11),
        date(2014, 8, 18),
        {
            "count": 2,
            "limit_before_kmh": 40,
            "limit_after_kmh": 40,
            "v85_before_kmh": 41,
            "v85_after_kmh": 33,
            "temporary": True,
        },
        temporary=True,
        cost_sek=60_000,
        note="Beslut om permanent utförande skulle ha fattats senast 2015-08-31.",
    ),
    StoryMeasure(
        "story-failed-light",
        "failed",
        "story-failed",
        "BEL_REP",
        "Reparation av belysning vid parkering P88",
        "in_operation",
        date(2014, 2, 3),
        date(2014, 2, 17),
        {"points": 6},
        cost_sek=24_000,
    ),
    StoryMeasure(
        "story-unmeasurable-tunnel",
        "unmeasurable",
        "story-unmeasurable",
        "TUN",
        "Upprustning av GC-tunnel M3",
        "in_operation",
        date(2014, 5, 5),
        date(2014, 6, 9),
        {"length_m": 18, "width_m": 4, "wall_colour": "ljusgrå", "new_light": True},
        cost_sek=320_000,
    ),
    StoryMeasure(
        "story-home-training",
        "home",
        None,
        "KOMP",
        "Gemensam utbildning om våld i nära relationer",
        "done",
        date(2014, 9, 1),
        date(2014, 9, 15),
        {"participants": 64},
    ),
)
