"""A CSV file in a zip archive, read without unpacking it to disk; what else the archive holds is told."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import IO

from geodata.text import Text
from importers.formats import archives, delimited
from importers.formats.archives import Member
from importers.formats.content import ChoiceNeededError, FileContent, Reading, UnreadableFileError
from importers.formats.format import Format

_SUFFIXES = frozenset({".csv", ".tsv", ".tab"})
_MAPS = frozenset({".shp", ".kml"})

_SEVERAL = Text(
    sv="Zip-filen har flera CSV-filer ({members}); ange en med --set member=NAMN.",
    en="The zip file holds several CSV files ({members}); name one with --set member=NAME.",
)
_NO_MEMBER = Text(
    sv="Zip-filen har ingen CSV-fil {member}; den har {members}.",
    en="The zip file has no CSV file {member}; it has {members}.",
)
_ONLY = Text(
    sv="Ur zip-filen läses bara {member}; inte {others}.",
    en="Only {member} is read from the zip file; not {others}.",
)


def recognise(start: bytes, path: Path) -> bool:
    """Return whether the file is an archive with a CSV file, and no map, in it."""
    if not start.startswith(archives.START):
        return False
    found = {PurePosixPath(name).suffix.lower() for name in archives.member_names(path)}
    return bool(found & _SUFFIXES) and not found & _MAPS


def read(path: Path, reading: Reading) -> FileContent:
    """Return the content of the archive's only CSV file, or of the one that is named.

    Raises UnreadableFileError for an unsafe archive, and ChoiceNeededError where several CSV files are in it.
    """
    with archives.opened(path) as archive:
        members = archive.members
    tables = {_shown(member, members): member for member in members if member.suffix in _SUFFIXES}
    listed = ", ".join(tables)
    if reading.member is None and len(tables) > 1:
        raise ChoiceNeededError(_SEVERAL.format(members=listed), "member", tuple(tables))
    name = reading.member or next(iter(tables))
    if name not in tables:
        raise UnreadableFileError(_NO_MEMBER.format(member=name, members=listed))
    chosen = tables[name]

    @contextmanager
    def opening() -> Iterator[IO[bytes]]:
        with archives.opened(path) as archive, archive.streamed(chosen) as packed:
            yield packed

    content = delimited.read_text(opening, replace(reading, member=name))
    others = [member.file_name for member in members if member.name != chosen.name]
    told = (_ONLY.format(member=name, others=", ".join(others)),) if others else ()
    return replace(
        content,
        notices=(*told, *content.notices),
        choices={**content.choices, "member": tuple(tables)},
    )


def _shown(member: Member, members: tuple[Member, ...]) -> str:
    """Return the member's name without its folder, with it where two have the same."""
    same = [other for other in members if other.file_name == member.file_name]
    return member.file_name if len(same) == 1 else member.name


FORMAT = Format("zipped_csv", Text(sv="zippad CSV", en="zipped CSV"), recognise, read)
