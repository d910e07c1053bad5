"""JSON read piece by piece: the members of an object, the items of a list, one value after the other.

The standard library's decoder reads whole values out of a window that slides over the file, so that memory
depends on the largest feature and not on the file. JSON is taken strictly: no NaN, no number beyond what a
float holds, no key twice in one object.
"""

import codecs
import json
import math
import re
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from geodata.text import Text
from importers.formats.content import UnreadableFileError

_CHUNK = 1 << 16
_LARGEST_VALUE = 1 << 24  # characters; the outline of a country takes a few million
_NEAR_THE_END = 16  # what may be missing of a word, a number or an escaped letter that is cut
_INFINITIES = (math.inf, -math.inf)
_SPACE = re.compile(r"[ \t\n\r]*")
BETWEEN = re.compile(r"[ \t\n\r\x1e]*")

_BROKEN = Text(
    sv="Filen är inte giltig JSON: vid textrad {line}, tecken {column}, är den trasig eller avbruten.",
    en="The file is not valid JSON: at line {line}, character {column}, it is broken or cut off ({why}).",
)
_NOT_UTF_8 = Text(
    sv="Filen är inte giltig JSON: den är inte UTF-8.", en="The file is not valid JSON: it is not UTF-8."
)
_TOO_DEEP = Text(sv="Filen är för djupt nästlad.", en="The file is nested too deeply.")
_TOO_LARGE = Text(
    sv="Ett enda värde i filen är större än {most} miljoner tecken.",
    en="A single value of the file is larger than {most} million characters.",
)


class _NotStrictError(ValueError):
    """A number or an object that JSON has no room for."""


class JsonStream:
    """A file of JSON, read from its start; `row` is told in refusals as the record that was being read."""

    def __init__(self, path: Path) -> None:
        self.row: int | None = None
        self._path = path
        self._file: IO[bytes]
        self._decode_bytes = codecs.getincrementaldecoder("utf-8-sig")()
        self._decoder = json.JSONDecoder(
            object_pairs_hook=_single_keys, parse_float=_finite, parse_constant=_refuse_constant
        )
        self._window = ""
        self._at = 0
        self._lines = 1  # number of the line on which the window begins
        self._ended = False

    def __enter__(self) -> Self:
        self._file = self._path.open("rb")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def next_character(self, skipped: re.Pattern[str] = _SPACE) -> str:
        """Return the next character that is no space, without taking it; "" at the end."""
        while True:
            found = skipped.match(self._window, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._window):
                return self._window[self._at]
            if not self._read_more():
                return ""

    def take(self, expected: str) -> None:
        """Take one character, which has to be the expected one."""
        if self.next_character() != expected:
            raise self._refusal(f"Expecting '{expected}'", self._at)
        self._at += 1

    def take_if(self, character: str) -> bool:
        """Return whether the next character is this one, and take it if so."""
        found = self.next_character() == character
        self._at += found
        return found

    def value(self) -> Any:
        """Return the next value whole."""
        self.next_character()
        self._drop_what_was_read()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._window, self._at)
            except json.JSONDecodeError as error:
                if not self._may_be_cut(error) or not self._read_more():
                    raise self._refusal(error.msg, error.pos) from error
            except RecursionError as error:
                raise UnreadableFileError(_TOO_DEEP, row=self.row) from error
            except ValueError as error:  # not strict, or a whole number of more digits than Python reads
                raise self._refusal(str(error).split(";")[0], self._at) from error
            else:
                if end < len(self._window) or not self._read_more():
                    self._at = end
                    return value
                # A number at the very end of the window may go on.

    def members(self) -> Iterator[str]:
        """Yield the keys of the next object; its caller takes the value of each before the next key."""
        self.take("{")
        seen: set[str] = set()
        if self.take_if("}"):
            return
        while True:
            if self.next_character() != '"':
                raise self._refusal("Expecting property name enclosed in double quotes", self._at)
            key = self.value()
            if key in seen:
                raise self._refusal("a key occurs twice in one object", self._at)
            seen.add(key)
            self.take(":")
            yield key
            if self.take_if("}"):
                return
            self.take(",")

    def items(self) -> Iterator[Any]:
        """Yield the items of the next list, each whole."""
        self.take("[")
        if self.take_if("]"):
            return
        while True:
            yield self.value()
            if self.take_if("]"):
                return
            self.take(",")

    def sequence(self) -> Iterator[Any]:
        """Yield values that follow each other, on lines or after record separators (RFC 8142)."""
        while self.next_character(BETWEEN):
            yield self.value()

    def end(self) -> None:
        """Raise UnreadableFileError where anything but space follows."""
        if self.next_character():
            raise self._refusal("Extra data", self._at)

    def _may_be_cut(self, error: json.JSONDecodeError) -> bool:
        return error.pos >= len(self._window) - _NEAR_THE_END or error.msg.startswith("Unterminated string")

    def _read_more(self) -> bool:
        """Add as much to the window as it holds already, so that a large value is tried a few times only."""
        if self._ended:
            return False
        held = len(self._window) - self._at
        if held > _LARGEST_VALUE:
            raise UnreadableFileError(_TOO_LARGE.format(most=_LARGEST_VALUE >> 20), row=self.row)
        chunk = self._file.read(max(_CHUNK, held))
        self._ended = not chunk
        try:
            more = self._decode_bytes.decode(chunk, final=self._ended)
        except UnicodeDecodeError as error:
            raise UnreadableFileError(_NOT_UTF_8, row=self.row) from error
        self._window += more
        return not self._ended

    def _drop_what_was_read(self) -> None:
        if self._at > _CHUNK:
            self._lines += self._window.count("\n", 0, self._at)
            self._window = self._window[self._at :]
            self._at = 0

    def _refusal(self, why: str, at: int) -> UnreadableFileError:
        line = self._lines + self._window.count("\n", 0, at)
        column = at - self._window.rfind("\n", 0, at)
        return UnreadableFileError(_BROKEN.format(why=why, line=line, column=column), row=self.row)


def _refuse_constant(name: str) -> float:
    raise _NotStrictError(f"{name} is no number")


def _finite(digits: str) -> float:
    value = float(digits)
    if value in _INFINITIES:
        raise _NotStrictError(f"{digits[:20]} is too large")
    return value


def _single_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _NotStrictError("a key occurs twice in one object")
    return found
