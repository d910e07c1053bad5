"""The map of a selection as one HTML file, which opens without a network and fetches nothing."""

import base64
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import render_template
from markupsafe import Markup

from geodata.city import CityProfile
from geodata.codes import MEASURE_PHASES, PLACE_KINDS, PLACE_STATUSES
from geodata.edits.logs import record_export
from geodata.errors import InvalidError
from geodata.layers import LAYERS, Layer
from geodata.measure_types import MEASURE_TYPES
from geodata.questions.asking import Box
from geodata.questions.lists import MapList, MeasureRow, PlaceRow, map_list
from geodata.questions.map_ground import AreaShape, area_shapes
from geodata.text import Text
from webmap import assets, vendor
from webmap.exports.colophon import Colophon
from webmap.exports.layers import Asking
from webmap.exports.table import Cell, Column, Row, Table, coded, for_people
from webmap.exports.taking_out import TakenOut, Taker, colophon_of, file_name
from webmap.map.choice import reach_of_shown
from webmap.map.exported import MOST_THINGS, Mark, Outline, drawn
from webmap.map.scaffold import Scaffold

NAME = Text("Karta", "Map")
_COLUMNS = (
    Column("name", Text("Namn", "Name")),
    Column("kind", Text("Typ", "Kind")),
    Column("status", Text("Status", "Status")),
)
_NO_CRIME = Text(
    "Anmälda händelser ingår inte i kartfiler, och inte heller någon bakgrundskarta.",
    "Recorded events are not part of map files, nor is a background map.",
)
_TOO_MANY = Text(
    "Urvalet har {count} platser, åtgärder och områden; en kartfil rymmer högst {most}. "
    "Gå närmare på kartan, eller smalna av filtret.",
    "The selection has {count} places, measures and areas; a map file holds at most {most}. "
    "Come closer on the map, or narrow the filter.",
)
_SHEETS = ("tokens", "page", "frame", "parts", "map", "exported")
_SHAPE_OF_PHASE = {"planned": "square-outline", "in_operation": "square"}


@dataclass(frozen=True, slots=True)
class Section:
    """The part of the map that is taken out: its box, and the codes that switch its layers on."""

    box: Box
    groups: tuple[str, ...]

    @property
    def area_kinds(self) -> list[str]:
        """Return the kinds of areas that are shown."""
        return [group.partition(".")[2] for group in self.groups if group.startswith("areas.")]

    def address(self) -> dict[str, object]:
        """Return the section as it stands in an address."""
        edges = self.box.parameters().values()
        return {"layers": ",".join(self.groups), "box": ",".join(f"{degrees:.5f}" for degrees in edges)}


@dataclass(frozen=True, slots=True)
class Contents:
    """What the section shows: the same rows as the list beside the map, and the areas that are drawn."""

    found: MapList
    areas: tuple[AreaShape, ...]

    @property
    def count(self) -> int:
        """Return how many things there are."""
        return self.found.places.total + self.found.measures.total + len(self.areas)

    def layers(self) -> list[Layer]:
        """Return the layers that have anything, in the order of the map's legend."""
        filled = {"places": self.found.places.rows, "measures": self.found.measures.rows, "areas": self.areas}
        return [layer for layer in reversed(LAYERS) if filled.get(layer.code)]


def contents_of(asking: Asking, section: Section) -> Contents:
    """Return what the asker sees in the section; raises InvalidError where it is too much for one file."""
    session, chosen, kinds = asking.session, asking.chosen, section.area_kinds
    reach = reach_of_shown(asking.reach, ",".join(section.groups))
    areas = area_shapes(session, section.box, kinds, chosen=chosen, reach=asking.reach) if kinds else ()
    first = map_list(session, section.box, chosen=chosen, reach=reach, page=1)
    count = Contents(first, areas).count
    if count > MOST_THINGS:
        raise InvalidError(_TOO_MANY.format(count=count, most=MOST_THINGS))
    return Contents(map_list(session, section.box, chosen=chosen, reach=reach, page=None), areas)


