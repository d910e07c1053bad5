"""What the police publish about single events: news of the city, never counted as recorded crime."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from geodata.questions.asking import Page, rows, rows_of


@dataclass(frozen=True, slots=True)
class PoliceNotice:
    """One notice: `kind` is a code of NOTICE_KINDS, `type` the police's word; only an area tells its place.

    `occurred_at` is None where the notice contradicts itself; `url` is "" or an address on polisen.se.
    """

    kind: str
    type: str
    summary: str
    url: str
    place_name: str
    occurred_at: datetime | None
    published_at: datetime
    synthetic: bool


def police_notices(session: Session, *, kind: str | None, page: int | None) -> Page[PoliceNotice]:
    """Return a page of notices, the last published first; of one `kind` if given. `page` None gives all."""
    found = rows(session, "police_notices", {"kind": kind} | rows_of(page))
    notices = tuple(PoliceNotice(**{name: row[name] for name in PoliceNotice.__slots__}) for row in found)
    return Page(notices, found[0]["total"] if found else 0)
