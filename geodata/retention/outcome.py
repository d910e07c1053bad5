"""What a rule of retention did in a run, as it is reported and as it is recorded."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one rule removed or cleared: `rows` of the days `oldest` to `newest` (None where there were none).

    `first_kept` is the first day whose data stay, None where the city keeps them for ever. `traces` counts
    what was cleared of the same rows elsewhere.
    """

    kind: str
    first_kept: date | None
    rows: int = 0
    oldest: date | None = None
    newest: date | None = None
    traces: int = 0

    def recorded(self) -> dict[str, object]:
        """Return the outcome as JSON values."""
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in asdict(self).items()
        }


def outcome_of(recorded: Mapping[str, Any]) -> Outcome:
    """Return the outcome that was recorded so."""
    days = {
        name: recorded[name] and date.fromisoformat(recorded[name])
        for name in ("first_kept", "oldest", "newest")
    }
    return Outcome(kind=recorded["kind"], rows=recorded["rows"], traces=recorded["traces"], **days)
