"""The blocks of an OSM PBF file, looked through before any is unpacked.

Layout: wiki.openstreetmap.org/wiki/PBF_Format. A block says how large it is unpacked, and the library that
unpacks it goes no further than that; so what it says is held to a size and to a ratio here.
"""

import mmap
from collections.abc import Iterator
from pathlib import Path

from geodata.text import Text
from importers.formats.content import UnreadableFileError

_LONGEST_HEADER = 1 << 16
_LARGEST_BLOCK = 1 << 23  # writers put 8,000 objects into a block, which is well below one megabyte
_HIGHEST_RATIO = 100
_ALWAYS_SMALL = 1 << 18
_KINDS = (b"OSMHeader", b"OSMData")
_RAW, _RAW_SIZE, _ZLIB = 1, 2, 3
_PACKED = frozenset({_ZLIB, 4, 6, 7})  # zlib, lzma, lz4, zstd

_CUT = Text(
    sv="Filen är avhuggen eller skadad vid block {block}.",
    en="The file is cut short or damaged at block {block}.",
)
_TOO_LARGE = Text(
    sv="Block {block} är för stort uppackat, eller för hårt packat.",
    en="Block {block} is too large unpacked, or packed too well.",
)


class _BrokenError(Exception):
    """The bytes are not what a block begins with."""


def check_blocks(path: Path) -> None:
    """Raise UnreadableFileError for a file that is cut short, or has a block that unpacks to too much."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        place, block = 0, 0
        while place < len(content):
            block += 1
            try:
                start, place = _block(content, place)
                packed, unpacked = _sizes(content, start, place)
            except (_BrokenError, IndexError) as error:
                raise UnreadableFileError(_CUT.format(block=block)) from error
            if unpacked > _LARGEST_BLOCK or unpacked > max(_ALWAYS_SMALL, _HIGHEST_RATIO * packed):
                raise UnreadableFileError(_TOO_LARGE.format(block=block))


def _block(content: mmap.mmap, place: int) -> tuple[int, int]:
    """Return where the block whose header begins at `place` begins and ends."""
    start = place + 4
    length = int.from_bytes(content[place:start], "big")
    if not 0 < length <= _LONGEST_HEADER or start + length > len(content):
        raise _BrokenError
    fields = {number: value for number, value, _ in _fields(content, start, start + length)}
    size = fields.get(3)
    end = start + length + (size or 0)
    kind = next((value for number, _, value in _fields(content, start, start + length) if number == 1), b"")
    if kind not in _KINDS or size is None or end > len(content):
        raise _BrokenError
    return start + length, end


def _sizes(content: mmap.mmap, start: int, end: int) -> tuple[int, int]:
    """Return how long a block is packed and how long it says to be unpacked."""
    packed = unpacked = 0
    for number, value, _ in _fields(content, start, end):
        if number == _RAW:
            packed = unpacked = value
        elif number == _RAW_SIZE:
            unpacked = value
        elif number in _PACKED:
            packed = value
    return packed, unpacked


def _fields(content: mmap.mmap, start: int, end: int) -> Iterator[tuple[int, int, bytes]]:
    """Yield number, value and first bytes of a message's fields; the value of bytes is their length."""
    place = start
    while place < end:
        key, place = _varint(content, place)
        value, place = _varint(content, place)
        if key & 7 == 2:
            yield key >> 3, value, content[place : min(place + value, place + 16)]
            place += value
        elif key & 7 == 0:
            yield key >> 3, value, b""
        else:
            raise _BrokenError
    if place != end:
        raise _BrokenError


def _varint(content: mmap.mmap, place: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = content[place]
        value |= (byte & 0x7F) << shift
        place += 1
        shift += 7
        if byte < 0x80:
            return value, place
        if shift > 63:
            raise _BrokenError
