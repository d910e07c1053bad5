"""Small files and their imports, for the tests of sources."""

import json
from pathlib import Path

import make

from geodata.city import CityProfile
from importers import importing
from importers.report import ImportReport
from importers.sources import source


class Desk:
    """Writes a small file and brings it in, for one source in one city."""

    def __init__(self, session, profile: CityProfile, folder: Path) -> None:
        self.session = session
        self.profile = profile
        self.folder = folder

    def csv(self, *lines: str, name: str = "file.csv", encoding: str = "utf-8") -> Path:
        path = self.folder / name
        path.write_bytes("\n".join(lines).encode(encoding))
        return path

    def geojson(self, *features: dict, name: str = "file.geojson", **members: object) -> Path:
        path = self.folder / name
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features, **members}), "utf-8")
        return path

    def check(self, code: str, *paths: Path, **said) -> ImportReport:
        return importing.check(self.session, source(code), paths, profile=self.profile, **said)

    def run(self, code: str, *paths: Path, **said) -> ImportReport:
        return importing.run(self.session, source(code), paths, profile=self.profile, **said)

    def faults(self, code: str, *paths: Path, **said) -> list[tuple[int | None, str, str]]:
        """Return row, column and English reason of every rejection of a dry run."""
        report = self.check(code, *paths, **said)
        return [(fault.row, fault.column, fault.reason.en) for fault in report.rejected]


def feature(shape: dict | None, **properties: object) -> dict:
    return {"type": "Feature", "properties": properties, "geometry": shape}


def square(east: float = 0, north: float = 0, side: float = 100) -> dict:
    """Return a square polygon in the tests' metric CRS, `east` and `north` metres from their corner."""
    x, y = make.EAST + east, make.NORTH + north
    return {
        "type": "Polygon",
        "coordinates": [[[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]],
    }


METRIC = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3008"}}
