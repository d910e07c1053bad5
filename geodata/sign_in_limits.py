"""How many attempts to sign in are let through: one registry, the database counts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many attempts of a `kind` in so many seconds, for each (attempts, seconds) of `windows`."""

    kind: str
    windows: tuple[tuple[int, int], ...]

    @property
    def most(self) -> list[int]:
        """Return the attempts of each window."""
        return [attempts for attempts, _seconds in self.windows]

    @property
    def seconds(self) -> list[int]:
        """Return the lengths of the windows."""
        return [seconds for _attempts, seconds in self.windows]


_QUARTER_OF_AN_HOUR, _DAY = 15 * 60, 24 * 60 * 60

# A window of a day here would let any stranger shut someone out for a day.
PER_ACCOUNT = Limit("account", ((8, _QUARTER_OF_AN_HOUR),))
# Wide, because an office may sit behind one address.
PER_ADDRESS = Limit("address", ((60, _QUARTER_OF_AN_HOUR),))
# Only who knows the password gets here; 20 a day is one chance in 16,000 for three valid codes of a million.
PER_CODE = Limit("code", ((5, _QUARTER_OF_AN_HOUR), (20, _DAY)))
