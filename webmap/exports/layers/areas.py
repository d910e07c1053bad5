"""The list of areas with their size and people."""

from geodata.codes import ACCURACIES
from geodata.questions.areas import area_list
from geodata.text import Text
from webmap.exports.layers.layer import Asking, ExportLayer
from webmap.exports.table import Column, Table, coded

NAME = Text("Områden", "Areas")

_COLUMNS = (
    Column("kind", Text("Områdestyp", "Kind of area")),
    Column("code", Text("Kod", "Code")),
    Column("name", Text("Namn", "Name")),
    Column("people", Text("Folkmängd", "Population")),
    Column("people_year", Text("Folkmängdens år", "Year of the population")),
    Column("extent_km2", Text("Yta (km²)", "Extent (km²)")),
    Column("valid_from", Text("Gäller från", "Valid from")),
    Column("valid_to", Text("Gäller till (dagen räknas inte)", "Valid to (the day not counted)")),
    Column("accuracy", Text("Gränser", "Borders")),
)


def _table(asking: Asking) -> Table:
    found = area_list(asking.session, chosen=asking.chosen, reach=asking.reach)
    return Table(
        name=NAME,
        columns=_COLUMNS,
        rows=tuple(
            (
                area.area.kind,
                area.area.code,
                area.area.name,
                area.people,
                area.people_year,
                round(area.extent_km2, 2),
                area.valid_from,
                area.valid_to,
                coded(area.accuracy, ACCURACIES),
            )
            for area in found
        ),
    )


AREAS = ExportLayer("areas", NAME, entity="area", page="areas.index", build=_table)
