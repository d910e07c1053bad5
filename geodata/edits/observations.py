"""Observations: what is seen at a place and when, never about a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from geoalchemy2.shape import to_shape
from sqlalchemy.orm import Session

from geodata.city import CityProfile
from geodata.codes import OBSERVATION_CATEGORIES, OBSERVATION_SOURCES, POLARITIES
from geodata.edits.rows import found, not_after, written
from geodata.edits.screened import Worded
from geodata.edits.wording import plain_text
from geodata.errors import InvalidError
from geodata.models import Observation, Place
from geodata.text import Text

OBSERVED_ON = Text(sv="Iakttagen den", en="Observed on")
WORDING = Text(sv="Iakttagelse", en="Observation")

_NO_CATEGORY = Text(sv="Välj minst en orsak.", en="Choose at least one reason.")
_CONTRARY = Text(
    sv="Orsaken {category} passar inte ihop med upplevelsen {polarity}.",
    en="The reason {category} does not go with the experience {polarity}.",
)
_TOO_SEVERE = Text(sv="Ange 1, 2 eller 3.", en="Give 1, 2 or 3.")


@dataclass(frozen=True, slots=True)
class Seen:
    """What was observed: `categories` and `heard_from` are codes, `severity` is 1 to 3.

    Without a `time_of_day` only the day is known, and the light is unknown.
    """

    categories: tuple[str, ...]
    polarity: str
    observed_on: date
    heard_from: str
    time_of_day: time | None = None
    severity: int | None = None
    wording: str = ""


def attach_observation(
    session: Session,
    place_id: UUID,
    seen: Seen,
    profile: CityProfile,
    *,
    today: date,
    within: Sequence[int] | None = None,
    synthetic: bool = False,
    review: bool = False,
) -> Observation:
    """Return a new observation at a place; the database computes its light and areas.

    Raises InvalidError naming the field (an unknown or a contrary category, a day to come),
    PersonalDataError for a wording that seems to tell of a person (with `review` the observation is held for
    the coordinator instead), and NotFoundError when there is no such place in the areas `within`.
    """
    place = found(session, Place, place_id, within)
    not_after(seen.observed_on, today, field="observed_on", name=OBSERVED_ON)
    if seen.severity is not None and seen.severity not in {1, 2, 3}:
        raise InvalidError(_TOO_SEVERE, field="severity")
    begin, end = _moments(seen, profile)
    is_point = to_shape(place.geom).geom_type == "Point"
    observation = Observation(
        place_id=place.id,
        geom=place.geom if is_point else None,
        precision=place.precision if is_point else "area",
        observed_from=begin,
        observed_to=end,
        time_precision="day" if seen.time_of_day is None else "exact",
        categories=list(_categories(seen)),
        polarity=POLARITIES[seen.polarity].code,
        severity=seen.severity,
        wording=plain_text(seen.wording, field="wording", name=WORDING),
        heard_from=OBSERVATION_SOURCES[seen.heard_from].code,
        synthetic=synthetic,
    )
    texts = (Worded(observation.wording, "wording", WORDING),)
    return written(session, observation, within, texts=texts, review=review)


def _categories(seen: Seen) -> tuple[str, ...]:
    if not seen.categories:
        raise InvalidError(_NO_CATEGORY, field="categories")
    polarity = POLARITIES[seen.polarity]
    for category in (OBSERVATION_CATEGORIES[code] for code in seen.categories):
        if "neutral" not in {category.polarity, polarity.code} and category.polarity != polarity.code:
            refusal = _CONTRARY.format(category=category.name, polarity=polarity.name)
            raise InvalidError(refusal, field="categories")
    return tuple(dict.fromkeys(seen.categories))


def _moments(seen: Seen, profile: CityProfile) -> tuple[datetime, datetime]:
    """Return the first moment and the excluded end: the same for a time of day, else the next midnight."""
    if seen.time_of_day is not None:
        moment = datetime.combine(seen.observed_on, seen.time_of_day, profile.zone)
        return moment, moment
    next_day = seen.observed_on + timedelta(days=1)
    midnights = (datetime.combine(day, time.min, profile.zone) for day in (seen.observed_on, next_day))
    return next(midnights), next(midnights)
