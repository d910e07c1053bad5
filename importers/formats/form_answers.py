"""Answers to forms as KoboToolbox and ODK export them: questions in groups, choices in columns of their own.

A question in a group is called group/question. One with several answers has a column per choice, called
question/choice, with 0 or 1. A position has columns of its own for latitude and longitude.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice

from geodata.text import Text
from importers.formats.content import FileContent, RawRecord

BETWEEN_GROUPS = "/"
BETWEEN_CHOICES = ";"
_LOOKED_AT = 200
_CHOSEN = frozenset({"1", "true", "1.0"})
_ANSWERS = frozenset({"0", "false", "0.0", *_CHOSEN})
_COORDINATE = re.compile(r"(?:.*/)?_?(?P<question>.+?)[-_.:](?P<axis>latitude|longitude)", re.IGNORECASE)

_JOINED = Text(
    sv="Kolumnerna med ett val var är sammanförda till {questions}.",
    en="The columns of single choices are joined into {questions}.",
)


def question_names(headers: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield shorter names for headers of forms, as (name, header), where just one header has that name.

    That is the question without its groups, and latitude and longitude where there is one position.
    """
    questions = set(headers)
    short = {
        header: header.rpartition(BETWEEN_GROUPS)[2]
        for header in headers
        # The choices of a question are no questions.
        if BETWEEN_GROUPS in header and header.rpartition(BETWEEN_GROUPS)[0] not in questions
    }
    times = Counter(short.values())
    yield from ((name, header) for header, name in short.items() if name and times[name] == 1)
    positions: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for header in headers:
        if found := _COORDINATE.fullmatch(header):
            positions[found["question"]][found["axis"].casefold()] = header
    pairs = [pair for pair in positions.values() if len(pair) == 2]
    if len(pairs) == 1:
        yield from pairs[0].items()


def with_choices(content: FileContent) -> FileContent:
    """Return the content with a column for every question whose choices have columns but that has none.

    It holds the choices that were made, with semicolons between. Other content comes back as it is.
    """
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for header in content.headers:
        question, slash, choice = header.rpartition(BETWEEN_GROUPS)
        if slash and question and choice and question not in content.headers:
            groups[question].append(header)
    if not any(len(members) > 1 for members in groups.values()):
        return content
    sample = list(islice(content.records(), _LOOKED_AT))
    questions = {
        question: tuple(members)
        for question, members in groups.items()
        if len(members) > 1 and _are_choices(members, sample)
    }
    if not questions:
        return content
    return replace(
        content,
        headers=(*content.headers, *questions),
        records=partial(_joined, content, questions),
        notices=(*content.notices, _JOINED.format(questions=", ".join(questions))),
        rows=None,
    )


def _are_choices(headers: Sequence[str], sample: Sequence[RawRecord]) -> bool:
    cells = [raw.values.get(header) for header in headers for raw in sample]
    given = {str(cell).casefold() for cell in cells if cell is not None}
    return bool(given) and given <= _ANSWERS


def _joined(content: FileContent, questions: Mapping[str, Sequence[str]]) -> Iterator[RawRecord]:
    for raw in content.records():
        chosen = {
            question: BETWEEN_CHOICES.join(
                header.rpartition(BETWEEN_GROUPS)[2]
                for header in members
                if str(raw.values.get(header)).casefold() in _CHOSEN
            )
            or None
            for question, members in questions.items()
        }
        yield replace(raw, values={**raw.values, **chosen})
