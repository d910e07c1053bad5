"""Rows as they stand and people as they ask: what the rules speak of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from geodata.access import CRIME_FORMS, RIGHTS, CrimeForm


@dataclass(frozen=True)
class Row:
    """One row of `table`: its columns as JSON values, and its shape in metres."""

    table: str
    columns: Mapping[str, Any]
    shape: Any = None

    @property
    def key(self) -> str:
        """Return the id, or both ends of a link."""
        return str(self.columns.get("id") or "/".join(str(value) for value in self.columns.values()))

    def day(self, name: str) -> date | None:
        """Return a column that holds a day, or the day that a moment begins with."""
        written = self.columns[name]
        return None if written is None else date.fromisoformat(written[:10])


@dataclass(frozen=True)
class Held:
    """One valid membership: `areas` with what they became, None for the whole city."""

    role: str
    organisation: str
    areas: frozenset[int] | None


@dataclass(frozen=True)
class Person:
    """Someone who asks, in all of their roles or in one."""

    id: str
    acting_as: str | None
    held: tuple[Held, ...]

    @property
    def roles(self) -> frozenset[str]:
        """Return the roles asked in."""
        return frozenset(held.role for held in self.held)

    @property
    def form(self) -> CrimeForm | None:
        """Return the finest form of recorded crime for the roles asked in."""
        forms = [form for form in CRIME_FORMS if form.role in self.roles]
        return forms[-1] if forms else None

    def reaches(self, entity: str, action: str = "read") -> list[tuple[str, Held]]:
        """Return every reach that the registry grants, with the membership that it goes by."""
        return [
            (reach, held) for held in self.held for reach in RIGHTS[held.role].get(entity, {}).get(action, ())
        ]

    def everywhere(self, entity: str, action: str = "read") -> bool:
        """Return whether everything in the city is granted."""
        return any(
            reach == "city" or (reach == "areas" and held.areas is None)
            for reach, held in self.reaches(entity, action)
        )

    def areas(self, entity: str) -> frozenset[int]:
        """Return the areas whose rows are granted."""
        return frozenset(
            area for reach, held in self.reaches(entity) if reach == "areas" for area in held.areas or ()
        )
