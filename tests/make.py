"""Builders of rows for tests: square geometries in metres from one named corner inside Malmö."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from geoalchemy2.shape import from_shape
from shapely import MultiPolygon, Point, box
from sqlalchemy import null
from sqlalchemy.orm import Session

from geodata import models
from geodata.crs import SWEREF_99_13_30

# South-west corner of the tests' city, in SWEREF 99 13 30 metres: central Malmö.
EAST, NORTH = 118_000, 6_163_000
DAY = date(2014, 3, 12)


def point(east: float = 50, north: float = 50, srid: int = SWEREF_99_13_30):
    """Return a point `east` and `north` metres from the corner."""
    return from_shape(Point(EAST + east, NORTH + north), srid=srid)


def square(east: float = 0, north: float = 0, side: float = 100, srid: int = SWEREF_99_13_30):
    """Return a square multipolygon whose south-west corner is `east` and `north` metres from the corner."""
    shape = box(EAST + east, NORTH + north, EAST + east + side, NORTH + north + side)
    return from_shape(MultiPolygon([shape]), srid=srid)


def saved(session: Session, row):
    session.add(row)
    session.flush()
    return row


def area(session: Session, code: str = "north", *, kind: str = "stadsomrade", **columns):
    given = {
        "name_sv": code.title(),
        "name_en": code.title(),
        "geom": square(),
        "valid_from": date(2010, 1, 1),
    }
    return saved(session, models.Area(kind=kind, code=code, **{**given, **columns}))


def place(session: Session, name: str = "GC-tunnel D3", **columns):
    given = {"kind": "underpass", "geom": point(), "reported_on": DAY}
    return saved(session, models.Place(name=name, **{**given, **columns}))


def observation(session: Session, **columns):
    at = datetime(2014, 3, 12, 20, 30, tzinfo=UTC)
    given = {
        "geom": point(),
        "precision": "exact",
        "observed_from": at,
        "observed_to": at,
        "time_precision": "exact",
        "categories": ["poor_lighting"],
        "heard_from": "walk",
    }
    return saved(session, models.Observation(**{**given, **columns}))


def street(session: Session, name: str = "Bergsgatan", **columns):
    given = {
        "source": "test",
        "kind": "residential",
        "geom": f"SRID=3008;LINESTRING({EAST} {NORTH}, {EAST + 100} {NORTH})",
    }
    return saved(session, models.Street(name=name, **{**given, **columns}))


def light_point(session: Session, **columns):
    given = {"source": "street_lights", "geom": point(), "lamp": "hps", "watt": 70} | columns
    return saved(session, models.LightPoint(**given))


def speed_measurement(session: Session, site: str = "Bergsgatan 12", **columns):
    week = {"measured_from": date(2014, 5, 5), "measured_to": date(2014, 5, 12)}
    told = {"source": "speed_measurements", "geom": point(), "limit_kmh": 40, "v85_kmh": 46.5}
    return saved(session, models.SpeedMeasurement(site=site, **week | told | {"vehicles": 1840} | columns))


def fault_report(session: Session, kind: str = "lamp_out", **columns):
    given = {
        "source": "fault_reports",
        "status": "reviewed",
        "geom": point(),
        "reported_on": date(2014, 3, 3),
    }
    return saved(session, models.FaultReport(kind=kind, **given | columns))


def measure(session: Session, name: str = "Ny belysning", **columns):
    given = {"type": "BEL_NY", "status": "in_operation", "geom": point(), "started_on": date(2014, 7, 1)}
    return saved(session, models.Measure(name=name, **{**given, **columns}))


def batch(session: Session, source: str = "incidents", **columns):
    given = {
        "file_name": "test.csv",
        "rows_read": 0,
        "rows_stored": 0,
        "rows_unchanged": 0,
        "rows_rejected": 0,
    }
    number = session.query(models.ImportBatch).count()
    return saved(session, models.ImportBatch(source=source, sha256=f"{number:064}", **{**given, **columns}))


def upload(session: Session, **columns):
    """Return a checked upload of nobody's, as the worker leaves it; its file is nowhere."""
    given = {
        "file_name": "platser.csv",
        "sha256": "0" * 64,
        "bytes": 10,
        "kept_as": uuid4().hex,
        "source": "places",
        "status": "previewed",
        "wanted": null(),
        "approval": "import",
        "recognition": {"headers": ["namn"], "rows": [["Torget"]], "candidates": []},
        "report": {"counts": dict.fromkeys(("read", "new", "changed", "unchanged", "kept", "rejected"), 1)},
    }
    return saved(session, models.ImportUpload(**{**given, **columns}))


def police_notice(session: Session, **columns):
    given = {
        "source": "polisen_events",
        "kind": "robbery",
        "type": "Rån",
        "summary": "Rån i Malmö",
        "place_name": "Malmö",
        "occurred_at": datetime(2014, 3, 12, 20, 30, tzinfo=UTC),
        "published_at": datetime(2014, 3, 12, 22, 0, tzinfo=UTC),
    }
    given |= columns if "batch_id" in columns else {"batch_id": batch(session, "polisen_events").id}
    return saved(session, models.PoliceNotice(**{**given, **columns}))


def reference_figure(session: Session, **columns):
    given = {
        "source": "reference_figures",
        "level": "municipality",
        "area_name": "Malmö",
        "indicator": "Våldsbrott",
        "year": 2012,
        "value": 1598,
        "unit": "per_100000",
    }
    given |= columns if "batch_id" in columns else {"batch_id": batch(session, "reference_figures").id}
    return saved(session, models.ReferenceFigure(**{**given, **columns}))


def incident(session: Session, at: datetime = datetime(2014, 3, 12, 20, 30, tzinfo=UTC), **columns):
    given = {
        "source": "test",
        "category": "vandalism",
        "crime_group": "vandalism",
        "occurred_from": at,
        "occurred_to": at + timedelta(minutes=30),
        "time_precision": "exact",
        "geom": point(),
        "precision": "snapped",
    }
    if "batch_id" not in columns:
        columns["batch_id"] = batch(session).id
    return saved(session, models.Incident(**{**given, **columns}))


def organisation(session: Session, code: str = "gatukontoret", **columns):
    given = {"name_sv": code.title(), "name_en": code.title(), "kind": "municipality"}
    found = session.query(models.Organisation).filter_by(code=code).one_or_none()
    return found or saved(session, models.Organisation(code=code, **{**given, **columns}))


def user(session: Session, email: str = "kim@demo.example", *, role: str, password_hash: str = "", **columns):
    """Return an account with one membership; `columns` are the membership's."""
    account = saved(session, models.UserAccount(email=email, name="Kim"))
    if password_hash:
        saved(session, models.Credential(user_id=account.id, password_hash=password_hash))
    given = {"organisation_id": organisation(session).id, "area_ids": [], "valid_from": date(2010, 1, 1)}
    saved(session, models.Membership(user_id=account.id, role=role, **{**given, **columns}))
    return account
