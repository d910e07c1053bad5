"""What is said of a row that waits for the coordinator."""

from typing import Protocol

from flask_babel import gettext


class Holdable(Protocol):
    """A row that may be held for review."""

    held: bool


def told_saved(row: Holdable, sentence: str) -> str:
    """Return the sentence for a row that is saved; another one where it is held for review."""
    if not row.held:
        return sentence
    return str(
        gettext("It is saved, and waits for the coordinator. Until then only you and the coordinator see it.")
    )
