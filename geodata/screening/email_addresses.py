"""E-mail addresses, also those that avoid the sign: kim (at) malmo.se, kim snabel-a malmo punkt se."""

import re
from collections.abc import Iterator

from geodata.screening.finding import Finder, Finding, Kind
from geodata.text import Text

EMAIL = Kind(
    "email",
    Text(sv="en e-postadress", en="an e-mail address"),
    Text(
        sv="Skriv vilken verksamhet det gäller i stället för en persons adress.",
        en="Write which office it concerns instead of a person's address.",
    ),
)

_LOCAL = r"[\w.+%'&/=?^`{|}~!#$*-]{1,64}"
_SIGN = r" ?@ ?| ?[(\[{<] ?(?:at|a|@|snabel ?-?a) ?[)\]}>] ?| snabel ?-?a "
_DOT = r"(?:\.| ?[(\[{] ?(?:dot|punkt|prick|\.) ?[)\]}] ?| (?:dot|punkt|prick) )"
_NAME = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_TOP = r"[^\W\d_]{2,24}"
_PATTERN = re.compile(
    rf"(?P<local>{_LOCAL})(?:{_SIGN})(?:{_NAME}{_DOT}){{1,6}}{_TOP}(?![\w@])"
    # A bare "at" is a word too: here the name or the dots must look like an address.
    rf"|(?<![\w-])[\w-]{{1,64}}(?:[._+][\w-]{{1,64}}){{1,4}} at (?:{_NAME}{_DOT}){{1,6}}{_TOP}(?!\w)"
    rf"|(?<![\w-])[\w-]{{1,64}} at {_NAME}(?: ?[(\[{{] ?| )(?:dot|punkt|prick)(?: ?[)\]}}] ?| ){_TOP}(?!\w)"
    # kim@[192.0.2.1]
    rf"|{_LOCAL} ?@ ?\[[0-9a-fA-F.:]{{3,45}}\]",
    re.IGNORECASE,
)
_SIGNS = ("@", " at ", "at)", "at]", "at}", "at>", "snabel", "(a", "[a", "( a", "[ a")


def worth_it(legible: str) -> bool:
    """Return whether a sign between name and host is there, or what stands for it."""
    lowered = legible.casefold()
    return any(sign in lowered for sign in _SIGNS)


def find(legible: str) -> Iterator[Finding]:
    """Yield the addresses of a legible text."""
    for match in _PATTERN.finditer(legible):
        yield Finding(EMAIL, match.start(), match.end())


FINDER = Finder((EMAIL,), worth_it, find)
