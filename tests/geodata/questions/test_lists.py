import math
from datetime import date
from uuid import uuid4

import make
import mapbox_vector_tile
import pytest

from geodata.errors import InvalidError, NotFoundError
from geodata.filters import EVERY_PLACE, Filter
from geodata.layers import tile
from geodata.models import initiative_place, measure_place
from geodata.questions.asking import ROWS_OF_A_PAGE, Box
from geodata.questions.lists import map_list, measure_list, place_list

CITY = Box(12.9, 55.5, 13.1, 55.7)
ALL = {"place": None, "measure": None}


def names(page):
    return [row.name for row in page.rows]


def test_names_stand_in_swedish_order(session):
    for name in ("Ön", "Zenit", "Ängen", "Åkern", "alléen", "Bron"):
        make.place(session, name)
    listed = place_list(session, chosen=Filter(), reach=ALL)
    assert names(listed) == ["alléen", "Bron", "Zenit", "Åkern", "Ängen", "Ön"]


def test_a_row_has_the_position_of_its_mark_in_degrees(session):
    make.place(session, status="verified")
    (row,) = place_list(session, chosen=Filter(), reach=ALL).rows
    assert (row.lon, row.lat) == (pytest.approx(12.99, abs=0.02), pytest.approx(55.59, abs=0.02))
    assert row.marker is not None
    assert row.marker.shape == "disc"


def test_the_map_list_holds_what_lies_in_the_section(session):
    near, far = make.place(session, "near"), make.place(session, "far", geom=make.point(5000))
    make.measure(session, geom=None)
    row = next(row for row in place_list(session, chosen=Filter(), reach=ALL).rows if row.id == near.id)
    around = Box(row.lon - 0.001, row.lat - 0.001, row.lon + 0.001, row.lat + 0.001)
    found = map_list(session, around, chosen=Filter(), reach=ALL)
    assert ([place.id for place in found.places.rows], found.measures.total) == ([near.id], 0)
    assert {place.id for place in map_list(session, CITY, chosen=Filter(), reach=ALL).places.rows} == {
        near.id,
        far.id,
    }


@pytest.mark.parametrize(
    "chosen",
    [
        Filter(),
        EVERY_PLACE,
        Filter(statuses=("verified",)),
        Filter(polarities=("safe",)),
        Filter(words="tunnel"),
        Filter(families=("traffic",)),
        Filter(area="stadsomrade:north"),
        Filter(first_day=date(2014, 1, 1), stop_day=date(2014, 4, 1)),
        Filter(first_day=date(2015, 1, 1)),
    ],
)
def test_the_list_shows_the_rows_of_the_map(session, chosen):
    make.area(session)
    make.place(session, status="verified")
    make.place(session, "Torget", polarity="safe", geom=make.point(500))
    make.place(session, "Parken", status="rejected")
    make.place(session, "Stationen", archived_on=date(2014, 6, 1), reported_on=date(2013, 1, 1))
    make.measure(session, "Ljus i tunnel")
    make.measure(
        session, "Platågupp", type="FART_PLATA", started_on=date(2013, 1, 1), ended_on=date(2013, 6, 1)
    )
    listed = map_list(session, CITY, chosen=chosen, reach=ALL)
    for layer, rows in (("places", listed.places.rows), ("measures", listed.measures.rows)):
        assert {str(row.id) for row in rows} == drawn_ids(session, layer, chosen)


def drawn_ids(session, layer, chosen):
    """Return the ids on the tiles of zoom 10 that cover the city."""
    found = set()
    for x in range(548, 551):
        for y in range(319, 323):
            content = tile(session, 10, x, y, codes=[layer], chosen=chosen, reach=ALL, incident_view=None)
            features = mapbox_vector_tile.decode(content).get(layer, {"features": []})["features"]
            found |= {feature["properties"]["id"] for feature in features}
    return found


def test_nothing_outside_the_reach_is_listed(session):
    mine = make.area(session)
    for build in (make.place, make.measure):
        build(session, "mine")
        build(session, "theirs", geom=make.point(500))
    reach = {"place": [mine.id], "measure": (mine.id,)}
    found = map_list(session, CITY, chosen=Filter(), reach=reach)
    assert (names(found.places), names(found.measures)) == (["mine"], ["mine"])
    assert place_list(session, chosen=Filter(), reach={"place": ()}).total == 0


def test_what_is_hidden_altogether_is_an_empty_half_of_the_map_list_and_no_page(session):
    make.place(session)
    assert map_list(session, CITY, chosen=Filter(), reach={}).places.total == 0
    with pytest.raises(NotFoundError):
        place_list(session, chosen=Filter(), reach={"measure": None})


def test_a_long_list_comes_in_pages_and_says_how_many_there_are(session):
    for n in range(ROWS_OF_A_PAGE + 3):
        make.place(session, f"{n:04}")
    first, second = (place_list(session, chosen=Filter(), reach=ALL, page=page) for page in (1, 2))
    assert (len(first.rows), first.total, first.pages) == (ROWS_OF_A_PAGE, ROWS_OF_A_PAGE + 3, 2)
    assert names(second) == ["0200", "0201", "0202"]


def test_wildcards_are_sought_as_they_stand(session):
    make.place(session, "Bank 100%")
    make.place(session, "Bank 1000")
    assert names(place_list(session, chosen=Filter(words="100%"), reach=ALL)) == ["Bank 100%"]


def test_measures_tell_their_family_and_phase(session):
    make.measure(session, "a", status="ordered")
    make.measure(session, "b", ended_on=date(2015, 1, 1))
    make.measure(session, "c", type="OLD_TYPE")
    told = [(row.family, row.phase) for row in measure_list(session, chosen=Filter(), reach=ALL).rows]
    assert told == [("light", "planned"), ("light", "ended"), (None, "in_operation")]


def test_places_of_an_initiative_and_of_a_measure(session):
    place, measure = make.place(session), make.measure(session)
    make.place(session, "another")
    initiative = make.saved(session, make.models.Initiative(title="Tryggare tunnel", ownership="joint"))
    session.execute(initiative_place.insert().values(initiative_id=initiative.id, place_id=place.id))
    session.execute(measure_place.insert().values(measure_id=measure.id, place_id=place.id))
    for link in ({"initiative_id": initiative.id}, {"measure_id": measure.id}):
        assert [row.id for row in place_list(session, chosen=EVERY_PLACE, reach=ALL, **link).rows] == [
            place.id
        ]
    assert place_list(session, chosen=EVERY_PLACE, reach=ALL, measure_id=uuid4()).total == 0


@pytest.mark.parametrize(
    "edges", [(13, 55, 12, 56), (12, 56, 13, 55), (12, 55, 13, 91), (12, math.nan, 13, 56)]
)
def test_a_section_that_is_none_is_refused(edges):
    with pytest.raises(InvalidError) as refused:
        Box(*edges)
    assert refused.value.field == "box"
