"""The pages of a file's way in, before and after the worker."""

import io
import re
from importlib import resources

import make
import pytest
from sqlalchemy import null, select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from geodata import models
from webmap.words.quality import FIGURES
from webmap.words.uploads import told


def test_an_uploaded_file_waits_for_the_worker_and_says_so(session, signed_in, send):
    client = signed_in("coordinator", language="en")
    file = (io.BytesIO(b"id;namn\n1;Torget\n"), "platser.csv")
    answer = send(client, "/imports/new", {"file": file}, follow_redirects=True)
    row = session.scalars(select(models.ImportUpload)).one()
    assert (row.file_name, row.bytes, row.wanted, row.status) == ("platser.csv", 17, "recognise", "uploaded")
    assert "No worker is running just now" in answer.text


def test_a_file_above_the_limit_is_refused_beside_its_field(session, signed_in):
    client = signed_in("coordinator", language="en")
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/nowhere").text)[1]
    file = FileStorage(io.BytesIO(b"x" * (1024 * 1024 + 1)), "stor.csv")
    # Encoded here: the client would keep so large a body in a file, and leave that open.
    boundary, body = encode_multipart({"csrf_token": token, "file": file})
    kind = f'multipart/form-data; boundary="{boundary}"'
    answer = client.post("/imports/new", input_stream=io.BytesIO(body), content_type=kind)
    assert answer.status_code == 422
    assert "larger than 1 MB" in answer.text
    assert session.scalars(select(models.ImportUpload)).all() == []


def test_a_file_too_large_to_be_received_is_refused_beside_its_field_too(signed_in, send):
    client = signed_in("coordinator", language="en")
    client.get("/imports/new")
    body = io.BytesIO(b"x" * (2 * 1024 * 1024 + 1))
    answer = client.post("/imports/new", input_stream=body, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 413
    assert 'href="#field-file">The file is larger than 1.0 MB' in answer.text
    assert client.post("/imports/new", data={}).status_code == 400


def test_only_the_bringer_goes_back_to_the_columns(brought, signed_in):
    client = signed_in("coordinator")
    theirs = brought("nobody@test.example")
    assert client.get(f"/imports/uploads/{theirs.id}/columns").status_code == 303
    assert client.get(f"/imports/uploads/{theirs.id}/preview").status_code == 200


def test_what_was_entered_stays_when_the_form_is_refused(brought, signed_in, send):
    client = signed_in("coordinator", language="en")
    row = brought("coordinator@test.example", status="uploaded", report=null(), approval=null())
    sent = {"column_name": "", "set_reported_on": "i går"}
    answer = send(client, f"/imports/uploads/{row.id}/columns", sent)
    assert answer.status_code == 422
    assert 'value="i går"' in answer.text
    assert 'href="#field-set_reported_on"' in answer.text


def test_single_crimes_are_kept_from_the_coordinator(brought, signed_in):
    rows = [{"row": 2, "lon": 13.0, "lat": 55.6, "values": {"category": "Rån"}}]
    counts = dict.fromkeys(("read", "new", "changed", "unchanged", "kept", "rejected"), 1)
    report = {"counts": counts, "preview": rows}
    client = signed_in("coordinator", language="en")
    row = brought("coordinator@test.example", source="incidents", approval="crime_import", report=report)
    page = client.get(f"/imports/uploads/{row.id}/preview").text
    assert "Waiting for the police" in page
    assert "Rån" not in page
    assert "13.0" not in page


def test_a_preview_of_single_crimes_is_logged_as_a_reading(session, brought, signed_in):
    client = signed_in("police_analyst")
    row = brought("nobody@test.example", source="incidents", approval="crime_import")
    assert client.get(f"/imports/uploads/{row.id}/preview").status_code == 200
    assert "imported_crime" in session.scalars(select(models.ReadLog.what)).all()


def test_a_file_tells_of_each_category_how_many_have_a_position(session, brought, signed_in):
    quality = {
        "with_position_by_category": {"Klotter": 1, "Rån": 40, "Stöld": 7, "Bedrägeri": 30},
        "without_position_by_category": {"Rån": 12, "Stöld": 5},
    }
    counts = dict.fromkeys(("read", "new", "changed", "unchanged", "kept", "rejected"), 1)
    coordinator = signed_in("coordinator", language="en")
    report = {"counts": counts, "quality": quality}
    row = brought("coordinator@test.example", source="incidents", approval="crime_import", report=report)
    batch = make.batch(session, "incidents", quality=quality)
    session.commit()
    preview = f"/imports/uploads/{row.id}/preview"
    # A small count is told with others until none is small; only those who see the points see each.
    together = [("Rån", "40", "12"), ("Bedrägeri", "30", "0"), ("2 categories together", "8", "5")]
    each = [("Rån", "40", "12"), ("Bedrägeri", "30", "0"), ("Stöld", "7", "5"), ("Klotter", "1", "0")]
    assert [categories_on(coordinator, address) for address in (preview, f"/imports/{batch.id}")] == [
        together
    ] * 2
    assert categories_on(signed_in("police_analyst", language="en"), preview) == each


def categories_on(client, address: str) -> list[tuple[str, str, str]]:
    page = client.get(address).text
    return re.findall(r"<th scope=\"row\">([\w ]+)</th>\s*<td[^>]*>(\d+)</td>\s*<td[^>]*>(\d+)</td>", page)


def test_nothing_is_chosen_where_two_kinds_of_file_are_as_likely(brought, signed_in, send):
    client = signed_in("coordinator", language="en")
    candidates = [
        {"source": source, "confidence": 0.4, "why": {"sv": "", "en": ""}}
        for source in ("places", "measures")
    ]
    look = {"headers": ["namn"], "rows": [], "candidates": candidates, "believed": None}
    row = brought("coordinator@test.example", status="uploaded", source=None, report=null(), recognition=look)
    page = client.get(f"/imports/uploads/{row.id}/file").text
    assert "Nothing is chosen for you" in page
    assert "checked" not in page
    answer = send(client, f"/imports/uploads/{row.id}/file", {})
    assert answer.status_code == 422
    assert 'href="#field-source"' in answer.text


def test_every_quality_figure_of_a_source_has_a_name():
    folder = resources.files("importers.sources")
    written = "".join(
        file.read_text(encoding="utf-8") for file in folder.iterdir() if file.name.endswith("_quality.sql")
    )
    keys = set(re.findall(r"^\s+'([a-z_]+)', ", written, re.MULTILINE))
    assert keys - set(FIGURES) == set()


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        (
            "The file does not say which. Give --crs EPSG:3008 --set axes=exchanged.",
            "The file does not say which.",
        ),
        ("The value is not one of the kinds. Possible: park, street.", "The value is not one of the kinds."),
        ("Give --crs EPSG:n.", "Give --crs EPSG:n."),
        (
            "The value is not one of the place kinds: square, park.",
            "The value is not one of the place kinds.",
        ),
        ("There is no column; give --set unit=VALUE for the whole file.", "There is no column."),
    ],
)
def test_what_is_said_to_a_command_line_is_not_said_on_a_page(app, sentence, shown):
    with app.test_request_context():
        assert told({"sv": sentence, "en": sentence}) == shown


