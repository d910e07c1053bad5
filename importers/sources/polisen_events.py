"""Notices of events as polisen.se publishes them: one answer of its interface, or notices line by line.

They are news, not recorded crime: few events become a notice, and the position given is the middle of a
municipality or a county, so that only the area is kept. The time of the event stands in the title, its year
in the time of publication. A notice that came before is updated where this one was published later. Summaries
of a night are not events, and notices of other municipalities are not the city's: both are left out.
"""

import html
import re
from collections.abc import Iterator
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from geodata import models
from geodata.codes import NOTICE_KINDS
from geodata.errors import InvalidError
from geodata.statements import statement
from geodata.text import Text
from importers import values
from importers.source import Column, LeftOutError, Record, Row, Setting, Source, Terms, UnknownCodeError
from importers.subjects.known_areas import KnownAreas, areas_if_any
from importers.values import folded

TYPES = {
    "violence": (
        *(
            "Misshandel",
            "Misshandel, grov",
            "Mord/dråp",
            "Mord/dråp, försök",
            "Våld/hot mot tjänsteman",
            "Bråk",
        ),
        *("Vållande till kroppsskada", "Olaga frihetsberövande/människorov"),
        "Sabotage mot blåljusverksamhet",
    ),
    "shooting_or_explosion": (
        *("Skottlossning", "Skottlossning, misstänkt", "Detonation", "Explosion"),
        "Farligt föremål, misstänkt",
    ),
    "robbery": ("Rån", "Rån, försök", "Rån övrigt", "Rån väpnat", "Larm Överfall"),
    "sexual_offence": ("Våldtäkt", "Våldtäkt, försök", "Sedlighetsbrott"),
    "threat": ("Olaga hot", "Ofredande/förargelse", "Olaga intrång", "Hemfridsbrott"),
    "theft": (
        *("Stöld", "Stöld, försök", "Stöld/inbrott", "Stöld, ringa", "Inbrott", "Inbrott, försök", "Häleri"),
        *("Motorfordon, stöld", "Motorfordon, anträffat stulet", "Larm Inbrott", "Åldringsbrott"),
    ),
    "vandalism": ("Skadegörelse",),
    "fire": ("Brand", "Brand automatlarm", "Mordbrand"),
    "drugs_or_weapons": ("Narkotikabrott", "Vapenlagen", "Knivlagen"),
    "fraud": ("Bedrägeri", "Ekobrott", "Missbruk av urkund", "Förfalskningsbrott", "Bestickning"),
    "disorder": ("Fylleri", "Fylleri/LOB", "Alkohollagen", "Ordningslagen", "Skyddslagen"),
    "traffic_accident": (
        *("Trafikolycka", "Trafikolycka, personskada", "Trafikolycka, singel", "Trafikolycka, vilt"),
        "Trafikolycka, smitning från",
    ),
    "traffic": (
        *("Trafikbrott", "Trafikkontroll", "Trafikhinder", "Rattfylleri", "Olovlig körning"),
        *("Luftfartslagen", "Sjölagen"),
    ),
    "accident_or_rescue": (
        *("Arbetsplatsolycka", "Räddningsinsats", "Fjällräddning", "Sjöräddning", "Sjukdom/olycksfall"),
        "Anträffad död",
    ),
    "missing_person": ("Försvunnen person",),
    "other": (
        *("Övrigt", "Information", "Uppdatering", "Polisinsats/kommendering", "Kontroll"),
        *("Kontroll person/fordon", "Djur", "Djur skadat/omhändertaget", "Anträffat gods", "Utlänningslagen"),
    ),
}
"""What the police call their notices, by the kind that it is of; other types wait to be mapped."""

_KIND_OF = {folded(name): kind for kind, names in TYPES.items() for name in names}
_TITLE = re.compile(r"([0-9]{1,2}) ([a-zåäö]+) ([0-9]{1,2})[.:]?([0-9]{2}), (.+), ([^,]+)")
_PUBLISHED = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2}) ([0-9]{1,2})(:[0-9]{2}:[0-9]{2}) ([+-][0-9]{2}:[0-9]{2})"
)
_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_SITE = "https://polisen.se"

_NOT_PUBLISHED = Text(
    sv="Tiden är ingen tidpunkt; väntat ÅÅÅÅ-MM-DD T:MM:SS +TT:MM.",
    en="The time is no moment; expected YYYY-MM-DD H:MM:SS +HH:MM.",
)
_NOT_A_TITLE = Text(
    sv="Rubriken är inte av formen dag månad tid, typ, ort.",
    en="The title is not of the form day month time, type, place.",
)
_FUTURE = Text(sv="Tiden ligger i framtiden.", en="The time lies in the future.")
_UNKNOWN_TYPE = Text(sv="Typen är okänd.", en="The type is unknown.")
_SUMMARY = Text(sv="sammanfattningar är inga händelser", en="summaries are no events")
_ELSEWHERE = Text(sv="händelsen gäller en annan ort", en="the event is about another place")
_CONTRADICTED = Text(
    sv="rubrikens tid ligger efter publiceringen; tiden lagras som okänd",
    en="the title's time lies after the publication; the time is stored as unknown",
)
_OLDER = Text(
    sv="{number} händelser finns redan i en senare utgåva och har inte ändrats.",
    en="{number} events are there in a later edition already and are not changed.",
)


