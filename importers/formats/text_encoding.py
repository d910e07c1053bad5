"""In which encoding a text is written: found from its bytes, or checked where somebody says it."""

import codecs
import re
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import IO

from geodata.text import Text
from importers.formats.content import UnreadableFileError

Opening = Callable[[], AbstractContextManager[IO[bytes]]]
"""Opens the same bytes from their start each time it is called."""

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp1252", "latin-1", "cp850")
"""What may be said or found; cp850, of old systems, is only believed when it is said."""

_CODECS = {"utf-8": "utf-8-sig"}
_CHUNK = 1 << 20
_KEPT = 1 << 16
_LONGEST_LINE = 1 << 24
_UTF16_MARKS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_ASCII = bytes(range(0x80))
_UTF8_LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_NOT_IN_CP1252 = frozenset(b"\x81\x8d\x8f\x90\x9d")
_SWEDISH_IN_CP850 = frozenset("åäöÅÄÖé".encode("cp850"))
_SWEDISH_IN_LATIN_1 = frozenset("åäöÅÄÖé".encode("latin-1"))
_MOSTLY = 0.7

_WINDOWS = Text(
    sv="Filen är inte UTF-8; den har lästs som Windows-1252.",
    en="The file is not UTF-8; it has been read as Windows-1252.",
)
_LATIN_1 = Text(
    sv="Filen är inte UTF-8; den har lästs som Latin-1.",
    en="The file is not UTF-8; it has been read as Latin-1.",
)
_LIKE_CP850 = Text(
    sv="Bokstäverna ser ut att komma från ett äldre system; ange encoding=cp850 om å, ä och ö blir fel.",
    en="The letters seem to come from an old system; give encoding=cp850 if å, ä and ö come out wrong.",
)
_NOT_TEXT = Text(
    sv="Filen är inte text i UTF-8, UTF-16 eller Windows-1252; ange encoding, ett av {known}.",
    en="The file is not text in UTF-8, UTF-16 or Windows-1252; give encoding, one of {known}.",
)
_DAMAGED = Text(
    sv="Filen är UTF-8 men skadad på rad {row}; spara den på nytt eller ange en annan encoding.",
    en="The file is UTF-8 but damaged in line {row}; save it anew or give another encoding.",
)
_NOT_AS_SAID = Text(
    sv="Filen är inte text i {encoding}: rad {row} går inte att läsa.",
    en="The file is not text in {encoding}: line {row} cannot be read.",
)
_LONG_LINE = Text(
    sv="Rad {row} är längre än {most} miljoner tecken; filen är ingen tabell.",
    en="Line {row} is longer than {most} million characters; the file is no table.",
)
_UNKNOWN = Text(
    sv="Teckenkodningen {encoding} läses inte; ange en av {known}.",
    en="The encoding {encoding} is not read; give one of {known}.",
)


