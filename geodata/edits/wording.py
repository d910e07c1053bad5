"""Free text of forms: trimmed, of one spelling, without signs that nobody sees."""

import re
import unicodedata

from geodata.errors import InvalidError
from geodata.text import Text

LONGEST_NAME = 120
LONGEST_TEXT = 1000

_HIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

_MISSING = Text(sv="{name}: uppgiften saknas.", en="{name}: the value is missing.")
_TOO_LONG = Text(sv="{name}: högst {longest} tecken.", en="{name}: {longest} characters at most.")
_UNSEEN = Text(
    sv="{name}: texten innehåller styrtecken. Skriv om den.",
    en="{name}: the text contains control characters. Write it anew.",
)


def plain_text(
    value: str, *, field: str, name: Text, longest: int = LONGEST_TEXT, required: bool = False
) -> str:
    """Return the text trimmed, with Unix line ends and composed letters (NFC).

    Raises InvalidError naming `field` when it is missing, too long, or holds control characters.
    """
    text = unicodedata.normalize("NFC", value.replace("\r\n", "\n")).strip()
    if required and not text:
        raise InvalidError(_MISSING.format(name=name), field=field)
    if len(text) > longest:
        raise InvalidError(_TOO_LONG.format(name=name, longest=longest), field=field)
    if _HIDDEN.search(text):
        raise InvalidError(_UNSEEN.format(name=name), field=field)
    return text
