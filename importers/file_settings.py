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


_NO_DEGREES = Text(
    sv="Skriv longitud,latitud i grader, till exempel 13.0038,55.6050.",
    en="Write longitude,latitude in degrees, such as 13.0038,55.6050.",
)


def _one_of(*known: str) -> Any:
    def read(raw: object) -> str:
        written = values.text(raw)
        if written not in known:
            raise InvalidError(_NOT_ONE_OF.format(known=", ".join(known)))
        return written

    return read


def _spots(raw: object) -> tuple[tuple[float, float], ...]:
    """Return the points of a text "lon,lat; lon,lat"."""
    spots: list[tuple[float, float]] = []
    for written in values.text(raw).split(";"):
        lon, _, lat = written.partition(",")
        spots.append((values.number(lon), values.number(lat)))
    if not all(abs(lon) <= 180 and abs(lat) <= 90 for lon, lat in spots):
        raise InvalidError(_NO_DEGREES)
    return tuple(spots)


READING = (
    Setting("encoding", Text("textens teckenkodning", "encoding of the text")),
    Setting("delimiter", Text("fältens avgränsare i text", "what separates the fields of text")),
    Setting("sheet", Text("blad i ett kalkylark", "sheet of a spreadsheet")),
    Setting(
        "header_rows",
        Text("antal rader ovanför den första posten", "how many rows stand above the first record"),
        values.whole,
    ),
    Setting("layer", Text("lager i en fil med flera", "layer of a file that has several")),
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
        "no_position",
        Text(
            "punkter som inte är några lägen: longitud,latitud i grader, flera åtskilda av semikolon",
            "points that are no positions: longitude,latitude in degrees, several separated by semicolons",
        ),
        _spots,
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
