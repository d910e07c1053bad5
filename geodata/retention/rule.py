"""What a rule of retention is."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from geodata.text import Text


@dataclass(frozen=True, slots=True)
class Rule:
    """What happens to one kind of data whose term is over.

    `statements` of this folder remove or clear it and answer with row_count, oldest and newest (dates); the
    first day that is kept is their parameter first_kept, `given` are others. `traces` then clear what is left
    of the same rows elsewhere (history, what imports replaced) and answer with row_count. Statements run in
    the order they are listed in; running them again the same day finds nothing.
    """

    kind: str
    name: Text
    deed: Text
    statements: tuple[str, ...]
    traces: tuple[str, ...] = ()
    given: Mapping[str, object] = field(default_factory=dict)
