"""How long each kind of data is kept: terms in words, and those proposed for every city (DOMAIN §8)."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Any

FOR_EVER = "bevaras"
"""The term of what is never removed: the word of Swedish archives."""

UNITS = ("days", "months", "years", "calendar years")

_TERM = re.compile(r"([1-9][0-9]*) (day|month|year|calendar year)s?")
_LONGEST = {"days": 36_500, "months": 1_200, "years": 100, "calendar years": 100}


@dataclass(frozen=True, slots=True)
class Term:
    """How long one kind of data is kept, in one of UNITS; a `number` of None means for ever.

    Counted from the day that its kind starts from (say the day on which a place was closed). On the day that
    ends the term it is due: what is kept 14 days from 1 March is due on 15 March. Calendar years are whole:
    five of them keep the five years before the present one.
    """

    kind: str
    number: int | None
    unit: str = UNITS[0]

    def first_kept(self, on: date) -> date | None:
        """Return the first day whose data are still kept on the day `on`; None where all are, for ever."""
        if self.number is None:
            return None
        if self.unit == "days":
            return _day(on.toordinal() - self.number + 1)
        if self.unit == "calendar years":
            return date(max(1, on.year - self.number), 1, 1)
        months = self.number * (12 if self.unit == "years" else 1)
        return _day(_months_before(on, months) + 1)


DEFAULT_TERMS = (
    Term("rejected", 14),
    Term("observation_wording", 24, "months"),
    Term("photo", 12, "months"),
    Term("text_review", 14),
    Term("recorded_crime", 5, "calendar years"),
    Term("import_values", 90),
    Term("undone_import", 90),
    Term("upload", 90),
    Term("read_log", 24, "months"),
    Term("export_log", 24, "months"),
    Term("change_log", 24, "months"),
    Term("approval", 5, "years"),
    Term("account", 12, "months"),
    Term("sign_in_attempt", 2),
)
"""One per kind of data, each a rule of `geodata.retention`. What no rule names is kept for ever."""


def read_terms(entries: Any) -> tuple[Term, ...]:
    """Return the term of every kind: the profile's `[[retention]]` entries, the default where it has none.

    Raises ValueError with what to mend: an unknown kind, a kind twice, something missing, no duration.
    """
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ValueError("retention must be given as [[retention]] entries with kind and keep")
    told: dict[str, Term] = {}
    for entry in entries:
        term = _term(entry)
        if term.kind in told:
            raise ValueError(f"retention has two entries for {term.kind}")
        told[term.kind] = term
    return tuple(told.get(term.kind, term) for term in DEFAULT_TERMS)


def _term(entry: dict[str, Any]) -> Term:
    kinds = [term.kind for term in DEFAULT_TERMS]
    kind, keep = (entry.get(key) for key in ("kind", "keep"))
    if kind not in kinds:
        raise ValueError(f"kind of a [[retention]] entry must be one of {', '.join(kinds)}")
    if unknown := set(entry) - {"kind", "keep"}:
        raise ValueError(f"the [[retention]] entry {kind} has no setting {', '.join(sorted(unknown))}")
    if keep == FOR_EVER:
        return Term(kind, None)
    match = _TERM.fullmatch(keep) if isinstance(keep, str) else None
    if match is None:
        raise ValueError(
            f'keep of the [[retention]] entry {kind} must be like "14 days", "24 months", "5 years",'
            f' "5 calendar years" or "{FOR_EVER}"'
        )
    number, unit = int(match[1]), f"{match[2]}s"
    if number > _LONGEST[unit]:
        raise ValueError(f'keep of the [[retention]] entry {kind} is too long; write "{FOR_EVER}"')
    return Term(kind, number, unit)


def _months_before(day: date, months: int) -> int:
    """Return the ordinal of the day `months` earlier, of a shorter month its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    if year < 1:
        return 0
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1])).toordinal()


def _day(ordinal: int) -> date:
    return date.fromordinal(max(1, ordinal))
