"""Every real file of the shared folder: what is said of each, and what comes of it.

They stand by the metric reference system in which they are brought in, one city after the other.
"""

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

Box = tuple[float, float, float, float]
NONE = MappingProxyType({})

MALMO = (12.87, 55.5, 13.16, 55.65)
SWEDEN = (10.0, 55.0, 24.5, 69.5)
FRANKFURT = (8.4, 50.0, 8.9, 50.3)
HELSINKI = (24.9, 60.14, 25.0, 60.2)
LONDON = (-0.53, 51.27, 0.36, 51.71)
NOTTINGHAM = (-1.3, 52.85, -1.05, 53.05)
MEMPHIS = (-90.35, 34.95, -89.6, 35.3)
NEW_YORK = (-74.3, 40.45, -73.65, 40.95)
VANCOUVER = (-123.3, 49.15, -122.95, 49.35)
MEDELLIN = (-75.75, 6.1, -75.4, 6.45)
TEXAS = (-98.2, 29.9, -96.9, 33.1)
SEATTLE = (-122.5, 47.45, -122.2, 47.8)
CHICAGO = (-87.95, 41.6, -87.5, 42.05)
WASHINGTON = (-77.15, 38.75, -76.85, 39.05)


@dataclass(frozen=True)
class Case:
    """A file, what is said of it, and what comes of it: rows read, stored, rejected, left out; or words.

    `remark` stands in one notice, or in every rejection; `question` is put to the database then.
    """

    file: str
    source: str
    box: Box
    expected: tuple[int, int, int, int] | str
    srid: int | None = None
    columns: Any = field(default_factory=lambda: NONE)
    settings: Any = field(default_factory=lambda: NONE)
    zone: str = "Europe/Stockholm"
    city: str = "Malmö"
    remark: str = ""
    question: str = ""
    answer: tuple[object, ...] = ()


def areas(kind: str, first: str = "2012-01-01", **more: str) -> dict[str, str]:
    return {"kind": kind, "valid_from": first, **more}


