"""A small file for every source, as its documentation shows it; tests bring each of them in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Example:
    """The lines of a small file, and what is said beside it; its areas are called Norr and Söder."""

    lines: tuple[str, ...]
    settings: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    srid: int | None = None


_SQUARE = (
    '{"type": "Polygon", "coordinates": [[[13.0, 55.59], [13.01, 55.59], [13.01, 55.6], [13.0, 55.6], '
    "[13.0, 55.59]]]}"
)
_STREET = '{"type": "LineString", "coordinates": [[13.0, 55.595], [13.005, 55.596]]}'


def _feature(properties: str, geometry: str) -> tuple[str, ...]:
    return (
        '{"type": "FeatureCollection", "features": [',
        f'{{"type": "Feature", "properties": {properties}, "geometry": {geometry}}}',
        "]}",
    )


EXAMPLES: Mapping[str, Example] = MappingProxyType(
    {
        "areas": Example(
            _feature('{"namn": "Väster", "kod": "V"}', _SQUARE),
            {"kind": "stadsdel", "valid_from": "1996-01-01"},
        ),
        "area_groups": Example(
            ("delområde,stadsområde", "Norr,Hela staden", "Söder,Hela staden"),
            {"from_kind": "stadsomrade", "to_kind": "stadsdel", "valid_from": "2013-07-01"},
        ),
        "population": Example(
            ("område;2012;2013", "Norr;62100;62800", "Söder;56300;56900"), {"area_kind": "stadsomrade"}
        ),
        "people_at_points": Example(
            ("id,lon,lat,antal", "1,13.0005,55.6005,54", "2,13.0006,55.6006,20"),
            {"area_kind": "stadsomrade", "year": "2020"},
        ),
        "uk_street_crimes": Example(
            (
                (
                    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,"
                    "Crime type,Last outcome category,Context"
                ),
                (
                    "a1b2,2018-01,City of London Police,City of London Police,13.0,55.6,Near Station,E01,"
                    "Camden 027B,Other theft,Investigation complete,"
                ),
                (
                    ",2018-01,City of London Police,City of London Police,13.0,55.6,Near Station,E01,"
                    "Camden 027B,Anti-social behaviour,,"
                ),
            )
        ),
        "incidents": Example(
            ("id;datum;tid;brott;x;y", "1;2014-03-12;20:30;Rån;118050;6163050", "2;2014-03-13;;Klotter;;"),
            srid=3008,
        ),
        "incident_counts": Example(
            ("brottstyp;område;2013-01;2013-02", "Rån;Norr;4;<5", "Skadegörelse;Norr;9;Värde saknas"),
            {"area_kind": "stadsomrade"},
        ),
        "polisen_events": Example(
            (
                '[{"id": 1, "datetime": "2024-08-22 16:01:30 +02:00", "type": "Rån",',
                ' "name": "22 augusti 14:21, Rån, Malmö", "summary": "Rån vid en station.",',
                ' "url": "/aktuellt/handelser/2024/1/", "location": {"name": "Malmö"}}]',
            )
        ),
        "reference_figures": Example(
            ("kommun,2011,2012", "Malmö kommun,1804,1598", "Göteborg kommun,1491,1427"),
            {"indicator": "Anmälda våldsbrott", "unit": "per_100000", "publisher": "Brå"},
        ),
        "places": Example(
            ("id;namn;typ;datum;lon;lat", "P1;GC-tunnel D3;underpass;2014-03-12;13.0;55.6"),
        ),
        "observations": Example(
            (
                "id;datum;kategori;källa;lon;lat;beskrivning",
                "O1;2014-03-12;poor_lighting;safety_walk;13.0;55.6;Mörkt i tunneln",
            ),
        ),
        "measures": Example(
            ("id;namn;typ;start;points;lon;lat", "M1;Ny belysning;BEL_NY;2014-07-01;12;13.0;55.6")
        ),
        "survey_results": Example(
            (
                (
                    "survey,wave,question,area,n,procent,survey_name,survey_owner,fieldwork_from,fieldwork_to,"
                    "theme,question_text"
                ),
                (
                    'POLIS,2012,otrygg,Norr,300,"25,5",Polisens mätning,Polisen,2012-09-01,2012-10-31,'
                    "unsafe_late_evening,Otrygg ute sent?"
                ),
            ),
            {"area_kind": "stadsomrade"},
        ),
        "place_marks": Example(
            ("id;datum;orsak;upplevelse;lon;lat", "1;2014-03-12;poor_lighting;unsafe;13.0;55.6")
        ),
        "safety_walks": Example(
            (
                "vandring;rubrik;datum;punkt;kategori;upplevelse;lon;lat",
                "V1;Vandring i Norr;2014-03-12;1;poor_lighting;unsafe;13.0;55.6",
            )
        ),
        "street_lights": Example(
            ("stolpe;lampa;effekt;i_drift;lon;lat", "S1;led;35;2016-10-01;13.0;55.6"),
        ),
        "speed_measurements": Example(
            (
                "mätplats;datum;gräns;fordon;medel;v85;lon;lat",
                "Skolgatan;2014-03-12;40;1250;36,5;41;13.0;55.6",
            )
        ),
        "fault_reports": Example(
            ("ärende;feltyp;anmäld;lon;lat", "F1;lamp_out;2014-03-12;13.0;55.6"),
        ),
        "streets": Example(_feature('{"osm_id": 1, "name": "Bergsgatan"}', _STREET)),
        "crossings": Example(
            ("id;typ;lon;lat", "1;zebra;13.0;55.6"),
        ),
    }
)
