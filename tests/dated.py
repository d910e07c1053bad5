"""Rows that the rules of retention are about: `DATED[kind](session, at, token)` writes one of that moment."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import make
from sqlalchemy import insert, null, text
from sqlalchemy.orm import Session

from geodata import models

ZONE = ZoneInfo("Europe/Stockholm")
LONG_OPEN = date(2010, 1, 1)


def closed_place(session: Session, day: date, name: str = "Tunneln"):
    return make.place(session, name, status="archived", reported_on=LONG_OPEN, archived_on=day)


def rejected(session: Session, at: datetime, token: str) -> None:
    """A rejected place with all that hangs on it, and what an import keeps of it."""
    place = make.place(session, token, status="rejected", reported_on=LONG_OPEN, archived_on=at.date())
    seen = make.observation(session, place_id=place.id, wording=token)
    photo(session, datetime.now(ZONE), token, place=place, observation_id=seen.id)
    work = make.measure(session)
    lead = make.saved(session, models.Initiative(title="Ljus", ownership="joint"))
    session.execute(insert(models.measure_place).values(measure_id=work.id, place_id=place.id))
    session.execute(insert(models.initiative_place).values(initiative_id=lead.id, place_id=place.id))
    state = {"id": str(place.id), "name": token, "reported_on": "2010-01-01"}
    make.batch(session, "places", replaced=[state])


def observation_wording(session: Session, at: datetime, token: str) -> None:
    """An observation of a closed place, changed once, with a note; and what an import keeps of it."""
    place = closed_place(session, at.date())
    seen = make.observation(session, place_id=place.id, wording=f"Först {token}")
    session.execute(text("SELECT set_config('app.change_note', :note, true)"), {"note": f"Not {token}"})
    seen.wording = f"Sedan {token}"
    session.flush()
    session.execute(text("SELECT set_config('app.change_note', '', true)"))
    state = {"id": str(seen.id), "wording": token, "observed_from": "2014-03-12T20:30:00Z", "geom": None}
    make.batch(session, "observations", replaced=[state])


def photo(session: Session, at: datetime, token: str, *, place=None, **columns) -> None:
    place = place or make.place(session)
    kept = {"image": token.encode(), "thumbnail": b"-", "caption": token, "width": 1, "height": 1}
    shot = make.saved(session, models.Photo(place_id=place.id, created_at=at, **kept, **columns))
    make.saved(session, models.TextReview(table_name="photo", row_id=shot.id, fields=[token], findings=[]))


def text_review(session: Session, at: datetime, token: str) -> None:
    place = make.place(session)
    asked = {"table_name": "place", "row_id": place.id, "fields": [token], "findings": []}
    make.saved(session, models.TextReview(decision="released", decided_at=at, **asked))


def recorded_crime(session: Session, at: datetime, token: str) -> None:
    """An event and a count of the day, a row their file was rejected for, and what imports keep of both."""
    brought = make.batch(session)
    event = make.incident(session, at, source_key=token, batch_id=brought.id)
    day = at.date()
    counted = {"crime_group": "vandalism", "events": 7, "cell_centre": make.point(), "cell_metres": 250}
    period = {"period_start": day - timedelta(days=30), "period_end": day + timedelta(days=1)}
    count = models.IncidentCount(
        source="test", source_key=f"{token} count", batch_id=brought.id, **counted, **period
    )
    make.saved(session, count)
    line = {"row_number": 2, "column_name": "x", "reason_sv": token, "reason_en": token}
    make.saved(session, models.ImportRejection(batch_id=brought.id, **line))
    make.batch(
        session,
        replaced=[
            {"id": str(event.id), "source_key": token, "occurred_from": at.isoformat()},
            {"id": str(count.id), "source_key": token, "period_end": str(period["period_end"])},
        ],
    )


def import_values(session: Session, at: datetime, token: str) -> None:
    brought = make.batch(
        session, created_at=at, rows_rejected=1, quality={"notices": [{"sv": token, "en": token}], "rows": 1}
    )
    reason = f"Ogiltig: Self-intersection[{token}]."
    line = {"row_number": 2, "column_name": "x", "reason_sv": reason, "reason_en": reason, "value": token}
    make.saved(session, models.ImportRejection(batch_id=brought.id, **line))


def undone_import(session: Session, at: datetime, token: str) -> None:
    make.batch(session, "areas", status="undone", undone_at=at, replaced=[{"id": 1, "name_sv": token}])


def upload(session: Session, at: datetime, token: str) -> None:
    """Two uploads, one of which was published: what that is called, counted and proposed stays."""
    for status in ("published", "refused"):
        said = {"sheet": token} if status == "refused" else {"sheet": "Blad1"}
        report = {"counts": {"read": 1}, "preview": [token], "rejections": [token], "unknown": [token]}
        row = models.ImportUpload(
            file_name="platser.csv",
            sha256="0" * 64,
            bytes=1,
            kept_as=uuid4().hex,
            settings=said,
            column_map=said,
            status=status,
            wanted=null(),
            recognition={"headers": ["namn"], "rows": [[token]]},
            report=report | {"suggestions": [token], "notices": [token]},
            uploaded_at=at,
        )
        make.saved(session, row)


def read_log(session: Session, at: datetime, token: str) -> None:
    make.saved(session, models.ReadLog(at=at, what="hotspots", detail={"area": token}))


def export_log(session: Session, at: datetime, token: str) -> None:
    line = {"what": "table", "layer": "places", "row_count": 1, "format": "csv", "data_version": "1"}
    make.saved(session, models.ExportLog(at=at, purpose=token, **line))


def change(session: Session, row, at: datetime, before: dict | None, after: dict, **columns) -> None:
    given = {"table_name": row.__tablename__, "row_id": row.id, "changed_at": at}
    make.saved(session, models.ChangeHistory(before=before, after=after, **given, **columns))


def change_log(session: Session, at: datetime, token: str) -> None:
    work = make.measure(session)
    change(session, work, at, {"name": "-", "status": "done"}, {"name": token, "status": "inspected"})


def approval(session: Session, at: datetime, token: str) -> None:
    lead = make.saved(session, models.Initiative(title="Ljus", ownership="joint"))
    change(session, lead, at, {"status": "proposed"}, {"status": "agreed", "summary": token})


def account(session: Session, at: datetime, token: str):
    """An account with two roles, the last of which ended that day, and all it signs in with."""
    ended = {"valid_from": LONG_OPEN, "valid_to": at.date()}
    held = make.user(session, f"{token}@test.example", role="planner", password_hash=token, **ended)
    held.name = f"Kim {token}"
    session.flush()
    organisation_id = make.organisation(session).id
    earlier = {"valid_from": LONG_OPEN, "valid_to": date(2011, 1, 1), "organisation_id": organisation_id}
    make.saved(session, models.Membership(user_id=held.id, role="reporter", **earlier))
    make.saved(session, models.Identity(issuer="https://login.example", subject=token, user_id=held.id))
    make.saved(session, models.RecoveryCode(user_id=held.id, digest=token))
    return held


def sign_in_attempt(session: Session, at: datetime, token: str) -> None:
    make.saved(session, models.SignInAttempt(kind="account", subject=token, at=at))


DATED: dict[str, Callable[[Session, datetime, str], object]] = {
    builder.__name__: builder
    for builder in (
        rejected,
        observation_wording,
        photo,
        text_review,
        recorded_crime,
        import_values,
        undone_import,
        upload,
        read_log,
        export_log,
        change_log,
        approval,
        account,
        sign_in_attempt,
    )
}
