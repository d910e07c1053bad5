"""The worker: a process beside the web's that does, with the owner's rights, what is wanted of uploads.

It takes one upload at a time, under a lock that the database lets go of when the worker dies: another worker
then takes the upload again, once, and afterwards gives it up with a sentence. What was being done is undone
by the database; a file is published wholly or not at all.
"""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import Connection, Engine, Update, func, select, text, update
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from geodata.city import CityProfile
from geodata.database import open_sessions
from geodata.errors import RefusedError
from geodata.models import ImportUpload
from geodata.questions.uploads import WORKER_LOCK
from geodata.text import Text
from importers.report import Progress
from importers.uploads import jobs
from importers.uploads.folder import UploadFolder

POLL_SECONDS = 0.5
MOST_ATTEMPTS = 2

_SWEEP_SECONDS = 3600
_AWAY_SECONDS = 5

_log = logging.getLogger(__name__)

_INTERRUPTED = Text(
    sv="Arbetet avbröts två gånger, till exempel av en omstart. Inget har lagrats; försök igen.",
    en="The work was interrupted twice, say by a restart. Nothing was stored; try again.",
)
_BROKEN = Text(
    sv="Något gick fel här, inte med filen. Inget har lagrats; försök igen om en stund.",
    en="Something went wrong here, not with the file. Nothing was stored; try again in a while.",
)

_TRY_LOCK = text("SELECT pg_try_advisory_lock(hashtextextended('tryggkarta upload ' || :id, 0))")
_UNLOCK = text("SELECT pg_advisory_unlock_all()")
_PRESENT = text("SELECT pg_advisory_lock_shared(:key)")


class Worker:
    """Does what is wanted of uploads; `engine` logs in as the database's owner."""

    def __init__(self, engine: Engine, profile: CityProfile, folder: UploadFolder) -> None:
        self._engine = engine
        self._sessions = open_sessions(engine)
        self._profile = profile
        self._folder = folder
        self._swept = 0.0

    def work(self, stopped: threading.Event) -> None:
        """Do what is wanted, and wait for more, until told to stop; a database that is away is waited for."""
        while not stopped.is_set():
            try:
                with self._present():
                    while not stopped.is_set():
                        self._sweep_now_and_then()
                        if not self.work_once():
                            stopped.wait(POLL_SECONDS)
            except (OperationalError, InterfaceError) as error:
                _log.warning("the database does not answer the worker: %s", type(error.orig).__name__)
                stopped.wait(_AWAY_SECONDS)

    def work_once(self) -> bool:
        """Return whether there was an upload to work on; it has been worked on then."""
        with self._hand() as hand:
            taken = self._take(hand)
            if taken is None:
                return False
            upload_id, attempts = taken
            if attempts > MOST_ATTEMPTS:
                self._end(upload_id, jobs.refused(_INTERRUPTED, status="failed"))
            else:
                self._carry_out(upload_id, hand)
            return True

    @contextmanager
    def _present(self) -> Iterator[None]:
        """Hold, while at work, the lock by which pages know that some worker is."""
        with self._hand() as hand:
            hand.execute(_PRESENT, {"key": WORKER_LOCK})
            yield

    @contextmanager
    def _hand(self) -> Iterator[Connection]:
        """Yield a connection that holds locks between transactions, each statement its own."""
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as hand:
            try:
                yield hand
            finally:
                if not hand.invalidated and not hand.closed:
                    hand.execute(_UNLOCK)

    def _take(self, hand: Connection) -> tuple[UUID, int] | None:
        """Return the upload that has waited longest and is nobody's, now ours, and how often it was taken."""
        waiting = (
            select(ImportUpload.id).where(ImportUpload.wanted.is_not(None)).order_by(ImportUpload.wanted_at)
        )
        for upload_id in hand.scalars(waiting).all():
            if hand.scalar(_TRY_LOCK, {"id": str(upload_id)}):
                taking = (
                    update(ImportUpload)
                    .where(ImportUpload.id == upload_id, ImportUpload.wanted.is_not(None))
                    .values(taken_at=func.now(), attempts=ImportUpload.attempts + 1)
                    .returning(ImportUpload.attempts)
                )
                attempts = hand.scalar(taking)
                if attempts is not None:
                    return upload_id, attempts
        return None

    def _carry_out(self, upload_id: UUID, hand: Connection) -> None:
        """Do what is wanted and write down what came of it, both or nothing."""
        telling, wanted = _Telling(hand, upload_id), ""
        try:
            with self._sessions() as session:
                upload = session.get_one(ImportUpload, upload_id)
                wanted = upload.wanted or ""
                desk = jobs.Desk(session, self._profile, self._folder, datetime.now(UTC), telling)
                outcome = jobs.JOBS[wanted](desk, upload)
                session.execute(_ended(upload_id, outcome))
                session.commit()
        except RefusedError as error:
            self._end(upload_id, jobs.after_refusal(wanted, error.reason))
        except DBAPIError as error:
            if error.connection_invalidated:
                raise
            self._fail(upload_id, error)
        except Exception as error:  # noqa: BLE001 - whatever a file brings about, the worker goes on
            self._fail(upload_id, error)

    def _fail(self, upload_id: UUID, error: Exception) -> None:
        # Neither the message nor the values: they may come from the file.
        where = error.__traceback__
        while where is not None and where.tb_next is not None:
            where = where.tb_next
        place = f"{where.tb_frame.f_code.co_filename}:{where.tb_lineno}" if where else "-"
        _log.error("upload %s: %s in %s", upload_id, type(error).__name__, place)
        self._end(upload_id, jobs.refused(_BROKEN, status="failed"))

    def _end(self, upload_id: UUID, outcome: jobs.Outcome) -> None:
        with self._sessions.begin() as session:
            session.execute(_ended(upload_id, outcome))

    def _sweep_now_and_then(self) -> None:
        if time.monotonic() - self._swept < _SWEEP_SECONDS and self._swept:
            return
        with self._sessions() as session:
            named = session.execute(select(ImportUpload.kept_as, ImportUpload.rejected_as)).all()
        self._folder.sweep({kept for row in named for kept in row if kept})
        self._swept = time.monotonic()


class _Telling:
    """Writes down how far a job has come, in transactions of its own and not too often."""

    def __init__(self, hand: Connection, upload_id: UUID) -> None:
        self._hand = hand
        self._upload_id = upload_id
        self._stage = ""
        self._told_at = 0.0

    def __call__(self, progress: Progress) -> None:
        """Hear how far the job has come."""
        if progress.stage == self._stage and time.monotonic() - self._told_at < POLL_SECONDS:
            return
        self._stage, self._told_at = progress.stage, time.monotonic()
        telling = update(ImportUpload).where(ImportUpload.id == self._upload_id)
        told = {"stage": progress.stage, "rows_done": progress.rows, "rows_in_all": progress.of}
        self._hand.execute(telling.values(told))


def _ended(upload_id: UUID, outcome: jobs.Outcome) -> Update:
    """Return the statement that writes down what became of an upload, for which nothing is wanted now."""
    idle = {"wanted": None, "taken_at": None, "attempts": 0, "stage": None}
    return update(ImportUpload).where(ImportUpload.id == upload_id).values({**idle, **outcome.values})
