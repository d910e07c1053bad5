from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import dated
import make
import pytest
import whole_database
from logins import let_owner_be_logins
from sqlalchemy import make_url, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from geodata import models, retention
from geodata.city import CityProfile
from geodata.database import open_engine, open_sessions
from geodata.guards import POLICE_LOGIN, WEB_LOGIN
from geodata.questions.retention_runs import retention_runs
from geodata.retention import RULES
from geodata.retention_terms import DEFAULT_TERMS, Term

TODAY = date(2020, 6, 15)

# The first day that is kept on TODAY, by hand.
FIRST_KEPT = {
    "rejected": date(2020, 6, 2),
    "observation_wording": date(2018, 6, 16),
    "photo": date(2019, 6, 16),
    "text_review": date(2020, 6, 2),
    "recorded_crime": date(2015, 1, 1),
    "import_values": date(2020, 3, 18),
    "undone_import": date(2020, 3, 18),
    "upload": date(2020, 3, 18),
    "read_log": date(2018, 6, 16),
    "export_log": date(2018, 6, 16),
    "change_log": date(2018, 6, 16),
    "approval": date(2015, 6, 16),
    "account": date(2019, 6, 16),
    "sign_in_attempt": date(2020, 6, 14),
}


def due(kind: str) -> str:
    return f"zq{kind.replace('_', '')}gone"


def kept(kind: str) -> str:
    return f"zq{kind.replace('_', '')}kept"


def seed(session: Session, kind: str) -> None:
    """Write what is due by one second, and what is kept by one second."""
    midnight = datetime.combine(FIRST_KEPT[kind], time.min, dated.ZONE)
    dated.DATED[kind](session, midnight - timedelta(seconds=1), due(kind))
    dated.DATED[kind](session, midnight, kept(kind))


@pytest.fixture
def profile(malmo: CityProfile) -> CityProfile:
    return replace(malmo, retention=DEFAULT_TERMS)


@pytest.fixture
def seeded(session: Session) -> Session:
    for kind in FIRST_KEPT:
        seed(session, kind)
    return session


def outcome(report: retention.RetentionReport, kind: str) -> retention.Outcome:
    return next(found for found in report.outcomes if found.kind == kind)


def test_every_kind_of_data_has_a_rule_and_a_term():
    kinds = [term.kind for term in DEFAULT_TERMS]
    assert sorted(rule.kind for rule in RULES) == sorted(kinds) == sorted(FIRST_KEPT) == sorted(dated.DATED)


@pytest.mark.parametrize("kind", FIRST_KEPT)
def test_what_is_due_leaves_the_whole_database_and_a_second_later_stays(
    session: Session, profile: CityProfile, kind: str
):
    seed(session, kind)
    session.expire_all()
    assert whole_database.tables_with(session, due(kind))
    before = whole_database.tables_with(session, kept(kind))
    found = outcome(retention.run(session, profile, on=TODAY), kind)
    assert whole_database.tables_with(session, due(kind)) == []
    assert whole_database.tables_with(session, kept(kind)) == before
    assert found.first_kept == FIRST_KEPT[kind]
    assert found.rows >= 1
    assert found.newest < FIRST_KEPT[kind]


def test_all_rules_together_leave_nothing_that_is_due(seeded: Session, profile: CityProfile):
    report = retention.run(seeded, profile, on=TODAY)
    assert [kind for kind in FIRST_KEPT if whole_database.tables_with(seeded, due(kind))] == []
    assert [kind for kind in FIRST_KEPT if not whole_database.tables_with(seeded, kept(kind))] == []
    assert all(found.rows for found in report.outcomes)


def test_a_second_run_on_the_same_day_finds_nothing(seeded: Session, profile: CityProfile):
    retention.run(seeded, profile, on=TODAY)
    again = retention.run(seeded, profile, on=TODAY)
    assert again.rows == 0
    assert sum(found.traces for found in again.outcomes) == 0


def test_a_dry_run_counts_the_same_and_changes_nothing(seeded: Session, profile: CityProfile):
    before = whole_database.fingerprint(seeded)
    told = retention.run(seeded, profile, on=TODAY, dry_run=True)
    assert whole_database.fingerprint(seeded) == before
    assert told.outcomes == retention.run(seeded, profile, on=TODAY).outcomes