SWEREF = [
    Case("malmo/stadsdelar_schematic.geojson", "areas", MALMO, (10, 10, 0, 0)),
    Case(
        "malmo/malmo_delomraden_3008.gpkg",
        "areas",
        MALMO,
        (136, 136, 0, 0),
        columns={"name": "delomrade", "code": "do_kod"},
        settings=areas("ward"),
    ),
    Case(
        "malmo/malmo_delomrade_stadsdel.csv",
        "area_groups",
        MALMO,
        (136, 10, 0, 0),
        columns={"group": "stadsdel"},
        settings={"from_kind": "ward", "to_kind": "grouped", "valid_from": "2012-01-01"},
    ),
    Case(
        "malmo/malmo_statistikomraden_2022.json",
        "areas",
        MALMO,
        "no GeoJSON with features",
        settings=areas("ward"),
    ),
    Case(
        "malmo/offentlig_konst_3008.geojson",
        "places",
        MALMO,
        (193, 179, 14, 0),
        settings={"kind": "park", "polarity": "safe", "reported_on": "2020-01-01"},
    ),
    Case(
        "sweden/sveriges_kommuner_sf_simple.gpkg",
        "areas",
        SWEDEN,
        (290, 290, 0, 0),
        columns={"name": "municipality_name", "code": "municipality_code"},
        settings=areas("kommun"),
    ),
    Case(
        "sweden/sveriges_lan_sf_simple.gpkg",
        "areas",
        SWEDEN,
        (21, 21, 0, 0),
        columns={"name": "county_name", "code": "county_code"},
        settings=areas("lan"),
    ),
    Case(
        "sweden/swedish_admin_areas.csv",
        "area_groups",
        SWEDEN,
        (290, 21, 0, 0),
        columns={"member": "municipality_name", "group": "county_name"},
        settings={"from_kind": "kommun", "to_kind": "grouped_lan", "valid_from": "2012-01-01"},
    ),
    Case(
        "sweden/kommun_population_2024.csv",
        "population",
        SWEDEN,
        (290, 290, 0, 0),
        settings={"area_kind": "kommun", "year": "2024"},
    ),
    Case(
        "tables/bra_valdsbrott_per_100000_2008_2012.csv",
        "reference_figures",
        MALMO,
        (30, 30, 0, 0),
        settings={"indicator": "Anmälda våldsbrott", "unit": "per_100000"},
    ),
    Case(
        "tables/malmo_2013_olycksfall_per_1000_stadsdel.csv",
        "reference_figures",
        MALMO,
        (120, 120, 0, 0),
        settings={"indicator": "Olycksfall", "unit": "per_1000", "level": "district"},
    ),
    Case("police/polisen_events_raw_2026-08-22.json", "polisen_events", MALMO, (500, 19, 0, 481)),
    Case("police/polisen_events_raw_2024-05.json", "polisen_events", MALMO, (500, 22, 0, 478)),
    # The answer of May 2024 has brought 22 of them already.
    Case("police/polisen_malmo_2022_2024.ndjson", "polisen_events", MALMO, (1472, 1450, 0, 0)),
    Case(
        "survey/streetception_frankfurt.csv",
        "places",
        FRANKFURT,
        (753, 753, 0, 0),
        srid=3857,
        columns={"name": "image_point_id", "source_key": "image_point_id", "wkt": "geometry_text"},
        settings={"kind": "street", "polarity": "neutral", "reported_on": "2022-01-01"},
    ),
    Case("survey/text_unsafe_peruser.txt", "observations", MALMO, "running text, not the name of a column"),
    Case("survey/text_safe_peruser.txt", "observations", MALMO, "running text, not the name of a column"),
    Case("eval/reference_values.json", "incidents", MALMO, "no GeoJSON with features"),
    Case(
        "osm/Helsinki.osm.pbf",
        "streets",
        HELSINKI,
        (2650, 2567, 83, 0),
        settings={"layer": "streets"},
        remark="nodes of the way are not in the file",
    ),
    Case("osm/Helsinki.osm.pbf", "street_lights", HELSINKI, (586, 586, 0, 0), settings={"layer": "lamps"}),
    Case("osm/Helsinki.osm.pbf", "crossings", HELSINKI, (620, 620, 0, 0), settings={"layer": "crossings"}),
]
VANCOUVER_GROUPS = {
    f"category:{category}": group
    for category, group in {
        "Break and Enter Commercial": "other_burglary",
        "Break and Enter Residential/Other": "residential_burglary",
        "Homicide": "outdoor_violence",
        "Mischief": "vandalism",
        "Offence Against a Person": "outdoor_violence",
        "Other Theft": "other_theft",
        "Theft from Vehicle": "vehicle_crime",
        "Theft of Bicycle": "bicycle_theft",
        "Theft of Vehicle": "vehicle_crime",
        "Vehicle Collision or Pedestrian Struck (with Fatality)": "other_crime",
        "Vehicle Collision or Pedestrian Struck (with Injury)": "other_crime",
    }.items()
}
LIGHTS = {
    "source_key": "STREETLIGHTID",
    "lamp": "LIGHTTYPE_DESC",
    "watt": "WATTAGE1",
    "lit_on": "INOPERATION",
    "changed_on": "LEDINOPERATION",
    "change": "WHATMODIFIED",
    "lamps": "NUMBERLIGHTS",
    "colour_temperature_k": "CCT_DESC",
    "height_m": "POLEHEIGHT_DESC",
    "owner": "OWNER_DESC",
    "x": "XCOORD",
    "y": "YCOORD",
}
BRITISH = [
    Case("crime/london_wards.zip", "areas", LONDON, (654, 654, 0, 0), settings=areas("ward")),
    Case(
        "crime/nottingham_wards.gpkg",
        "areas",
        NOTTINGHAM,
        (20, 20, 0, 0),
        columns={"name": "ward_name", "code": "ward_code"},
        settings=areas("ward"),
    ),
    Case(
        "crime/nottingham_robbery.csv",
        "incidents",
        NOTTINGHAM,
        (555, 555, 0, 0),
        settings={"crime_group": "robbery"},
        zone="Europe/London",
    ),
    Case(
        "crime/nottingham_burglary.csv",
        "incidents",
        NOTTINGHAM,
        (1795, 1795, 0, 0),
        settings={"crime_group": "residential_burglary"},
        zone="Europe/London",
    ),
    *(
        Case(
            f"crime/city_of_london_2018/2018-{month:02}-city-of-london-street.csv",
            "uk_street_crimes",
            LONDON,
            (rows, rows, 0, 0),
            zone="Europe/London",
        )
        for month, rows in enumerate((698, 583, 707, 663, 680, 729, 767, 715, 663, 782, 799, 760), 1)
    ),
]
PACIFIC = [
    Case(
        "crime/vancouver_crimes_2020.zip",
        "incidents",
        VANCOUVER,
        (37512, 37510, 2, 0),
        srid=32610,
        columns={"category": "TYPE"},
        settings=VANCOUVER_GROUPS,
        zone="America/Vancouver",
    ),
    Case(
        "crime/vancouver_neighbourhoods.geojson",
        "areas",
        VANCOUVER,
        (22, 22, 0, 0),
        columns={"code": "mapid"},
        settings=areas("ward"),
    ),
    Case(
        "hostile/aggravated_assaults_3_sheets.xlsx",
        "incidents",
        SEATTLE,
        (2529, 2529, 0, 0),
        settings={"sheet": "Seattle", "crime_group": "outdoor_violence"},
        zone="America/Los_Angeles",
    ),
]
CENTRAL = [
    Case(
        "crime/memphis_robberies.gpkg",
        "incidents",
        MEMPHIS,
        (2245, 2245, 0, 0),
        columns={"category": "offense_type", "occurred_from": "date"},
        settings={"category:personal robbery": "robbery"},
        zone="America/Chicago",
    ),
    Case(
        "crime/memphis_precincts.gpkg",
        "areas",
        MEMPHIS,
        (9, 9, 0, 0),
        columns={"name": "precinct"},
        settings=areas("ward"),
    ),
    Case(
        "crime/memphis_population.csv",
        "people_at_points",
        MEMPHIS,
        (10393, 9, 0, 0),
        settings={"area_kind": "ward", "year": "2020"},
    ),
    *(
        Case(
            "hostile/aggravated_assaults_3_sheets.xlsx",
            "incidents",
            TEXAS,
            (rows, rows - without_day, without_day, 0),
            settings={"sheet": sheet, "crime_group": "outdoor_violence"},
            zone="America/Chicago",
        )
        for sheet, rows, without_day in (("Austin", 8696, 2), ("Fort Worth", 1577, 0))
    ),
    Case(
        "measures/chi_speed_cam.csv",
        "measures",
        CHICAGO,
        (160, 160, 0, 0),
        columns={"source_key": "ID", "name": "ADDRESS", "started_on": "GO-LIVE DATE"},
        settings={"type": "ATK"},
        zone="America/Chicago",
        question="SELECT min(started_on)::text, max(started_on)::text FROM measure",
        answer=("2013-08-23", "2023-07-28"),
    ),
]
EASTERN = [
    Case(
        "crime/nyc_shootings.csv",
        "incidents",
        NEW_YORK,
        (967, 967, 0, 0),
        columns={"date": "occur_date"},
        settings={"crime_group": "outdoor_violence"},
        zone="America/New_York",
    ),
    Case(
        "crime/nyc_precincts.gpkg",
        "areas",
        NEW_YORK,
        (77, 77, 0, 0),
        columns={"name": "Precinct"},
        settings=areas("ward"),
    ),
    Case(
        "hostile/medellin_homicides_semicolon_comma.csv",
        "incidents",
        MEDELLIN,
        (9360, 9279, 81, 0),
        columns={"occurred_from": "fecha_hecho"},
        settings={"crime_group": "outdoor_violence"},
        zone="America/Bogota",
    ),
    Case(
        "measures/dc_streetlights.csv",
        "street_lights",
        WASHINGTON,
        (3963, 3963, 0, 0),
        srid=4326,
        columns=LIGHTS,
        zone="America/New_York",
        remark="replaced before it",
        question="""
            SELECT count(changed_on), count(*) FILTER (WHERE lamp = 'led' AND lamp_before = 'hps')
            FROM light_point
        """,
        answer=(592, 350),
    ),
]
BY_METRIC_SRID = {32610: PACIFIC, 27700: BRITISH, 3008: SWEREF, 32616: CENTRAL, 32618: EASTERN}