def take_out_map(asking: Asking, section: Section, taker: Taker, profile: CityProfile) -> TakenOut:
    """Return the section as an HTML file, with a line in the export log. The caller commits.

    Raises InvalidError where the section has more things than one file holds.
    """
    contents = contents_of(asking, section)
    table = Table(name=NAME, columns=_COLUMNS, rows=tuple(_rows(contents)), rules=(_NO_CRIME,))
    number = record_export(
        asking.session,
        what="map",
        layer="map",
        filters={**asking.chosen.to_query(), **section.address()},
        rows=contents.count,
        purpose=taker.purpose,
        format="html",
    )
    colophon = colophon_of(number, table, asking, taker, datetime.now(profile.zone))
    figure = drawn(
        profile,
        section.box,
        outlines=_outlines(contents, taker.language),
        marks=_marks(contents, taker.language),
    )
    written = _page(figure, contents, table, colophon, taker.language)
    name = file_name("map", colophon, taker.language) + ".html"
    return TakenOut(name, "text/html; charset=utf-8", written.encode(), contents.count, number)


def _page(figure: Scaffold, contents: Contents, table: Table, colophon: Colophon, language: str) -> str:
    """Return the file: its styles and scripts stand in it, and only they may act, by their hashes."""
    style = "\n".join((_vendored("leaflet.css"), *(_own(f"{sheet}.css") for sheet in _SHEETS)))
    scripts = [_vendored("leaflet.js"), _own("exported.js"), str(figure.script)]
    return render_template(
        "exports/map.html",
        policy=_policy([style], scripts),
        # Our own files, and Folium's script from `webmap.map.exported`, which escapes what people wrote.
        style=Markup(style),  # noqa: S704
        scripts=[Markup(script) for script in scripts],  # noqa: S704
        figure=figure,
        layers=contents.layers(),
        shapes=sorted({mark.shape for mark in _marks(contents, language)}),
        table=table,
        rows=[[for_people(cell, language) for cell in row] for row in table.rows],
        colophon=colophon,
    )


def _policy(styles: list[str], scripts: list[str]) -> str:
    def listed(texts: list[str]) -> str:
        digests = (hashlib.sha256(text.encode()).digest() for text in texts)
        return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)

    return (
        f"default-src 'none'; script-src {listed(scripts)}; style-src {listed(styles)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _own(name: str) -> str:
    return (assets.FOLDER / name).read_text(encoding="utf-8")


def _vendored(name: str) -> str:
    """Return one of Leaflet's files without what it would fetch: its pictures, its source map."""
    address = vendor.address("leaflet", name).removeprefix("/vendor/")
    lines = vendor.served_files()[address].read_text(encoding="utf-8").splitlines()
    fetching = ("url(",) if name.endswith(".css") else ("//# sourceMappingURL",)
    return "\n".join(line for line in lines if not any(word in line for word in fetching))


def _marks(contents: Contents, language: str) -> Iterator[Mark]:
    for measure in contents.found.measures.rows:
        if measure.lon is not None and measure.lat is not None:
            shape = _SHAPE_OF_PHASE.get(measure.phase or "", "square-faint")
            says = _said(_measure_row(measure), language)
            yield Mark(measure.lon, measure.lat, shape, f"measure-{measure.family}", says)
    for place in contents.found.places.rows:
        marker = place.marker
        says = _said(_place_row(place), language)
        shape, colour = (marker.shape, marker.colour) if marker else ("dot", "place-archived")
        yield Mark(place.lon, place.lat, shape, colour, says)


def _outlines(contents: Contents, language: str) -> Iterator[Outline]:
    for area in contents.areas:
        yield Outline(area.geojson, area.accuracy == "schematic", _said(_area_row(area), language))


def _said(row: Row, language: str) -> tuple[str, ...]:
    return tuple(str(told) for told in (for_people(cell, language) for cell in row) if told)


def _rows(contents: Contents) -> Iterator[Row]:
    """Yield the table's rows: those of the marks and outlines, in the same words."""
    yield from map(_place_row, contents.found.places.rows)
    yield from map(_measure_row, contents.found.measures.rows)
    yield from map(_area_row, contents.areas)


def _place_row(place: PlaceRow) -> Row:
    return place.name, coded(place.kind, PLACE_KINDS), coded(place.status, PLACE_STATUSES)


def _measure_row(measure: MeasureRow) -> Row:
    return measure.name, coded(measure.type, MEASURE_TYPES), coded(measure.phase, MEASURE_PHASES)


def _area_row(area: AreaShape) -> Row:
    nothing: Cell = None
    return area.area.name, area.area.kind_name, nothing


def section_from(query: Mapping[str, str], box: Box, shown_at_first: list[str]) -> Section:
    """Return the section of an address: its `layers`, else those that a first visit shows."""
    written = query.get("layers")
    groups = shown_at_first if written is None else written.split(",")
    return Section(box, tuple(group for group in groups if group))
