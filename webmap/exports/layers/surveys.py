"""One question of a survey in one wave: each area's share with its interval and its change."""

from geodata.questions.surveys import ENOUGH_ANSWERS, FEWEST_ANSWERS, AreaShare, SurveyMap, survey_map
from geodata.text import Text
from webmap.exports.layers.layer import Asking, ExportLayer
from webmap.exports.table import Cell, Column, Row, Table

NAME = Text("Enkätsvar", "Survey results")

_COLUMNS = (
    Column("kind", Text("Områdestyp", "Kind of area")),
    Column("code", Text("Kod", "Code")),
    Column("area", Text("Område", "Area")),
    Column("share_percent", Text("Andel (%)", "Share (%)")),
    Column("share_low", Text("Andel, lägst (95 %)", "Share, low (95 %)")),
    Column("share_high", Text("Andel, högst (95 %)", "Share, high (95 %)")),
    Column("index", Text("Index", "Index")),
    Column("answers", Text("Svar", "Answers")),
    Column("reliability", Text("Säkerhet", "Reliability")),
    Column("change_points", Text("Förändring (procentenheter)", "Change (percentage points)")),
    Column("change_low", Text("Förändring, lägst (95 %)", "Change, low (95 %)")),
    Column("change_high", Text("Förändring, högst (95 %)", "Change, high (95 %)")),
    Column("established", Text("Säkerställd förändring", "Established change")),
)
_RELIABILITY = {
    "hidden": Text("för få svar", "too few answers"),
    "uncertain": Text("osäker", "uncertain"),
    "sound": Text("säker", "sound"),
}
_RULE = Text(
    "Färre än {fewest} svar visas inte; färre än {enough} är osäkra.",
    "Fewer than {fewest} answers are not shown; fewer than {enough} are uncertain.",
).format(fewest=FEWEST_ANSWERS, enough=ENOUGH_ANSWERS)
_ASKED = Text(
    "{survey}, {wave} ({first} – {last}): {question}", "{survey}, {wave} ({first} – {last}): {question}"
)
_COUNTS = Text("Andelen räknar: {answers}.", "The share counts: {answers}.")
_COMPARED = Text("Förändring sedan {wave}.", "Change since {wave}.")
_OWN_CHOICE = Text(
    "De som svarade valde det själva: andelen är deras, inte befolkningens.",
    "Those who answered chose to: the share is theirs, not the population's.",
)


def _table(asking: Asking) -> Table:
    found = survey_map(
        asking.session,
        asking.given("survey"),
        asking.given("wave"),
        asking.given("question"),
        reach=asking.reach,
    )
    return Table(
        name=NAME,
        columns=_COLUMNS,
        rows=tuple(_row(result) for result in found.areas),
        rules=(_RULE,),
        remarks=tuple(_remarks(found)),
    )


def _row(result: AreaShare) -> Row:
    area, share, change = result.area, result.share, result.change
    shares: tuple[Cell, ...] = (None,) * 3
    changes: tuple[Cell, ...] = (None,) * 4
    if share:
        shares = tuple(round(100 * value, 1) for value in (share.value, share.ci_low, share.ci_high))
    if change:
        points = (change.points, change.ci_low, change.ci_high)
        changes = (*(round(value, 1) for value in points), result.established)
    index = None if result.published_index is None or share else round(result.published_index, 2)
    reliability = _RELIABILITY[result.reliability]
    return (area.kind, area.code, area.name, *shares, index, result.answers, reliability, *changes)


def _remarks(found: SurveyMap) -> list[Text]:
    wave, question = found.wave, found.question
    remarks = [
        _ASKED.format(
            survey=found.survey.name,
            wave=wave.label,
            first=wave.fieldwork_from,
            last=wave.fieldwork_to,
            question=question.text,
        )
    ]
    if question.positive_means:
        remarks.append(_COUNTS.format(answers=question.positive_means))
    if found.wave_before:
        remarks.append(_COMPARED.format(wave=found.wave_before))
    if wave.break_note:
        remarks.append(Text(wave.break_note, wave.break_note))
    return remarks if found.survey.representative else [*remarks, _OWN_CHOICE]


SURVEY_RESULTS = ExportLayer(
    "survey-results",
    NAME,
    entity="survey",
    page="surveys.index",
    build=_table,
    asks=("survey", "wave", "question"),
)
