"""The life cycle of a place (DOMAIN §5.1) and the mark it has on the map (LOOKS, Tokens)."""

from dataclasses import dataclass

from geodata.codes.code_list import CodeList, Status
from geodata.text import Text

MARKER_SHAPES = ("circle", "disc", "half", "quarter", "check", "dot", "triangle")

_EVERY = ("unsafe", "safe", "neutral")
_TO_BE_MENDED = ("unsafe", "neutral")


@dataclass(frozen=True, slots=True)
class Marker:
    """A mark on the map: one of `MARKER_SHAPES`, and the name of the style sheet's colour (`--place-…`)."""

    shape: str
    colour: str


@dataclass(frozen=True, slots=True)
class PlaceStatus(Status):
    """One state of a place; it occurs for places of the given `polarities` only.

    `is_current` says that the place counts among today's places (indicator I11).
    """

    marker: Marker
    polarities: tuple[str, ...]
    is_current: bool


PLACE_STATUSES = CodeList(
    name=Text("platsstatusar", "place statuses"),
    field="status",
    values=(
        PlaceStatus(
            "reported",
            Text("rapporterad", "reported"),
            followed_by=("verified", "rejected"),
            marker=Marker("circle", "place-reported"),
            polarities=_EVERY,
            is_current=False,
        ),
        PlaceStatus(
            "verified",
            Text("verifierad", "verified"),
            followed_by=("prioritised", "active"),
            marker=Marker("disc", "place-verified"),
            polarities=_EVERY,
            is_current=True,
        ),
        PlaceStatus(
            "prioritised",
            Text("prioriterad", "prioritised"),
            followed_by=("under_measure",),
            marker=Marker("disc", "place-verified"),
            polarities=_TO_BE_MENDED,
            is_current=True,
        ),
        PlaceStatus(
            "under_measure",
            Text("under åtgärd", "under measure"),
            followed_by=("monitoring",),
            marker=Marker("half", "place-under-measure"),
            polarities=_TO_BE_MENDED,
            is_current=True,
        ),
        PlaceStatus(
            "monitoring",
            Text("under uppföljning", "monitored"),
            followed_by=("resolved", "reopened"),
            marker=Marker("quarter", "place-monitoring"),
            polarities=_TO_BE_MENDED,
            is_current=True,
        ),
        PlaceStatus(
            "resolved",
            Text("åtgärdad", "resolved"),
            followed_by=("archived", "reopened"),
            marker=Marker("check", "place-resolved"),
            polarities=_TO_BE_MENDED,
            is_current=False,
        ),
        # DOMAIN §5.1 leaves open where a reopened place goes: it is weighed again, or work goes on at once.
        PlaceStatus(
            "reopened",
            Text("återöppnad", "reopened"),
            followed_by=("prioritised", "under_measure"),
            marker=Marker("disc", "place-verified"),
            polarities=_TO_BE_MENDED,
            is_current=True,
        ),
        PlaceStatus(
            "active",
            Text("aktiv trygg plats", "active safe place"),
            followed_by=("archived",),
            marker=Marker("triangle", "place-safe"),
            polarities=("safe",),
            is_current=True,
        ),
        PlaceStatus(
            "archived",
            Text("arkiverad", "archived"),
            followed_by=(),
            marker=Marker("dot", "place-archived"),
            polarities=_EVERY,
            is_current=False,
        ),
        PlaceStatus(
            "rejected",
            Text("avvisad", "rejected"),
            followed_by=(),
            marker=Marker("dot", "place-archived"),
            polarities=_EVERY,
            is_current=False,
        ),
    ),
)


def next_statuses(status: str, polarity: str) -> tuple[PlaceStatus, ...]:
    """Return the states that a place of this polarity may turn into; none from a final state.

    Raises InvalidError for an unknown status.
    """
    following = (PLACE_STATUSES[code] for code in PLACE_STATUSES[status].followed_by)
    return tuple(state for state in following if polarity in state.polarities)


def marker_of(status: str, polarity: str) -> Marker:
    """Return the mark of a place: safe places keep the triangle as long as they live.

    Raises InvalidError for an unknown status.
    """
    state = PLACE_STATUSES[status]
    if polarity == "safe" and not state.is_final:
        return PLACE_STATUSES["active"].marker
    return state.marker
