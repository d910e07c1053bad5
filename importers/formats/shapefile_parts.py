"""The parts of a Shapefile, checked against their own lengths before GDAL reads them.

Layout: ESRI Shapefile Technical Description (1998); .dbf as dBASE III wrote it. A file that was cut short is
refused with the record at which it ends, which GDAL would pass over.
"""

import codecs
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from geodata.text import Text
from importers.formats.code_pages import likely_code_page
from importers.formats.content import UnreadableFileError

MAGIC = b"\x00\x00\x27\x0a"
ENCODINGS = ("utf-8", "cp1252", "latin-1", "cp850")
"""What is offered to choose from; any other that Python and GDAL both know may be said."""

_HEADER = 100
_KINDS = frozenset({0, 1, 3, 5, 8, 11, 13, 15, 18, 21, 23, 25, 28})
_MULTIPATCH = 31
_BYTES_AT_ONCE = 1 << 22
# The byte of a .dbf that names its code page, where it names just one (0x57 is any of Windows').
_LANGUAGES = {
    0x01: "cp437", 0x02: "cp850", 0x03: "cp1252", 0x08: "cp865", 0x17: "cp865", 0x58: "cp1252",
    0x59: "cp1252", 0x64: "cp852", 0x65: "cp866", 0x66: "cp865", 0xC8: "cp1250", 0xC9: "cp1251",
}  # fmt: skip

_NOT_SHAPES = Text(sv="{part} är ingen Shapefile.", en="{part} is no Shapefile.")
_SURFACES = Text(
    sv="Shapefilen innehåller kroppar (MultiPatch), som inte läses.",
    en="The Shapefile holds solids (MultiPatch), which are not read.",
)
_CUT = Text(
    sv="{part} är avhuggen: post {row} saknas helt eller delvis.",
    en="{part} is cut short: record {row} is missing in whole or part.",
)
_DIFFERENT = Text(
    sv=".shp har {shapes} poster och .dbf {rows}; de hör inte ihop.",
    en="The .shp has {shapes} records and the .dbf {rows}; they do not belong together.",
)
_NOT_A_TABLE = Text(sv=".dbf går inte att läsa.", en="The .dbf cannot be read.")
_NO_ENCODING = Text(sv="Teckenkodningen {name} finns inte.", en="There is no encoding {name}.")
_WRONG_ENCODING = Text(
    sv="Texten i .dbf är inte kodad som {name}.", en="The text of the .dbf is not encoded as {name}."
)
_GUESSED = Text(
    sv="Textens teckenkodning anges inte rätt i filen; den har lästs som {name}.",
    en="The file does not state the encoding of its text rightly; it has been read as {name}.",
)
_FLATTENED = Text(
    sv="Höjder och mått (Z, M) i formerna har lämnats.",
    en="Heights and measures (Z, M) of the shapes were left.",
)


@dataclass(frozen=True, slots=True)
class Shapes:
    """What a .shp says: for each record whether it has a shape and its length in bytes; what is left out."""

    shaped: np.ndarray
    lengths: np.ndarray
    notices: tuple[Text, ...]


def check_shapes(shapes: Path, index: Path) -> Shapes:
    """Return what a .shp holds; an index that is missing or does not fit is built anew.

    Raises UnreadableFileError for what is no Shapefile, holds solids, or is cut short.
    """
    content = _mapped(shapes)
    if len(content) < _HEADER or content[:4].tobytes() != MAGIC:
        raise UnreadableFileError(_NOT_SHAPES.format(part=".shp"))
    kind = int.from_bytes(content[32:36].tobytes(), "little")
    if kind == _MULTIPATCH:
        raise UnreadableFileError(_SURFACES)
    if kind not in _KINDS:
        raise UnreadableFileError(_NOT_SHAPES.format(part=".shp"))
    starts = _indexed(content, index)
    if starts is None:
        starts = np.fromiter(_walked(content), dtype=np.int64)
        _write_index(content, starts, index)
    kinds = _words(content, starts + 8, "<i4")
    lengths = _words(content, starts + 4, ">i4").astype(np.int64) * 2
    return Shapes(kinds != 0, lengths, (_FLATTENED,) if kind > 10 else ())


def _mapped(path: Path) -> np.ndarray:
    """Return the bytes of a file, which stay on disk until they are asked for."""
    if not path.stat().st_size:
        return np.zeros(0, np.uint8)
    return np.memmap(path, np.uint8, "r")


def _words(content: np.ndarray, places: np.ndarray, kind: str) -> np.ndarray:
    """Return the whole numbers of four bytes that stand in these places."""
    return content[places[:, None] + np.arange(4)].view(kind).ravel()


def _indexed(content: np.ndarray, index: Path) -> np.ndarray | None:
    """Return where the records start according to the index; None where it is missing or does not fit."""
    if not index.exists():
        return None
    content_of_index = _mapped(index)
    entries = content_of_index[_HEADER:]
    if content_of_index[:4].tobytes() != MAGIC or not len(entries) or len(entries) % 8:
        return None
    places = entries.reshape(-1, 8).copy().view(">i4").astype(np.int64) * 2
    starts, lengths = places[:, 0], places[:, 1]
    fits = (starts >= _HEADER).all() and (lengths >= 4).all() and (starts + 8 + lengths).max() == len(content)
    return starts if fits else None


