"""What a file format declares: its names, how its content is known, how it is read."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from geodata.text import Text
from importers.formats.content import FileContent, Reading


@dataclass(frozen=True, slots=True)
class Format:
    """One format of files.

    `recognise` gets the first kilobyte and the path, and answers whether the content is of this format; a
    name or suffix proves nothing. `read` opens the file and raises UnreadableFileError (ChoiceNeededError
    where a table must be chosen) with a sentence that the file's sender can act on.
    """

    code: str
    name: Text
    recognise: Callable[[bytes, Path], bool]
    read: Callable[[Path, Reading], FileContent]
