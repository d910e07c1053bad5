"""The demo city in a real database: counts as promised, marked synthetic, the same for the same seed."""

from hashlib import sha256

import pytest
from argon2 import PasswordHasher
from sqlalchemy import func, select, text

from geodata import codes, measure_types, models
from geodata.errors import InvalidError
from importers import demo
from importers.demo.city import tables
from importers.demo.copying import as_copied
from importers.demo.initiatives import INITIATIVES
from importers.demo.intensity import micro_places, surface
from importers.demo.measure_parameters import DRAWN_TYPES
from importers.demo.micro_names import REAL
from importers.demo.places import places
from importers.demo.rows import Rows, table_of
from importers.demo.seeding import generator

SYNTHETIC = (
    models.Place,
    models.Observation,
    models.Initiative,
    models.Goal,
    models.Measure,
    models.Incident,
    models.IncidentCount,
    models.Survey,
    models.SurveyResult,
    models.UserAccount,
)


def number(session, model, *conditions):
    return session.scalar(select(func.count()).select_from(model).where(*conditions))


def distinct(session, column):
    return set(session.scalars(select(column).distinct()))


def test_an_empty_database_is_empty_and_a_loaded_one_is_not(session, demo_session):
    assert demo.is_empty(session)
    assert not demo.is_empty(demo_session)


def test_a_second_load_is_refused(demo_session, malmo):
    with pytest.raises(InvalidError, match="already has areas"):
        demo.load(demo_session, malmo)


def test_another_city_is_refused(session, london):
    with pytest.raises(InvalidError, match="The demo city is Malmö"):
        demo.load(session, london)


def test_there_is_as_much_as_promised(loaded):
    report, session = loaded
    promised = {
        "area": 31,
        "incident": 60_000,
        "place": 300,
        "observation": 3_000,
        "measure": 120,
        "initiative": 24,
    }
    assert promised.items() <= report.rows.items()
    assert (report.rows["survey"], report.rows["survey_wave"]) == (2, 8)
    assert number(session, models.Incident) == 60_000


def test_everything_invented_is_marked_so_and_areas_are_not(demo_session):
    for model in SYNTHETIC:
        assert number(demo_session, model) > 0
        assert number(demo_session, model, ~model.synthetic) == 0
    assert number(demo_session, models.Area, models.Area.synthetic) == 0
    assert distinct(demo_session, models.Area.accuracy) == {"schematic"}
    honest = {batch.file_name: batch.synthetic for batch in demo_session.scalars(select(models.ImportBatch))}
    assert [name for name, synthetic in honest.items() if not synthetic] == ["demo areas"]


def test_the_same_seed_gives_the_same_city_ids_included(loaded, malmo):
    report, _ = loaded
    again = {
        rows.table.name: sha256(as_copied(rows, malmo.metric_srid)).hexdigest()
        for _, rows in tables(malmo.metric_srid, malmo.zone, report.seed)
        if rows.table is not table_of(models.Credential)  # each load salts the password anew
    }
    assert again == report.digests


def test_another_seed_puts_places_elsewhere_in_the_same_city(ground):
    one, other = ({place.name: place.centre for place in places_of(ground, seed)} for seed in (1, 2))
    assert {name for name in one if one[name] == other.get(name)} >= {
        "Stortorget",
        "Gångstråk i Folkets park",
    }
    assert one["GC-tunnel D3"] != other["GC-tunnel D3"]


def places_of(ground, seed):
    background = surface(ground.outline, generator(seed, "surface"))
    return places(ground, background, micro_places(background, generator(seed, "micro-places")), seed)


def test_areas_and_light_of_the_incidents_are_as_the_database_computes_them(demo_session):
    wrong = text("SELECT count(*) FROM police.incident WHERE area_ids <> areas_of_event(geom, occurred_on)")
    assert demo_session.scalar(wrong) == 0
    kinds = text("SELECT DISTINCT cardinality(area_ids) FROM police.incident WHERE geom IS NOT NULL")
    assert demo_session.scalars(kinds).all() == [4]  # kommun, stadsdel or stadsområde, enkätområde, police


def test_the_next_area_gets_a_number_of_its_own(demo_session):
    assert demo_session.scalar(text("SELECT nextval(pg_get_serial_sequence('area', 'id'))")) > 31


def test_every_account_signs_in_with_the_one_password(demo_session):
    stored = dict(demo_session.execute(select(models.UserAccount.email, models.UserAccount.id)).all())
    assert set(stored) == {account.email for account in demo.ACCOUNTS}
    credential = demo_session.get_one(models.Credential, stored["planerare@demo.example"])
    assert PasswordHasher().verify(credential.password_hash, demo.PASSWORD)