def _walked(content: np.ndarray) -> Iterator[int]:
    """Yield where the records start, each right behind the one before."""
    place, number = _HEADER, 1
    while place < len(content):
        length = int.from_bytes(content[place + 4 : place + 8].tobytes(), "big", signed=True) * 2
        if place + 12 > len(content) or length < 4 or place + 8 + length > len(content):
            raise UnreadableFileError(_CUT.format(part=".shp", row=number), row=number)
        yield place
        place += 8 + length
        number += 1


def _write_index(content: np.ndarray, starts: np.ndarray, index: Path) -> None:
    """Write where each record starts and how long it is, in words of two bytes, under the same header."""
    entries = np.empty((len(starts), 2), dtype=">i4")
    entries[:, 0] = starts // 2
    entries[:, 1] = _words(content, starts + 4, ">i4")
    header = bytearray(content[:_HEADER].tobytes())
    header[24:28] = struct.pack(">i", (_HEADER + entries.nbytes) // 2)
    index.write_bytes(bytes(header) + entries.tobytes())


@dataclass(frozen=True, slots=True)
class TextOfTable:
    """How the text of a .dbf is encoded, and a notice where that is not stated; how wide its rows are."""

    encoding: str
    width: int
    notices: tuple[Text, ...] = ()


def check_table(table: Path, shapes: int, stated: str | None, wanted: str | None) -> TextOfTable:
    """Return how the text of a .dbf is encoded: as `wanted`, `stated` in a .cpg, said in itself, or found.

    Raises UnreadableFileError when it is cut short, has other than `shapes` records, or is not as wanted.
    """
    content = _mapped(table)
    if len(content) < 32:
        raise UnreadableFileError(_NOT_A_TABLE)
    rows, header, width = struct.unpack("<IHH", content[4:12].tobytes())
    if header < 33 or not width or header > len(content):
        raise UnreadableFileError(_NOT_A_TABLE)
    whole = (len(content) - header) // width
    if whole < rows:
        raise UnreadableFileError(_CUT.format(part=".dbf", row=whole + 1), row=whole + 1)
    if rows != shapes:
        raise UnreadableFileError(_DIFFERENT.format(shapes=shapes, rows=rows))
    text = _TableText(content, header, width, rows)
    if wanted is not None:
        name = _codec(wanted)
        if name is None:
            raise UnreadableFileError(_NO_ENCODING.format(name=wanted))
        if not text.is_in(name):
            raise UnreadableFileError(_WRONG_ENCODING.format(name=wanted))
        return TextOfTable(name, width)
    name, notices = _found_encoding(text, (_codec(stated), _LANGUAGES.get(int(content[29]))))
    return TextOfTable(name, width, notices)


def _found_encoding(text: "_TableText", stated: tuple[str | None, ...]) -> tuple[str, tuple[Text, ...]]:
    for name in stated:
        if name is not None and text.is_in(name):
            return name, ()
    if text.is_in("ascii"):
        return "utf-8", ()
    name = "utf-8" if text.is_in("utf-8") else likely_code_page(text.letters(), "cp1252")
    if not text.is_in(name):
        name = "cp850"  # in which every byte is a letter
    return name, (_GUESSED.format(name=name),)


def _codec(name: str | None) -> str | None:
    """Return Python's name of an encoding as a person or a .cpg writes it; None where there is none."""
    if name is None:
        return None
    words = name.strip().lower().replace("_", " ").replace("-", " ").split()
    tight = "".join(words).removeprefix("ansi").removeprefix("oem").removeprefix("iso")
    tight = {"65001": "utf-8", "88591": "iso8859-1", "885915": "iso8859-15", "8859": "iso8859-1"}.get(
        tight, tight
    )
    for candidate in (tight, f"cp{tight}", name.strip()):
        try:
            return codecs.lookup(candidate).name
        except (LookupError, ValueError):
            continue
    return None


class _TableText:
    """All text of a .dbf: the names of its columns and the values of those that hold characters."""

    def __init__(self, content: np.ndarray, header: int, width: int, rows: int) -> None:
        self._rows = content[header : header + rows * width].reshape(rows, width)
        self._names = b""
        self._held = np.zeros(width, dtype=bool)
        place = 1
        for start in range(32, header - 31, 32):
            field = content[start : start + 32].tobytes()
            if field[0] == 0x0D:
                break
            self._names += field[:11].split(b"\0")[0] + b"\n"
            if field[11:12] == b"C":
                self._held[place : place + field[16]] = True
            place += field[16]

    def _pieces(self) -> Iterator[bytes]:
        yield self._names
        at_once = max(1, _BYTES_AT_ONCE // self._rows.shape[1])
        for start in range(0, len(self._rows), at_once):
            yield self._rows[start : start + at_once, self._held].tobytes()

    def is_in(self, encoding: str) -> bool:
        """Return whether all of it can be read so."""
        try:
            for piece in self._pieces():
                piece.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            return False
        return True

    def letters(self) -> bytes:
        """Return each byte beyond ASCII that occurs, once."""
        return bytes(sorted({byte for piece in self._pieces() for byte in set(piece) if byte > 0x7F}))
