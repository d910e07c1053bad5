"""Personal data on its way in by files: names of files and columns, and the texts that would be stored.

What was found is said by kind and place, never shown: reports go to terminals and logs.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from geodata.errors import InvalidError
from geodata.screening import Finding, findings, masked
from geodata.text import Text
from importers import values
from importers.source import Column, Record, Row, Setting, Source, Terms

REVIEWED = "reviewed"

_FILE_NAME = Text(
    sv="Filens namn ser ut att innehålla {name}. Byt namn på den. {way_on}",
    en="The file's name seems to hold {name}. Give it another one. {way_on}",
)
_HEADER = Text(
    sv="Kolumn {number}: rubriken ser ut att innehålla {name}. Skriv en annan. {way_on}",
    en="Column {number}: its header seems to hold {name}. Write another one. {way_on}",
)
_CELL = Text(
    sv="Texten ser ut att innehålla {name} (tecken {start}–{stop}). Skriv om den. {way_on}",
    en="The text seems to hold {name} (characters {start}–{stop}). Write it anew. {way_on}",
)
_ACCEPTED = Text(
    sv="Texten i {column} ser ut att innehålla {name}, men är granskad och inläst.",
    en="The text in {column} seems to hold {name}, but was reviewed and is stored.",
)
_WAY_ON = Text(
    sv="Är det granskat och ingen personuppgift, ange --set screened=reviewed.",
    en="If it was reviewed and is no personal data, give --set screened=reviewed.",
)
_ONLY_REVIEWED = Text(
    sv="Skriv reviewed när filens texter är granskade.",
    en="Write reviewed once the file's texts are reviewed.",
)


@dataclass(frozen=True, slots=True)
class DoubtfulCell:
    """A text of a row in which something was found first; `field` names its column."""

    field: str
    finding: Finding

    def refusal(self) -> InvalidError:
        """Return the refusal of the row."""
        span = {"start": self.finding.start + 1, "stop": self.finding.stop}
        reason = _CELL.format(name=self.finding.kind.name, way_on=_WAY_ON, **span)
        return InvalidError(reason, field=self.field)

    def remark(self, headers: Mapping[str, str]) -> Text:
        """Return what is noted of a row that was reviewed."""
        column = masked(headers.get(self.field, self.field))
        return _ACCEPTED.format(column=column, name=self.finding.kind.name)


def reviewed(raw: object) -> bool:
    """Return True for the word REVIEWED; raises InvalidError for any other."""
    if values.text(raw).casefold() != REVIEWED:
        raise InvalidError(_ONLY_REVIEWED)
    return True


SETTING = Setting(
    "screened",
    Text(
        "reviewed: någon har läst de texter som ser ut att gälla personer, och de gör det inte",
        "reviewed: someone has read the texts that seem to concern persons, and they do not",
    ),
    reviewed,
)
"""Understood by every source, and kept with the batch."""


def refuse_names(file_name: str, headers: Sequence[str]) -> None:
    """Raise InvalidError where the file's name or a header (which it names) seems to hold personal data."""
    for finding in findings(file_name.replace("_", " ")):
        raise InvalidError(_FILE_NAME.format(name=finding.kind.name, way_on=_WAY_ON))
    for number, header in enumerate(headers, start=1):
        for finding in findings(header.replace("_", " ")):
            refusal = _HEADER.format(number=number, name=finding.kind.name, way_on=_WAY_ON)
            raise InvalidError(refusal, field=masked(header.replace("_", " ")))


def shown_name(file_name: str) -> str:
    """Return the file's name as it is told and kept: what looks like personal data is masked."""
    spaced = file_name.replace("_", " ")
    return masked(spaced) if findings(spaced) else file_name


def free_texts(source: Source) -> tuple[Column, ...]:
    """Return the columns of a source that are stored as people wrote them."""
    return tuple(column for column in source.columns if column.words and column.field in source.staged)


def screen(texts: Sequence[Column], record: Record, row: Row, terms: Terms) -> None:
    """Raise InvalidError where a text of the row seems to hold personal data; note one that was reviewed."""
    doubtful = doubtful_cell(texts, row)
    if doubtful is None:
        return
    if not terms.settings[SETTING.name]:
        raise doubtful.refusal()
    terms.notes.add(record.number, doubtful.remark(record.headers))


def doubtful_cell(columns: Sequence[Column], row: Row) -> DoubtfulCell | None:
    """Return the first text of a parsed row that seems to hold personal data, None where none does."""
    for column in columns:
        for field, text in _texts(column.field, row.get(column.field)):
            for finding in findings(text):
                return DoubtfulCell(field, finding)
    return None


def _texts(field: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield field, value
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from _texts(str(key), part)
