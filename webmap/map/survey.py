"""A survey on the map: one question in one wave, its areas in five fixed classes, hatched where uncertain."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from flask_babel import gettext

from geodata.questions.surveys import AreaShare, SurveyMap, SurveyRow
from geodata.text import Text
from webmap.language import number, share, words

# Fixed for every question and wave, so that maps can be compared (DOMAIN §10.1 S13). Shares, lower ends.
BREAKS = (0.0, 0.15, 0.25, 0.35, 0.45)


@dataclass(frozen=True, slots=True)
class SurveyChoice:
    """One entry of the survey menu: a question in a wave, by its `address` "survey/wave/question"."""

    address: str
    question: Text


def survey_choices(surveys: Iterable[SurveyRow]) -> Iterator[tuple[str, list[SurveyChoice]]]:
    """Yield the survey menu, group by group: a wave's name, newest first, and what was asked in it."""
    for survey in surveys:
        for wave in reversed(survey.waves):
            yield (
                f"{words(survey.name)}, {wave.label}",
                [
                    SurveyChoice(f"{survey.code}/{wave.label}/{question.code}", question.text)
                    for question in survey.questions
                ],
            )


def survey_on_map(found: SurveyMap, boundary_kind: str) -> dict[str, Any]:
    """Return the survey's map as JSON values: its title, its classes, each area's class and words.

    The city as a whole is said in words beside the legend; it is no area of the map.
    """
    city = [row for row in found.areas if row.area.kind == boundary_kind]
    parts = [row for row in found.areas if row.area.kind != boundary_kind]
    return {
        "title": words(found.question.text),
        "source": f"{words(found.survey.name)}, {found.wave.label}",
        "counts": found.question.positive_means,
        "kind": parts[0].area.kind if parts else None,
        "classes": [
            {"colour": f"sequence-{rank}", "word": _class_words(low, high)}
            for rank, (low, high) in enumerate(pairwise((*BREAKS, None)), start=1)
        ],
        "city": f"{words(city[0].area.name)}: {_said(city[0])}" if city else None,
        "areas": [
            {"id": row.area.id, "rank": _rank(row), "reliability": row.reliability, "words": _said(row)}
            for row in parts
        ],
    }


def _class_words(low: float | None, high: float | None) -> str:
    if high is None:
        return f"≥ {share(low)}"
    return f"< {share(high)}" if not low else f"{number(low * 100)}–{share(high - 0.01)}"


def _rank(row: AreaShare) -> int | None:
    """Return the class of the area's share, 1 to 5; None where it is not shown."""
    shown = row.share
    return None if shown is None else sum(low <= shown.value for low in BREAKS)


def _said(row: AreaShare) -> str:
    if row.share is None:
        return str(gettext("too few answers to be shown"))
    low, high = number(row.share.ci_low * 100), number(row.share.ci_high * 100)
    return f"{share(row.share.value)} ({low}–{high}), n = {number(row.answers)}"
