"""The worker on a database of its own: it commits, dies and starts anew as in service."""

import io
import threading
from uuid import UUID

import make
import pytest
from sqlalchemy import Engine, null, select, text

from geodata import models
from geodata.database import IMPORT_TIMEOUT, open_engine, open_sessions
from geodata.edits.uploads import BroughtFile
from geodata.questions.uploads import worker_is_there
from importers.uploads import UploadFolder
from importers.uploads.worker import Worker

PLACES = "id;namn;platstyp;rapporterad;lon;lat\n1;Torget;torg;2014-03-12;13,0079;55,5915\n"
SECOND = "2;Tunneln;trolltunnel;2014-03-12;13,0080;55,5916\n"


@pytest.fixture(scope="module")
def own_engine(city_database, malmo):
    engine = open_engine(city_database(malmo), statement_seconds=IMPORT_TIMEOUT)
    yield engine
    engine.dispose()


@pytest.fixture
def folder(tmp_path) -> UploadFolder:
    return UploadFolder(tmp_path / "uploads", largest=1 << 20, incoming=tmp_path / "incoming")


class Counter:
    """Brings files and says what people would say; then lets the worker work."""

    def __init__(self, engine: Engine, profile, folder: UploadFolder) -> None:
        self.sessions = open_sessions(engine)
        self.folder = folder
        self.worker = Worker(engine, profile, folder)
        with self.sessions.begin() as session:
            session.execute(text("TRUNCATE import_upload, import_batch, code_mapping CASCADE"))
            session.execute(text("TRUNCATE user_account CASCADE"))
            self.people = {
                role: make.user(session, f"{role}@test.example", role=role).id
                for role in ("coordinator", "police_analyst")
            }

    def bring(self, content: str, **columns) -> UUID:
        kept: BroughtFile = self.folder.keep(io.BytesIO(content.encode()), "platser.csv")
        given = {"uploaded_by": self.people["coordinator"], "source": "places"}
        with self.sessions.begin() as session:
            row = models.ImportUpload(
                file_name=kept.file_name,
                kept_as=kept.kept_as,
                sha256=kept.sha256,
                bytes=kept.bytes,
                **{**given, **columns},
            )
            return make.saved(session, row).id

    def want(self, upload_id: UUID, wanted: str, **columns) -> models.ImportUpload:
        with self.sessions.begin() as session:
            row = session.get_one(models.ImportUpload, upload_id)
            for name, value in {"wanted": wanted, **columns}.items():
                setattr(row, name, value)
        assert self.worker.work_once()
        return self.now(upload_id)

    def now(self, upload_id: UUID) -> models.ImportUpload:
        with self.sessions() as session:
            return session.get_one(models.ImportUpload, upload_id)

    def approved(self, upload_id: UUID, role: str = "coordinator", **columns) -> models.ImportUpload:
        return self.want(upload_id, "publish", status="approved", approved_by=self.people[role], **columns)

    def names(self) -> list[str]:
        with self.sessions() as session:
            return list(session.scalars(select(models.Place.name)))


@pytest.fixture
def counter(own_engine, malmo, folder) -> Counter:
    return Counter(own_engine, malmo, folder)


def test_a_file_is_recognised_with_its_source_and_first_rows(counter):
    upload_id = counter.bring(PLACES)
    assert counter.worker.work_once()
    found = counter.now(upload_id)
    assert (found.status, found.wanted) == ("uploaded", None)
    assert found.recognition["candidates"][0]["source"] == "places"
    assert found.recognition["rows"] == [["1", "Torget", "torg", "2014-03-12", "13,0079", "55,5915"]]


def test_persons_are_hidden_in_the_rows_that_are_kept_to_look_at(counter):
    upload_id = counter.bring("personnummer;namn;text\n19900101-2385;Torget;ring 040-12 34 56\n")
    assert counter.worker.work_once()
    kept = str(counter.now(upload_id).recognition)
    assert "Torget" in kept
    assert "2385" not in kept
    assert "34 56" not in kept


def test_a_check_tells_and_stores_nothing(counter):
    checked = counter.want(counter.bring(PLACES), "check")
    assert (checked.status, checked.approval) == ("previewed", "import")
    assert checked.report["counts"]["new"] == 1
    assert checked.report["preview"][0]["lon"] == pytest.approx(13.0079)
    assert counter.names() == []


def test_an_unknown_code_waits_for_a_decision_and_its_row_can_be_mended(counter):
    checked = counter.want(counter.bring(PLACES + SECOND), "check")
    assert (checked.report["counts"]["rejected"], checked.report["unknown"][0]["value"]) == (1, "trolltunnel")
    with counter.sessions() as session:
        assert session.scalars(select(models.CodeMapping.value)).all() == ["trolltunnel"]
    written = counter.folder.content(checked.rejected_as).decode("utf-8-sig").splitlines()
    assert written[0] == "id;namn;platstyp;rapporterad;lon;lat;avvisad_därför;rejected_because"
    assert written[1].startswith("2;Tunneln;trolltunnel;2014-03-12;13,0080;55,5916;")


def test_the_mended_file_of_rejected_rows_comes_in_as_it_is(counter):
    checked = counter.want(counter.bring(PLACES + SECOND), "check")
    written = counter.folder.content(checked.rejected_as).decode("utf-8-sig")
    mended = counter.bring(written.replace("trolltunnel", "torg", 1))
    assert counter.want(mended, "check").report["counts"]["rejected"] == 0


