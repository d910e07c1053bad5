"""How the rows of a checked file, and earlier files, are told on the pages: in words, not in codes."""

import make
import pytest
from flask import g

from importers.demo.city import BATCHES
from importers.sources import SOURCES, source
from webmap.words.previews import changes_told, understood
from webmap.words.sources import DEMO_FILES, column_name, file_shown, is_internal

ENGLISH = {"Accept-Language": "en"}


@pytest.mark.parametrize("known", SOURCES, ids=lambda known: known.code)
def test_everything_that_a_row_is_understood_as_has_a_name(app, known):
    fields = [*known.staged, *known.target.__table__.c.keys()]
    never = {"row_number", "id", "version", "batch_id", "source"}
    never |= {"created_at", "created_by", "updated_at", "updated_by", "licence"}
    with app.test_request_context(headers=ENGLISH):
        names = {name: column_name(known, name) for name in fields if not is_internal(known, name)}
    assert [name for name in names if names[name] == name.replace("_", " ") and name not in never] == []


def test_moments_are_told_in_local_time_and_codes_by_their_names(app, malmo):
    values = {
        "time_precision": "exact",
        "crime_group": "robbery",
        "occurred_from": "2014-05-02T19:30:00+00:00",
        "category": "Rån",
        "area_id": None,
    }
    with app.test_request_context(headers=ENGLISH):
        g.profile = malmo
        told = understood([{"row": 2, "values": values}], source("incidents"))
    assert told.columns == ["Earliest time", "Crime category", "Crime group", "Precision of the time"]
    assert told.rows == [["2", "2014-05-02 21.30", "Rån", "robbery", "exact time"]]


def test_what_changes_is_told_in_words_and_free_texts_not_at_all(app):
    changes = [
        {"key": "a", "column": "kind", "before": "square", "after": "park", "kept": False},
        {"key": "a", "column": "name", "before": None, "after": None, "kept": False},
        {"key": "a", "column": "geom", "before": "POINT(13 55.6)", "after": "POINT(13.1 55.6)", "kept": True},
        {"key": "a", "column": "owner_organisation_id", "before": "x", "after": "y", "kept": False},
    ]
    with app.test_request_context(headers=ENGLISH):
        told = changes_told(changes, source("places"))
    assert [(change.column, change.before, change.after) for change in told[::2]] == [
        ("Kind of place", "square", "park"),
        ("Position", "55.6, 13", "55.6, 13.1"),
    ]
    assert [change.hidden for change in told] == [False, True, False]


def test_every_file_of_the_demo_city_has_a_name(app):
    assert {kind.replace("_", " ") for kind in BATCHES} == set(DEMO_FILES)
    with app.test_request_context(headers={"Accept-Language": "sv"}):
        assert file_shown("demo", "demo incident counts") == "Demostaden: antal brott"
        assert file_shown("places", "demo areas") == "demo areas"


def test_an_earlier_file_is_named_and_linked_where_a_sentence_speaks_of_it(session, signed_in):
    later = make.batch(session, "places", file_name="rättad <b>.csv")
    batch = make.batch(session, "places")
    sentence = f"A later batch ({later.id}) has changed rows of this one; undo that first."
    refused = {"refusal_sv": sentence, "refusal_en": sentence}
    make.upload(session, batch_id=batch.id, status="published", uploaded_by=None, report=None, **refused)
    session.commit()
    page = signed_in("coordinator", language="en").get(f"/imports/{batch.id}").text
    assert f'(<a href="/imports/{later.id}">rättad &lt;b&gt;.csv</a>) has changed' in page
