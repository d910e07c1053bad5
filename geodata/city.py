"""The city profile: what differs between one city and the next, read from `city.toml`."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from geodata.errors import SetupError
from geodata.retention_terms import DEFAULT_TERMS, Term, read_terms
from geodata.sign_in_settings import SignIn, read_sign_in
from geodata.text import LANGUAGES, Text

BASE_MAP_KINDS = ("none", "wms", "xyz", "pmtiles")
_SMALLEST_K = 3


@dataclass(frozen=True, slots=True)
class AreaKind:
    """A kind of area (stadsdel, lokalpolisområde, ward …); kinds overlap and never nest."""

    code: str
    name: Text
    authority: str


@dataclass(frozen=True, slots=True)
class BaseMap:
    """The background map; `kind` is one of `BASE_MAP_KINDS`, "none" draws no background at all."""

    kind: str
    url: str
    layer: str
    attribution: str


@dataclass(frozen=True, slots=True)
class CityProfile:
    """One city's settings.

    `metric_srid` is the EPSG number in which everything is stored and measured, in metres.
    `bounding_box` is west, south, east, north in degrees; a position outside it is outside the city.
    `smallest_count` is k: smaller counts of recorded crime are shown as "<k"; it is 3 or more, since "<2"
    would say 1. `retention` says of every kind of data how long it is kept. `sign_in` is the OpenID provider
    that people may sign in with, None for local accounts only. `no_position_points` are points in degrees
    (lon, lat) at which files place what has no position: what geocoders give for a municipality or county.
    """

    name: str
    metric_srid: int
    bounding_box: tuple[float, float, float, float]
    time_zone: str
    languages: tuple[str, ...]
    area_kinds: tuple[AreaKind, ...]
    smallest_count: int
    base_map: BaseMap
    exact_incident_points: bool
    boundary_kind: str
    retention: tuple[Term, ...] = DEFAULT_TERMS
    sign_in: SignIn | None = None
    no_position_points: tuple[tuple[float, float], ...] = ()

    @property
    def zone(self) -> ZoneInfo:
        """Return the city's time zone."""
        return ZoneInfo(self.time_zone)

    def area_kind(self, code: str) -> AreaKind | None:
        """Return the kind with this code, None where the profile has no such kind."""
        return next((kind for kind in self.area_kinds if kind.code == code), None)


def shipped(name: str) -> Path:
    """Return the path of a profile that ships with the package, such as "malmo"."""
    return Path(str(resources.files("geodata"))) / "cities" / f"{name}.toml"


def load(path: Path | None = None) -> CityProfile:
    """Return the profile at `path`, else at `$TRYGGKARTA_CITY`, else the demo's (Malmö).

    Raises SetupError with one sentence that names the file and what to mend.
    """
    chosen = path or Path(os.environ.get("TRYGGKARTA_CITY") or shipped("malmo"))
    try:
        content = tomllib.loads(chosen.read_text(encoding="utf-8"))
    except OSError as error:
        raise _broken(chosen, error.strerror or str(error)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _broken(chosen, str(error)) from error
    try:
        return _profile(content)
    except KeyError as error:
        raise _broken(chosen, f"{error.args[0]} is missing") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise _broken(chosen, str(error)) from error


def _broken(path: Path, why: str) -> SetupError:
    return SetupError(
        Text(
            sv="Stadsprofilen {path} går inte att använda: {why}.",
            en="The city profile {path} cannot be used: {why}.",
        ).format(path=path, why=why.rstrip("."))
    )


def _profile(content: Mapping[str, Any]) -> CityProfile:
    zone = content["time_zone"]
    if zone not in available_timezones():
        raise ValueError(f"time_zone {zone!r} is no known time zone")
    languages = tuple(content.get("languages", LANGUAGES))
    if not languages or set(languages) - set(LANGUAGES):
        raise ValueError(f"languages must be among {', '.join(LANGUAGES)}")
    kinds = tuple(_area_kind(entry) for entry in content["area_kinds"])
    boundary = content.get("boundary_kind", kinds[0].code)
    if boundary not in {kind.code for kind in kinds}:
        raise ValueError(f"boundary_kind {boundary!r} is not among the area kinds")
    return CityProfile(
        name=_text(content, "name"),
        metric_srid=_whole(content, "metric_srid", at_least=1024),
        bounding_box=_box(content["bounding_box"]),
        time_zone=zone,
        languages=languages,
        area_kinds=kinds,
        smallest_count=_whole({"smallest_count": 5, **content}, "smallest_count", at_least=_SMALLEST_K),
        base_map=_base_map(content.get("base_map", {"kind": "none"})),
        exact_incident_points=bool(content.get("exact_incident_points", False)),
        boundary_kind=boundary,
        retention=read_terms(content.get("retention", [])),
        sign_in=read_sign_in(content["sign_in"]) if "sign_in" in content else None,
        no_position_points=tuple(_spot(pair) for pair in content.get("no_position_points", [])),
    )


def _text(content: Mapping[str, Any], key: str) -> str:
    value = content[key]
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{key} must be a text")
    return value


def _whole(content: Mapping[str, Any], key: str, *, at_least: int) -> int:
    value = content[key]
    if not isinstance(value, int) or isinstance(value, bool) or value < at_least:
        raise ValueError(f"{key} must be a whole number, at least {at_least}")
    return value


def _box(value: Any) -> tuple[float, float, float, float]:
    west, south, east, north = (float(edge) for edge in value)
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise ValueError("bounding_box must be west, south, east, north in degrees")
    return west, south, east, north


def _spot(value: Any) -> tuple[float, float]:
    lon, lat = (float(number) for number in value)
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise ValueError("no_position_points must be pairs of longitude and latitude in degrees")
    return lon, lat


def _area_kind(entry: Mapping[str, Any]) -> AreaKind:
    name = Text(sv=_text(entry, "name_sv"), en=_text(entry, "name_en"))
    return AreaKind(_text(entry, "code"), name, entry.get("authority", ""))


def _base_map(entry: Mapping[str, Any]) -> BaseMap:
    if entry["kind"] not in BASE_MAP_KINDS:
        raise ValueError(f"base_map.kind must be one of {', '.join(BASE_MAP_KINDS)}")
    if entry["kind"] != "none" and not (entry.get("url") and entry.get("attribution")):
        raise ValueError("base_map needs url and attribution")
    texts = (str(entry.get(key, "")) for key in ("url", "layer", "attribution"))
    return BaseMap(entry["kind"], *texts)
