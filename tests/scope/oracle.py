"""Who may see which row, worked out by the owner from the registry and the rows: no policy, no door, no page.

Areas and distances are computed here too, by another library and by no column that the database keeps.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache, cached_property
from typing import Any

import shapely
from scope.marks import marks_in
from scope.people import Held, Person, Row
from scope.rules import RULES
from sqlalchemy import Connection, text

from geodata.city import CityProfile

NEAR_METRES = 25

# What tells nothing of anybody: see the files of policies/ that say why.
OPEN = {
    "access_right",
    "alembic_version",
    "area",
    "area_kind",
    "area_overlap",
    "area_successor",
    "city",
    "crime_form",
    "crossing",
    "light_point",
    "organisation",
    "police_notice",
    "population",
    "reference_figure",
    "spatial_ref_sys",
    "speed_measurement",
    "street",
}
# What no login reads at all.
SECRET = {"credential", "identity", "recovery_code", "sign_in_attempt"}


class Oracle:
    """What each person may see of a city's rows."""

    def __init__(self, connection: Connection, profile: CityProfile, today: date) -> None:
        self.profile, self.today = profile, today
        self.rows = {table: _read(connection, table) for table in _tables(connection)}
        self.area_shapes = {row.columns["id"]: row for row in self.rows["area"]}
        self.became = [
            (row.columns["area_id"], row.columns["successor_id"])
            for row in self.rows["area_successor"]
            if _is_mostly(row.columns["share_of_area"], row.columns["share_of_successor"])
        ]
        self.asked_about: set[str] = set()
        self.by_key = {(table, row.key): row for table, rows in self.rows.items() for row in rows}

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """Return everyone with a valid membership: in all roles, and who has several in each of them too."""
        accounts = [row.columns["id"] for row in self.rows["user_account"] if not row.columns["disabled_at"]]
        everyone = []
        for account in accounts:
            held = tuple(self._held(account))
            roles = sorted({one.role for one in held})
            narrowed = roles if len(roles) > 1 else []
            everyone += [Person(account, None, held)] if held else []
            everyone += [
                Person(account, role, tuple(one for one in held if one.role == role)) for role in narrowed
            ]
        return tuple(everyone)

    def _held(self, account: str) -> list[Held]:
        return [
            Held(
                row.columns["role"],
                row.columns["organisation_id"],
                self._followed(row.columns["area_ids"]) if row.columns["area_ids"] else None,
            )
            for row in self.rows["membership"]
            if row.columns["user_id"] == account
            and _in(self.today, row.day("valid_from"), row.day("valid_to"))
        ]

    def _followed(self, area_ids: list[int]) -> frozenset[int]:
        """Return the areas with all that those which have ended became."""
        found = set(area_ids)
        while True:
            ended = [self.area_shapes[area] for area in found if self._has_ended(area)]
            later = {
                row.columns["id"]
                for row in self.area_shapes.values()
                for old in ended
                if (row.columns["kind"], row.columns["code"]) == (old.columns["kind"], old.columns["code"])
                and row.day("valid_from") >= old.day("valid_to")
            } | {new for old, new in self.became if old in found and self._has_ended(old)}
            if later <= found:
                return frozenset(found)
            found |= later

    def _has_ended(self, area: int) -> bool:
        end = self.area_shapes[area].day("valid_to")
        return end is not None and end <= self.today

    @cache  # noqa: B019 - an oracle lives as long as its city
    def near(self, row: Row) -> frozenset[int]:
        """Return the areas whose members see a positioned row: within 25 metres, valid in its time."""
        shape, start, end = row.shape, None, None
        if row.table == "place":
            start, end = row.day("reported_on"), row.day("archived_on")
        elif row.table == "measure":
            start = row.day("started_on") or row.day("planned_start") or row.day("created_at")
            end = row.day("ended_on")
        elif row.table == "observation":
            start = end = row.day("observed_on")
            place = self.by_key.get(("place", str(row.columns["place_id"])))
            shape = shape or (place and place.shape)
        if shape is None:
            return frozenset()
        return frozenset(
            area
            for area, found in self.area_shapes.items()
            if (end is None or found.day("valid_from") <= start or found.day("valid_from") < end)
            and (found.day("valid_to") is None or start < found.day("valid_to"))
            and shapely.distance(found.shape, shape) <= NEAR_METRES
        )

    def sees(self, person: Person, row: Row) -> bool:
        """Return whether the registry lets the person see the row; a table without a rule raises KeyError."""
        return row.table not in SECRET and RULES[row.table](self, person, row)

    @cache  # noqa: B019
    def visible(self, person: Person, table: str) -> frozenset[str]:
        """Return the keys of the rows of a table that the person may see."""
        return frozenset(row.key for row in self.rows[table] if self.sees(person, row))

    def sees_key(self, person: Person, table: str, key: object) -> bool:
        """Return whether there is such a row that the person may see."""
        return str(key) in self.visible(person, table)

    @cached_property
    def marks(self) -> Mapping[str, Row]:
        """Return every mark with its row: of a text that was changed since, the row as it is."""
        found = {
            mark: row
            for table, rows in self.rows.items()
            if table not in OPEN | {"change_history"}
            for row in rows
            for mark in _own_marks(row)
        }
        for word, (row, _writers) in self.former.items():
            found.setdefault(word, row)
        return found

    @cached_property
    def former(self) -> Mapping[str, tuple[Row, frozenset[str] | None]]:
        """Return the words of all states that rows had: the row, and who wrote what never was let out."""
        found: dict[str, tuple[Row, frozenset[str] | None]] = {}
        for row in self.rows["change_history"]:
            live = self.by_key.get((row.columns["table_name"], row.columns["row_id"]), row)
            for state in (row.columns["before"] or {}, row.columns["after"]):
                for word in _words(state):
                    _live, known = found.get(word, (live, frozenset()))
                    let_out = known is None or not state.get("held")
                    writer = str(row.columns["changed_by"])
                    found[word] = (live, None if let_out else known | {writer})
        return found

    @cache  # noqa: B019
    def hidden(self, person: Person) -> frozenset[str]:
        """Return the marks that no answer to the person may hold."""
        return frozenset(mark for mark, row in self.marks.items() if not self._sees_mark(person, mark, row))

    def _sees_mark(self, person: Person, mark: str, row: Row) -> bool:
        _row, writers = self.former.get(mark, (row, None))
        waits = writers is not None and mark not in _own_marks(row)
        return self.sees(person, row) and (not waits or person.id in writers or person.everywhere("review"))

    @cache  # noqa: B019
    def events(self, person: Person) -> tuple[Row, ...]:
        """Return the incidents and counts that may be counted for the person, in whatever form."""
        if person.form is None:
            return ()
        areas, everywhere = person.areas("incident"), person.everywhere("incident")
        return tuple(
            row
            for table in ("police.incident", "police.incident_count")
            for row in self.rows[table]
            if everywhere or areas & set(row.columns["area_ids"])
        )

    def events_of_square(self, person: Person, side: int, east: int, north: int) -> int:
        """Return how many events a square has, none where its middle is not the person's to see."""
        middle = shapely.Point((east + 0.5) * side, (north + 0.5) * side)
        mine = (self.area_shapes[area].shape for area in person.areas("incident"))
        if not person.everywhere("incident") and not any(shapely.intersects(area, middle) for area in mine):
            return 0
        return sum(
            row.columns.get("events", 1)
            for table in ("police.incident", "police.incident_count")
            for row in self.rows[table]
            if row.shape and (row.shape.x // side, row.shape.y // side) == (east, north)
        )


def _in(day: date, start: date | None, end: date | None) -> bool:
    return (start is None or start <= day) and (end is None or day < end)


def _own_marks(row: Row) -> set[str]:
    answers = {str(row.columns["answers"])} if row.table == "survey_result" else set()
    return (
        _words(row.columns)
        | ({row.columns["id"]} if isinstance(row.columns.get("id"), str) else set())
        | answers
    )


def _words(value: object) -> set[str]:
    return {mark for mark in marks_in(str(value)) if mark.startswith("zq")}


def _tables(connection: Connection) -> list[str]:
    found = connection.execute(
        text(
            "SELECT table_schema, table_name FROM information_schema.tables"
            " WHERE table_schema IN ('public', 'police') AND table_type = 'BASE TABLE'"
        )
    )
    names = [name if schema == "public" else f"{schema}.{name}" for schema, name in found]
    return [name for name in names if name != "spatial_ref_sys"]


def _read(connection: Connection, table: str) -> tuple[Row, ...]:
    heavy = "'geom', 'tile_geom', 'cell_centre', 'middle', 'image', 'thumbnail'"
    found = connection.execute(
        text(f"SELECT to_jsonb(seen) - ARRAY[{heavy}] AS columns, seen.* FROM {table} AS seen")
    )
    rows = []
    for row in found.mappings():
        drawn = row.get("geom") or row.get("cell_centre")
        rows.append(Row(table, _Columns(row["columns"]), shapely.from_wkb(drawn) if drawn else None))
    return tuple(rows)


class _Columns(dict[str, Any]):
    """The columns of one row, which is itself and no other: rows are looked up by it."""

    __hash__ = object.__hash__  # type: ignore[assignment]


def _is_mostly(*shares: float | None) -> bool:
    """Return whether half of one lies in the other, or nobody says how much."""
    known = [share for share in shares if share is not None]
    return not known or max(known) >= 0.5
