"""Uploads as the web's login: who sees them, who approves them, and what a forged change comes to."""

from uuid import uuid4

import make
import pytest
from logins import asked_by
from sqlalchemy import null, text
from sqlalchemy.exc import ProgrammingError

from geodata import models
from geodata.edits import uploads
from geodata.errors import ConflictError, NotFoundError
from geodata.guards import POLICE_LOGIN
from geodata.questions.uploads import upload, uploads_under_way


def brought(session, by, **columns) -> models.ImportUpload:
    """Return an upload of someone's that waits for nothing, as the worker left it."""
    given = {"wanted": null(), "status": "previewed", "approval": "import", "source": "places"}
    counts = {"counts": {"read": 3, "rejected": 1}}
    row = models.ImportUpload(
        file_name="platser.csv",
        sha256="0" * 64,
        bytes=10,
        kept_as=uuid4().hex,
        uploaded_by=by.id,
        report=counts,
        **{**given, **columns},
    )
    return make.saved(session, row)


@pytest.fixture
def coordinator(session):
    return make.user(session, "sam@test.example", role="coordinator")


@pytest.fixture
def analyst(session):
    return make.user(session, "poa@test.example", role="police_analyst")


def test_a_file_that_is_brought_waits_to_be_recognised_in_its_bringers_name(session, coordinator):
    with asked_by(session, coordinator.id):
        file = uploads.BroughtFile("platser.csv", uuid4().hex, "0" * 64, 10)
        uploads.bring(session, file)
        (found,) = uploads_under_way(session)
    assert (found.status, found.wanted, found.mine, found.file_name) == (
        "uploaded",
        "recognise",
        True,
        "platser.csv",
    )


@pytest.mark.parametrize("role", ["planner", "auditor", "administrator", "police_analyst"])
def test_nobody_else_sees_what_was_brought(session, coordinator, role):
    row = brought(session, coordinator)
    other = make.user(session, "other@test.example", role=role)
    with asked_by(session, other.id), pytest.raises(NotFoundError):
        upload(session, row.id)


def test_a_planner_brings_no_file(session):
    planner = make.user(session, "planner@test.example", role="planner")
    file = uploads.BroughtFile("platser.csv", uuid4().hex, "0" * 64, 10)
    with asked_by(session, planner.id), pytest.raises(ProgrammingError, match="row-level security"):
        uploads.bring(session, file)


def test_who_approves_a_file_is_written_down_by_the_database(session, coordinator):
    row = brought(session, coordinator)
    with asked_by(session, coordinator.id):
        uploads.approve(session, row.id, accept_rejected=True)
        session.expire_all()
        kept = session.get(models.ImportUpload, row.id)
        told = (kept.status, kept.wanted, kept.approved_by, kept.accept_rejected)
    assert told == ("approved", "publish", coordinator.id, True)


def test_police_data_wait_for_the_police(session, coordinator, analyst):
    row = brought(session, coordinator, source="incidents", approval="crime_import")
    with asked_by(session, coordinator.id), pytest.raises(ConflictError):
        uploads.approve(session, row.id)
    with asked_by(session, analyst.id, POLICE_LOGIN):
        uploads.approve(session, row.id)
        assert upload(session, row.id).approver == "Kim"


def test_another_word_about_the_file_asks_for_another_check(session, coordinator):
    row = brought(session, coordinator)
    with asked_by(session, coordinator.id):
        uploads.say(session, row.id, uploads.Said("places", column_map={"name": "namn"}))
        with pytest.raises(ConflictError):
            uploads.approve(session, row.id)
        found = upload(session, row.id)
    assert (found.status, found.report, found.approval) == ("uploaded", None, None)


def test_what_is_worked_on_is_left_alone(session, coordinator):
    row = brought(session, coordinator, wanted="check")
    with asked_by(session, coordinator.id), pytest.raises(ConflictError):
        uploads.check(session, row.id, uploads.Said("places"))