@dataclass(frozen=True, slots=True)
class ScannedText:
    """A text that decodes from start to end: its first and last 64 K characters, and how many lines it has.

    `encoding` is its name among ENCODINGS, `codec` what Python reads it with, its mark left out.
    """

    encoding: str
    codec: str
    start: str
    tail: str
    lines: int
    notices: tuple[Text, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Return whether `start` is all there is."""
        return len(self.start) < _KEPT


class _NotDecodableError(Exception):
    """The bytes of `row` are not of the encoding."""

    def __init__(self, row: int) -> None:
        super().__init__()
        self.row = row


def scanned(opening: Opening, encoding: str | None) -> ScannedText:
    """Return the text, read once to its end in `encoding`, or in the one that is found.

    Raises UnreadableFileError, with the line, where it does not decode.
    """
    with opening() as file:
        start = file.read(4096)
    if encoding is not None:
        return _as_said(opening, start, encoding)
    marked = utf16_of(start)
    try:
        return _decoded(opening, marked or "utf-8", start)
    except _NotDecodableError as error:
        if marked is not None or start.startswith(codecs.BOM_UTF8):
            refusal = _NOT_AS_SAID.format(encoding=marked or "utf-8", row=error.row)
            raise UnreadableFileError(refusal, row=error.row) from error
        found, notices = _of_one_byte(opening, error.row)
    try:
        return _decoded(opening, found, start, notices)
    except _NotDecodableError as error:
        raise UnreadableFileError(_NOT_TEXT.format(known=", ".join(ENCODINGS))) from error


def utf16_of(start: bytes) -> str | None:
    """Return which UTF-16 bytes are, by their mark or by every other being zero; None for other bytes."""
    if start[:2] in _UTF16_MARKS:
        return _UTF16_MARKS[start[:2]]
    even, odd = start[0::2], start[1::2]
    if len(odd) < 2:
        return None
    for zeros, letters, found in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if zeros.count(0) > _MOSTLY * len(zeros) and not letters.count(0):
            return found
    return None


def _as_said(opening: Opening, start: bytes, encoding: str) -> ScannedText:
    known = {codecs.lookup(name).name: name for name in ENCODINGS}
    known |= {"utf-8-sig": "utf-8", "utf-16": utf16_of(start) or "utf-16-le"}
    try:
        name = known[codecs.lookup(encoding).name]
    except (LookupError, ValueError) as error:
        refusal = _UNKNOWN.format(encoding=encoding, known=", ".join(ENCODINGS))
        raise UnreadableFileError(refusal) from error
    if name.startswith("utf-16") != (utf16_of(start) is not None):
        raise UnreadableFileError(_NOT_AS_SAID.format(encoding=name, row=1), row=1)
    try:
        return _decoded(opening, name, start)
    except _NotDecodableError as error:
        refusal = _NOT_AS_SAID.format(encoding=name, row=error.row)
        raise UnreadableFileError(refusal, row=error.row) from error


def _decoded(opening: Opening, encoding: str, start: bytes, notices: tuple[Text, ...] = ()) -> ScannedText:
    codec = "utf-16" if start[:2] in _UTF16_MARKS else _CODECS.get(encoding, encoding)
    decoder = codecs.getincrementaldecoder(codec)()
    begin = tail = ""
    breaks = open_line = 0
    with opening() as file:
        while True:
            chunk = file.read(_CHUNK)
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                before = bytes(error.object[: error.start]).decode(codec, "replace")
                raise _NotDecodableError(breaks + _breaks(before, tail) + 1) from error
            if "\x00" in text:
                row = breaks + _breaks(text[: text.index("\x00")], tail) + 1
                raise _NotDecodableError(row)
            breaks += _breaks(text, tail)
            last_break = max(text.rfind("\n"), text.rfind("\r"))
            open_line = len(text) - last_break - 1 + (open_line if last_break < 0 else 0)
            if open_line > _LONGEST_LINE:
                refusal = _LONG_LINE.format(row=breaks + 1, most=_LONGEST_LINE >> 20)
                raise UnreadableFileError(refusal, row=breaks + 1)
            if len(begin) < _KEPT:
                begin = (begin + text)[:_KEPT]
            tail = (tail + text)[-_KEPT:]
            if not chunk:
                break
    lines = breaks + (1 if tail and tail[-1] not in "\r\n" else 0)
    return ScannedText(encoding, codec, begin, tail, lines, notices)


def _breaks(text: str, before: str) -> int:
    """Return how many lines end in `text`, which follows `before`."""
    split = before.endswith("\r") and text.startswith("\n")
    return text.count("\n") + text.count("\r") - text.count("\r\n") - split


def _of_one_byte(opening: Opening, row: int) -> tuple[str, tuple[Text, ...]]:
    """Return which encoding of one byte a letter it is, with notices; `row` is where it is no UTF-8."""
    found: Counter[int] = Counter()
    letters = 0
    with opening() as file:
        while chunk := file.read(_CHUNK):
            found.update(chunk.translate(None, _ASCII))
            letters += sum(len(letter) for letter in _UTF8_LETTER.findall(chunk))
    high = sum(found.values())
    if 2 * letters > high:
        raise UnreadableFileError(_DAMAGED.format(row=row), row=row)
    if found.keys() & _NOT_IN_CP1252:
        raise UnreadableFileError(_NOT_TEXT.format(known=", ".join(ENCODINGS)), row=row)
    if not any(0x80 <= byte <= 0x9F for byte in found):
        return "latin-1", (_LATIN_1,)
    old = sum(found[byte] for byte in _SWEDISH_IN_CP850)
    if old > _MOSTLY * high and not found.keys() & _SWEDISH_IN_LATIN_1:
        return "cp1252", (_WINDOWS, _LIKE_CP850)
    return "cp1252", (_WINDOWS,)
