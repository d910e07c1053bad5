"""The measures that can be asked about whether they worked, and the counts of one evaluation."""

from uuid import UUID

from geodata.codes import MEASURE_STATUSES
from geodata.errors import ForbiddenError, NotFoundError
from geodata.measure_types import MEASURE_TYPES
from geodata.questions.asking import visible
from geodata.questions.evaluable_measures import evaluable_measures
from geodata.questions.evaluation import Evaluation
from geodata.questions.evaluation_view import NO_EVALUATION
from geodata.text import Text
from webmap.exports.layers.layer import Asking, ExportLayer
from webmap.exports.table import Column, Table, coded
from webmap.pages.evaluations import evaluation_seen, read_asked, zone_counts

MEASURES = Text("Åtgärder att följa upp", "Measures to follow up")
COUNTS = Text("Uppföljning av en åtgärd", "Evaluation of a measure")

_MEASURE_COLUMNS = (
    Column("id", Text("Id", "Id")),
    Column("name", Text("Åtgärd", "Measure")),
    Column("type", Text("Typ", "Type")),
    Column("status", Text("Status", "Status")),
    Column("started_on", Text("I drift från", "In operation from")),
    Column("ended_on", Text("Avslutad", "Ended")),
)
_COUNT_COLUMNS = (
    Column("zone", Text("Område", "Area")),
    Column("before", Text("Före", "Before")),
    Column("after", Text("Efter", "After")),
)
_RULES = {"no_counts", "no_change"}
_WINDOWS = Text(
    "Före: {first} – {end}. Efter: {later} – {last}. Slutdagarna räknas inte.",
    "Before: {first} – {end}. After: {later} – {last}. The end days are not counted.",
)


def _list(asking: Asking) -> Table:
    found = evaluable_measures(asking.session, visible(asking.reach, "evaluation"))
    return Table(
        name=MEASURES,
        columns=_MEASURE_COLUMNS,
        rows=tuple(
            (
                measure.id,
                measure.name,
                coded(measure.type, MEASURE_TYPES),
                coded(measure.status, MEASURE_STATUSES),
                measure.started_on,
                measure.ended_on,
            )
            for measure in found
        ),
    )


def _counts(asking: Asking) -> Table:
    if asking.view is None:
        raise ForbiddenError(NO_EVALUATION)
    found = evaluation_seen(
        asking.session,
        _measure_id(asking),
        read_asked(asking.query),
        within=visible(asking.reach, "evaluation"),
        view=asking.view,
    )
    return Table(
        name=COUNTS,
        columns=_COUNT_COLUMNS,
        rows=tuple((name, zone.before, zone.after) for name, zone in zone_counts(found)),
        rules=tuple(warning.words for warning in found.warnings if warning.code in _RULES),
        remarks=tuple(_remarks(found)),
    )


def _measure_id(asking: Asking) -> UUID:
    try:
        return UUID(asking.given("measure"))
    except ValueError as error:
        raise NotFoundError from error


def _remarks(found: Evaluation) -> list[Text]:
    remarks = [Text(found.measure.name, found.measure.name), found.selection.wording]
    if found.windows:
        before, after = found.windows.before, found.windows.after
        days = {
            "first": before.first_day,
            "end": before.end_day,
            "later": after.first_day,
            "last": after.end_day,
        }
        remarks.append(_WINDOWS.format(**days))
    told = (found.verdict_word, found.sentence, found.remark, found.reason)
    remarks += [sentence for sentence in told if sentence]
    return remarks + [warning.words for warning in found.warnings if warning.code not in _RULES]


EVALUATIONS = ExportLayer("evaluations", MEASURES, entity="evaluation", page="evaluations.index", build=_list)
EVALUATION = ExportLayer(
    "evaluation",
    COUNTS,
    entity="evaluation",
    page="evaluations.index",
    build=_counts,
    asks=("measure", "comparison", "months"),
)
