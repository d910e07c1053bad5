"""What the quality figures of a file are called, and how they stand in a table."""

from collections.abc import Mapping
from typing import Any

from flask import g
from flask_babel import lazy_gettext, ngettext

from geodata import access
from webmap.language import words

FIGURES = {
    "answered": lazy_gettext("With an answer"),
    "areas": lazy_gettext("Areas"),
    "changed_on_a_day": lazy_gettext("Changed on a known day"),
    "changed_without_day": lazy_gettext("Changed on an unknown day"),
    "control_total": lazy_gettext("The sender's control total"),
    "deviation": lazy_gettext("differs by"),
    "ended": lazy_gettext("Ended by newer rows"),
    "events": lazy_gettext("Events"),
    "faults": lazy_gettext("Fault reports"),
    "findings": lazy_gettext("Findings"),
    "first_day": lazy_gettext("First day"),
    "first_year": lazy_gettext("First year"),
    "fixed": lazy_gettext("Mended"),
    "found": lazy_gettext("in the file"),
    "given": lazy_gettext("the sender's total"),
    "groups": lazy_gettext("Events per crime group"),
    "in_an_area_of_the_city": lazy_gettext("In an area of the city"),
    "in_no_area": lazy_gettext("In no area"),
    "in_several_areas": lazy_gettext("In several areas"),
    "kilometres": lazy_gettext("Kilometres"),
    "lamp_before_told": lazy_gettext("With the lamp before"),
    "lamps": lazy_gettext("Lamps"),
    "last_day": lazy_gettext("Last day"),
    "last_year": lazy_gettext("Last year"),
    "left_out": lazy_gettext("Left out by the source's rules"),
    "marks": lazy_gettext("Marks"),
    "measurements": lazy_gettext("Measurements"),
    "names": lazy_gettext("Names"),
    "out": lazy_gettext("Out of order"),
    "outside_all_areas": lazy_gettext("In no area at all"),
    "outside_the_city": lazy_gettext("Outside the city"),
    "people": lazy_gettext("People"),
    "points": lazy_gettext("Points"),
    "questions": lazy_gettext("Questions"),
    "safe": lazy_gettext("Experienced as safe"),
    "sites": lazy_gettext("Places of measurement"),
    "square_kilometres": lazy_gettext("Square kilometres"),
    "stretches": lazy_gettext("Stretches"),
    "surveys": lazy_gettext("Surveys"),
    "unknown_time": lazy_gettext("Without time"),
    "unknown_time_of_day": lazy_gettext("Without time of day"),
    "unsafe": lazy_gettext("Experienced as unsafe"),
    "vehicles": lazy_gettext("Vehicles"),
    "versions_that_go_on": lazy_gettext("Areas that go on"),
    "walks": lazy_gettext("Safety walks"),
    "waves": lazy_gettext("Survey waves"),
    "with_position": lazy_gettext("With position"),
    "withheld": lazy_gettext("Withheld by the sender"),
    "without_key": lazy_gettext("Without key"),
    "without_lamp_kind": lazy_gettext("Without kind of lamp"),
    "without_limit": lazy_gettext("Without speed limit"),
    "without_name": lazy_gettext("Without name"),
    "without_number_counted": lazy_gettext("Without number of vehicles"),
    "without_position": lazy_gettext("Without position"),
    "without_reason": lazy_gettext("Without reason"),
    "without_start": lazy_gettext("Without start"),
}
BY_CATEGORY = ("with_position_by_category", "without_position_by_category")


def figure_name(name: str) -> str:
    """Return what a quality figure is called; its own name where it has none here."""
    return str(FIGURES.get(name, name.replace("_", " ")))


def figure_rows(quality: Mapping[str, Any]) -> list[tuple[str, str, object]]:
    """Return the quality figures as (figure, part of it or "", value), a row for each part, by name.

    What `category_rows` returns is not among them.
    """
    rows: list[tuple[str, str, object]] = []
    told = [name for name in quality if name not in {"notices", *BY_CATEGORY}]
    for name in sorted(told, key=lambda name: figure_name(name).casefold()):
        value = quality[name]
        if isinstance(value, Mapping):
            rows += [(figure_name(name), _part(part), count) for part, count in value.items()]
        else:
            rows.append((figure_name(name), "", value))
    return rows


def category_rows(quality: Mapping[str, Any]) -> list[tuple[str, int, int]]:
    """Return each category, how many of its rows have a position, how many have none; the largest first."""
    placed, unplaced = (quality.get(name) or {} for name in BY_CATEGORY)
    rows = [(name, placed.get(name, 0), unplaced.get(name, 0)) for name in placed.keys() | unplaced.keys()]
    return sorted(rows, key=lambda row: (-row[1] - row[2], row[0]))


def shown_categories(quality: Mapping[str, Any]) -> list[tuple[str, int, int]]:
    """Return what `category_rows` does, as the asker may see it: only who sees points sees small counts.

    For others the categories with a count below the city's smallest are told as one, together with the
    smallest of the rest until neither of its counts is below. Nothing is left to be worked out from sums.
    """
    rows = category_rows(quality)
    if access.sees_points(g.asker):
        return rows

    smallest: int = g.profile.smallest_count

    def is_small(*counts: int) -> bool:
        return any(0 < count < smallest for count in counts)

    def together() -> tuple[int, int]:
        return sum(placed for _, placed, _ in some), sum(unplaced for _, _, unplaced in some)

    some = [row for row in rows if is_small(*row[1:])]
    others = [row for row in rows if row not in some]
    while others and is_small(*together()):
        some.append(others.pop())
    if not some:
        return rows
    several = ngettext("One category", "%(num)s categories together", len(some))
    return [*others, (several, *together())]


def _part(name: str) -> str:
    """Return what a part of a figure is called: a kind of area, a figure itself, or as the file has it."""
    kind = g.profile.area_kind(name)
    if kind is not None:
        return words(kind.name)
    return str(FIGURES[name]) if name in FIGURES else name