def test_names_of_places_say_how_many_known_places_are_like_them(session, signed_in):
    make.place(session, name="Gustav Adolfs torg")
    for value in ("Gustaf Adolfs torg", "Ingenstans"):
        session.add(models.CodeMapping(source="observations", field="location", value=value, rows_seen=3))
    session.commit()
    page = signed_in("coordinator", language="en").get("/imports/codes").text
    assert "– one suggestion –" in page
    assert "Known place: Gustav Adolfs torg" in page
    assert "– no known place is like it –" in page


def test_a_column_that_the_file_lacks_is_called_by_its_meaning(brought, signed_in):
    reason = {"sv": "Värdet saknas.", "en": "The value is missing."}
    faults = [{"row": 2, "column": name, "reason": reason, "value": None} for name in ("reported_on", "namn")]
    counts = dict.fromkeys(("read", "new", "changed", "unchanged", "kept", "rejected"), 1)
    row = brought("nobody@test.example", report={"counts": counts, "rejections": faults})
    page = signed_in("coordinator", language="en").get(f"/imports/uploads/{row.id}/preview").text
    assert "<td>Reported on</td>" in page
    assert "<td>namn</td>" in page


def test_thousands_are_grouped_wherever_rows_are_counted(brought, signed_in):
    counts = dict.fromkeys(("read", "new", "changed", "unchanged", "kept", "rejected"), 30_000)
    row = brought("nobody@test.example", report={"counts": counts})
    page = signed_in("coordinator", language="en").get(f"/imports/uploads/{row.id}/preview").text
    assert "60,000 rows are ready to be published" in page
    assert "Leave the 30,000 rejected rows out" in page
    assert "0000" not in re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{32}", "", page.partition("<main")[2])


def test_places_named_in_words_are_asked_for_apart_from_unknown_codes(session, brought, signed_in):
    unknown = [{"field": "categories", "value": "mörker"}, {"field": "location", "value": "Torget"}]
    session.add_all(models.CodeMapping(source="observations", rows_seen=3, **code) for code in unknown)
    counts = {"read": 3, "new": 3, "changed": 0, "unchanged": 0, "kept": 0, "rejected": 0}
    report = {"counts": counts, "unknown": unknown[1:]}
    row = brought("nobody@test.example", source="observations", report=report)
    client = signed_in("coordinator", language="en")
    page = client.get(f"/imports/uploads/{row.id}/preview").text
    assert "One place is named in words only" in page
    assert "unknown code waits" not in page
    row.report = {"counts": counts, "unknown": unknown}
    session.commit()
    page = client.get(f"/imports/uploads/{row.id}/preview").text
    assert page.index("One unknown code waits") < page.index("Their rows are without position")
