"""The evaluation of a measure on rows whose counts can be done in the head.

The measure stands at the corner's (50, 50) from 2014-07-01; events lie at chosen distances east of it.
"""

from datetime import UTC, date, datetime
from functools import partial

import make
import pytest
import recorded
from recorded import START, YEAR_AFTER, YEAR_BEFORE
from sqlalchemy import text

from geodata import models
from geodata.analysis.displacement import weighted_displacement_difference
from geodata.analysis.ratios import relative_rate
from geodata.errors import InvalidError, NotFoundError
from geodata.questions.evaluation import evaluate
from geodata.questions.evaluation_measure import find_measure


@pytest.fixture
def record(session):
    return partial(recorded.record, session)


@pytest.fixture
def measure(session):
    return make.measure(session, started_on=START)


@pytest.fixture
def compared(session):
    recorded.five_tunnels(session)


@pytest.fixture
def halved(session):
    return evaluate(session, recorded.halving(session).id)


def test_every_zone_counts_its_own_events_before_and_after(halved):
    counts = halved.counts
    assert counts.treated.pair() == (240, 120)
    assert counts.ring.pair() == (60, 60)
    assert counts.comparison.pair() == (600, 600)
    assert counts.ring_comparison.pair() == (60, 60)


def test_the_windows_are_the_whole_year_on_each_side(halved):
    assert (halved.windows.before.first_day, halved.windows.before.end_day) == (date(2013, 7, 1), START)
    assert (halved.windows.after.first_day, halved.windows.after.end_day) == (START, date(2015, 7, 1))


def test_the_estimates_are_those_of_the_pure_functions(halved):
    spread = halved.dispersion
    assert spread == 1  # every month is alike
    assert halved.effect == relative_rate((240, 120), (600, 600), dispersion=spread)
    assert halved.effect.ratio == pytest.approx(0.5)
    assert halved.wdd == weighted_displacement_difference(
        (240, 120),
        (600, 600),
        ring_treated=(60, 60),
        ring_control=(60, 60),
        area_weights=(5, 1, 5, 1),
        dispersion=spread,
    )


def test_a_halving_of_many_events_is_a_clear_decrease_without_remark(halved):
    assert (halved.verdict, halved.remark, halved.reason) == ("clear_decrease", None, None)
    assert halved.sentence.en.startswith("50 % fewer events than the comparison leads to expect")


def test_the_five_places_of_the_same_kind_are_proposed_and_told(session, halved):
    assert halved.comparison.form == "places"
    assert {member.name.sv for member in halved.comparison.members} == {f"Tunnel {n}" for n in range(1, 6)}
    assert all(member.events_before == 120 for member in halved.comparison.members)


def test_places_of_the_same_kind_come_before_others_with_a_closer_level(session, measure, compared, record):
    make.place(session, "Egen tunnel", geom=make.point(60, 50))
    record(YEAR_BEFORE + YEAR_AFTER, 12, 100)
    for number in range(6, 9):
        make.place(session, f"Torg {number}", kind="square", geom=make.point(50 + 2000 * number, 50))
        record(YEAR_BEFORE + YEAR_AFTER, 12, 2000 * number)
    names = [member.name.sv for member in evaluate(session, measure.id).comparison.members]
    assert sorted(names) == [f"Tunnel {n}" for n in range(1, 6)]


def test_a_place_near_another_measure_is_never_compared_with(session, measure, compared, record):
    make.measure(session, "Annan", geom=make.point(50 + 2000 + 390, 50), started_on=date(2014, 1, 1))
    record(YEAR_BEFORE + YEAR_AFTER, 12, 100)
    names = {member.name.sv for member in evaluate(session, measure.id).comparison.members}
    assert names == {f"Tunnel {n}" for n in range(2, 6)}


def test_a_measure_that_ended_before_the_windows_hinders_nothing(session, measure, compared, record):
    make.measure(
        session,
        "Gammal",
        geom=make.point(50 + 2000, 50),
        started_on=date(2012, 1, 1),
        ended_on=date(2013, 7, 1),
    )
    record(YEAR_BEFORE + YEAR_AFTER, 12, 100)
    assert len(evaluate(session, measure.id).comparison.members) == 5


