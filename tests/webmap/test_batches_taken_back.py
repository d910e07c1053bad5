"""The page of a batch: who is offered to take it back, and what asking for it leads to."""

import make
import pytest
from sqlalchemy import select

from geodata import models

TAKES_BACK = "Take the file back"


@pytest.mark.parametrize(
    ("role", "source", "offered"),
    [
        ("coordinator", "places", True),
        ("coordinator", "incidents", False),
        ("police_analyst", "incidents", True),
        ("police_analyst", "places", False),
        ("auditor", "places", False),
        ("coordinator", "demo", False),  # no source of files
    ],
)
def test_a_batch_of_the_command_line_is_taken_back_by_who_publishes_its_kind(
    session, signed_in, role, source, offered
):
    batch = make.batch(session, source)
    session.commit()
    page = signed_in(role, language="en").get(f"/imports/{batch.id}").text
    assert (TAKES_BACK in page) == offered
    assert "the command line" in page


def test_asking_for_it_leads_to_how_far_the_worker_has_come(session, signed_in, send):
    batch = make.batch(session, "places", file_name="torg.csv")
    session.commit()
    client = signed_in("coordinator", language="en")
    asked = send(client, f"/imports/{batch.id}/undo", {}, follow_redirects=True)
    row = session.scalars(select(models.ImportUpload)).one()
    assert asked.request.path == f"/imports/uploads/{row.id}"
    assert "torg.csv" in asked.text
    page = client.get(f"/imports/{batch.id}").text
    assert f'href="/imports/uploads/{row.id}"' in page
    assert TAKES_BACK not in page


def test_why_it_was_refused_stands_on_its_page(session, signed_in):
    batch = make.batch(session, "places")
    refused = {"refusal_sv": "Andra bygger på raderna.", "refusal_en": "Others rely on the rows."}
    make.upload(session, batch_id=batch.id, status="published", uploaded_by=None, report=None, **refused)
    session.commit()
    page = signed_in("coordinator", language="en").get(f"/imports/{batch.id}").text
    assert "Others rely on the rows." in page
    assert TAKES_BACK in page
