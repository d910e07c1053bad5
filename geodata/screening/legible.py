"""Texts as finders read them: every way to write a digit, a dash and a space is one."""

import re
import unicodedata

_ALIKE = {"\u2212": "-", "\u00ad": "-", "\u2043": "-", "\u02d7": "-", "\ufe6b": "@"}
_FULL_WIDTH = range(0xFF01, 0xFF5F)
_UNUSUAL = re.compile(r"[^ -~ÅÄÖåäöÉéü]")


class _Letters(dict[int, str]):
    """What stands for a code point; looked up once, then remembered."""

    def __missing__(self, code: int) -> str:
        self[code] = read = _read(chr(code))
        return read


def legible(text: str) -> str:
    """Return the text with as many code points, digits as 0-9, dashes as "-", spaces and line ends as " "."""
    return text.translate(_LETTERS) if _UNUSUAL.search(text) else text


def _read(letter: str) -> str:
    if letter in _ALIKE:
        return _ALIKE[letter]
    if ord(letter) in _FULL_WIDTH:
        letter = chr(ord(letter) - 0xFEE0)
    category = unicodedata.category(letter)
    if category == "Nd":
        return str(unicodedata.decimal(letter))
    if category == "Pd":
        return "-"
    return " " if category[0] in "ZC" else letter


_LETTERS = _Letters()
