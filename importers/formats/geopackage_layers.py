"""What a GeoPackage (OGC 12-128r18) says of itself: its layers, their columns, their reference systems.

The file is opened unchanging and for reading alone: nothing is written beside it, no extension is loaded, its
triggers never run, and what stands inside as a view may only read, without recursion.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from geodata.text import Text
from importers.formats.content import UnreadableFileError
from importers.formats.reference_systems import StatedSystem, srid_of

_LONGEST_VALUE = 1 << 26
_ROWS_AT_ONCE = 1000
_BYTES_AT_ONCE = 1 << 22
_STEPS_AT_ONCE = 1_000_000
_MOST_TIMES = 50  # of a million steps of SQLite's machine without a row: some seconds
_READING = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION})
_SPATIAL = frozenset({"features"})
_PLAIN = frozenset({"attributes", "aspatial"})
_MOST_NUMBER = (1 << 31) - 1

_BROKEN = Text(sv="Filen går inte att läsa: {why}.", en="The file cannot be read: {why}.")
_INCOMPLETE = Text(
    sv="Filen saknar tabellen {table}, som varje GeoPackage har.",
    en="The file lacks the table {table}, which every GeoPackage has.",
)


@dataclass(frozen=True, slots=True)
class Layer:
    """A table or view that can be chosen; `shape` is its column of shapes, None for a table of values."""

    name: str
    table: str
    shape: str | None = None
    system: int | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a layer's table, by what becomes of them.

    `number` is the column that numbers the rows from 1 or more, None where they are counted instead; with it
    it is known how many `rows` there are.
    """

    values: tuple[str, ...]
    yes_or_no: frozenset[str]
    binary: tuple[str, ...]
    number: str | None
    rows: int | None


class Database:
    """A GeoPackage that is open for reading."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._looks = 0
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
        for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "query_only = ON", "mmap_size = 0"):
            connection.execute(f"PRAGMA {pragma}")
        connection.set_authorizer(_allowed)
        connection.set_progress_handler(self._too_long, _STEPS_AT_ONCE)

    def _too_long(self) -> bool:
        self._looks += 1
        return self._looks > _MOST_TIMES

    def rows(self, statement: str, *parameters: object) -> Iterator[list[tuple[object, ...]]]:
        """Yield the rows of a statement, a thousand at a time, or fewer where they are long."""
        self._looks = length = 0
        portion: list[tuple[object, ...]] = []
        with closing(self._connection.execute(statement, parameters)) as cursor:
            for row in cursor:
                self._looks = 0
                portion.append(row)
                length += sum(len(cell) for cell in row if isinstance(cell, bytes | str))
                if len(portion) == _ROWS_AT_ONCE or length > _BYTES_AT_ONCE:
                    yield portion
                    portion, length = [], 0
        if portion:
            yield portion

    def all(self, statement: str, *parameters: object) -> list[tuple[object, ...]]:
        """Return every row of a statement whose rows are few."""
        return [row for rows in self.rows(statement, *parameters) for row in rows]


def _allowed(action: int, first: str | None, second: str | None, *_: object) -> int:
    if action == sqlite3.SQLITE_PRAGMA:
        return sqlite3.SQLITE_OK if first == "table_info" else sqlite3.SQLITE_DENY
    if action not in _READING or (second or "").lower() == "load_extension":
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK


@contextmanager
def opened(path: Path) -> Iterator[Database]:
    """Give the open database; raises UnreadableFileError where SQLite stumbles on opening or reading it."""
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True)) as connection:
            yield Database(connection)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise UnreadableFileError(_BROKEN.format(why=error)) from error


def quoted(name: str) -> str:
    """Return a table's or column's name as SQL takes it."""
    return '"' + name.replace('"', '""') + '"'


def layers_of(database: Database) -> tuple[Layer, ...]:
    """Return the layers that can be chosen, those with shapes first.

    A table with several columns of shapes is as many layers, called `table(column)`.
    """
    kinds = {
        str(name).casefold(): str(definition)
        for name, definition in database.all(
            "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'view') AND sql IS NOT NULL"
        )
    }
    if "gpkg_contents" not in kinds:
        raise UnreadableFileError(_INCOMPLETE.format(table="gpkg_contents"))
    contents = [
        (str(name), str(kind).casefold())
        for name, kind in database.all("SELECT table_name, data_type FROM gpkg_contents")
        if not kinds.get(str(name).casefold(), "CREATE VIRTUAL").upper().startswith("CREATE VIRTUAL")
    ]
    shapes: dict[str, list[tuple[str, int | None]]] = {}
    if "gpkg_geometry_columns" in kinds:
        for table, column, system in database.all(
            "SELECT table_name, column_name, srs_id FROM gpkg_geometry_columns"
        ):
            number = system if isinstance(system, int) else None
            shapes.setdefault(str(table).casefold(), []).append((str(column), number))
    spatial = [
        Layer(f"{name}({column})" if len(found) > 1 else name, name, column, system)
        for name, kind in contents
        if kind in _SPATIAL
        for found in [shapes.get(name.casefold(), [])]
        for column, system in found
    ]
    return (*spatial, *(Layer(name, name) for name, kind in contents if kind in _PLAIN))


def columns_of(database: Database, layer: Layer) -> Columns:
    """Return the columns of a layer's table; columns of shapes and other binary ones hold no values."""
    found = [
        (str(name), str(kind).upper(), bool(key))
        for _, name, kind, _, _, key in database.all(f"PRAGMA table_info({quoted(layer.table)})")
    ]
    shapes = {
        str(column).casefold()
        for table, column in _shape_columns(database, layer)
        if str(table).casefold() == layer.table.casefold()
    }
    keys = [name for name, kind, key in found if key and kind == "INTEGER"]
    alone = len(keys) == sum(key for _, _, key in found) == 1
    rows = _numbered_rows(database, layer, keys[0]) if alone else None
    held = [
        (name, kind)
        for name, kind, _ in found
        if name.casefold() not in shapes and not (alone and name.casefold() in {"fid", "ogc_fid"})
    ]
    return Columns(
        tuple(name for name, kind in held if "BLOB" not in kind),
        frozenset(name for name, kind in held if kind == "BOOLEAN"),
        tuple(name for name, kind in held if "BLOB" in kind),
        keys[0] if rows is not None else None,
        rows,
    )


def _shape_columns(database: Database, layer: Layer) -> list[tuple[object, ...]]:
    if layer.shape is None:
        return []
    return database.all("SELECT table_name, column_name FROM gpkg_geometry_columns")


def _numbered_rows(database: Database, layer: Layer, key: str) -> int | None:
    """Return how many rows there are; None where the key is no number that can be told as the row's."""
    column, table = quoted(key), quoted(layer.table)
    # A table's name can be no parameter; it is quoted, and nothing but reading is allowed.
    statement = f"SELECT min({column}), max({column}), count(*) FROM {table}"  # noqa: S608
    ((least, most, rows),) = database.all(statement)
    if not (isinstance(least, int) and isinstance(most, int) and isinstance(rows, int)):
        return None
    return rows if 1 <= least <= most <= _MOST_NUMBER else None


def system_of(database: Database, layer: Layer) -> StatedSystem | None:
    """Return the EPSG number that a layer's reference system means; None where it states none (0 or -1)."""
    if layer.system is None or layer.system <= 0:
        return None
    stated = database.all(
        "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys"
        " WHERE srs_id = ?",
        layer.system,
    )
    for organization, number, definition in stated:
        found = srid_of(f"{organization}:{number}") or srid_of(str(definition))
        if found is not None:
            return found
    return None
