"""What a form of file is made of."""

from collections.abc import Callable
from dataclasses import dataclass

from geodata.text import Text
from webmap.exports.colophon import Colophon
from webmap.exports.table import Table


@dataclass(frozen=True, slots=True)
class Format:
    """One form of file; `write` takes a table, its colophon and a language, and returns the file.

    `suffix` is the end of its name with the dot, by which the command line knows it too. A format that
    `needs_spots` is for tables whose rows lie somewhere.
    """

    code: str
    name: Text
    about: Text
    suffix: str
    media_type: str
    write: Callable[[Table, Colophon, str], bytes]
    needs_spots: bool = False
