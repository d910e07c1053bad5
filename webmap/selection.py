"""What an address asks of a list: the one filter, its sentence, and the page."""

from dataclasses import dataclass

from flask import g, request

from geodata.filters import Filter
from geodata.questions.area_names import filter_names
from geodata.text import Text


@dataclass(frozen=True, slots=True)
class Selection:
    """One reader's question to a list: `sentence` is the filter in words, `query` the filter's address."""

    chosen: Filter
    sentence: Text
    query: dict[str, str]
    page: int


def selection() -> Selection:
    """Return what the address of this request asks for; raises InvalidError naming the field."""
    chosen = Filter.from_query(request.args.to_dict(flat=False))
    return Selection(
        chosen=chosen,
        sentence=chosen.sentence(filter_names(g.session, chosen)),
        query=chosen.to_query(),
        page=max(1, request.args.get("page", 1, type=int)),
    )