def test_the_ring_leaves_out_the_treated_area_of_a_neighbour(session, measure, compared, record):
    record(YEAR_BEFORE + YEAR_AFTER, 20, 100)
    record(YEAR_BEFORE + YEAR_AFTER, 5, 300)
    record(YEAR_BEFORE + YEAR_AFTER, 3, -300)
    make.measure(session, "Granne", geom=make.point(50 + 350, 50), started_on=date(2014, 9, 1))
    found = evaluate(session, measure.id)
    assert found.counts.ring.pair() == (36, 36)
    assert [other.name for other in found.other_measures] == ["Granne"]
    assert any("Granne (350 m)" in warning.words.en for warning in found.warnings)


def test_a_month_that_the_measure_began_in_the_middle_of_is_left_out(session, compared, record):
    measure = make.measure(session, started_on=date(2014, 6, 10))
    record(YEAR_BEFORE + YEAR_AFTER, 10, 100)
    found = evaluate(session, measure.id, months=11)
    assert found.windows.broken_month == date(2014, 6, 1)
    assert found.counts.treated.pair() == (110, 110)
    assert found.windows.after.first_day == date(2014, 7, 1)


def test_the_months_end_where_the_measure_ended(session, compared, record):
    measure = make.measure(session, started_on=START, ended_on=date(2014, 10, 20))
    record(YEAR_BEFORE + YEAR_AFTER, 10, 100)
    found = evaluate(session, measure.id)
    assert (found.windows.months, found.windows.after.end_day) == (3, date(2014, 10, 1))
    assert any("Only 3 months" in warning.words.en for warning in found.warnings)


def test_a_month_without_any_record_is_missing_and_not_zero(session, measure, record):
    record([month for month in YEAR_BEFORE if month != (2014, 2)] + YEAR_AFTER, 10, 100)
    assert evaluate(session, measure.id).windows.months == 4


def test_more_months_than_the_records_cover_are_refused(session, measure, compared):
    with pytest.raises(InvalidError, match="from 1 to 12"):
        evaluate(session, measure.id, months=13)


def test_windows_in_whole_quarters_leave_the_rest_out(session, measure, record):
    record([month for month in YEAR_BEFORE if month != (2014, 2)] + YEAR_AFTER, 10, 100)
    assert evaluate(session, measure.id, step_months=3).windows.months == 3
    with pytest.raises(InvalidError, match="in steps of 3"):
        evaluate(session, measure.id, step_months=3, months=4)


def test_a_source_that_begins_after_the_measure_is_no_change(session, measure, compared, record):
    record(YEAR_BEFORE + YEAR_AFTER, 20, 100)
    record(YEAR_AFTER, 30, 100, source="app")
    found = evaluate(session, measure.id)
    assert found.counts.treated.pair() == (240, 240)
    assert found.windows.sources_left_out == ("app",)


def test_events_without_a_position_are_left_out_and_counted_by_group(session, measure, compared, record):
    record(YEAR_BEFORE + YEAR_AFTER, 20, 100)
    record(YEAR_AFTER, 2, 0, geom=None, precision="none", crime_group="robbery")
    found = evaluate(session, measure.id)
    assert found.counts.treated.pair() == (240, 240)
    by_group = {entry.group: entry for entry in found.left_out.groups}
    assert by_group["robbery"].without_position == 24
    assert by_group["vandalism"].without_position == 0


def test_an_event_that_may_have_happened_on_either_side_is_left_out(session, measure, compared, record):
    record(YEAR_BEFORE + YEAR_AFTER, 20, 100)
    over_the_border = {
        "occurred_from": datetime(2014, 6, 30, 20, tzinfo=UTC),
        "occurred_to": datetime(2014, 7, 2, 6, tzinfo=UTC),
    }
    record([(2014, 6)], 4, 100, time_precision="interval", **over_the_border)
    found = evaluate(session, measure.id)
    assert (found.counts.treated.pair(), found.left_out.straddling) == ((240, 240), 4)


