"""What ended areas became: the areas that took over their ground on the day they ended, with shares."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from geodata.errors import InvalidError
from geodata.models import ImportBatch
from geodata.statements import statement
from geodata.text import Text
from importers.source import Setting, Terms

SUCCEEDS = Setting(
    "succeeds",
    Text(
        "områdesslag som dessa områden ersätter; dess områden som upphörde samma dag får efterträdare",
        "kind of area that these replace; those of it that ended the same day get successors",
    ),
)

_UNKNOWN_KIND = Text(
    sv="Områdesslaget {kind} finns inte i stadsprofilen; den har {known}.",
    en="The city profile has no kind of area {kind}; it has {known}.",
)
_BECAME = Text(sv="{name} har blivit {parts}.", en="{name} has become {parts}.")
_MORE = Text(sv="Ytterligare {number} områden har efterträdare.", en="{number} more areas have successors.")
_TOLD = 20


def require_kind(terms: Terms) -> None:
    """Raise InvalidError (field "succeeds") where the areas are said to replace an unknown kind."""
    kind = terms.settings["succeeds"]
    if kind is not None and terms.profile.area_kind(kind) is None:
        known = ", ".join(kind.code for kind in terms.profile.area_kinds)
        raise InvalidError(_UNKNOWN_KIND.format(kind=kind, known=known), field="succeeds")


def conclude(session: Session, terms: Terms, batch: ImportBatch) -> Iterator[Text]:
    """Record what ended areas became by the published areas of a batch; yield a sentence for each.

    A successor is an area that shares more than a hundredth of either's ground; shares of people rest on the
    finest areas whose population is known, and are left open where those do not cover the ended area.
    """
    given = {"batch_id": batch.id, "succeeds": terms.settings["succeeds"]}
    session.execute(statement(__package__, "succession_pairs"), given)
    session.execute(statement(__package__, "succession_people"))
    became = session.execute(statement(__package__, "succession_told"), {"batch_id": batch.id}).all()
    for row in became[:_TOLD]:
        yield _BECAME.format(name=row.name, parts=row.parts)
    if len(became) > _TOLD:
        yield _MORE.format(number=len(became) - _TOLD)
