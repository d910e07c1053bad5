"""Which answers are readings of something sensitive, and the line that each leaves in the read log.

One place for the whole application: a page, list, tile or photo that shows recorded crime as points, what
was worked out from points, or what people wrote of a place is named in READINGS, and nowhere else. A table
that is taken out leaves its line in the export log instead.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from flask import Flask, Response, g, request

from geodata.access import sees_points
from geodata.edits.logs import record_read
from geodata.errors import InvalidError
from geodata.filters import Filter
from geodata.layers import LAYERS

Detail = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Reading:
    """One kind of reading: `what` is its code in the log, `details` yields one mapping per line.

    Tiles and small pictures come by the dozen: they leave one line per asker, thing and hour
    (`once_an_hour`).
    """

    what: str
    details: Callable[[], Iterator[Detail]]
    once_an_hour: bool = False


def _asked() -> Iterator[Detail]:
    """Yield what the address names and which filter it has."""
    try:
        chosen = Filter.from_query(request.args.to_dict(flat=False)).to_query()
    except InvalidError:
        chosen = {}  # the page told its reader what is wrong, and showed its proposal
    named = {name: str(value) for name, value in (request.view_args or {}).items()}
    yield {**chosen, **named}


def _texts_of_a_place() -> Iterator[Detail]:
    if "observation" in g.reach:
        yield from _asked()


def _points() -> Iterator[Detail]:
    """Yield the layers of the tile that show recorded crime as points to this reader."""
    if not sees_points(g.asker):
        return
    codes = set(request.args.get("layers", "").split(","))
    for layer in LAYERS:
        if layer.code in codes and layer.entity == "incident" and "points" in layer.forms:
            yield {"layer": layer.code}


def _crime_on_its_way_in() -> Iterator[Detail]:
    """Yield the upload whose single crimes the page showed."""
    if g.get("crime_previewed"):
        yield from _asked()


READINGS: Mapping[str, Reading] = {
    "tiles.show": Reading("crime_points", _points, once_an_hour=True),
    "hotspots.index": Reading("hotspots", _asked),
    "hotspots.listed": Reading("hotspots", _asked),
    "evaluations.show": Reading("evaluation", _asked),
    "evaluations.answer": Reading("evaluation", _asked),
    "uploads.preview": Reading("imported_crime", _crime_on_its_way_in),
    "uploads.decide": Reading("imported_crime", _crime_on_its_way_in),
    "uploads.rejected": Reading("imported_crime", _crime_on_its_way_in),
    "places.show": Reading("observation_texts", _texts_of_a_place),
    "places.turn": Reading("observation_texts", _texts_of_a_place),
    "photos.show": Reading("photo", _asked),
    "photos.small": Reading("photo", _asked, once_an_hour=True),
    "reviews.index": Reading("held_text", _asked),
    "reviews.listed": Reading("held_text", _asked),
    "reviews.show": Reading("held_text", _asked),
    "reviews.redact": Reading("held_text", _asked),
}

# Answers that show what was asked for: done, unchanged since, or the page again beside what to mend.
_SHOWN = {200, 204, 304, 409, 422}


def register(app: Flask) -> None:
    """Write the line before the answer leaves: where it cannot be written, nothing is shown."""

    @app.after_request
    def note_reading(response: Response) -> Response:
        reading = READINGS.get(request.endpoint or "")
        if reading and g.get("asker") is not None and response.status_code in _SHOWN:
            lines = [
                record_read(g.session, what=reading.what, detail=detail, once_an_hour=reading.once_an_hour)
                for detail in reading.details()
            ]
            if any(lines):
                g.session.commit()
        return response