def test_dark_events_are_counted_alone_and_unknown_light_is_left_out(session, measure, compared, record):
    record(YEAR_BEFORE + YEAR_AFTER, 20, 100)
    midnight = {
        "occurred_from": datetime(2014, 1, 10, 22, tzinfo=UTC),
        "occurred_to": datetime(2014, 1, 10, 22, 30, tzinfo=UTC),
    }
    record([(2014, 1)], 7, 100, **midnight)
    unknown = {"occurred_to": datetime(2014, 1, 11, 21, tzinfo=UTC), "time_precision": "day"}
    record([(2014, 1)], 5, 100, **(midnight | unknown))
    found = evaluate(session, measure.id, light="dark", comparison=_tunnel(session))
    assert (found.counts.treated.pair(), found.left_out.unknown_light) == ((7, 0), 5)


def test_an_event_known_by_area_only_is_too_coarse_for_a_buffer(session, measure, compared, record):
    area = make.area(session)
    record(YEAR_BEFORE + YEAR_AFTER, 20, 100)
    record([(2014, 8)], 6, 0, geom=None, precision="area", area_id=area.id)
    assert evaluate(session, measure.id).left_out.groups[0].too_coarse == 6


def test_too_few_events_are_not_judged_and_the_reason_is_told(session, measure, compared, record):
    record(YEAR_BEFORE[:5], 1, 100)
    record(YEAR_AFTER[:4], 1, 100)
    found = evaluate(session, measure.id, comparison=_tunnel(session))
    assert (found.verdict, found.effect, found.wdd) == ("cannot_say", None, None)
    assert found.reason.en.startswith("Too few events")
    assert found.counts.treated.pair() == (5, 4)


def _tunnel(session) -> list[str]:
    return [str(session.scalar(text("SELECT id FROM place WHERE name = 'Tunnel 1'")))]


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"started_on": None}, "no start date"),
        ({"geom": None}, "no position"),
        ({"precision": "area"}, "too coarse"),
        ({"started_on": date(2020, 1, 1)}, "do not cover enough whole months"),
    ],
)
def test_a_measure_that_cannot_be_placed_in_space_or_time_is_not_judged(session, compared, columns, reason):
    measure = make.measure(session, **{"started_on": START, **columns})
    found = evaluate(session, measure.id)
    assert found.verdict == "cannot_say"
    assert reason in found.reason.en


def test_without_any_records_nothing_can_be_said(session, measure):
    assert "no recorded events" in evaluate(session, measure.id).reason.en


def test_groups_that_follow_police_effort_never_show_success(session, measure, compared, record):
    for months, each in ((YEAR_BEFORE, 30), (YEAR_AFTER, 5)):
        record(months, each, 100, crime_group="drugs")
        record(months, 10, 2000, crime_group="drugs")
    found = evaluate(session, measure.id, crime_groups=["drugs"], comparison=_tunnel(session))
    assert found.effect.ci_high < 1
    assert found.verdict == "cannot_say"
    assert "police effort" in found.reason.en


def test_a_group_that_no_map_may_show_is_refused(session, measure):
    with pytest.raises(InvalidError):
        evaluate(session, measure.id, crime_groups=["intimate_partner_violence"])


def test_a_measure_outside_the_askers_areas_does_not_exist(session, measure):
    with pytest.raises(NotFoundError):
        evaluate(session, measure.id, within=[])


def test_an_area_without_places_is_compared_with_areas_of_similar_level(session, measure, record):
    like = make.area(session, "like", geom=make.square(2000, 0, 1000))
    busy = make.area(session, "busy", geom=make.square(4000, 0, 1000))
    make.area(session, "own", geom=make.square(0, 0, 1000))
    record(YEAR_BEFORE + YEAR_AFTER, 20, 100)
    record(YEAR_BEFORE + YEAR_AFTER, 18, 2500, 500, area_ids=[like.id])
    record(YEAR_BEFORE + YEAR_AFTER, 90, 4500, 500, area_ids=[busy.id])
    found = evaluate(session, measure.id)
    assert [member.key for member in found.comparison.members] == [f"{like.kind}:{like.code}"]
    assert found.counts.comparison.pair() == (216, 216)


def test_a_chosen_area_leaves_out_the_measures_surroundings(session, measure, record):
    make.area(session, "own", geom=make.square(-1000, -1000, 3000))
    record(YEAR_BEFORE + YEAR_AFTER, 20, 100)
    record(YEAR_BEFORE + YEAR_AFTER, 7, 390)
    record(YEAR_BEFORE + YEAR_AFTER, 9, 410)
    found = evaluate(session, measure.id, comparison=["stadsomrade:own"])
    assert found.counts.comparison.pair() == (108, 108)
    assert not found.comparison.proposed


