"""Script payloads, and a city in which they stand in every field that holds a text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from uuid import UUID

import make
from argon2 import PasswordHasher
from PIL import Image
from sqlalchemy import column, table, update
from sqlalchemy.orm import Session

from geodata import models
from geodata.database import speak_for
from geodata.questions.place_proposals import LEAST, place_proposals

# Each would call `ran` if a page took it for more than text.
PAYLOADS = (
    "<script>ran()</script>",
    "<img src=x onerror=ran()>",
    "<svg onload=ran()><animate onbegin=ran() attributeName=x dur=1s>",
    "${ran()} #{ran()}",
    "`;ran();`",
    "javascript:ran()//\"'><a href=javascript:ran() autofocus onfocus=ran()>x</a>",
    "{{7*7}}{{ran()}}{% raw %}[[ran()]]<%= ran() %>",
    "</script><script>ran()</script>",
    "</textarea></title></style><img src=x onerror=ran()>",
    "\\u003cscript\\u003eran()\\u003c/script\\u003e&lt;img src=x onerror=ran()&gt;",
    "<style>@import 'https://evil.example/a';*{background:url(https://evil.example/b);width:expression(ran())}",
    "=cmd|'/C calc'!A0\");ran();(\"",
)

# By table, the columns that hold what someone has written, in the city or in a file.
TEXTS: dict[str, tuple[str, ...]] = {
    "area": ("name_sv", "name_en", "source", "licence"),
    "area_kind": ("name_sv", "name_en", "authority"),
    "code_mapping": ("value",),
    "fault_report": ("source", "source_key", "place_words"),
    "goal": ("statement", "indicator", "unit"),
    "import_batch": ("file_name",),
    "import_rejection": ("column_name", "reason_sv", "reason_en", "value"),
    "import_upload": ("file_name", "refusal_sv", "refusal_en"),
    "initiative": ("title", "summary", "problem"),
    "light_point": ("source", "source_key", "owner"),
    "measure": ("name", "note", "source", "source_key"),
    "observation": ("wording", "source", "source_key"),
    "organisation": ("name_sv", "name_en"),
    "photo": ("caption",),
    "place": ("name", "description", "source", "source_key"),
    "street": ("source", "source_key", "name", "name_other", "kind", "lit"),
    "safety_walk": ("source", "source_key", "title", "organiser"),
    "speed_measurement": ("source", "source_key", "site", "direction"),
    "police_notice": ("type", "summary", "url", "place_name"),
    "reference_figure": ("area_name", "indicator", "subgroup", "publisher"),
    "survey": ("name_sv", "name_en", "owner"),
    "survey_question": ("text_sv", "text_en", "positive_means"),
    "survey_wave": ("break_note",),
    "user_account": ("name",),
    "walk_answer": ("answered_by", "wording"),
}
# Codes, keys, digests, and what the program itself writes; texts of the history come through its trigger.
NO_TEXTS: dict[str, set[str]] = {
    "access_right": {"role", "entity", "action", "reach"},
    "area": {"kind", "code", "accuracy"},
    "area_kind": {"code"},
    "change_history": {"table_name", "note", "request_id"},
    "city": {"name", "time_zone", "boundary_kind"},
    "code_mapping": {"source", "field", "code"},
    "credential": {"password_hash", "totp_secret"},
    "crossing": {"source", "source_key", "kind"},
    "crime_form": {"role", "form", "shortest_period"},
    "export_log": {"request_id", "what", "layer", "purpose", "format", "data_version"},
    "fault_report": {"kind", "status"},
    "goal": {"kind", "form", "direction", "status"},
    "identity": {"issuer", "subject"},
    "import_batch": {"source", "sha256", "status"},
    "import_upload": {"sha256", "kept_as", "rejected_as", "source", "status", "wanted", "stage", "approval"},
    "initiative": {"ownership", "status"},
    "light_point": {"lamp", "lamp_before", "status"},
    "measure": {"type", "status", "precision"},
    "membership": {"role", "claimed_from"},
    "observation": {"precision", "time_precision", "light", "polarity", "heard_from", "status"},
    "organisation": {"code", "kind"},
    "photo": {"media_type"},
    "place": {"kind", "polarity", "status", "precision"},
    "police.crime_cell_figure": {"line", "part"},
    "police.incident": {
        *("source", "source_key", "category", "crime_group", "time_precision", "light", "precision"),
    },
    "police.incident_count": {"source", "source_key", "crime_group", "daypart"},
    "police_notice": {"source", "source_key", "kind"},
    "population": {"kind", "sex", "age_band", "source"},
    "read_log": {"request_id", "what"},
    "reference_figure": {"source", "source_key", "level", "unit"},
    "recovery_code": {"digest"},
    "safety_walk": {"step"},
    "sign_in_attempt": {"kind", "subject"},
    "survey": {"code"},
    "survey_question": {"code", "theme"},
    "survey_result": {"subgroup"},
    "survey_wave": {"label"},
    "text_review": {"table_name", "decision"},
    "user_account": {"email", "language"},
    "walk_answer": {"answer"},
}

EMAIL, PASSWORD = "allt@demo.example", "en lång mening om ljus"
ROLES = ("coordinator", "police_analyst", "auditor", "administrator")


@dataclass(frozen=True)
class PoisonedCity:
    """By the name of a part of an address, its value for each set of things; `things` is how many sets."""

    parts: dict[str, list[str]]
    things: int


def poisoned_city(session: Session, texts: Sequence[str]) -> PoisonedCity:
    """Fill an empty city with a set of things per text, whose every field of TEXTS holds that text."""
    reader = _reader(session)
    speak_for(session, reader)  # what follows is an interactive change, of which a history is kept
    sets = [_things(session, number) for number in range(len(texts))]
    session.flush()
    for made, text in zip(sets, texts, strict=True):
        for row in made.values():
            _poison(row, text)
    session.flush()
    _poison_rest(session, texts[0])
    session.commit()
    parts = {
        f"{name}_id": [str(made[name].id) for made in sets]
        for name in ("place", "measure", "initiative", "photo", "review", "batch", "upload", "user")
    }
    areas = [made["area"] for made in sets]
    return PoisonedCity(
        parts
        | {
            "proposal_key": _proposals(session, len(sets)),
            "kind": [area.kind for area in areas],
            "code": [area.code for area in areas],
            "survey": [made["survey"].code for made in sets],
            "wave": ["2015" for _ in sets],
            "question": ["fear" for _ in sets],
            "measure": [str(made["measure"].id) for made in sets],
        },
        len(sets),
    )


def _reader(session: Session) -> UUID:
    """Return the id of someone who sees all: with the roles that together open every page."""
    digest = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(PASSWORD)
    account = make.user(session, EMAIL, role=ROLES[0], password_hash=digest)
    for role in ROLES[1:]:
        organisation = make.organisation(session).id
        make.saved(
            session,
            models.Membership(
                user_id=account.id,
                role=role,
                organisation_id=organisation,
                area_ids=[],
                valid_from=date(2010, 1, 1),
            ),
        )
    return account.id


def _things(session: Session, number: int) -> dict[str, models.Table]:
    """Return one of everything, linked to each other as things are; `number` keeps the sets apart."""
    spot = make.point(50 + 200 * number, 50)
    area = make.area(session, f"area-{number}", geom=make.square(200 * number))
    owner = make.organisation(session, f"owner-{number}")
    initiative = make.saved(
        session,
        models.Initiative(title="x", ownership="joint", lead_organisation_id=owner.id, area_ids=[area.id]),
    )
    goal = make.saved(session, models.Goal(initiative_id=initiative.id, kind="effect", statement="x"))
    place = make.place(session, geom=spot, owner_organisation_id=owner.id)
    measure = make.measure(
        session, geom=spot, initiative_id=initiative.id, responsible_organisation_id=owner.id
    )
    measure.places.append(place)
    initiative.places.append(place)
    batch = make.batch(session, rows_rejected=1)
    rejection = models.ImportRejection(
        batch_id=batch.id, row_number=1, column_name="x", reason_sv="x", reason_en="x", value="x"
    )
    survey, question = _survey(session, number, area)
    held = make.observation(session, geom=spot, place_id=place.id, held=True)
    review = models.TextReview(
        table_name="observation",
        row_id=held.id,
        fields=["wording"],
        findings=[{"field": "wording", "kind": "phone", "start": 0, "stop": 5}],
    )
    return {
        "area": area,
        "owner": owner,
        "initiative": initiative,
        "goal": goal,
        "place": place,
        "measure": measure,
        "batch": batch,
        "rejection": make.saved(session, rejection),
        "upload": make.upload(session),
        "survey": survey,
        "question": question,
        "observation": make.observation(session, geom=spot, place_id=place.id),
        "held": held,
        "review": make.saved(session, review),
        "photo": _photo(session, place),
        "street": make.street(session),
        "light_point": make.light_point(session, geom=spot),
        "speed": make.speed_measurement(session, f"site {number}", geom=spot),
        "fault": make.fault_report(session, geom=spot),
        "notice": make.police_notice(session, batch_id=batch.id),
        "figure": make.reference_figure(session, batch_id=batch.id),
        "user": make.user(session, f"user{number}@demo.example", role="planner"),
    }


def _proposals(session: Session, count: int) -> list[str]:
    """Return the keys of a proposed place beside every set's place."""
    for number in range(count):
        for step in range(LEAST):
            mark = make.point(60 + 200 * number + step, 50)
            make.observation(session, geom=mark, heard_from="survey", categories=["poor_lighting"])
    session.commit()
    return [found.key for found in place_proposals(session, reach={"observation": None})]


