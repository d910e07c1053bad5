"""The list of measures."""

from geodata.codes import MEASURE_FAMILIES, MEASURE_STATUSES
from geodata.measure_types import MEASURE_TYPES
from geodata.questions.lists import MeasureRow, measure_list
from geodata.text import Text
from webmap.exports.layers.layer import Asking, ExportLayer
from webmap.exports.table import Column, Spot, Table, coded

NAME = Text("Åtgärder", "Measures")

_COLUMNS = (
    Column("id", Text("Id", "Id")),
    Column("name", Text("Åtgärd", "Measure")),
    Column("type", Text("Typ", "Type")),
    Column("family", Text("Familj", "Family")),
    Column("status", Text("Status", "Status")),
    Column("planned_start", Text("Planerad start", "Planned start")),
    Column("started_on", Text("I drift från", "In operation from")),
    Column("ended_on", Text("Avslutad", "Ended")),
    Column("lon", Text("Longitud", "Longitude")),
    Column("lat", Text("Latitud", "Latitude")),
)


def _table(asking: Asking) -> Table:
    found = measure_list(asking.session, chosen=asking.chosen, reach=asking.reach, page=None).rows
    spots = tuple(_spot(measure) for measure in found)
    return Table(
        name=NAME,
        columns=_COLUMNS,
        rows=tuple(
            (
                measure.id,
                measure.name,
                coded(measure.type, MEASURE_TYPES),
                coded(measure.family, MEASURE_FAMILIES),
                coded(measure.status, MEASURE_STATUSES),
                measure.planned_start,
                measure.started_on,
                measure.ended_on,
                *(spot or (None, None)),
            )
            for measure, spot in zip(found, spots, strict=True)
        ),
        spots=spots,
    )


def _spot(measure: MeasureRow) -> Spot:
    if measure.lon is None or measure.lat is None:
        return None
    return round(measure.lon, 6), round(measure.lat, 6)


MEASURES = ExportLayer(
    "measures", NAME, entity="measure", page="measures.index", build=_table, has_spots=True
)
