"""What the page of proposed places asks for: how near marks must lie and how many there must be."""

from dataclasses import dataclass
from typing import Any

from flask import g, request

from geodata.errors import InvalidError
from geodata.questions.place_proposals import LEAST, METRES, Proposal, place_proposal, place_proposals
from geodata.text import Text

METRES_CHOICES = (25, 50, 100, 150)
LEAST_CHOICES = (5, 10, 20)

_WHOLE = Text(sv="Skriv ett helt tal.", en="Write a whole number.")


@dataclass(frozen=True, slots=True)
class Density:
    """How near marks must lie, in metres, and how many a group must have."""

    metres: int
    least: int

    @property
    def query(self) -> dict[str, int]:
        """Return the address's words for it."""
        return {"metres": self.metres, "least": self.least}


def density() -> Density:
    """Return what the address asks for; raises InvalidError for what is no number."""
    return Density(_number("metres", METRES), _number("least", LEAST))


def _number(name: str, otherwise: int) -> int:
    written = request.args.get(name)
    try:
        return otherwise if not written else int(written)
    except ValueError as error:
        raise InvalidError(_WHOLE, field=name) from error


def proposals(asked: Density) -> tuple[Proposal, ...]:
    """Return the proposals of this density within the asker's reach."""
    return place_proposals(g.session, **asked.query, reach=g.reach)


def proposal(key: str, asked: Density) -> Proposal:
    """Return one of them; raises ConflictError where its marks are others by now."""
    return place_proposal(g.session, key, **asked.query, reach=g.reach)


def hulls(found: tuple[Proposal, ...]) -> dict[str, Any]:
    """Return the proposals as GeoJSON for the small map; numbers and codes only."""
    return {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "geometry": one.hull, "properties": {"zone": one.polarity}} for one in found
        ],
    }
