"""Columns of wide tables that are called by a year: which year, what is said beside it, what is no year."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from geodata.text import Text
from importers.formats import FileContent
from importers.wide_tables.unfolding import unfolded

_YEAR = re.compile(r"(?<![0-9])(?:18|19|20|21)[0-9]{2}(?![0-9])")
# What refers to a note below the table: 2013*, 2013 1), 2013².
_REFERENCE = re.compile(r"(?:\s*(?:\*+|[¹²³]|(?<![0-9])[0-9]\)))+$")
_COMPARES = re.compile(
    r"förändr|ökning|minskning|skillnad|differens|utveckling|change|growth|increase|decrease|difference",
    re.IGNORECASE,
)
_BESIDE = " _|:.,;()"
_YEARS = Text("år", "years")

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


def unfolded_by_year(
    content: FileContent, found: YearColumns, value: str, about: Callable[[str, str], Mapping[str, object]]
) -> FileContent:
    """Return the content with a record per cell of the columns that are called by a year, under `value`.

    `about` says of a column, by its header and what is said beside the year, what its cells are about; it may
    raise InvalidError. Columns that compare years are left out, which is said.
    """
    cells = {
        header: {"year": year, **about(header, found.beside[header])} for header, year in found.years.items()
    }
    told = replace(content, notices=(*content.notices, *found.notices()))
    return unfolded(told, cells, value, _YEARS)
