"""Files that are known for what they are and not read: each with what its sender can do about it."""

from collections.abc import Callable
from pathlib import Path

from geodata.text import Text
from importers.formats import archives

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PACKED = (b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!", b"BZh", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd")
_PAGES = (b"<html", b"<!doctype html", b"<table")

_XLS = Text(
    sv="Filen är en äldre Excel-fil (.xls) eller skyddad av lösenord; spara den som .xlsx utan lösenord.",
    en="The file is an older Excel file (.xls) or protected by a password; save it as .xlsx without one.",
)
_XLSB = Text(
    sv="Filen är en binär Excel-fil (.xlsb); spara den som .xlsx.",
    en="The file is a binary Excel file (.xlsb); save it as .xlsx.",
)
_OPEN_DOCUMENT = Text(
    sv="Filen är ett OpenDocument-dokument (.ods); spara kalkylarket som .xlsx eller CSV.",
    en="The file is an OpenDocument file (.ods); save the spreadsheet as .xlsx or CSV.",
)
_WORD = Text(
    sv="Filen är ett Word-dokument; klistra in tabellen i ett kalkylark och spara det som .xlsx.",
    en="The file is a Word document; paste its table into a spreadsheet and save that as .xlsx.",
)
_PDF = Text(
    sv="Filen är en PDF; be avsändaren om tabellen som .xlsx eller CSV.",
    en="The file is a PDF; ask its sender for the table as .xlsx or CSV.",
)
_PACKED_OTHERWISE = Text(
    sv="Filen är packad på ett sätt som inte läses; packa upp den eller packa den som zip.",
    en="The file is packed in a way that is not read; unpack it, or pack it as zip.",
)
_WEB_PAGE = Text(
    sv="Filen är en webbsida, även om den heter något annat; öppna den i Excel och spara den som .xlsx.",
    en="The file is a web page, whatever its name; open it in Excel and save it as .xlsx.",
)

_KNOWN: tuple[tuple[Callable[[bytes], bool], Text], ...] = (
    (lambda start: start.startswith(_OLD_OFFICE), _XLS),
    (lambda start: b"mimetypeapplication/vnd.oasis.opendocument" in start[:200], _OPEN_DOCUMENT),
    (lambda start: start.startswith(b"%PDF-"), _PDF),
    (lambda start: start.startswith(_PACKED), _PACKED_OTHERWISE),
    (lambda start: start.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_PAGES), _WEB_PAGE),
)
_MEMBERS = {"xl/workbook.bin": _XLSB, "word/document.xml": _WORD}


def refusal_of(start: bytes, path: Path) -> Text | None:
    """Return why a file of a well-known kind is not read, by its first kilobyte; None for any other file."""
    for is_such, refusal in _KNOWN:
        if is_such(start):
            return refusal
    if start.startswith(archives.START):
        names = archives.member_names(path)
        return next((_MEMBERS[name] for name in names if name in _MEMBERS), None)
    return None
