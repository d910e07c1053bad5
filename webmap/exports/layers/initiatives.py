"""The list of initiatives."""

from geodata.codes import INITIATIVE_STATUSES, OWNERSHIPS
from geodata.questions.initiatives import initiative_list
from geodata.text import Text
from webmap.exports.layers.layer import Asking, ExportLayer
from webmap.exports.table import Column, Table, coded

NAME = Text("Insatser", "Initiatives")

_COLUMNS = (
    Column("id", Text("Id", "Id")),
    Column("title", Text("Insats", "Initiative")),
    Column("status", Text("Status", "Status")),
    Column("ownership", Text("Vems", "Whose")),
    Column("lead", Text("Leds av", "Leads")),
    Column("goals", Text("Mål", "Goals")),
    Column("measures", Text("Åtgärder", "Measures")),
    Column("planned_start", Text("Planerad start", "Planned start")),
    Column("planned_end", Text("Planerat slut", "Planned end")),
    Column("started_on", Text("Inledd", "Started")),
    Column("ended_on", Text("Avslutad", "Ended")),
)


def _table(asking: Asking) -> Table:
    found = initiative_list(asking.session, chosen=asking.chosen, reach=asking.reach, page=None).rows
    return Table(
        name=NAME,
        columns=_COLUMNS,
        rows=tuple(
            (
                initiative.id,
                initiative.title,
                coded(initiative.status, INITIATIVE_STATUSES),
                coded(initiative.ownership, OWNERSHIPS),
                initiative.lead,
                initiative.goals,
                initiative.measures,
                initiative.planned_start,
                initiative.planned_end,
                initiative.started_on,
                initiative.ended_on,
            )
            for initiative in found
        ),
    )


INITIATIVES = ExportLayer("initiatives", NAME, entity="initiative", page="initiatives.index", build=_table)
