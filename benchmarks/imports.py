"""Bringing a million incidents and a hundred thousand polygons in, beside ogr2ogr and GeoPandas.

Run: python -m benchmarks.imports [EVENTS [POLYGONS]]. Starts a database server of its own in a temporary
folder; everything is loaded into that one server, one after the other, each into a database of its own. Ours
is the whole way, committed: every check, screening, membership in areas, light, squares of recorded crime,
all indexes. ogr2ogr (gdal-bin, PG_USE_COPY) and GeoPandas (of the Python in $GEOPANDAS_PYTHON, with
SQLAlchemy, psycopg2 and GeoAlchemy2) load the bare file with its spatial index. Memory is the largest sum,
over the loading process and its children but not the server, of the pages that each has for itself and its
share of common ones.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pyogrio
import shapely
from sqlalchemy import text

from geodata import city
from geodata.codes import CRIME_GROUPS
from geodata.database import IMPORT_TIMEOUT, open_engine, open_sessions, upgrade
from geodata.embedded import Cluster

EVENTS, POLYGONS = 1_000_000, 100_000
SRID, EAST, NORTH, SIDE = 3008, 112_000, 6_157_000, 13_000
SEED = 7
# Not in this environment: pyogrio loads it wherever it finds it, with a hundred megabytes.
GEOPANDAS_PYTHON = os.environ.get("GEOPANDAS_PYTHON", "python3")

# Kinds of areas with columns and rows of a grid over the city; each border has 40 points a side.
GRIDS = {"kommun": (1, 1), "stadsomrade": (5, 1), "stadsdel": (5, 2), "delomrade": (13, 10)}
AREAS = """
INSERT INTO area (kind, code, name_sv, name_en, geom, valid_from)
SELECT :kind, c || '-' || r, c || '-' || r, c || '-' || r, ST_Multi(ST_Segmentize(ST_MakeEnvelope(
    :east + c * :w, :north + r * :h, :east + (c + 1) * :w, :north + (r + 1) * :h, metric_srid()
), least(:w, :h) / 40.0)), date '2010-01-01'
FROM generate_series(0, :columns - 1) AS c, generate_series(0, :rows - 1) AS r
"""
GEOPANDAS = """
import sys
from pathlib import Path
import geopandas, pandas, sqlalchemy
path, url = Path(sys.argv[1]), sys.argv[2]
if path.suffix == ".csv":
    rows = pandas.read_csv(path, parse_dates=["occurred_from", "occurred_to"])
    rows = geopandas.GeoDataFrame(rows, geometry=geopandas.points_from_xy(rows.x, rows.y), crs=3008)
else:
    rows = geopandas.read_file(path)
