"""Refusals: one small class each, with a sentence in both languages that its reader can act on.

`webmap.errors` holds the one table that says which class is which HTTP status.
"""

from geodata.text import Text


class RefusedError(Exception):
    """Something was asked that is refused; `reason` says why in Swedish and English."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


class SetupError(RefusedError):
    """The machine or its settings are not ready: missing server packages, a taken port, a broken profile."""


class NotFoundError(RefusedError):
    """The thing does not exist, or the asker may not know that it does."""

    def __init__(self, reason: Text | None = None) -> None:
        super().__init__(reason or Text(sv="Det som söktes finns inte.", en="There is no such thing."))


class ForbiddenError(RefusedError):
    """The asker's role may not do this (only where the thing's existence is no secret)."""


class InvalidError(RefusedError):
    """Given values break a rule; `field` names the one to mend, where there is one."""

    def __init__(self, reason: Text, *, field: str | None = None) -> None:
        super().__init__(reason)
        self.field = field


class ConflictError(RefusedError):
    """Someone else changed the row since it was read, or the state does not allow the change."""


class NotEstimableError(RefusedError):
    """A number cannot be given honestly from the data at hand; the verdict is "går inte att säga"."""


class DisclosureError(RefusedError):
    """Numbers cannot be shown together without letting a small count be reckoned; none of them is shown."""