def learn(session: Session, terms: Terms) -> KnownAreas:
    """Return the areas of the kind that makes up the city, to find a municipality by its name."""
    return areas_if_any(session, terms.profile.boundary_kind)


def parse(record: Record, terms: Terms) -> Row:
    """Return a notice's columns; raises LeftOutError for summaries and for other places."""
    published = record.read("published_at", _moment)
    if published > terms.now:
        raise InvalidError(_FUTURE, field="published_at")
    kind = record.text("kind")
    if kind.casefold().startswith("sammanfattning"):
        raise LeftOutError(_SUMMARY)
    title = _TITLE.fullmatch(html.unescape(record.text("title")))
    if title is None:
        raise InvalidError(_NOT_A_TITLE, field="title")
    place = title[6].strip()
    wanted = terms.settings["place"] or terms.profile.name
    if wanted != "all" and place.casefold() != wanted.casefold():
        raise LeftOutError(_ELSEWHERE)
    return {
        "source_key": record.text("source_key"),
        "kind": _kind(record, kind),
        "type": html.unescape(kind),
        "summary": html.unescape(record.text("summary", "")),
        "url": _address(record.text("url", "")),
        "place_name": place,
        "area_id": _area(terms, place, published),
        "occurred_at": _occurred(record, title, published, terms),
        "published_at": published,
    }


def _moment(raw: object) -> datetime:
    """Return a moment whose hour may have one digit."""
    match = _PUBLISHED.fullmatch(values.text(raw))
    if match is None:
        raise InvalidError(_NOT_PUBLISHED)
    try:
        return datetime.fromisoformat(f"{match[1]} {match[2]:0>2}{match[3]}{match[4]}")
    except ValueError as error:
        raise InvalidError(_NOT_PUBLISHED) from error


def _kind(record: Record, written: str) -> str:
    known = _KIND_OF.get(folded(html.unescape(written)))
    if known is not None:
        return known
    try:
        return record.code("kind", NOTICE_KINDS)
    except UnknownCodeError as error:
        raise UnknownCodeError(_UNKNOWN_TYPE, field="kind", value=error.value) from error


def _occurred(record: Record, title: re.Match[str], published: datetime, terms: Terms) -> datetime | None:
    """Return when the title says that it happened, in the year that fits; None where it cannot be."""
    here = published.astimezone(terms.profile.zone)
    if title[2][:3] not in _MONTHS:
        raise InvalidError(_NOT_A_TITLE, field="title")
    month, day = _MONTHS.index(title[2][:3]) + 1, int(title[1])
    # A notice of New Year's Eve may be published in January.
    year = here.year - ((month, day) > (here.month, here.day) and here.month == 1 and month == 12)
    try:
        at = datetime(year, month, day, int(title[3]), int(title[4]), tzinfo=terms.profile.zone)
    except ValueError as error:
        raise InvalidError(_NOT_A_TITLE, field="title") from error
    if at > published:
        terms.notes.add(record.number, _CONTRADICTED)
        return None
    return at


def _address(written: str) -> str:
    """Return the notice's address on the police's own site; "" for any other."""
    return _SITE + written if re.fullmatch(r"/[a-z0-9][^\s\\]*", written) else ""


def _area(terms: Terms, place: str, at: datetime) -> int | None:
    known: KnownAreas = terms.known
    return known.named(place, at.astimezone(terms.profile.zone).date())


def prepare(session: Session, _terms: Terms) -> Iterator[Text]:
    """Let the last edition of a notice stand; tell how many of the file's are older than those known."""
    session.execute(statement(__package__, "polisen_events_editions"))
    older = session.scalar(statement(__package__, "polisen_events_older"), {"source_code": SOURCE.code})
    if older:
        yield _OLDER.format(number=older)


SOURCE = Source(
    code="polisen_events",
    name=Text(sv="Händelser från polisen.se", en="Notices from polisen.se"),
    formats=("json_records",),
    columns=(
        Column("source_key", Text("polisens nummer", "the police's number"), ("id",)),
        Column("published_at", Text("publicerad", "published"), ("datetime",)),
        Column("title", Text("rubrik", "title"), ("name",), words=True),
        Column("summary", Text("sammanfattning", "summary"), words=True),
        Column("url", Text("adress", "address")),
        Column("kind", Text("typ", "type"), ("type",), codes=NOTICE_KINDS),
        Column("place_name", Text("ort", "place"), ("location.name",)),
        Column("gps", Text("mittpunkt, läses inte", "middle, not read"), ("location.gps",)),
    ),
    settings=(
        Setting(
            "place",
            Text(
                "ort vars händelser läses; all för alla (annars staden)", "place; all for all (or the city)"
            ),
        ),
    ),
    staged={
        "source_key": sa.Text(),
        "kind": sa.Text(),
        "type": sa.Text(),
        "summary": sa.Text(),
        "url": sa.Text(),
        "place_name": sa.Text(),
        "area_id": sa.Integer(),
        "occurred_at": sa.TIMESTAMP(timezone=True),
        "published_at": sa.TIMESTAMP(timezone=True),
    },
    parse=parse,
    learn=learn,
    prepare=prepare,
    rows="polisen_events_rows",
    quality="polisen_events_quality",
    target=models.PoliceNotice,
    package=__package__,
    may_be_empty=True,
)