rows.to_postgis("bare", sqlalchemy.create_engine(url))
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds and peak memory (MB) of one load."""

    seconds: float
    megabytes: float


def write_events(path: Path, events: int) -> None:
    """Write incidents gathered around sixty spots, over three years; half of them with an interval."""
    draw = np.random.default_rng(SEED)
    spots = draw.random((60, 2)) * (SIDE - 1000) + 500
    places = np.clip(spots[draw.integers(0, 60, events)] + draw.normal(0, 600, (events, 2)), 10, SIDE - 10)
    groups = np.array(CRIME_GROUPS.codes[:12])[draw.integers(0, 12, events)]
    minutes = draw.integers(0, 3 * 365 * 1440, events)
    lasting = np.where(draw.random(events) < 0.5, 0, draw.integers(1, 600, events))
    with path.open("w", encoding="utf-8") as file:
        file.write("source_key,category,occurred_from,occurred_to,x,y\n")
        for number, (x, y) in enumerate(places):
            began = datetime(2013, 1, 1) + timedelta(minutes=int(minutes[number]))  # noqa: DTZ001 - as files write
            began = began.replace(hour=4) if began.hour == 2 else began  # clocks change at two
            ended = began + timedelta(minutes=int(lasting[number]))
            ended = ended.replace(hour=4) if ended.hour == 2 else ended
            file.write(
                f"K{number:07},{groups[number]},{began:%Y-%m-%d %H:%M},{max(began, ended):%Y-%m-%d %H:%M},"
                f"{EAST + x:.1f},{NORTH + y:.1f}\n"
            )


def write_polygons(path: Path, polygons: int) -> None:
    """Write a GeoPackage of octagons on a grid, none of which touches another."""
    columns = int(np.ceil(np.sqrt(polygons)))
    step = SIDE / columns
    row, column = np.divmod(np.arange(polygons), columns)
    middles = shapely.points(EAST + (column + 0.5) * step, NORTH + (row + 0.5) * step)
    shapes = shapely.buffer(middles, 0.4 * step, quad_segs=2)
    names = np.array([f"yta {number}" for number in range(polygons)], dtype=object)
    codes = np.array([f"{number:06}" for number in range(polygons)], dtype=object)
    pyogrio.raw.write(
        path, shapely.to_wkb(shapes), [names, codes], ["name", "code"], geometry_type="Polygon",
        crs=f"EPSG:{SRID}", layer="areas", driver="GPKG",
    )  # fmt: skip


def ours(url: str, path: Path) -> None:
    """Bring a file in, all the way, and commit."""
    # Here and not above: the importers take the drivers from GDAL that write the polygons.
    from importers import importing
    from importers.sources import source

    profile = city.load(city.shipped("malmo"))
    events = path.suffix == ".csv"
    settings = {} if events else {"kind": "enkatomrade", "valid_from": "2015-01-01"}
    with open_sessions(open_engine(url, statement_seconds=IMPORT_TIMEOUT * 10))() as session:
        report = importing.run(
            session,
            source("incidents" if events else "areas"),
            [path],
            profile=profile,
            srid=SRID if events else None,
            settings=settings,
        )
        session.commit()
    assert report.stored == report.rows_read


def measured(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Measured:
    """Run a command to its end; raises CalledProcessError where it fails."""
    begin = time.perf_counter()
    with subprocess.Popen(command, env={**os.environ, **(environment or {})}) as process:
        peak = [0]
        watching = threading.Thread(target=_watch, args=(process, peak))
        watching.start()
        process.wait()
        seconds = time.perf_counter() - begin
        watching.join()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command[:3])
    return Measured(seconds, peak[0] * 1024 / 1e6)


def _watch(process: "subprocess.Popen[bytes]", peak: list[int]) -> None:
    while process.poll() is None:
        peak[0] = max(peak[0], sum(map(_kilobytes, _family(process.pid))))
        time.sleep(0.05)


def _family(pid: int) -> Iterator[int]:
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return
    for child in children:
        yield from _family(int(child))


def _kilobytes(pid: int) -> int:
    try:
        told = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in told.splitlines() if line.startswith("Pss:")), 0)


def ogr2ogr(cluster: Cluster, database: str, path: Path) -> Measured:
    """Load a file bare."""
    url = open_engine(cluster.url(database)).url
    place = f"PG:host={url.query['host']} port={url.query['port']} user={url.username} dbname={database}"
    columns = ["-oo", "X_POSSIBLE_NAMES=x", "-oo", "Y_POSSIBLE_NAMES=y", "-oo", "AUTODETECT_TYPE=YES"]
    told = [*columns, "-a_srs", f"EPSG:{SRID}"] if path.suffix == ".csv" else []
    command = ["ogr2ogr", "-f", "PostgreSQL", place, str(path), "-nln", "bare", *told]
    return measured(command, {"PG_USE_COPY": "YES"})


@contextmanager
def databases() -> Iterator[tuple[Cluster, Path]]:
    """Yield a server with two migrated databases, "events" (with areas) and "polygons", and a folder."""
    profile = city.load(city.shipped("malmo"))
    with tempfile.TemporaryDirectory(prefix="tryggkarta-") as folder:
        home = Path(folder)
        home.chmod(0o711)
        cluster = Cluster(home)
        with cluster.running():
            for name in ("events", "polygons"):
                cluster.create_database(name)
                upgrade(cluster.url(name), profile)
            with open_engine(cluster.url("events")).begin() as connection:
                for kind, (columns, rows) in GRIDS.items():
                    grid = {"columns": columns, "rows": rows, "w": SIDE / columns, "h": SIDE / rows}
                    connection.execute(text(AREAS), {"kind": kind, "east": EAST, "north": NORTH, **grid})
            yield cluster, home
        cluster.destroy()


def compared(cluster: Cluster, name: str, path: Path, rows: int) -> None:
    """Load one file in all three ways and print a line for each."""
    itself = [sys.executable, "-m", "benchmarks.imports", "--ours"]
    loads = {"ours, all the way": measured([*itself, cluster.url(name), str(path)])}
    if shutil.which("ogr2ogr"):
        cluster.create_database(f"{name}_ogr")
        loads["ogr2ogr, bare"] = ogr2ogr(cluster, f"{name}_ogr", path)
    try:
        cluster.create_database(f"{name}_pandas")
        loads["GeoPandas, bare"] = measured(
            [GEOPANDAS_PYTHON, "-c", GEOPANDAS, str(path), cluster.url(f"{name}_pandas")]
        )
    except subprocess.CalledProcessError:
        print("GeoPandas is not there: name a Python that has it in $GEOPANDAS_PYTHON")
    first = loads["ours, all the way"].seconds
    print(f"\n{rows:,} {name}, {path.stat().st_size / 1e6:.0f} MB")
    print(f"{'':<20}{'seconds':>9}{'rows/s':>12}{'ours / it':>11}{'peak MB':>9}")
    for way, load in loads.items():
        figures = f"{load.seconds:>9.1f}{rows / load.seconds:>12,.0f}{first / load.seconds:>11.2f}"
        print(f"{way:<20}{figures}{load.megabytes:>9.0f}")


def main() -> None:
    """Print what each way took."""
    if sys.argv[1:2] == ["--ours"]:
        ours(sys.argv[2], Path(sys.argv[3]))
        return
    numbers = [int(argument) for argument in sys.argv[1:3]]
    events, polygons = (*numbers, *(EVENTS, POLYGONS)[len(numbers) :])
    with databases() as (cluster, folder):
        if events:
            write_events(folder / "events.csv", events)
            compared(cluster, "events", folder / "events.csv", events)
        if polygons:
            write_polygons(folder / "polygons.gpkg", polygons)
            compared(cluster, "polygons", folder / "polygons.gpkg", polygons)


if __name__ == "__main__":
    main()