def _survey(session: Session, number: int, area: models.Area) -> tuple[models.Survey, models.SurveyQuestion]:
    survey = make.saved(session, models.Survey(code=f"survey-{number}", name_sv="x", name_en="x", owner="x"))
    wave = models.SurveyWave(
        survey_id=survey.id,
        label="2015",
        fieldwork_from=date(2015, 3, 1),
        fieldwork_to=date(2015, 4, 1),
        break_note="x",
    )
    question = models.SurveyQuestion(
        survey_id=survey.id, code="fear", text_sv="x", text_en="x", theme="safety_in_area"
    )
    make.saved(session, wave)
    make.saved(session, question)
    result = models.SurveyResult(
        wave_id=wave.id, question_id=question.id, area_id=area.id, answers=250, share=0.3
    )
    make.saved(session, result)
    return survey, question


def _photo(session: Session, place: models.Place) -> models.Photo:
    written = BytesIO()
    Image.new("RGB", (8, 8)).save(written, "JPEG")
    image = written.getvalue()
    return make.saved(
        session, models.Photo(place_id=place.id, image=image, thumbnail=image, width=8, height=8)
    )


def _poison(row: models.Table, text: str) -> None:
    """Put the text into every text of the row, as no form would."""
    for name in TEXTS.get(row.__tablename__, ()):
        setattr(row, name, f"{text} {row.id}" if name == "source_key" else text)
    if isinstance(row, models.ImportUpload):
        _poison_upload(row, text)
    if isinstance(row, models.Measure):
        row.parameters = {"number_of_poles": text, text: text}


def _poison_upload(row: models.ImportUpload, text: str) -> None:
    """Put the text into all that a worker tells of a file."""
    told = {"sv": text, "en": text}
    fault = {"row": 2, "column": text, "reason": told, "value": text}
    row.recognition = {"headers": [text], "rows": [[text]], "notices": [told], "person_columns": [text]}
    row.report = {
        **(row.report or {}),
        "notices": [told],
        "rejections": [fault],
        "quality": {text: {text: text}},
        "changes": [{"key": text, "column": text, "before": text, "after": text, "kept": True}],
        "preview": [{"row": 2, "lon": 13.0, "lat": 55.6, "values": {text: text}}],
    }


def _poison_rest(session: Session, text: str) -> None:
    """Put the text where there is one row for all: the names of kinds, the notes of waves and of changes."""
    kinds = table("area_kind", *(column(name) for name in TEXTS["area_kind"]))
    session.execute(update(kinds).values(dict.fromkeys(TEXTS["area_kind"], text)))
    session.execute(update(models.SurveyWave).values(break_note=text))
    session.execute(update(models.UserAccount).values(name=text))
