"""What is found in a text, and the finders that find it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from geodata.text import Text


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of personal data: `name` as it stands in a sentence, `advice` says what to write instead."""

    code: str
    name: Text
    advice: Text


@dataclass(frozen=True, slots=True)
class Finding:
    """What looks like personal data of a kind in the code points [start, stop) of a text."""

    kind: Kind
    start: int
    stop: int

    @property
    def reason(self) -> Text:
        """Return why the text is held back, as a sentence of its own."""
        return _REASON.format(name=self.kind.name, advice=self.kind.advice)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text, as it is shown: `kind` says what was found in it, None for what is between."""

    text: str
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds some kinds in a legible text (see `legible`); its findings do not overlap.

    `worth_it` says quickly and with no false "no" whether a text can hold any.
    """

    kinds: tuple[Kind, ...]
    worth_it: Callable[[str], object]
    find: Callable[[str], Iterator[Finding]]


_REASON = Text(sv="Det ser ut som {name}. {advice}", en="This looks like {name}. {advice}")
