"""Measures: attached to places, described anew, and led through their life cycle (DOMAIN §5.4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

import shapely
from geoalchemy2.shape import from_shape, to_shape
from shapely.geometry.base import BaseGeometry
from sqlalchemy.orm import Session

from geodata.city import CityProfile
from geodata.codes import MEASURE_STATUSES
from geodata.edits.boundaries import shape_in_city
from geodata.edits.measure_dates import MeasureDates, checked_dates
from geodata.edits.positions import Position
from geodata.edits.rows import found, locked, written
from geodata.edits.screened import CHANGE_NOTE, Worded
from geodata.edits.wording import LONGEST_NAME, plain_text
from geodata.errors import ConflictError, InvalidError
from geodata.measure_types import Parameter, measure_type, validate
from geodata.models import Initiative, Measure, Place
from geodata.text import Text

NAME = Text(sv="Namn", en="Name")
NOTE = Text(sv="Anteckning", en="Note")
LARGEST_COST = 2_000_000_000

_NO_PLACE = Text(
    sv="Välj den plats som åtgärden gäller, eller rita var den görs.",
    en="Choose the place that the measure serves, or draw where it is done.",
)
_COST = Text(
    sv="Kostnad: ange hela kronor, lägst 0 och högst {largest}.",
    en="Cost: give whole kronor, at least 0 and at most {largest}.",
)
_REFUSED_TURN = Text(
    sv="En åtgärd som är {present} kan inte bli {wanted}. Möjligt är: {possible}.",
    en="A measure that is {present} cannot become {wanted}. Possible: {possible}.",
)
_NOTHING = Text(sv="inget mer", en="nothing more")


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    """What a person states of a measure.

    `parameters` are those of the measure type, with JSON's values. `drawn` is a position or a GeoJSON
    geometry in WGS 84 degrees; where it is None the measure stands where its places stand.
    """

    type: str
    name: str
    dates: MeasureDates
    parameters: Mapping[str, object] = field(default_factory=dict)
    drawn: Position | Mapping[str, Any] | None = None
    responsible_organisation_id: UUID | None = None
    initiative_id: UUID | None = None
    cost_sek: int | None = None
    note: str = ""


def attach_measure(
    session: Session,
    facts: MeasureFacts,
    place_ids: Sequence[UUID],
    profile: CityProfile,
    *,
    today: date,
    within: Sequence[int] | None = None,
    synthetic: bool = False,
    review: bool = False,
) -> Measure:
    """Return a new measure that serves the places; the caller commits.

    Its status follows from its dates: removed, in operation, or proposed. Raises InvalidError naming the
    field (an unknown type, a wrong parameter, dates that do not fit, no place for a type that needs one), and
    NotFoundError when a place does not exist in the areas `within`. A text that seems to tell of a person
    raises PersonalDataError; with `review` the measure is held for the coordinator instead.
    """
    places = [found(session, Place, place_id, within) for place_id in dict.fromkeys(place_ids)]
    measure = Measure(source="marked", synthetic=synthetic)
    measure.places = places
    _describe(session, measure, facts, today)
    if facts.drawn is not None:
        _stand(measure, shape_in_city(session, facts.drawn, profile, today=today), profile)
    elif places:
        _stand(measure, _shape_of(places), profile)
        measure.precision = places[0].precision if len(places) == 1 else "exact"
    elif measure_type(facts.type).has_geometry:
        raise InvalidError(_NO_PLACE, field="place_ids")
    measure.status = facts.dates.status(today)
    reach = within if places or facts.drawn else None
    return written(session, measure, reach, texts=_texts(measure), review=review)


def change_measure(
    session: Session,
    measure_id: UUID,
    version: int,
    facts: MeasureFacts,
    profile: CityProfile,
    *,
    today: date,
    within: Sequence[int] | None = None,
    note: str = "",
    review: bool = False,
) -> Measure:
    """Return the measure described anew; its places stay, and its geometry where `drawn` is None.

    Raises as `attach_measure`, ConflictError when it is no longer at `version`, and InvalidError (field
    "started_on" or "ended_on") when the dates do not go with its status.
    """
    measure = locked(session, Measure, measure_id, version, within)
    note = plain_text(note, field="change_note", name=NOTE)
    facts.dates.check_status(MEASURE_STATUSES[measure.status])
    with session.no_autoflush:  # what is new in the measure shows only before it is written
        _describe(session, measure, facts, today)
        if facts.drawn is not None:
            _stand(measure, shape_in_city(session, facts.drawn, profile, today=today), profile)
    texts = _texts(measure, Worded(note, "change_note", NOTE, CHANGE_NOTE))
    return written(session, measure, within, texts=texts, review=review)


def turn_measure(
    session: Session,
    measure_id: UUID,
    version: int,
    status: str,
    *,
    on: date,
    today: date,
    within: Sequence[int] | None = None,
    note: str = "",
    review: bool = False,
) -> Measure:
    """Return the measure in its new status, which it has from the day `on`.

    A measure that comes into operation starts on that day, one that is removed ends on it. Raises
    ConflictError when the status may not follow the present one or the measure is no longer at `version`,
    InvalidError (field "on") for a day to come or before the start, and NotFoundError.
    """
    measure = locked(session, Measure, measure_id, version, within)
    present, wanted = MEASURE_STATUSES[measure.status], MEASURE_STATUSES[status]
    if not present.may_become(status):
        raise ConflictError(_refused_turn(measure.status, status))
    dates = _dates_of(measure).turned(wanted, on)
    checked_dates(dates, today, on_field="on")
    measure.status = status
    measure.started_on, measure.ended_on = dates.started_on, dates.ended_on
    told = Worded(plain_text(note, field="note", name=NOTE), "note", NOTE, CHANGE_NOTE)
    return written(session, measure, within, texts=(told,), review=review)


def _texts(measure: Measure, *notes: Worded) -> tuple[Worded, ...]:
    worded = (
        Worded(str(measure.parameters[parameter.code]), parameter.code, parameter.name, _home(parameter))
        for parameter in measure_type(measure.type).parameters
        if parameter.kind == "text" and parameter.code in measure.parameters
    )
    return (
        Worded(measure.name, "name", NAME),
        *worded,
        Worded(measure.note, "note", NOTE),
        *notes,
    )


def _home(parameter: Parameter) -> str:
    return f"parameters.{parameter.code}"


def _describe(session: Session, measure: Measure, facts: MeasureFacts, today: date) -> None:
    measure.type = measure_type(facts.type).code
    measure.parameters = validate(facts.type, facts.parameters)
    measure.name = plain_text(facts.name, field="name", name=NAME, longest=LONGEST_NAME, required=True)
    measure.note = plain_text(facts.note, field="note", name=NOTE)
    checked_dates(facts.dates, today)
    measure.planned_start = facts.dates.planned_start
    measure.started_on = facts.dates.started_on
    measure.ended_on = facts.dates.ended_on
    measure.temporary = facts.dates.temporary
    if facts.cost_sek is not None and not 0 <= facts.cost_sek <= LARGEST_COST:
        raise InvalidError(_COST.format(largest=LARGEST_COST), field="cost_sek")
    measure.cost_sek = facts.cost_sek
    measure.responsible_organisation_id = facts.responsible_organisation_id
    if facts.initiative_id is not None:
        measure.initiative = found(session, Initiative, facts.initiative_id, None)


def _stand(measure: Measure, shape: BaseGeometry, profile: CityProfile) -> None:
    measure.geom = from_shape(shape, srid=profile.metric_srid)
    measure.precision = "exact"


def _shape_of(places: Sequence[Place]) -> BaseGeometry:
    """Return the places' geometries together; as points on them where they are of several kinds."""
    shapes = [to_shape(place.geom) for place in places]
    together = shapely.union_all(shapes)
    if together.geom_type == "GeometryCollection":
        return shapely.union_all([shape.representative_point() for shape in shapes])
    return together


def _dates_of(measure: Measure) -> MeasureDates:
    return MeasureDates(measure.planned_start, measure.started_on, measure.ended_on, measure.temporary)


def _refused_turn(present: str, wanted: str) -> Text:
    names = [MEASURE_STATUSES[code].name for code in MEASURE_STATUSES[present].followed_by]
    possible = Text(
        sv=", ".join(name.sv for name in names) or _NOTHING.sv,
        en=", ".join(name.en for name in names) or _NOTHING.en,
    )
    return _REFUSED_TURN.format(
        present=MEASURE_STATUSES[present].name, wanted=MEASURE_STATUSES[wanted].name, possible=possible
    )
