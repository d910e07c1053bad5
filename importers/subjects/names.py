"""Finding the thing that a name in a file means, when spellings differ."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Generic, TypeVar

from geodata.errors import InvalidError
from geodata.text import Text
from importers.values import folded

Thing = TypeVar("Thing")

_UNKNOWN = Text(sv="Namnet är okänt.{nearest}", en="The name is unknown.{nearest}")
_NEAREST = Text(sv=" Menas {names}?", en=" Is {names} meant?")
_AMBIGUOUS = Text(sv="Namnet kan betyda {names}.", en="The name may mean {names}.")


@dataclass(frozen=True, slots=True)
class Match(Generic[Thing]):
    """What a name means; `exact` is False when it is spelled otherwise than the `name` it is known by."""

    thing: Thing
    name: str
    exact: bool


class Names(Generic[Thing]):
    """Names with what they mean. One name may mean several things; then it is ambiguous."""

    def __init__(self, named: Iterable[tuple[str, Thing]]) -> None:
        self._named: dict[str, set[Thing]] = {}
        for name, thing in named:
            self._named.setdefault(name, set()).add(thing)
        self._by_capitals: dict[str, list[str]] = {}
        self._by_letters: dict[str, list[str]] = {}
        for name in self._named:
            self._by_capitals.setdefault(name.casefold(), []).append(name)
            self._by_letters.setdefault(folded(name), []).append(name)

    def find(self, wording: str) -> Match[Thing]:
        """Return what a name means, its spelling forgiven where that leaves one meaning.

        Spelled exactly, else but for capitals (which is no difference in spelling), else without spaces and
        punctuation, else abbreviated word by word with full stops. Raises InvalidError for unknown and
        ambiguous names.
        """
        wanted = folded(wording)
        for exact, candidates in self._candidates(wording, wanted):
            things = {thing for name in candidates for thing in self._named[name]}
            if len(things) == 1:
                return Match(things.pop(), candidates[0], exact)
            if things:
                raise InvalidError(_AMBIGUOUS.format(names=" / ".join(sorted(candidates))))
        raise InvalidError(_UNKNOWN.format(nearest=self._nearest(wanted)))

    def _candidates(self, wording: str, wanted: str) -> Iterator[tuple[bool, list[str]]]:
        """Yield the names that may be meant, the likeliest first, and whether they are spelled so exactly."""
        yield True, [wording] if wording in self._named else []
        yield True, self._by_capitals.get(wording.casefold(), [])
        yield False, self._by_letters.get(wanted, []) if wanted else []
        yield (
            False,
            [name for name in self._named if _abbreviates(wording, name) or _abbreviates(name, wording)],
        )

    def _nearest(self, wanted: str) -> Text:
        by_spelling = {folded(name): name for name in self._named}
        near = get_close_matches(wanted, by_spelling, n=2, cutoff=0.75)
        if not near:
            return Text(sv="", en="")
        return Text(
            sv=_NEAREST.sv.format(names=" eller ".join(by_spelling[name] for name in near)),
            en=_NEAREST.en.format(names=" or ".join(by_spelling[name] for name in near)),
        )


def _abbreviates(short: str, long: str) -> bool:
    """Return whether `short` is `long` with at least one word cut off at a full stop."""
    if "." not in short:
        return False
    cut = re.findall(r"[^\s.]+\.?", short.casefold())
    full = re.findall(r"[^\s.]+\.?", long.casefold())
    if len(cut) != len(full) or not any(word.endswith(".") for word in cut):
        return False
    return all(
        whole.startswith(word.rstrip(".")) and len(word) > 3 if word.endswith(".") else word == whole
        for word, whole in zip(cut, full, strict=True)
    )
