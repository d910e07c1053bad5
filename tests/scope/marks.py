"""Words that give rows away: each stands in one row and nowhere else; to find it is to have seen the row."""

import re
from collections.abc import Iterator
from itertools import product
from string import ascii_lowercase

WORD = re.compile(r"zq[a-z]{6}")
IDENTITY = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")

# How many answered a survey is told as a number: these occur nowhere else. Pages space their thousands.
FEWEST_ANSWERS = 71_000
_SPACE_OF_THOUSANDS = re.compile(r"(?<=\d)[ \u00a0\u202f,](?=\d{3}(?!\d))")
_ANSWERS = re.compile(r"(?<![\w.-])71\d{3}(?![\w-])")


def words() -> Iterator[str]:
    """Yield words that no language has."""
    return ("zq" + "".join(letters) for letters in product(ascii_lowercase, repeat=6))


def marks_in(written: str) -> set[str]:
    """Return the words, the ids and the numbers of answers that stand in a text."""
    small = written.lower()
    answers = _ANSWERS.findall(_SPACE_OF_THOUSANDS.sub("", small)) if "71" in small else []
    return {*WORD.findall(small), *IDENTITY.findall(small), *answers}