def test_a_rule_that_fails_leaves_everything(seeded: Session, profile: CityProfile):
    seeded.execute(text("REVOKE DELETE ON export_log FROM tryggkarta_retention"))
    before = whole_database.fingerprint(seeded)
    with pytest.raises(ProgrammingError, match="permission denied"):
        retention.run(seeded, profile, on=TODAY)
    assert whole_database.fingerprint(seeded) == before
    assert seeded.scalar(text("SELECT current_user <> 'tryggkarta_retention'"))


def test_what_the_city_keeps_for_ever_stays(seeded: Session, profile: CityProfile):
    for_ever = tuple(Term(term.kind, None) for term in DEFAULT_TERMS)
    report = retention.run(seeded, replace(profile, retention=for_ever), on=date(2200, 1, 1))
    assert report.rows == 0
    assert [kind for kind in FIRST_KEPT if not whole_database.tables_with(seeded, due(kind))] == []


def test_the_day_before_everything_is_still_there(session: Session, profile: CityProfile):
    seed(session, "account")
    retention.run(session, profile, on=TODAY - timedelta(days=1))
    assert whole_database.tables_with(session, due("account"))


def test_an_observation_keeps_category_time_area_and_the_middle_of_its_cell(
    session: Session, profile: CityProfile
):
    # The corner of the tests' city lies on the grid: the point 40 m in has its cell's middle 125 m in.
    make.area(session, geom=make.square(side=100))
    seen = make.observation(session, geom=make.point(40, 60), wording="Mörkt", severity=2)
    kept_before = (seen.categories, seen.observed_from, seen.light, seen.area_ids, seen.near_area_ids)
    retention.run(session, profile, on=TODAY)
    assert (seen.wording, seen.precision, seen.severity) == ("", "snapped", 2)
    assert session.scalar(text("SELECT ST_AsText(geom) FROM observation")) == "POINT(118125 6163125)"
    assert (
        seen.categories,
        seen.observed_from,
        seen.light,
        seen.area_ids,
        seen.near_area_ids,
    ) == kept_before
    assert len(seen.area_ids) == 1


@pytest.mark.parametrize("where", [{"geom": None, "precision": "area"}, {"geom": make.point(125, 125)}])
def test_words_without_a_position_or_with_a_coarse_one_go_too(
    session: Session, profile: CityProfile, where: dict
):
    place = dated.closed_place(session, date(2018, 6, 1))
    seen = make.observation(session, place_id=place.id, wording="Mörkt", **where)
    assert outcome(retention.run(session, profile, on=TODAY), "observation_wording").rows == 1
    assert (seen.wording, seen.precision) == ("", where.get("precision", "exact"))


def test_an_exact_position_leaves_the_history_too(session: Session, profile: CityProfile):
    make.observation(session, geom=make.point(40.125, 60))
    assert whole_database.tables_with(session, "118040.125") == ["change_history"]
    retention.run(session, profile, on=TODAY)
    assert whole_database.tables_with(session, "118040.125") == []
    note = session.scalars(text("SELECT note FROM change_history ORDER BY id")).all()
    assert note == ["", "Gallrat enligt bevarandereglerna."]


def test_what_was_said_of_an_open_place_stays_however_old(session: Session, profile: CityProfile):
    place = make.place(session, status="monitoring", reported_on=date(1999, 1, 1))
    make.observation(session, place_id=place.id, wording="Mörkt")
    assert outcome(retention.run(session, profile, on=TODAY), "observation_wording").rows == 0


def test_a_resolved_place_is_closed_since_it_was_last_resolved(session: Session, profile: CityProfile):
    brought = make.batch(session, "places")
    for day in (date(2018, 6, 15), date(2018, 6, 16)):
        place = make.place(session, status="resolved", batch_id=brought.id)
        make.observation(session, place_id=place.id, wording=f"sagt {day}")
        for turned in (date(2016, 1, 1), day):
            at = datetime.combine(turned, time(12), UTC)
            dated.change(session, place, at, {"status": "monitoring"}, {"status": "resolved"})
    assert outcome(retention.run(session, profile, on=TODAY), "observation_wording").rows == 1
    assert session.scalars(text("SELECT wording FROM observation ORDER BY 1")).all() == [
        "",
        "sagt 2018-06-16",
    ]


