"""What stands at the end of every file that leaves the system: where it comes from and how it may be used."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from geodata.text import Text

SYNTHETIC = Text("Påhittade siffror", "Invented figures")
NOTHING_HIDDEN = Text("Inget är dolt eller ändrat.", "Nothing is hidden or altered.")

_ABOUT_SYNTHETIC = Text(
    "De beskriver inte den verkliga staden eller någon som bor där.",
    "They do not describe the real city or anyone who lives there.",
)
_WHO_MAY = Text(
    "Den som har rollen {roles} i Tryggkarta, för ändamålet ovan. Ska inte spridas vidare.",
    "Those who have the role {roles} in Tryggkarta, for the purpose above. Not to be passed on.",
)
_OWNER = Text("Databasens ägare, för ändamålet ovan.", "The database's owner, for the purpose above.")
_DATASET = Text("{name}: antal filer {files}, senast {day}", "{name}: files {files}, latest {day}")
_BY_HAND = Text("Allt är registrerat för hand.", "Everything was entered by hand.")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the colophon: a key for programs, a label for people, and what it says."""

    key: str
    label: Text
    says: Text | str


@dataclass(frozen=True, slots=True)
class Source:
    """What one source of the data is called, how many files of it are in force, and when the newest came."""

    name: Text
    files: int
    newest: datetime


@dataclass(frozen=True, slots=True)
class Colophon:
    """Who took the file out, when, of what and what for; `number` is its line in the export log.

    `taken_out` is in the city's time zone, `roles` are the asker's, none for the database's owner.
    `rules` say what is hidden or altered, `remarks` what must be read with the figures.
    """

    number: UUID
    title: Text
    selection: Text
    taken_out: datetime
    row_count: int
    purpose: str
    roles: tuple[Text, ...]
    rules: tuple[Text, ...]
    remarks: tuple[Text, ...]
    data_version: str
    sources: tuple[Source, ...]
    synthetic: bool

    def lines(self) -> tuple[Line, ...]:
        """Return the lines in the order in which they are written, the mark of invented figures first."""
        marked = [Line("synthetic", SYNTHETIC, _ABOUT_SYNTHETIC)] if self.synthetic else []
        return (
            *marked,
            Line("title", Text("Innehåll", "Contents"), self.title),
            Line("selection", Text("Urval", "Selection"), self.selection),
            Line("rows", Text("Rader", "Rows"), str(self.row_count)),
            Line("taken_out", Text("Uttaget", "Taken out"), self.taken_out.strftime("%Y-%m-%d %H.%M")),
            Line("purpose", Text("Ändamål", "Purpose"), self.purpose or "–"),
            Line("may_be_used_by", Text("Får användas av", "May be used by"), self._who_may()),
            Line("suppression", Text("Dolt eller ändrat", "Hidden or altered"), self._rules()),
            *(Line("remark", Text("Att läsa med", "To be read with"), remark) for remark in self.remarks),
            Line("datasets", Text("Underlag", "Datasets"), self._sources()),
            Line("data_version", Text("Dataversion", "Data version"), self.data_version),
            Line("number", Text("Uttagsnummer", "Number of the export"), str(self.number)),
        )

    def _who_may(self) -> Text:
        if not self.roles:
            return _OWNER
        return _WHO_MAY.format(roles=_joined(self.roles, ", "))

    def _rules(self) -> Text:
        return _joined(self.rules, " ") if self.rules else NOTHING_HIDDEN

    def _sources(self) -> Text:
        if not self.sources:
            return _BY_HAND
        told = (
            _DATASET.format(name=source.name, files=source.files, day=source.newest.date().isoformat())
            for source in self.sources
        )
        return _joined(told, "; ")


def _joined(phrases: Iterable[Text], by: str) -> Text:
    listed = tuple(phrases)
    return Text(by.join(phrase.sv for phrase in listed), by.join(phrase.en for phrase in listed))
