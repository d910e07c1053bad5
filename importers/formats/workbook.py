"""An XLSX workbook: its sheets, its shared texts, and which styles make a number a date.

Only these parts and the cells are ever read; macros, external links, pictures and queries are not.
"""

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from geodata.text import Text
from importers.formats.archives import Archive, Member
from importers.formats.content import UnreadableFileError
from importers.formats.xml_parts import Start, parsed

_LARGEST_PART = 1 << 26
_MOST_STRINGS = 2_000_000
_ROOT = "_rels/.rels"
_NOT_LETTERS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
# The numbers of formats that are built in: dates, clock times, both, durations.
_BUILT_IN = {
    **dict.fromkeys([14, 15, 16, 17, *range(27, 32), 34, 35, 36, *range(50, 59)], "date"),
    **dict.fromkeys([18, 19, 20, 21, 32, 33, 45, 47], "time"),
    22: "moment",
    46: "duration",
}

_NO_WORKBOOK = Text(
    sv="Filen är ingen Excel-arbetsbok (.xlsx): {part} saknas.",
    en="The file is no Excel workbook (.xlsx): {part} is missing.",
)
_LARGE_PART = Text(
    sv="{part} i filen är för stor (högst {most} MB).",
    en="{part} of the file is too large (at most {most} MB).",
)
_MANY_TEXTS = Text(
    sv="Arbetsboken har för många olika texter (högst {most}).",
    en="The workbook has too many different texts (at most {most}).",
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of cells and the part of the file that holds it."""

    name: str
    hidden: bool
    member: Member


@dataclass(frozen=True, slots=True)
class Workbook:
    """What cells refer to. `kinds` tells, by style, which numbers are a date, time, moment or duration.

    `from_1904`: days are counted from 1904, as on old Macintoshes.
    """

    sheets: tuple[Sheet, ...]
    strings: tuple[str, ...]
    kinds: Mapping[int, str]
    from_1904: bool


def workbook_of(archive: Archive) -> Workbook:
    """Return the workbook in an archive; raises UnreadableFileError where it is none or is broken."""
    members = {member.name.lstrip("/").casefold(): member for member in archive.members}
    book = next((part for part, kind, _ in _related(archive, members, _ROOT) if kind == "officeDocument"), "")
    folder, name = posixpath.split(book)
    listed, from_1904 = _listed_sheets(archive, members, book)
    related = tuple(_related(archive, members, f"{folder}/_rels/{name}.rels"))
    parts = {number: part for part, kind, number in related if kind == "worksheet"}
    others = {kind: part for part, kind, _ in related}
    sheets = tuple(
        Sheet(title, hidden, _member(members, parts[number]))
        for title, hidden, number in listed
        if number in parts
    )
    return Workbook(
        sheets,
        tuple(_strings(archive, members, others.get("sharedStrings"))),
        _kinds(archive, members, others.get("styles")),
        from_1904,
    )


def _member(members: Mapping[str, Member], part: str) -> Member:
    found = members.get(part.casefold())
    if found is None:
        raise UnreadableFileError(_NO_WORKBOOK.format(part=part or "workbook.xml"))
    return found


def _walk(
    archive: Archive,
    member: Member,
    start: Start,
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    if member.size > _LARGEST_PART:
        raise UnreadableFileError(_LARGE_PART.format(part=member.name, most=_LARGEST_PART >> 20))
    with archive.streamed(member) as stream:
        for _ in parsed(stream, member.name, start, end, text):
            pass


def _related(archive: Archive, members: Mapping[str, Member], part: str) -> Iterable[tuple[str, str, str]]:
    """Return target part, kind and id of every relation inside the file; links that lead outside are not."""
    folder = posixpath.dirname(posixpath.dirname(part))
    found: list[tuple[str, str, str]] = []

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))
            kind = attributes.get("Type", "").rpartition("/")[2]
            found.append((target.lstrip("/"), kind, attributes.get("Id", "")))

    _walk(archive, _member(members, part), start)
    return found


def _listed_sheets(
    archive: Archive, members: Mapping[str, Member], part: str
) -> tuple[list[tuple[str, bool, str]], bool]:
    """Return name, whether it is hidden, and relation of every sheet; and whether days count from 1904."""
    found: list[tuple[str, bool, str]] = []
    from_1904 = False

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal from_1904
        if name == "sheet":
            number = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            hidden = attributes.get("state", "visible") != "visible"
            found.append((attributes.get("name", ""), hidden, number))
        elif name == "workbookPr":
            from_1904 = attributes.get("date1904") in {"1", "true"}

    _walk(archive, _member(members, part), start)
    return found, from_1904


def _strings(archive: Archive, members: Mapping[str, Member], part: str | None) -> list[str]:
    strings: list[str] = []
    pieces: list[str] = []
    wanted = False
    spoken = 0  # inside how pronunciation is written, which is no part of the text

    def start(name: str, _attributes: Mapping[str, str]) -> None:
        nonlocal wanted, spoken
        spoken += name == "rPh"
        wanted = name == "t" and not spoken

    def end(name: str) -> None:
        nonlocal wanted, spoken
        wanted = False
        spoken -= name == "rPh"
        if name == "si":
            if len(strings) >= _MOST_STRINGS:
                raise UnreadableFileError(_MANY_TEXTS.format(most=_MOST_STRINGS))
            strings.append("".join(pieces))
            pieces.clear()

    def text(written: str) -> None:
        if wanted:
            pieces.append(written)

    if part is not None:
        _walk(archive, _member(members, part), start, end=end, text=text)
    return strings


def _kinds(archive: Archive, members: Mapping[str, Member], part: str | None) -> dict[int, str]:
    codes: dict[str, str] = {}
    styles: list[str] = []
    within = False

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal within
        if name == "numFmt":
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            within = True
        elif name == "xf" and within:
            styles.append(attributes.get("numFmtId", "0"))

    def end(name: str) -> None:
        nonlocal within
        within = within and name != "cellXfs"

    if part is not None:
        _walk(archive, _member(members, part), start, end=end)
    kinds = {
        style: kind_of_format(codes[number]) if number in codes else _BUILT_IN.get(_whole(number))
        for style, number in enumerate(styles)
    }
    return {style: kind for style, kind in kinds.items() if kind}


def _whole(number: str) -> int:
    return int(number) if number.isascii() and number.isdigit() and len(number) < 9 else -1


def kind_of_format(code: str) -> str | None:
    """Return whether a number format shows a date, time, moment or duration; None for a mere number."""
    letters = _NOT_LETTERS.sub("", code.partition(";")[0]).casefold()
    if "[" in letters:
        return "duration"
    clock = "h" in letters or "s" in letters
    if "y" in letters or "d" in letters:
        return "moment" if clock else "date"
    if clock:
        return "time"
    return "date" if "m" in letters else None