def test_what_is_published_is_neither_checked_nor_discarded(session, coordinator):
    row = brought(session, coordinator, status="published")
    with asked_by(session, coordinator.id):
        for forbidden in (uploads.check_again, uploads.approve, uploads.discard):
            with pytest.raises(ConflictError):
                forbidden(session, row.id)
        uploads.undo(session, row.id)


def test_who_brought_a_file_may_discard_it(session, coordinator):
    row = brought(session, coordinator)
    with asked_by(session, coordinator.id):
        uploads.discard(session, row.id)
        with pytest.raises(NotFoundError):
            upload(session, row.id)


@pytest.mark.parametrize(
    "forged",
    [
        "status = 'published'",
        "approval = 'import'",
        "batch_id = gen_random_uuid()",
        "report = '{}'",
        "approved_by = asking_user()",
        "kept_as = '00000000000000000000000000000000'",
        "uploaded_by = asking_user()",
        "wanted = 'publish', source = 'places'",
        "wanted = 'undo'",
    ],
)
def test_a_forged_change_is_refused(session, coordinator, forged):
    brought(session, coordinator, source="incidents", approval="crime_import")
    with asked_by(session, coordinator.id), pytest.raises(ProgrammingError) as refused:
        session.execute(text(f"UPDATE import_upload SET {forged}"))
    assert refused.value.orig.pgcode == "42501"


def test_a_batch_of_the_command_line_is_asked_back_by_naming_it(session, coordinator):
    batch = make.batch(session, "places", file_name="torg.csv")
    with asked_by(session, coordinator.id):
        upload_id = uploads.undo_batch(session, batch.id, "import")
        found = upload(session, upload_id)
        told = (found.file_name, found.source, found.status, found.wanted, found.mine)
        asked = session.get(models.ImportUpload, upload_id).undone_by
        with pytest.raises(ConflictError):
            uploads.undo_batch(session, batch.id, "import")  # it is asked already
    assert told == ("torg.csv", "places", "published", "undo", False)
    assert asked == coordinator.id


def test_a_batch_that_an_upload_brought_is_taken_back_by_that(session, coordinator):
    batch = make.batch(session, "places")
    row = brought(session, coordinator, status="published", batch_id=batch.id)
    with asked_by(session, coordinator.id):
        assert uploads.undo_batch(session, batch.id, "import") == row.id


@pytest.mark.parametrize(
    ("role", "approval", "status"),
    [
        ("coordinator", "crime_import", "published"),
        ("coordinator", "place", "published"),
        ("coordinator", "import", "undone"),
        ("police_analyst", "import", "published"),
        ("planner", "import", "published"),
        ("auditor", "import", "published"),
    ],
)
def test_who_may_not_publish_asks_no_batch_back(session, role, approval, status):
    batch = make.batch(session, "places", status=status)
    person = make.user(session, "other@test.example", role=role)
    with asked_by(session, person.id), pytest.raises(ConflictError):
        uploads.undo_batch(session, batch.id, approval)


def test_a_row_that_names_a_batch_is_about_that_batch_alone(session, coordinator):
    batch = make.batch(session, "places", file_name="torg.csv")
    forged = text(
        "INSERT INTO import_upload (batch_id, approval, file_name, sha256, bytes, kept_as)"
        " VALUES (:batch, 'import', 'annan.csv', 'f', 9, repeat('0', 32))"
    )
    with asked_by(session, coordinator.id):
        session.execute(forged, {"batch": batch.id})
        row = session.query(models.ImportUpload).one()
    assert (row.file_name, row.sha256, row.bytes, row.kept_as) == ("torg.csv", batch.sha256, 0, None)


def test_nobody_chooses_who_approves_a_new_file(session, coordinator):
    forged = text(
        "INSERT INTO import_upload (file_name, sha256, bytes, approval) VALUES ('a.csv', 'f', 9, 'import')"
    )
    with asked_by(session, coordinator.id):
        session.execute(forged)
        assert session.query(models.ImportUpload).one().approval is None