def test_an_undone_import_writes_no_removed_words_back(session: Session, profile: CityProfile):
    seen = make.observation(session, wording="Mörkt", batch_id=make.batch(session, "observations").id)
    as_text = session.scalar(text("SELECT geom::text FROM observation"))
    state = {"id": str(seen.id), "wording": "Mörkt", "observed_from": "2014-03-12T20:30Z", "geom": as_text}
    batch = make.batch(session, "observations", replaced=[state, {"id": 7, "name_sv": "Norr"}])
    retention.run(session, profile, on=TODAY)
    old, other = batch.replaced
    assert (old["wording"], old["precision"]) == ("", "snapped")
    assert old["geom"] == session.scalar(text("SELECT geom::text FROM observation"))
    assert other == {"id": 7, "name_sv": "Norr"}


def test_an_old_state_of_recorded_crime_goes_though_the_event_was_moved_to_a_later_year(
    session: Session, profile: CityProfile
):
    event = make.incident(session, datetime(2016, 1, 2, tzinfo=UTC))
    batch = make.batch(session, replaced=[{"id": str(event.id), "occurred_from": "2014-12-30T12:00:00Z"}])
    retention.run(session, profile, on=TODAY)
    assert batch.replaced == []
    assert session.query(models.Incident).count() == 1


def test_a_file_that_still_has_events_keeps_its_rejections(session: Session, profile: CityProfile):
    brought = make.batch(session)
    for year in (2014, 2016):
        make.incident(session, datetime(year, 5, 1, tzinfo=UTC), batch_id=brought.id)
    line = {"row_number": 2, "column_name": "x", "reason_sv": "Fel.", "reason_en": "Wrong."}
    make.saved(session, models.ImportRejection(batch_id=brought.id, **line))
    assert outcome(retention.run(session, profile, on=TODAY), "recorded_crime").rows == 1
    assert session.query(models.ImportRejection).count() == 1


def test_hash_and_counts_of_a_file_outlive_its_values(session: Session, profile: CityProfile):
    seed(session, "import_values")
    before = session.execute(text("SELECT sha256, rows_rejected FROM import_batch ORDER BY 1")).all()
    retention.run(session, profile, on=TODAY)
    assert session.execute(text("SELECT sha256, rows_rejected FROM import_batch ORDER BY 1")).all() == before
    assert session.query(models.ImportRejection).count() == 2


def test_an_approval_outlives_other_changes(session: Session, profile: CityProfile):
    at = datetime(2017, 1, 1, tzinfo=UTC)
    dated.approval(session, at, "beslutet")
    dated.change_log(session, at, "ändringen")
    retention.run(session, profile, on=TODAY)
    assert whole_database.tables_with(session, "beslutet") == ["change_history"]
    assert whole_database.tables_with(session, "ändringen") == []


def test_who_changed_what_keeps_an_id_that_leads_nowhere(session: Session, profile: CityProfile):
    gone = dated.account(session, datetime(2019, 1, 1, tzinfo=UTC), "olle").id
    place = make.place(session)
    dated.change(session, place, datetime(2020, 1, 1, tzinfo=UTC), None, {}, changed_by=gone)
    retention.run(session, profile, on=TODAY)
    assert whole_database.tables_with(session, "olle") == []
    assert session.query(models.ChangeHistory).filter_by(changed_by=gone).count() == 1


@pytest.mark.parametrize(
    ("columns", "stays"),
    [
        ({"valid_to": None}, True),
        ({"valid_to": date(2019, 6, 16)}, True),
        ({"valid_to": date(2019, 6, 15)}, False),
        ({"valid_from": date(2021, 1, 1), "valid_to": None}, True),
    ],
)
def test_an_account_stays_a_year_after_its_last_role(session: Session, profile: CityProfile, columns, stays):
    make.user(session, role="planner", **columns)
    retention.run(session, profile, on=TODAY)
    assert bool(session.query(models.UserAccount).count()) is stays


def test_an_account_that_was_closed_or_never_had_a_role_goes_too(session: Session, profile: CityProfile):
    long_ago = datetime(2019, 6, 1, tzinfo=UTC)
    make.user(session, role="planner").disabled_at = long_ago
    session.flush()
    make.saved(session, models.UserAccount(email="ny@test.example", name="Ny", created_at=long_ago))
    retention.run(session, profile, on=TODAY)
    assert session.query(models.UserAccount).count() == 0