def test_members_have_the_role_and_areas_that_they_are_described_with(demo_session):
    roles = {account.email: account.role for account in demo.ACCOUNTS}
    assert set(roles.values()) <= set(codes.ROLES.codes)
    for membership in demo_session.scalars(select(models.Membership)):
        assert membership.role == roles[membership.user.email]
        assert bool(membership.area_ids) == membership.role.startswith("ssp_")


def test_three_quarters_of_the_places_are_unsafe_and_every_state_occurs(demo_session):
    unsafe = number(demo_session, models.Place, models.Place.polarity == "unsafe")
    assert 215 <= unsafe <= 235
    assert distinct(demo_session, models.Place.status) == set(codes.PLACE_STATUSES.codes)
    for place in demo_session.scalars(select(models.Place)):
        assert place.kind in codes.PLACE_KINDS
        assert place.polarity in codes.PLACE_STATUSES[place.status].polarities
        assert place.area_ids


def test_no_two_places_share_a_name(demo_session):
    assert len(distinct(demo_session, models.Place.name)) == 300


def test_real_names_stand_for_no_unsafe_place(demo_session):
    named = select(models.Place.polarity).where(models.Place.name.in_([name for name, *_ in REAL]))
    assert set(demo_session.scalars(named)) == {"safe", "neutral"}


def test_observations_use_the_code_lists_and_lamps_are_seen_in_the_dark(demo_session):
    seen = demo_session.scalars(select(models.Observation)).all()
    assert {category for one in seen for category in one.categories} <= set(
        codes.OBSERVATION_CATEGORIES.codes
    )
    assert {one.heard_from for one in seen} <= set(codes.OBSERVATION_SOURCES.codes)
    lamps = [one.light for one in seen if "broken_lighting" in one.categories and one.light != "unknown"]
    assert lamps.count("dark") > 0.7 * len(lamps)
    assert sum(one.place_id is not None for one in seen) > 2_500


def test_measures_of_every_drawn_type_and_every_state_have_valid_parameters(demo_session):
    measures = demo_session.scalars(select(models.Measure)).all()
    assert {measure.type for measure in measures} == set(DRAWN_TYPES)
    assert {measure.status for measure in measures} == set(codes.MEASURE_STATUSES.codes)
    for measure in measures:
        assert measure_types.validate(measure.type, measure.parameters) == measure.parameters
        assert (measure.geom is None) != measure_types.measure_type(measure.type).has_geometry


def test_some_measures_are_overdue(demo_session):
    late = (models.Measure.started_on.is_(None), models.Measure.planned_start < func.date("2016-01-01"))
    assert number(demo_session, models.Measure, *late) >= 3


def test_initiatives_in_every_state_have_goals_unless_they_are_ideas():
    assert {one.status for one in INITIATIVES} == set(codes.INITIATIVE_STATUSES.codes)
    assert [one.key for one in INITIATIVES if not one.goals and one.status != "idea"] == []
    assert {goal.status for one in INITIATIVES for goal in one.goals} >= {"not_met", "not_measurable", "met"}


def test_what_happens_in_homes_is_put_on_no_map():
    private = {area.code for area in codes.PRIORITY_AREAS if not area.may_have_place}
    for initiative in INITIATIVES:
        assert set(initiative.priority_areas) <= set(codes.PRIORITY_AREAS.codes)
        if private & set(initiative.priority_areas):
            assert (initiative.places, initiative.areas) == ((), ())


def test_survey_results_are_shares_of_their_answers_or_an_index(demo_session):
    results = demo_session.scalars(select(models.SurveyResult)).all()
    local = [one for one in results if one.answers <= 300]
    assert len(local) == 2 * 4 * 10 * 8 + 4 * 10
    assert min(one.answers for one in local) >= 120
    assert all((one.share is None) == (one.published_index is not None) for one in results)
    assert max(one.published_index for one in results if one.published_index is not None) <= 6


def test_counts_only_groups_do_not_occur_among_the_incidents(demo_session):
    counted = distinct(demo_session, models.IncidentCount.crime_group)
    assert counted == {"shoplifting", "outdoor_sexual_offences", "intimate_partner_violence"}
    assert not counted & distinct(demo_session, models.Incident.crime_group)
    assert distinct(demo_session, models.Incident.crime_group) <= set(codes.CRIME_GROUPS.codes)


def test_text_with_tabs_lines_and_backslashes_survives_the_copy():
    rows = Rows(table_of(models.Place), {"name": ["a\tb\nc\\d", None, ""]})
    assert as_copied(rows, 3008) == b"a\\tb\\nc\\\\d\n\\N\n\n"
