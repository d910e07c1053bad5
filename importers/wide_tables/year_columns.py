"""Columns of wide tables that are called by a year: which year, what is said beside it, what is no year."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from geodata.text import Text

_YEAR = re.compile(r"(?<![0-9])(?:18|19|20|21)[0-9]{2}(?![0-9])")
# What refers to a note below the table: 2013*, 2013 1), 2013².
_REFERENCE = re.compile(r"(?:\s*(?:\*+|[¹²³]|(?<![0-9])[0-9]\)))+$")
_COMPARES = re.compile(
    r"förändr|ökning|minskning|skillnad|differens|utveckling|change|growth|increase|decrease|difference",
    re.IGNORECASE,
)
_BESIDE = " _|:.,;()"

_COMPARED = Text(
    sv="Kolumner som jämför år eller gäller flera år har lämnats utanför: {columns}.",
    en="Columns that compare years or are about several are left out: {columns}.",
)


@dataclass(frozen=True, slots=True)
class YearColumns:
    """By header the year of a column and what is said `beside` it ("" for nothing).

    `compared` are the headers that tell of a change or of several years: their cells are of no single year.
    """

    years: dict[str, str]
    beside: dict[str, str]
    compared: tuple[str, ...]

    def notices(self) -> tuple[Text, ...]:
        """Return a sentence for the columns that are left out."""
        return (_COMPARED.format(columns=", ".join(self.compared)),) if self.compared else ()


def year_columns(headers: Iterable[str]) -> YearColumns:
    """Return the columns that are called by a year; those without one are not told."""
    years: dict[str, str] = {}
    beside: dict[str, str] = {}
    compared: list[str] = []
    for header in headers:
        found = dict.fromkeys(_YEAR.findall(header))
        if len(found) > 1 or (found and _COMPARES.search(header)):
            compared.append(header)
        elif found:
            (years[header],) = found
            beside[header] = _REFERENCE.sub("", _YEAR.sub(" ", header)).strip(_BESIDE)
    return YearColumns(years, beside, tuple(compared))
