"""Zip archives, looked through before anything is unpacked, and measured while it is.

What an archive says of itself is checked against its own bytes: members must lie side by side in the file
(entries that share their bytes are how a small file becomes a petabyte), and sizes may not grow by more than
a hundred times. Only plain files under plain names are ever written, under names of our own.
"""

import io
import itertools
import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from geodata.text import Text
from importers.formats.code_pages import likely_code_page
from importers.formats.content import UnreadableFileError

START = b"PK\x03\x04"
EMPTY = b"PK\x05\x06"
MOST_ENTRIES = 2000
MOST_BYTES = 1 << 30
HIGHEST_RATIO = 100
_ALWAYS_SMALL = 1 << 20  # what unpacks to less than this is no bomb, however well it packs
_LONGEST_READ = 1 << 20  # the list of two thousand members takes about a fifth of it
_CHUNK = 1 << 16

_LOCAL_HEADER = struct.Struct("<4s22xHH")
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_UTF8_NAME = 0x800
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ARCHIVES = frozenset({".zip", ".kmz", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".7z", ".rar", ".tar"})
_JUNK = frozenset({".ds_store", "thumbs.db", "desktop.ini"})

_INCOMPLETE = Text(
    sv="Zip-filen är trasig eller ofullständig.",
    en="The zip file is broken or incomplete.",
)
_CROWDED = Text(
    sv="Zip-filen har för många filer (högst {most}).",
    en="The zip file has too many members (at most {most}).",
)
_LARGE = Text(
    sv="Zip-filen är för stor uppackad: högst {most} MB och {ratio} gånger sin packade storlek.",
    en="The zip file is too large unpacked: at most {most} MB and {ratio} times its packed size.",
)
_UNSAFE = Text(
    sv="Zip-filen har ett osäkert namn eller en länk: {name}.",
    en="The zip file has an unsafe name or a link: {name}.",
)
_TWICE = Text(
    sv="Zip-filen har två filer med namnet {name}.", en="The zip file has two members called {name}."
)
_LOCKED = Text(
    sv="Zip-filen är lösenordsskyddad; packa den utan lösenord.",
    en="The zip file is protected by a password; pack it without one.",
)
_METHOD = Text(
    sv="{name} är packad på ett sätt som inte läses; packa om som vanlig zip.",
    en="{name} is packed in a way that is not read; pack it again as an ordinary zip.",
)
_OVERLAP = Text(
    sv="Zip-filen är trasig: filer i den delar samma bytes eller ligger utanför den.",
    en="The zip file is broken: members share the same bytes or lie outside it.",
)
_NESTED = Text(
    sv="Zip-filen innehåller ett arkiv till, {name}; packa upp det och lämna det för sig.",
    en="The zip file holds another archive, {name}; unpack that one and hand it in by itself.",
)
_TOO_LARGE = _LARGE.format(most=MOST_BYTES >> 20, ratio=HIGHEST_RATIO)


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive; `name` is its path in it with slashes, as a person would read it."""

    name: str
    size: int
    entry: zipfile.ZipInfo

    @property
    def file_name(self) -> str:
        """Return the name without folders."""
        return PurePosixPath(self.name).name

    @property
    def stem(self) -> str:
        """Return the whole name up to the suffix, folders included."""
        return self.name.removesuffix(PurePosixPath(self.name).suffix)

    @property
    def suffix(self) -> str:
        """Return the suffix with its dot, in lower case."""
        return PurePosixPath(self.name).suffix.lower()


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive that passed every check; `members` are its files, folders and systems' litter left out."""

    members: tuple[Member, ...]
    _file: zipfile.ZipFile

    def unpack(self, member: Member, folder: Path, as_name: str) -> Path:
        """Write a member into a folder under a name of ours and return where it lies.

        Raises UnreadableFileError where the archive is broken there, or the member is itself an archive.
        """
        target = folder / as_name
        written = 0
        with _refusing_the_broken(), self._file.open(member.entry) as packed, target.open("xb") as file:
            while chunk := packed.read(_CHUNK):
                if not written and chunk.startswith((START, EMPTY)):
                    raise UnreadableFileError(_NESTED.format(name=member.name))
                written += len(chunk)
                if written > member.size:
                    raise UnreadableFileError(_TOO_LARGE)
                file.write(chunk)
        return target

    @contextmanager
    def streamed(self, member: Member) -> Iterator[IO[bytes]]:
        """Give a member to read from its start; raises UnreadableFileError where the archive is broken."""
        with _refusing_the_broken(), self._file.open(member.entry) as packed:
            yield packed


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """Give an archive whose members are safe to unpack one by one.

    Raises UnreadableFileError for an archive that is broken, encrypted, crowded, too large or packed too
    well, and for members that overlap, are links or archives, or bear an unsafe name or one name twice.
    """
    with path.open("rb") as file:
        with _refusing_the_broken():
            archive = zipfile.ZipFile(_ShortReads(file))
            members = _checked(archive, file)
        yield Archive(members, archive)