def test_what_is_approved_is_published_in_its_bringers_name_and_taken_back(counter):
    upload_id = counter.bring(PLACES)
    published = counter.approved(upload_id)
    assert (published.status, counter.names()) == ("published", ["Torget"])
    with counter.sessions() as session:
        batch = session.get_one(models.ImportBatch, published.batch_id)
        assert batch.created_by == counter.people["coordinator"]
    undone = counter.want(upload_id, "undo", undone_by=counter.people["coordinator"])
    assert (undone.status, undone.report["undone"]["removed"], counter.names()) == ("undone", 1, [])


def asked_back(counter, source: str) -> tuple[UUID, UUID]:
    """Return a batch of the command line with one place, and the row by which it is asked back."""
    with counter.sessions.begin() as session:
        batch = make.batch(session, source)
        place = make.place(session, name="Torget", batch_id=batch.id)
        place.updated_at = batch.created_at
        row = make.upload(
            session,
            batch_id=batch.id,
            source=source,
            status="published",
            kept_as=None,
            report=null(),
            recognition=null(),
        )
        return batch.id, row.id


def test_a_batch_of_the_command_line_is_taken_back(counter):
    batch_id, upload_id = asked_back(counter, "places")
    undone = counter.want(upload_id, "undo", undone_by=counter.people["coordinator"])
    assert (undone.status, undone.report) == ("undone", {"undone": {"removed": 1, "restored": 0}})
    with counter.sessions() as session:
        assert session.get_one(models.ImportBatch, batch_id).status == "undone"


def test_a_batch_of_the_police_is_not_taken_back_by_a_coordinator(counter):
    batch_id, upload_id = asked_back(counter, "incidents")
    refused = counter.want(upload_id, "undo", undone_by=counter.people["coordinator"])
    assert (refused.status, refused.wanted) == ("published", None)
    assert "may not" in refused.refusal_en
    with counter.sessions() as session:
        assert session.get_one(models.ImportBatch, batch_id).status == "published"


def test_who_may_not_approve_is_refused_by_the_worker_too(counter):
    refused = counter.approved(counter.bring(PLACES), "police_analyst")
    assert (refused.status, counter.names()) == ("refused", [])
    assert "may not" in refused.refusal_en


def test_rejected_rows_are_left_out_only_where_that_was_accepted(counter):
    upload_id = counter.bring(PLACES + SECOND)
    assert counter.approved(upload_id).status == "refused"
    assert counter.names() == []
    assert counter.approved(upload_id, accept_rejected=True).status == "published"
    assert counter.names() == ["Torget"]
    counter.want(upload_id, "undo", undone_by=counter.people["coordinator"])


def test_what_was_said_of_the_last_published_file_is_proposed_for_the_next(counter):
    first = counter.bring(PLACES, column_map={"name": "namn"}, settings={"screened": "reviewed"})
    assert counter.worker.work_once()
    counter.approved(first)
    second = counter.bring(PLACES.replace("Torget", "Parken"))
    assert counter.worker.work_once()
    remembered = counter.now(second).recognition["remembered"]
    assert (remembered["source"], remembered["column_map"]) == ("places", {"name": "namn"})
    assert remembered["settings"] == {}
    counter.want(first, "undo", undone_by=counter.people["coordinator"])


def test_an_upload_whose_worker_died_is_taken_again_and_then_given_up(counter):
    upload_id = counter.bring(PLACES, attempts=1)
    assert counter.worker.work_once()
    assert counter.now(upload_id).recognition is not None
    given_up = counter.want(upload_id, "check", attempts=2)
    assert (given_up.status, given_up.wanted) == ("failed", None)
    assert "interrupted" in given_up.refusal_en


def test_an_upload_that_another_worker_holds_is_left_alone(counter, own_engine):
    upload_id = counter.bring(PLACES)
    with own_engine.connect() as other:
        lock = "SELECT pg_advisory_lock(hashtextextended('tryggkarta upload ' || :id, 0))"
        other.execute(text(lock), {"id": str(upload_id)})
        assert not counter.worker.work_once()
        other.execute(text("SELECT pg_advisory_unlock_all()"))
    assert counter.worker.work_once()


def test_a_file_that_is_gone_and_a_file_of_nonsense_are_refused_with_a_sentence(counter):
    gone = counter.bring(PLACES)
    counter.folder.remove(counter.now(gone).kept_as)
    assert counter.want(gone, "check").status == "refused"
    nonsense = counter.want(counter.bring("\x00\x01\x02"), "recognise")
    assert nonsense.status == "refused"
    assert nonsense.refusal_sv


def test_a_worker_that_is_at_work_is_seen_by_the_pages(counter):
    stopped = threading.Event()
    thread = threading.Thread(target=counter.worker.work, args=(stopped,))
    upload_id = counter.bring(PLACES)
    thread.start()
    with counter.sessions() as session:
        for _ in range(200):
            session.rollback()
            if session.get_one(models.ImportUpload, upload_id, populate_existing=True).wanted is None:
                break
            stopped.wait(0.05)
        assert worker_is_there(session)
    stopped.set()
    thread.join()
    with counter.sessions() as session:
        assert not worker_is_there(session)