def test_an_unknown_comparison_is_refused(session, measure, compared):
    with pytest.raises(InvalidError, match="nowhere"):
        evaluate(session, measure.id, comparison=["stadsomrade:nowhere"])


def test_places_and_areas_are_not_mixed_in_one_comparison(session, measure, compared):
    make.area(session, "own")
    with pytest.raises(InvalidError):
        evaluate(session, measure.id, comparison=["stadsomrade:own", *_tunnel(session)])


def test_two_chosen_places_side_by_side_count_their_shared_events_once(session, measure, compared, record):
    record(YEAR_BEFORE + YEAR_AFTER, 20, 100)
    near = make.place(session, "Granne", geom=make.point(50 + 2100, 50))
    keys = [*_tunnel(session), str(near.id)]
    assert evaluate(session, measure.id, comparison=keys).counts.comparison.pair() == (120, 120)


def test_the_counts_are_those_of_a_query_by_distance(session, measure, compared, record):
    for east in range(0, 700, 7):
        record([(2014, 3), (2014, 9)], 1, east, east / 3)
    counts = evaluate(session, measure.id).counts
    by_distance = text("""
        SELECT
            count(*) FILTER (WHERE early AND ST_DWithin(event, measure.geom, 150)),
            count(*) FILTER (WHERE NOT early AND ST_DWithin(event, measure.geom, 150)),
            count(*) FILTER (WHERE early AND ST_DWithin(event, measure.geom, 400)
                AND NOT ST_DWithin(event, measure.geom, 150))
        FROM measure,
            (SELECT geom AS event, occurred_on < '2014-07-01' AS early FROM police.incident) AS events
    """)
    assert (*counts.treated.pair(), counts.ring.pair()[0]) == tuple(session.execute(by_distance).one())


def test_the_series_runs_through_every_month_and_adds_up_to_the_counts(halved):
    assert len(halved.series) == 24
    assert sum(month.treated for month in halved.series) == 360
    assert sum(month.comparison for month in halved.series) == 1200


def test_swings_from_month_to_month_widen_the_interval(session, measure, compared, record):
    for number, month in enumerate(YEAR_BEFORE):
        record([month], 40 if number % 2 else 2, 100)
    record(YEAR_AFTER, 10, 100)
    found = evaluate(session, measure.id, comparison=_tunnel(session))
    assert found.dispersion > 3
    plain = relative_rate((252, 120), (120, 120))
    assert found.effect.log_se == pytest.approx(plain.log_se * found.dispersion**0.5)


def test_a_rise_in_the_year_before_calls_for_the_question_of_a_peak(session, measure, compared, record):
    earlier = [(2012, month) for month in range(7, 13)] + [(2013, month) for month in range(1, 7)]
    record(earlier, 10, 100)
    record(YEAR_BEFORE, 20, 100)
    record(YEAR_AFTER, 10, 100)
    assert any("100 % more events" in warning.words.en for warning in evaluate(session, measure.id).warnings)


def test_the_batches_behind_the_numbers_are_named(session, halved):
    assert [batch.id for batch in halved.batches] == [session.query(models.ImportBatch).one().id]


def test_the_zones_are_drawn_in_degrees(halved):
    treated = next(zone for zone in halved.zones if zone.name == "treated")
    east, north = treated.geometry["coordinates"][0][0]
    assert (12.9 < east < 13.1, 55.5 < north < 55.7) == (True, True)


def test_a_measure_is_found_by_id_key_or_name(session, measure):
    keyed = make.measure(session, "Hastighetsdämpning", source="plan", source_key="A-17")
    assert find_measure(session, str(measure.id)) == measure.id
    assert find_measure(session, "A-17") == keyed.id
    assert find_measure(session, "Hastighetsdämpning") == keyed.id


def test_a_name_that_two_measures_share_is_refused_with_their_ids(session, measure):
    twin = make.measure(session)
    with pytest.raises(InvalidError, match=str(twin.id)):
        find_measure(session, "Ny belysning")


def test_a_measure_that_does_not_exist_is_not_found(session):
    with pytest.raises(NotFoundError):
        find_measure(session, "Lysande framtid")
