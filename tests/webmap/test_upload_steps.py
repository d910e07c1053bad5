"""The steps of a file's way in, where two tabs, two people or an expired visit meet."""

import io
import re
from urllib.parse import unquote

import pytest
from sqlalchemy import null

HERE = "coordinator@test.example"
COUNTS = {"read": 2, "new": 1, "changed": 0, "unchanged": 0, "kept": 0, "rejected": 1}


def test_a_sheet_is_chosen_before_anything_is_said_of_what_it_holds(session, brought, signed_in, send):
    client = signed_in("coordinator", language="en")
    look = {"headers": [], "rows": [], "choices": {"sheet": ["Malmö", "Lund"]}}
    row = brought(HERE, status="uploaded", source=None, report=null(), recognition=look)
    address = f"/imports/uploads/{row.id}/file"
    page = client.get(address).text
    assert "The file holds several tables" in page
    assert "What is in the file?" not in page
    assert send(client, address, {"again": "1", "sheet": ""}).status_code == 422
    answer = send(client, address, {"again": "1", "sheet": "Lund"})
    assert answer.headers["Location"].endswith(f"{row.id}?then=file")
    session.expire_all()
    assert (row.wanted, row.settings, row.source) == ("recognise", {"sheet": "Lund"}, None)


def test_a_file_that_was_read_anew_is_looked_at_before_its_columns(brought, signed_in):
    client = signed_in("coordinator")
    row = brought(HERE, status="uploaded", report=null())
    address = f"/imports/uploads/{row.id}"
    assert client.get(address).headers["Location"] == f"{address}/columns"
    assert client.get(f"{address}?then=file").headers["Location"] == f"{address}/file"


def test_columns_that_were_told_of_another_source_are_not_taken(session, brought, signed_in, send):
    client = signed_in("coordinator", language="en")
    row = brought(HERE, source="measures", status="uploaded", report=null(), approval=null())
    answer = send(client, f"/imports/uploads/{row.id}/columns", {"said_of": "places", "column_name": "namn"})
    assert answer.status_code == 409
    assert "said to be something else meanwhile" in answer.text
    session.expire_all()
    assert row.wanted is None


@pytest.mark.parametrize(("header", "asked"), [("namn", False), ("x", True)])
def test_a_table_without_positions_is_not_asked_for_their_system(brought, signed_in, header, asked):
    client = signed_in("coordinator", language="en")
    look = {"format_code": "csv", "headers": [header], "rows": [], "candidates": []}
    row = brought(HERE, status="uploaded", report=null(), approval=null(), recognition=look)
    page = client.get(f"/imports/uploads/{row.id}/columns").text
    assert ("In which coordinate system" in page) == asked


def test_what_no_column_says_has_to_be_said_of_the_whole_file(brought, signed_in, send):
    client = signed_in("coordinator", language="en")
    row = brought(HERE, source="observations", status="uploaded", report=null(), approval=null())
    answer = send(client, f"/imports/uploads/{row.id}/columns", {"said_of": "observations"})
    assert answer.status_code == 422
    assert 'href="#field-set_heard_from"' in answer.text


def test_what_is_yes_or_no_or_a_kind_of_area_is_chosen_from_a_list(brought, signed_in):
    client = signed_in("coordinator", language="en")
    row = brought(HERE, source="areas", status="uploaded", report=null(), approval=null())
    page = client.get(f"/imports/uploads/{row.id}/columns").text
    for name, first in (("complete", "Yes"), ("succeeds", "Municipality")):
        assert re.search(rf'<select id="field-set_{name}".*?<option value="\w+"\s*>{first}', page, re.DOTALL)


def test_a_file_whose_rows_its_source_leaves_out_has_nothing_to_mend(brought, signed_in):
    counts = dict.fromkeys(("read", "new", "changed", "unchanged", "kept", "rejected"), 0)
    row = brought("nobody@test.example", source="polisen_events", report={"counts": counts})
    page = signed_in("coordinator", language="en").get(f"/imports/uploads/{row.id}/preview").text
    assert "left out by the rules of its source" in page
    assert "Mend what is told below" not in page


@pytest.mark.parametrize("meanwhile", [{}, {"settings": {"dates": "dmy"}}, {"report": {"counts": COUNTS}}])
def test_only_what_was_seen_is_approved(session, brought, signed_in, send, meanwhile):
    client = signed_in("coordinator", language="en")
    row = brought("nobody@test.example")
    page = client.get(f"/imports/uploads/{row.id}/preview").text
    seen = re.search(r'name="seen"\s+value="([^"]+)"', page)[1]
    for name, value in meanwhile.items():
        setattr(row, name, value)
    session.commit()
    sent = {"seen": seen, "accept_rejected": "1"}
    answer = send(client, f"/imports/uploads/{row.id}/approve", sent, follow_redirects=True)
    session.expire_all()
    assert row.wanted == (None if meanwhile else "publish")
    assert ("changed since you saw it" in answer.text) == bool(meanwhile)


def test_who_is_signed_out_in_the_middle_comes_back_to_the_same_step(client, brought, send):
    row = brought("nobody@test.example")
    columns, preview = (f"/imports/uploads/{row.id}/{step}" for step in ("columns", "preview"))
    answer = send(client, columns, {})
    assert answer.status_code == 401
    assert f'href="/sign-in?next={columns}"' in answer.text
    asked_from = {"Referer": f"http://localhost{preview}"}
    answer = send(client, f"/imports/uploads/{row.id}/approve", {}, headers=asked_from)
    assert f'href="/sign-in?next={preview}"' in answer.text
    for elsewhere in ("http://x.example/a", "http://[", ""):
        answer = send(client, f"/imports/uploads/{row.id}/approve", {}, headers={"Referer": elsewhere})
        assert 'href="/sign-in?next=/"' in answer.text


def test_the_rejected_rows_are_called_after_their_file(upload_folder, brought, signed_in):
    client = signed_in("coordinator", language="sv")
    kept = upload_folder.keep(io.BytesIO(b"namn;rejected_because\n"), "kept.csv").kept_as
    row = brought(HERE, file_name="Torg på väg.csv", rejected_as=kept)
    answer = client.get(f"/imports/uploads/{row.id}/rejected.csv")
    name = answer.headers["Content-Disposition"].partition("filename*=UTF-8''")[2]
    assert unquote(name) == "Torg på väg, avvisade rader.csv"