def _checked(archive: zipfile.ZipFile, file: IO[bytes]) -> tuple[Member, ...]:
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise UnreadableFileError(_CROWDED.format(most=MOST_ENTRIES))
    _check_sizes(entries)
    _check_places(entries, file, archive.start_dir)
    members = tuple(Member(readable_name(entry), entry.file_size, entry) for entry in entries)
    for member in members:
        _check_member(member)
    _check_names(members)
    return tuple(member for member in members if _is_file(member))


def member_names(path: Path) -> tuple[str, ...]:
    """Return the names of an archive's files, safe or not; none when it cannot be read. Never raises."""
    try:
        with path.open("rb") as file, zipfile.ZipFile(_ShortReads(file)) as archive:
            entries = archive.infolist()[:MOST_ENTRIES]
    except (OSError, UnreadableFileError, *_BREAKAGES):
        return ()
    members = (Member(readable_name(entry), entry.file_size, entry) for entry in entries)
    return tuple(member.name for member in members if _is_file(member))


def readable_name(entry: zipfile.ZipInfo) -> str:
    """Return a member's name with slashes; names without a mark are UTF-8, DOS (850) or Windows (1252)."""
    name = entry.filename.replace("\\", "/")
    if name.isascii() or entry.flag_bits & _UTF8_NAME:
        return name
    try:
        raw = name.encode("cp437")  # what zipfile took it for
    except UnicodeEncodeError:
        return name
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    return raw.decode(likely_code_page(raw, "cp850"), "replace")


class _ShortReads(io.BufferedIOBase):
    """A file of which only short pieces are read at once: a list of members may claim any length."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._file.tell()

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        return self._file.seek(offset, whence)

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > _LONGEST_READ:
            raise UnreadableFileError(_CROWDED.format(most=MOST_ENTRIES))
        return self._file.read(_LONGEST_READ if size is None or size < 0 else size)


_BREAKAGES = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    ValueError,
    OverflowError,
    struct.error,
)


@contextmanager
def _refusing_the_broken() -> Iterator[None]:
    try:
        yield
    except _BREAKAGES as error:
        raise UnreadableFileError(_INCOMPLETE) from error


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    whole = sum(entry.file_size for entry in entries)
    sizes = [(entry.file_size, entry.compress_size) for entry in entries]
    sizes.append((whole, sum(entry.compress_size for entry in entries)))
    if whole > MOST_BYTES or any(
        unpacked > max(_ALWAYS_SMALL, HIGHEST_RATIO * packed) for unpacked, packed in sizes
    ):
        raise UnreadableFileError(_TOO_LARGE)


def _check_places(entries: list[zipfile.ZipInfo], file: IO[bytes], directory: int) -> None:
    """Refuse members that overlap each other or the list of members: sizes are then as long as the file."""
    places: list[tuple[int, int]] = []
    for entry in entries:
        if entry.header_offset < 0:
            raise UnreadableFileError(_OVERLAP)
        file.seek(entry.header_offset)
        mark, name, extra = _LOCAL_HEADER.unpack(file.read(_LOCAL_HEADER.size))
        start = entry.header_offset
        places.append((start, start + _LOCAL_HEADER.size + name + extra + entry.compress_size))
        if mark != START:
            raise UnreadableFileError(_OVERLAP)
    places.sort()
    places.append((directory, directory))
    if any(end > following for (_, end), (following, _) in itertools.pairwise(places)):
        raise UnreadableFileError(_OVERLAP)


def _check_member(member: Member) -> None:
    path = PurePosixPath(member.name)
    kind = stat.S_IFMT(member.entry.external_attr >> 16)
    if member.entry.flag_bits & _ENCRYPTED:
        raise UnreadableFileError(_LOCKED)
    if (
        not member.name
        or path.is_absolute()
        or ".." in path.parts
        or member.name[1:2] == ":"
        or not member.name.isprintable()
        or kind not in {0, stat.S_IFREG, stat.S_IFDIR}
    ):
        raise UnreadableFileError(_UNSAFE.format(name=ascii(member.name)))
    if member.entry.compress_type not in _METHODS:
        raise UnreadableFileError(_METHOD.format(name=member.name))
    if _is_file(member) and member.suffix in _ARCHIVES:
        raise UnreadableFileError(_NESTED.format(name=member.name))


def _check_names(members: tuple[Member, ...]) -> None:
    """Refuse two members of one name, upper and lower case being the same as they are on many machines."""
    for name, times in Counter(member.name.casefold() for member in members).items():
        if times > 1:
            raise UnreadableFileError(_TWICE.format(name=name))


def _is_file(member: Member) -> bool:
    parts = PurePosixPath(member.name).parts
    return not (
        member.name.endswith("/")
        or "__MACOSX" in parts
        or member.file_name.lower() in _JUNK
        or member.file_name.startswith("._")
    )
