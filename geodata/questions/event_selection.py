"""Which recorded events a number counts: groups and light, checked, with the sentence that says so."""

from collections.abc import Sequence
from dataclasses import dataclass

from geodata.codes import CRIME_GROUPS, LIGHT_CLASSES, PRECISIONS
from geodata.codes.precisions import at_least
from geodata.errors import InvalidError
from geodata.text import Text

PRECISE_ENOUGH = tuple(code for code in PRECISIONS.codes if at_least(code, "street"))
"""The precisions that a buffer or a cell can be counted with: the street or better."""

_ALL_GROUPS = Text(sv="alla brottsgrupper", en="all crime groups")
_NO_MAP = Text(
    sv="{group} visas bara för hela staden per år, aldrig för en plats.",
    en="{group}: shown for the whole city by year only, never for a place.",
)
_NO_LIGHT = Text(
    sv="Ljuset ska vara ett av: {codes}.",
    en="The light must be one of: {codes}.",
)
KNOWN_LIGHT = tuple(code for code in LIGHT_CLASSES.codes if code != "unknown")


@dataclass(frozen=True, slots=True)
class EventSelection:
    """The events that are counted: `crime_groups` empty means all, `light` None means at any time.

    `counted_groups` are the codes behind it, without those that no map may show. `wording` is the
    selection in words.
    """

    crime_groups: tuple[str, ...]
    light: str | None
    counted_groups: tuple[str, ...]
    wording: Text

    @property
    def proactive_groups(self) -> tuple[str, ...]:
        """Return the counted groups whose numbers follow police effort."""
        return tuple(code for code in self.counted_groups if CRIME_GROUPS[code].is_proactive)

    @property
    def only_proactive(self) -> bool:
        """Return whether nothing but police effort would be measured."""
        return len(self.proactive_groups) == len(self.counted_groups)


def event_selection(crime_groups: Sequence[str] = (), light: str | None = None) -> EventSelection:
    """Return the selection of these groups (none: all) in this light (None: any), checked.

    Raises InvalidError for an unknown code and for a group that is never shown for a place.
    """
    if light is not None and light not in KNOWN_LIGHT:
        raise InvalidError(_NO_LIGHT.format(codes=", ".join(KNOWN_LIGHT)), field="light")
    chosen = tuple(dict.fromkeys(crime_groups))
    for code in chosen:
        if CRIME_GROUPS[code].city_level_only:
            raise InvalidError(_NO_MAP.format(group=CRIME_GROUPS[code].name), field="crime_group")
    shown_on_maps = tuple(group.code for group in CRIME_GROUPS if not group.city_level_only)
    return EventSelection(chosen, light, chosen or shown_on_maps, _wording(chosen, light))


def _wording(chosen: tuple[str, ...], light: str | None) -> Text:
    names = [CRIME_GROUPS[code].name for code in chosen] or [_ALL_GROUPS]
    if light is not None:
        names.append(LIGHT_CLASSES[light].name)
    return Text(sv=", ".join(name.sv for name in names), en=", ".join(name.en for name in names))
