"""How the numbers of a coordinate are written: metres in groups, degrees with minutes, comma or dot."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# "6 163 000,5 m N", "N6163000": metres, thousands set apart or not.
_LENGTH = re.compile(
    r"""(?P<before>[NEÖ])?\ ?
    (?P<number>[0-9]{1,3}(?:\ [0-9]{3})+ | [0-9]+)
    (?:[.,](?P<part>[0-9]+))?\ ?m?\ ?
    (?P<after>[NEÖ])?""",
    re.IGNORECASE | re.VERBOSE,
)

# "55,6050", "-0.09 W", "N 55° 36.3'", "55 36 18,5 N": degrees, then perhaps minutes, then perhaps seconds.
_ANGLE = re.compile(
    r"""(?P<before>[NSEWÖV])?\ ?
    (?P<minus>-)?(?P<degrees>[0-9]{1,3})
    (?: [.,](?P<degree_part>[0-9]+)\ ?°?
      | (?:\ ?°\ ?|\ )(?P<minutes>[0-9]{1,2})
        (?: [.,](?P<minute_part>[0-9]+)\ ?'?
          | (?:\ ?'\ ?|\ )(?P<seconds>[0-9]{1,2})(?:[.,](?P<second_part>[0-9]+))?\ ?"?
          | \ ?'?
        )
      | \ ?°?
    )\ ?
    (?P<after>[NSEWÖV])?""",
    re.IGNORECASE | re.VERBOSE,
)

_CERTAIN = re.compile(r"[;/\t]")
_POSSIBLE = re.compile(r"[;/\t, ]")
_SPACES = re.compile(r"[ \u00a0\u2007\u2009\u202f\r\n]+")
_SIGNS = str.maketrans({"′": "'", "’": "'", "´": "'", "″": '"', "”": '"', "º": "°", "−": "-", "–": "-"})
_WORDS = (
    (re.compile(r"\blat(?:itude?)?\b[:=]?", re.IGNORECASE), "N"),
    (re.compile(r"\blon(?:g(?:itude?)?)?\b[:=]?", re.IGNORECASE), "E"),
)
_AXES = {"N": "north", "S": "north", "E": "east", "Ö": "east", "W": "east", "V": "east"}


@dataclass(frozen=True, slots=True)
class Number:
    """One coordinate in metres or degrees; `axis` is "north", "east", or None where the text is silent."""

    value: float
    axis: str | None

    def may_be(self, axis: str) -> bool:
        """Return whether the text leaves open that this is the coordinate along `axis`."""
        return self.axis in {axis, None}


def separations(typed: str) -> Iterator[tuple[str, str]]:
    """Yield every way to cut a text into two coordinates: at each comma and space.

    A single semicolon, slash or tab is a certain cut; then there is no other.
    """
    text = typed.translate(_SIGNS)
    for word, letter in _WORDS:
        text = word.sub(letter, text)
    text = _SPACES.sub(" ", text).strip(" ()[]")
    pattern = _CERTAIN if len(_CERTAIN.findall(text)) == 1 else _POSSIBLE
    for cut in pattern.finditer(text):
        first, second = text[: cut.start()].strip(" ,"), text[cut.end() :].strip(" ,")
        if first and second:
            yield first, second


def length(written: str) -> Number | None:
    """Return the metres that a text means; None where it is no such number."""
    found = _LENGTH.fullmatch(written)
    if found is None or (found["before"] and found["after"]):
        return None
    whole = found["number"].replace(" ", "")
    return Number(float(f"{whole}.{found['part'] or 0}"), _AXES.get(_letter(found)))


def angle(written: str) -> Number | None:
    """Return the degrees that a text means, south and west negative; None where it is no such number."""
    found = _ANGLE.fullmatch(written)
    if found is None or (found["before"] and found["after"]):
        return None
    degrees, minutes, seconds = (
        float(f"{found[unit + 's'] or 0}.{found[unit + '_part'] or 0}")
        for unit in ("degree", "minute", "second")
    )
    if minutes >= 60 or seconds >= 60:
        return None
    value = degrees + minutes / 60 + seconds / 3600
    letter = _letter(found)
    negative = (found["minus"] is not None) != (letter in {"S", "W", "V"})
    return Number(-value if negative else value, _AXES.get(letter))


def _letter(found: re.Match[str]) -> str:
    return (found["before"] or found["after"] or "").upper()
