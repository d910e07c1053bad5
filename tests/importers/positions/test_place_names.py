"""Places named in words: proposed from the gazetteer, placed only as people have decided."""

import make
import pytest
from sqlalchemy import text

from geodata.edits.code_mappings import UnknownValue, queue_unknown
from geodata.errors import InvalidError
from geodata.models import CodeMapping
from geodata.questions.code_mappings import code_mappings
from importers import code_queue

HEADER = "id;datum;brott;x;y;adress"
ROWS = (
    "1;2014-03-12;Rån;118050;6163050;Bergsgatan 12",
    "2;2014-03-12;Rån;;;Bergsgatan 12",
    "3;2014-03-12;Rån;0;0;Bergsgatan 12",
    "4;2014-03-12;Rån;;;Norr",
    "5;2014-03-12;Rån;;;",
)


@pytest.fixture
def street(session):
    return make.street(session, "Bergsgatan")


def bring(desk, source: str = "incidents", lines=(HEADER, *ROWS)):
    return desk.run(source, desk.csv(*lines), srid=3008).files[0]


def decide(desk, wording: str, code: str, source: str = "incidents") -> None:
    """Let a person decide what a text that waits in the queue means."""
    queue_unknown(desk.session, source, [UnknownValue("location", wording, 1)])
    waiting = desk.session.query(CodeMapping).filter_by(source=source, value=wording).one()
    code_queue.decide(desk.session, waiting.id, code)


def stored(desk):
    query = "SELECT precision, ST_AsText(geom, 0), area_ids FROM police.incident ORDER BY source_key"
    return desk.session.execute(text(query)).all()


def test_rows_without_a_position_are_kept_and_their_places_proposed_once_per_text(desk, street):
    report = bring(desk)
    assert [precision for precision, *_ in stored(desk)] == ["exact", "none", "none", "none", "none"]
    named = {place.wording: (place.rows, [found.code for found in place.places]) for place in report.places}
    assert named == {"Bergsgatan 12": (2, [f"street:{street.id}"]), "Norr": (1, [])}


def test_a_street_that_was_decided_gives_its_rows_a_point_on_it_and_no_more_exact(desk, street):
    decide(desk, "Bergsgatan 12", f"street:{street.id}")
    report = bring(desk)
    middle = f"POINT({make.EAST + 50} {make.NORTH})"
    assert stored(desk)[1:4] == [("street", middle, []), ("street", middle, []), ("none", None, [])]
    assert [place.wording for place in report.places] == ["Norr"]
    assert report.quality["without_position"] == 2


def test_an_area_that_was_decided_is_no_point(desk):
    area = make.area(desk.session)
    decide(desk, "Norr", f"area:{area.id}")
    bring(desk)
    assert stored(desk)[3] == ("area", None, [area.id])


def test_an_observation_at_a_known_place_stands_there(desk):
    place = make.place(desk.session, "Folkets park")
    decide(desk, "parken", f"place:{place.id}", "observations")
    lines = ("id;datum;kategori;källa;adress", "1;2026-03-12;poor_lighting;survey;parken")
    bring(desk, "observations", lines)
    seen = desk.session.execute(text("SELECT place_id, precision, geom IS NULL FROM observation")).one()
    assert seen == (place.id, "street", False)


def test_a_place_may_be_brought_in_by_the_street_that_it_names(desk, street):
    decide(desk, "Bergsgatan", f"street:{street.id}", "places")
    lines = ("namn;typ;datum;adress", "Gatan;park;2014-03-12;Bergsgatan")
    bring(desk, "places", lines)
    assert desk.session.scalar(text("SELECT precision FROM place")) == "street"


def test_a_decision_for_a_street_that_is_gone_places_nothing(desk, street):
    decide(desk, "Bergsgatan 12", f"street:{street.id}")
    desk.session.delete(street)
    bring(desk)
    assert stored(desk)[1] == ("none", None, [])


@pytest.mark.parametrize(
    "code", ["street:999", "area:x", "robbery", "place:00000000-0000-0000-0000-000000000000"]
)
def test_what_is_no_place_cannot_be_decided(desk, code):
    with pytest.raises(InvalidError, match="no such street, place or area"):
        decide(desk, "Bergsgatan 12", code)


def test_the_queue_offers_places_for_names_and_codes_for_codes(desk, street):
    decide(desk, "Bergsgatan 12", f"street:{street.id}")
    queue_unknown(
        desk.session,
        "incidents",
        [UnknownValue("location", "Storgatan", 1), UnknownValue("category", "x", 1)],
    )
    queued = code_mappings(desk.session)
    offered = {mapping.value: code_queue.meanings_of(desk.session, queued)[mapping.id] for mapping in queued}
    assert [(code.code, code.name.sv) for code in offered["Bergsgatan 12"]] == [
        (f"street:{street.id}", "Gata: Bergsgatan")
    ]
    assert (offered["Storgatan"], "robbery" in {code.code for code in offered["x"]}) == ((), True)


def test_the_queue_calls_the_kind_of_an_area_by_its_name(desk):
    area = make.area(desk.session, name_sv="Rosengård")
    queue_unknown(desk.session, "incidents", [UnknownValue("location", "Rosengard", 1)])
    (waiting,) = code_mappings(desk.session)
    (offered,) = code_queue.meanings_of(desk.session, [waiting])[waiting.id]
    assert (offered.code, offered.name.sv) == (f"area:{area.id}", "Stadsområde: Rosengård")


def test_a_text_that_may_tell_of_a_person_is_not_proposed(desk):
    lines = (HEADER, "1;2014-03-12;Rån;;;hos Kim 070-123 45 67")
    assert bring(desk, lines=lines).places == ()


def test_the_same_file_after_a_decision_is_told_to_be_brought_in_anew(desk, street):
    bring(desk)
    decide(desk, "Bergsgatan 12", f"street:{street.id}")
    desk.session.execute(text("UPDATE code_mapping SET decided_at = now() + interval '1 minute'"))
    notices = [notice.en for notice in bring(desk).notices]
    assert notices[1].startswith("Since then 1 codes or names of places were given a meaning. Undo the batch")
