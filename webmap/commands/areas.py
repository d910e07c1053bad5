"""`tryggkarta areas`: the areas, their size and people, and how much of each lies in others."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

import click
from sqlalchemy.orm import Session

from geodata.filters import Filter
from geodata.questions.areas import AreaRow, LinkedArea, area_facts, area_list
from geodata.text import Text
from webmap.commands.answering import answer, as_json
from webmap.commands.opening import language_of, owner_session

# The owner's own command line sees all areas and counts no places.
EVERYTHING = {"area": None}
_NONE = Text(sv="Det finns inga områden.", en="There are no areas.")


@dataclass(frozen=True, slots=True)
class AreaLine:
    """One area and the areas it shares ground with."""

    row: AreaRow
    linked: tuple[LinkedArea, ...]


@click.command()
@click.option("--kind", help="Only areas of this kind, such as stadsomrade.")
@as_json
@click.pass_context
def areas(context: click.Context, /, *, kind: str | None, as_json: bool) -> None:
    """List the areas by kind, each with the areas that it lies in."""
    asked = Filter.from_query({"kind": kind} if kind else {})
    with owner_session(context) as (session, profile):
        today = datetime.now(profile.zone).date()
        found = [
            AreaLine(row, _linked(session, row, asked, today))
            for row in area_list(session, chosen=asked, reach=EVERYTHING)
        ]
    answer(context, found, _lines(found, language_of(context)), as_json=as_json)


def _linked(session: Session, row: AreaRow, asked: Filter, today: date) -> tuple[LinkedArea, ...]:
    facts = area_facts(session, row.area.kind, row.area.code, on=today, chosen=asked, reach=EVERYTHING)
    return facts.linked


def _lines(found: list[AreaLine], language: str) -> Iterator[str]:
    if not found:
        yield _NONE.in_language(language)
    for line in found:
        row = line.row
        name, kind = row.area.name.in_language(language), row.area.kind_name.in_language(language)
        people = f" · {row.people}" if row.people is not None else ""
        yield f"{kind} {name} ({row.area.kind}:{row.area.code}) · {row.extent_km2:.2f} km²{people}"
        for linked in line.linked:
            other = f"{linked.area.kind_name.in_language(language)} {linked.area.name.in_language(language)}"
            yield f"    {100 * linked.share_of_area:3.0f} % {other}"
