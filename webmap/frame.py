"""The frame around every page: what the reader may go to, and what must be said of the data shown."""

from dataclasses import dataclass

from flask import Flask, g, request, url_for
from flask_babel import lazy_gettext

from geodata import access
from geodata.access import Asker, IncidentView
from geodata.questions import city_data
from geodata.questions.reviews import review_count
from geodata.text import Text
from webmap.reading import here


@dataclass(frozen=True, slots=True)
class Room:
    """One entry of the main navigation; shown to those who may read `entity`."""

    endpoint: str
    name: str
    entity: str


@dataclass(frozen=True, slots=True)
class Door:
    """A room the reader may enter: its name and address, whether the page is inside, what waits there."""

    name: str
    address: str
    current: bool
    waiting: int = 0


ROOMS = (
    Room("map.show", lazy_gettext("Map"), "area"),
    Room("places.index", lazy_gettext("Places"), "place"),
    Room("measures.index", lazy_gettext("Measures"), "measure"),
    Room("initiatives.index", lazy_gettext("Initiatives"), "initiative"),
    Room("hotspots.index", lazy_gettext("Hotspots"), "hotspot"),
    Room("areas.index", lazy_gettext("Areas"), "area"),
    Room("evaluations.index", lazy_gettext("Follow-up"), "evaluation"),
    Room("surveys.index", lazy_gettext("Surveys"), "survey"),
    Room("imports.index", lazy_gettext("Imports"), "import"),
    Room("reviews.index", lazy_gettext("Reviews"), "review"),
    Room("users.index", lazy_gettext("Accounts"), "user"),
)

_PER_CELL = Text(
    sv="Brott visas per ruta om {metres} m och kvartal; färre än {k} visas som <{k}, och antal som skulle "
    "avslöja så få döljs.",
    en="Crime is shown per square of {metres} m and quarter; fewer than {k} are shown as <{k}, and counts "
    "that would tell so few are hidden.",
)
_PER_DISTRICT = Text(
    sv="Brott visas per område och {period}; färre än {k} visas som <{k}, och antal som skulle avslöja så få "
    "döljs.",
    en="Crime is shown per area and {period}; fewer than {k} are shown as <{k}, and counts that would tell "
    "so few are hidden.",
)
_PERIODS = {"year": Text(sv="år", en="year"), "quarter": Text(sv="kvartal", en="quarter")}


def register(app: Flask) -> None:
    """Give the templates the frame."""

    @app.context_processor
    def frame() -> dict[str, object]:
        return {
            "here": here,
            "doors": lambda: doors(app, g.asker),
            "synthetic": _synthetic,
            "may": lambda action, entity: access.may(g.asker, action, entity),
            "layout": _layout,
            "alteration": lambda: alteration(g.asker, g.profile.smallest_count),
        }


def doors(app: Flask, asker: Asker | None) -> list[Door]:
    """Return the rooms that exist and that the asker may enter, in the order of the navigation."""
    return [
        Door(
            str(room.name),
            url_for(room.endpoint),
            request.blueprint == room.endpoint.partition(".")[0],
            _waiting() if room.entity == "review" else 0,
        )
        for room in ROOMS
        if room.endpoint in app.view_functions and access.may(asker, "read", room.entity)
    ]


def alteration(asker: Asker | None, smallest_count: int) -> Text | None:
    """Return how recorded crime is altered for this reader; None where it is not, or not shown."""
    return altered(access.incident_view(asker, smallest_count=smallest_count))


def altered(view: IncidentView | None) -> Text | None:
    """Return how recorded crime is altered in this view of it."""
    if view is None or view.form == "points":
        return None
    if view.form == "grid":
        return _PER_CELL.format(metres=view.cell_metres, k=view.k)
    return _PER_DISTRICT.format(period=_PERIODS[view.shortest_period], k=view.k)


def _layout() -> str:
    """Return the template around a page: bare where the map's panel asks for it, else the whole frame."""
    return "panel.html" if request.headers.get("HX-Request") else "base.html"


def _waiting() -> int:
    """Return how many texts wait for review; asked of the database once per request."""
    if g.session is None:
        return 0
    if "waiting" not in g:
        g.waiting = review_count(g.session)
    return int(g.waiting)


def _synthetic() -> bool:
    """Return whether invented figures are among the data; asked of the database once per request."""
    if g.session is None or g.asker is None:
        return False
    if "synthetic" not in g:
        g.synthetic = city_data.has_synthetic(g.session)
    return bool(g.synthetic)
