"""The five words in which a change is told, and when each may be used."""

import math
from enum import Enum
from typing import Protocol

from geodata.analysis.counts import normal_quantile
from geodata.text import Text

NO_ESTABLISHED_CHANGE = Text(sv="ingen säkerställd förändring", en="no established change")


class Change(Protocol):
    """A change as a ratio with the standard error of its logarithm, such as `ratios.RateRatio`."""

    @property
    def ratio(self) -> float:
        """Below 1 for a decrease."""

    @property
    def log_se(self) -> float:
        """The standard error of the ratio's natural logarithm, widened by the dispersion."""


class Verdict(Enum):
    """A verdict: `code` for programs, `word` for people, `remark` what must stand beside the word."""

    CLEAR_DECREASE = ("clear_decrease", Text(sv="tydlig minskning", en="clear decrease"))
    LIKELY_DECREASE = ("likely_decrease", Text(sv="troligen minskning", en="probably a decrease"))
    CANNOT_SAY = ("cannot_say", Text(sv="går inte att säga", en="cannot be said"))
    LIKELY_INCREASE = ("likely_increase", Text(sv="troligen ökning", en="probably an increase"))
    CLEAR_INCREASE = ("clear_increase", Text(sv="tydlig ökning", en="clear increase"))

    def __init__(self, code: str, word: Text) -> None:
        self.code = code
        self.word = word

    @property
    def established(self) -> bool:
        """Return whether the 95 % interval excludes no change; only then may anyone say "effekt"."""
        return self in {Verdict.CLEAR_DECREASE, Verdict.CLEAR_INCREASE}

    @property
    def remark(self) -> Text | None:
        """Return the sentence that goes with every verdict but an established one, else None."""
        return None if self.established else NO_ESTABLISHED_CHANGE


def verdict(change: Change) -> Verdict:
    """Return the verdict on a change: clear, likely, or not to be said.

    Clear where the 95 % interval exp(ln ratio ± 1.96 log_se) excludes 1, likely where only the 80 %
    interval does. The levels are fixed, whatever level the change's own interval was asked for. Where
    a change could not be estimated at all (NotEstimableError) the verdict is `Verdict.CANNOT_SAY`.
    Raises ValueError for a ratio or standard error that is not above 0.
    """
    if not (0 < change.ratio < math.inf and 0 < change.log_se < math.inf):
        raise ValueError("a verdict needs a ratio and a standard error above 0")
    distance = math.log(change.ratio) / change.log_se
    if abs(distance) > normal_quantile(0.95):
        return Verdict.CLEAR_DECREASE if distance < 0 else Verdict.CLEAR_INCREASE
    if abs(distance) > normal_quantile(0.80):
        return Verdict.LIKELY_DECREASE if distance < 0 else Verdict.LIKELY_INCREASE
    return Verdict.CANNOT_SAY
