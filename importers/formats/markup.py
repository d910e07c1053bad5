"""Map files in XML read as a stream, one wanted element at a time.

A document type is refused: without one there are no entities but XML's own five, so that neither other files
nor addresses can be named and nothing can be multiplied.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from geodata.text import Text
from importers.formats.content import UnreadableFileError
from importers.formats.xml_parts import parsed

_DEEPEST = 100
_MOST_PARTS = 500_000
_LONGEST = 1 << 26
_MOST_SILENCE = 64  # pieces of 64 K in which nothing begins, ends or is told: one name or value without end

_TOO_DEEP = Text(sv="Filen är för djupt nästlad.", en="The file is nested too deeply.")
_TOO_LARGE = Text(sv="Ett element i filen är för stort.", en="An element of the file is too large.")
_OTHER_ROOT = Text(
    sv="Filens första element är {found}, inte {root}.", en="The file's first element is {found}, not {root}."
)
_ENCODING = Text(sv="Filens teckenkodning läses inte: {why}.", en="The file's encoding is not read: {why}.")


@dataclass(slots=True)
class Element:
    """An element by its name without prefix; `label` is the text of its own `name`, in what is still open."""

    name: str
    attributes: Mapping[str, str]
    text: str = ""
    children: list["Element"] = field(default_factory=list)
    label: str = ""

    def first(self, name: str) -> "Element | None":
        """Return the first child of a name; None where there is none."""
        return next((child for child in self.children if child.name == name), None)

    def every(self, name: str) -> list["Element"]:
        """Return the children of a name."""
        return [child for child in self.children if child.name == name]

    def text_of(self, name: str) -> str | None:
        """Return the text of the first child of a name; None where it is missing or empty."""
        found = self.first(name)
        return (found.text.strip() or None) if found else None


@dataclass(frozen=True, slots=True)
class Found:
    """A wanted element that is complete, and the open ones around it, outermost first."""

    element: Element
    around: tuple[Element, ...]


def begins_with(start: bytes, root: str) -> bool:
    """Return whether the first bytes of a file are XML whose first element seems to be `root`."""
    visible = start.removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").lstrip(b"\xff\xfe \t\r\n")
    return visible[:1] == b"<" and re.search(rb"<([\w.-]+:)?%s[\s>/]" % root.encode(), visible) is not None


def elements(path: Path, root: str, wanted: frozenset[str]) -> Iterator[Found]:
    """Yield each element with a wanted name, the outermost such; nothing else is kept.

    Raises UnreadableFileError for what is no XML (with the line), has a document type or another root, is
    nested more than a hundred deep, or has an element of half a million parts or 64 million characters.
    """
    builder = _Builder(root, wanted)
    with path.open("rb") as file:
        try:
            for _ in parsed(file, root.upper(), builder.start, builder.end, builder.characters):
                yield from builder.complete()
        except (LookupError, ValueError) as error:
            raise UnreadableFileError(_ENCODING.format(why=error)) from error


class _Builder:
    """Takes a document piece by piece and gives the wanted elements that are complete."""

    def __init__(self, root: str, wanted: frozenset[str]) -> None:
        self._root = root
        self._wanted = wanted
        self._open: list[Element] = []
        self._inside = 0  # how many elements are open from the wanted one on
        self._pieces: list[str] = []
        self._parts = self._length = self._silence = 0
        self._complete: list[Found] = []

    def complete(self) -> list[Found]:
        """Return what has become complete since the last time."""
        self._silence += 1
        if self._silence > _MOST_SILENCE:
            raise UnreadableFileError(_TOO_LARGE)
        found, self._complete = self._complete, []
        return found

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the beginning of an element."""
        self._silence = 0
        name = name.rpartition(":")[2]
        if not self._open and name != self._root:
            raise UnreadableFileError(_OTHER_ROOT.format(found=name[:40], root=self._root))
        if len(self._open) == _DEEPEST:
            raise UnreadableFileError(_TOO_DEEP)
        self._take_text()
        element = Element(name, attributes)
        if self._inside:
            self._open[-1].children.append(element)
            self._parts += 1
            if self._parts > _MOST_PARTS:
                raise UnreadableFileError(_TOO_LARGE)
        if self._inside or name in self._wanted:
            self._inside += 1
        self._open.append(element)

    def characters(self, text: str) -> None:
        """Take text, where it is wanted."""
        self._silence = 0
        if self._inside or self._open[-1].name == "name":
            self._pieces.append(text)
            self._length += len(text)
            if self._length > _LONGEST:
                raise UnreadableFileError(_TOO_LARGE)

    def _take_text(self) -> None:
        if self._pieces:
            self._open[-1].text += "".join(self._pieces)
            self._pieces.clear()

    def end(self, _name: str) -> None:
        """Take the end of the element that began last."""
        self._silence = 0
        self._take_text()
        element = self._open.pop()
        if self._inside:
            self._inside -= 1
            if not self._inside:
                self._complete.append(Found(element, tuple(self._open)))
        elif element.name == "name" and self._open:
            self._open[-1].label = element.text.strip()
        if not self._inside:
            self._length = self._parts = 0
