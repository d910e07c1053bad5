"""What may be said of any file, whatever its source: how it is read, which way its axes and dates run."""

from collections.abc import Mapping
from typing import Any

from geodata.errors import InvalidError
from geodata.text import Text
from importers import screening, values
from importers.formats import Reading
from importers.source import Setting

AXES = ("as_written", "exchanged")
DATE_ORDERS = ("year_first", "day_first", "month_first")

_NOT_ONE_OF = Text(sv="Skriv något av {known}.", en="Write one of {known}.")


def _one_of(*known: str) -> Any:
    def read(raw: object) -> str:
        written = values.text(raw)
        if written not in known:
            raise InvalidError(_NOT_ONE_OF.format(known=", ".join(known)))
        return written

    return read


READING = (
    Setting("encoding", Text("textens teckenkodning", "encoding of the text")),
    Setting("delimiter", Text("fältens avgränsare i text", "what separates the fields of text")),
    Setting("sheet", Text("blad i ett kalkylark", "sheet of a spreadsheet")),
    Setting(
        "header_rows",
        Text("antal rader ovanför den första posten", "how many rows stand above the first record"),
        values.whole,
    ),
    Setting("layer", Text("lager i en GeoPackage", "layer of a GeoPackage")),
    Setting("member", Text("fil i ett arkiv", "file of an archive")),
)
FILE_SETTINGS = (
    *READING,
    Setting(
        "axes",
        Text(
            "exchanged: koordinaternas x och y står omkastade",
            "exchanged: x and y of the coordinates stand in each other's place",
        ),
        _one_of(*AXES),
    ),
    Setting(
        "dates",
        Text(
            "ordningen i datum med snedstreck: day_first (svensk) eller month_first (amerikansk)",
            "the order of dates with slashes: day_first (Swedish) or month_first (American)",
        ),
        _one_of(*DATE_ORDERS),
    ),
    Setting(
        "control_total",
        Text(
            "lämnarens kontrollsumma: antal rader, eller summan av filens antal",
            "the sender's control total: how many rows, or what the file's counts add up to",
        ),
        values.number,
    ),
    screening.SETTING,
)
"""Understood by every source, and kept with the batch."""


def reading_of(settings: Mapping[str, Any]) -> Reading:
    """Return how the settings of a file say that it is to be read."""
    return Reading(**{setting.name: settings[setting.name] for setting in READING})