def test_a_new_text_that_a_reviewer_rejected_goes_with_its_row(session: Session, profile: CityProfile):
    lead = make.saved(session, models.Initiative(title="–", ownership="joint", held=True))
    goal = models.Goal(initiative_id=lead.id, kind="effect", statement="Mindre mörker")
    make.saved(session, goal)
    work = make.measure(session, initiative_id=lead.id)
    held = [make.place(session, held=True), make.observation(session, held=True), lead]
    held.append(make.measure(session, held=True))
    for row in held:
        reviewed(session, row, "rejected", date(2020, 6, 1))
    retention.run(session, profile, on=TODAY)
    left = {row.__tablename__: session.query(type(row)).count() for row in (*held, goal)}
    assert left == {"place": 0, "observation": 0, "initiative": 0, "measure": 1, "goal": 0}
    assert session.get(models.Measure, work.id).initiative_id is None


def reviewed(session: Session, row, decision: str | None, day: date) -> None:
    decided_at = datetime.combine(day, time(12), UTC) if decision else None
    told = {"table_name": row.__tablename__, "row_id": row.id, "fields": [], "findings": []}
    make.saved(session, models.TextReview(decision=decision, decided_at=decided_at, **told))


def test_a_text_that_was_written_anew_and_waits_again_stays(session: Session, profile: CityProfile):
    place = make.place(session, held=True)
    reviewed(session, place, "rejected", date(2020, 1, 1))
    reviewed(session, place, None, TODAY)
    assert outcome(retention.run(session, profile, on=TODAY), "rejected").rows == 0


def test_a_review_is_not_forgotten_before_the_row_that_it_rejected(session: Session, profile: CityProfile):
    reviewed(session, make.place(session, held=True), "rejected", date(2020, 5, 20))
    terms = tuple(Term(term.kind, 30) if term.kind == "rejected" else term for term in DEFAULT_TERMS)
    patient = replace(profile, retention=terms)
    early = retention.run(session, patient, on=TODAY)
    assert (outcome(early, "rejected").rows, outcome(early, "text_review").rows) == (0, 0)
    assert outcome(retention.run(session, patient, on=date(2020, 6, 19)), "rejected").rows == 1
    assert session.query(models.TextReview).count() == 0


def test_published_figures_goals_and_results_of_measures_stay(seeded: Session, profile: CityProfile):
    survey = make.saved(seeded, models.Survey(code="MOMS", name_sv="M", name_en="M", owner="Malmö"))
    days = {"fieldwork_from": date(2000, 1, 1), "fieldwork_to": date(2000, 2, 1)}
    wave = make.saved(seeded, models.SurveyWave(survey_id=survey.id, label="2000", **days))
    words = {"code": "q", "text_sv": "?", "text_en": "?", "theme": "unsafe"}
    question = make.saved(seeded, models.SurveyQuestion(survey_id=survey.id, **words))
    known = {"wave_id": wave.id, "question_id": question.id, "area_id": make.area(seeded).id}
    make.saved(seeded, models.SurveyResult(answers=100, share=0.4, **known))
    preserved = ("survey_result", "goal", "initiative", "measure", "area", "organisation")
    before = {
        table: found for table, found in whole_database.fingerprint(seeded).items() if table in preserved
    }
    retention.run(seeded, profile, on=TODAY)
    after = whole_database.fingerprint(seeded)
    assert {table: after[table] for table in preserved} == before


def test_a_run_is_recorded_with_what_each_rule_did(seeded: Session, profile: CityProfile):
    report = retention.run(seeded, profile, on=TODAY)
    (line,) = retention_runs(seeded).rows
    assert (line.run_on, line.rules, line.rows) == (TODAY, report.outcomes, report.rows)


@pytest.mark.parametrize(("role", "sees"), [("auditor", 1), ("coordinator", 1), ("planner", 0)])
def test_auditor_and_coordinator_read_the_runs(session: Session, profile: CityProfile, role: str, sees: int):
    retention.run(session, profile, on=TODAY)
    asker = make.user(session, role=role)
    session.execute(text("SELECT set_config('app.user_id', :id, true)"), {"id": str(asker.id)})
    let_owner_be_logins(session.get_bind().engine)
    session.execute(text(f"SET LOCAL ROLE {WEB_LOGIN}"))
    assert len(retention_runs(session).rows) == sees


@pytest.mark.parametrize("login", [WEB_LOGIN, POLICE_LOGIN])
def test_no_login_of_the_web_runs_retention(database_url: str, profile: CityProfile, login: str):
    engine = open_engine(make_url(database_url).set(username=login))
    with open_sessions(engine)() as session, pytest.raises(ProgrammingError, match="denied to set role"):
        retention.run(session, profile, on=TODAY)
    engine.dispose()
