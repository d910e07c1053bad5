from dataclasses import replace
from datetime import UTC, date, datetime, time

import make
import pytest
from sqlalchemy.orm import Session

from geodata.city import CityProfile
from geodata.edits.observations import Seen, attach_observation
from geodata.errors import InvalidError

TODAY = date(2016, 6, 30)
SEEN = Seen(("poor_lighting",), "unsafe", date(2016, 1, 15), "safety_walk")


def test_an_observation_of_a_day_has_no_light(session: Session, malmo: CityProfile):
    place = make.place(session)
    seen = attach_observation(session, place.id, SEEN, malmo, today=TODAY)
    assert (seen.observed_from, seen.observed_to) == (
        datetime(2016, 1, 14, 23, tzinfo=UTC),
        datetime(2016, 1, 15, 23, tzinfo=UTC),
    )
    assert (seen.time_precision, seen.light, seen.precision) == ("day", "unknown", "exact")


def test_an_observation_at_a_time_of_day_knows_its_light(session: Session, malmo: CityProfile):
    place = make.place(session)
    at_night = replace(SEEN, time_of_day=time(22, 0))
    assert attach_observation(session, place.id, at_night, malmo, today=TODAY).light == "dark"


def test_an_observation_at_a_surface_stands_in_the_places_areas(session: Session, malmo: CityProfile):
    area, place = make.area(session), make.place(session, geom=make.square(10, 10, 20))
    seen = attach_observation(session, place.id, SEEN, malmo, today=TODAY)
    assert (seen.geom, seen.precision, seen.area_ids) == (None, "area", [area.id])


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"categories": ()}, "categories"),
        ({"categories": ("youths",)}, "category"),
        ({"categories": ("well_lit",)}, "categories"),
        ({"observed_on": date(2016, 7, 1)}, "observed_on"),
        ({"severity": 4}, "severity"),
        ({"heard_from": "a friend"}, "source"),
    ],
)
def test_a_wrong_observation_is_refused_by_its_field(session: Session, malmo: CityProfile, changes, field):
    place = make.place(session)
    with pytest.raises(InvalidError) as refused:
        attach_observation(session, place.id, replace(SEEN, **changes), malmo, today=TODAY)
    assert refused.value.field == field
