import pkgutil
import re

import pytest

from geodata import codes
from geodata.codes import (
    CODE_LISTS,
    CRIME_GROUPS,
    FAULT_STATUSES,
    GOAL_STATUSES,
    INITIATIVE_STATUSES,
    LIGHTING_CLASSES,
    MEASURE_PHASES,
    MEASURE_STATUSES,
    OBSERVATION_CATEGORIES,
    OBSERVATION_SOURCES,
    PLACE_KINDS,
    PLACE_STATUSES,
    POLARITIES,
    PRECISIONS,
    PRIORITY_AREAS,
    STRATEGIES,
    TECHNIQUES,
    TIME_PRECISIONS,
    WALK_STEPS,
    Code,
    CodeList,
    Status,
)
from geodata.codes.crime_groups import FINEST_RELEASES
from geodata.codes.place_statuses import MARKER_SHAPES, marker_of, next_statuses
from geodata.codes.precisions import at_least
from geodata.errors import InvalidError
from geodata.text import Text

LIFE_CYCLES = [
    PLACE_STATUSES,
    MEASURE_STATUSES,
    INITIATIVE_STATUSES,
    GOAL_STATUSES,
    FAULT_STATUSES,
    WALK_STEPS,
]

UK_STREET_CRIME = [
    "anti_social_behaviour",
    "bicycle_theft",
    "burglary",
    "damage_and_arson",
    "drugs",
    "other_theft",
    "possession_of_weapons",
    "public_order",
    "robbery",
    "shoplifting",
    "theft_from_person",
    "vehicle_crime",
    "violence_and_sexual_offences",
    "other_crime",
]


def by_name(code_list):
    return code_list.name.en


@pytest.mark.parametrize("code_list", CODE_LISTS, ids=by_name)
def test_every_code_is_snake_case_and_has_a_name_in_both_languages(code_list):
    for value in code_list:
        assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", value.code)
        assert value.name.sv.strip()
        assert value.name.en.strip()


@pytest.mark.parametrize("code_list", CODE_LISTS, ids=by_name)
def test_no_two_codes_of_a_list_look_the_same_to_a_reader(code_list):
    assert len({value.name.sv for value in code_list}) == len(code_list)
    assert len({value.name.en for value in code_list}) == len(code_list)


def test_the_registry_holds_every_list_of_every_module():
    modules = {module.name for module in pkgutil.iter_modules(codes.__path__)} - {"code_list"}
    found = {
        id(value)
        for module in modules
        for value in vars(getattr(codes, module)).values()
        if isinstance(value, CodeList)
    }
    assert found == {id(code_list) for code_list in CODE_LISTS}


def test_a_list_with_a_code_twice_is_refused():
    twice = (Code("park", Text("park", "park")), Code("park", Text("parken", "the park")))
    with pytest.raises(ValueError, match="twice"):
        CodeList(Text("saker", "things"), "thing", twice)


def test_a_code_list_answers_like_a_tuple_and_like_a_dictionary():
    assert "park" in PLACE_KINDS
    assert "volcano" not in PLACE_KINDS
    assert None not in PLACE_KINDS
    assert PLACE_KINDS["square"].name == Text("torg", "square")
    assert PLACE_KINDS.get("volcano") is None
    assert PLACE_KINDS.get(None) is None
    assert [kind.code for kind in PLACE_KINDS] == list(PLACE_KINDS.codes)
    assert len(PLACE_KINDS) == 24


def test_an_unknown_code_is_refused_in_both_languages_without_repeating_it():
    with pytest.raises(InvalidError) as refusal:
        PRECISIONS["Anna Andersson"]
    assert refusal.value.field == "precision"
    assert refusal.value.reason == Text(
        sv="Värdet finns inte i listan över lägesnoggrannheter. "
        "Möjliga koder: exact, snapped, street, area, none.",
        en="The value is not one of the position precisions. "
        "Possible codes: exact, snapped, street, area, none.",
    )


@pytest.mark.parametrize("life_cycle", LIFE_CYCLES, ids=by_name)
def test_transitions_lead_to_other_states_of_the_same_life_cycle(life_cycle):
    for status in life_cycle:
        assert set(status.followed_by) <= set(life_cycle.codes) - {status.code}


@pytest.mark.parametrize("life_cycle", LIFE_CYCLES, ids=by_name)
def test_every_state_is_reached_from_the_first_and_leads_to_an_end(life_cycle):
    def reachable(code):
        seen, ahead = set(), [code]
        while ahead:
            status = life_cycle[ahead.pop()]
            ahead += [following for following in status.followed_by if following not in seen]
            seen.add(status.code)
        return seen

    assert reachable(life_cycle.codes[0]) == set(life_cycle.codes)
    assert all(any(life_cycle[end].is_final for end in reachable(code)) for code in life_cycle.codes)


def test_a_reported_place_must_be_verified_before_it_is_prioritised():
    assert PLACE_STATUSES["reported"].may_become("verified")
    assert not PLACE_STATUSES["reported"].may_become("prioritised")
    assert Status("end", Text("slut", "end"), ()).is_final


def test_an_unsafe_place_is_prioritised_and_a_safe_one_becomes_active():
    assert [status.code for status in next_statuses("verified", "unsafe")] == ["prioritised"]
    assert [status.code for status in next_statuses("verified", "safe")] == ["active"]
    assert next_statuses("archived", "unsafe") == ()


def test_place_states_are_drawn_with_known_shapes_and_known_polarities():
    assert {status.marker.shape for status in PLACE_STATUSES} == set(MARKER_SHAPES)
    assert all(set(status.polarities) <= set(POLARITIES.codes) for status in PLACE_STATUSES)


def test_a_safe_place_is_a_triangle_until_it_is_archived():
    assert marker_of("reported", "safe").shape == "triangle"
    assert marker_of("archived", "safe").shape == "dot"
    assert marker_of("reported", "unsafe").shape == "circle"


def test_places_that_await_or_undergo_work_count_as_current():
    current = {status.code for status in PLACE_STATUSES if status.is_current}
    assert current == {"verified", "prioritised", "under_measure", "monitoring", "reopened", "active"}


def test_swedish_words_for_states_are_those_of_the_trade():
    assert PLACE_STATUSES["under_measure"].name.sv == "under åtgärd"
    assert PLACE_STATUSES["reported"].name.sv == "rapporterad"
    assert INITIATIVE_STATUSES["agreed"].name.sv == "överenskommen"


def test_measures_are_drawn_in_known_phases_each_of_them_used():
    assert {status.phase for status in MEASURE_STATUSES} == set(MEASURE_PHASES.codes)
    assert MEASURE_STATUSES["trial"].phase == "in_operation"


def test_a_goal_ends_in_one_of_four_verdicts():
    verdicts = [status.code for status in GOAL_STATUSES if status.is_final]
    assert verdicts == ["met", "partly", "not_met", "not_measurable"]


def test_an_initiative_is_cancelled_only_before_it_is_completed():
    cancellable = [status.code for status in INITIATIVE_STATUSES if status.may_become("cancelled")]
    assert cancellable == ["idea", "proposed", "agreed", "ongoing", "paused"]


def test_observations_speak_of_good_things_too():
    polarities = {category.polarity for category in OBSERVATION_CATEGORIES}
    assert polarities == set(POLARITIES.codes)
    assert sum(category.polarity == "safe" for category in OBSERVATION_CATEGORIES) == 5


def test_only_a_survey_stands_for_the_population():
    assert [source.code for source in OBSERVATION_SOURCES if source.representative] == ["survey"]


@pytest.mark.parametrize(
    ("precision", "needed", "enough"),
    [
        ("exact", "street", True),
        ("street", "street", True),
        ("area", "street", False),
        ("none", "area", False),
    ],
)
def test_a_position_is_fine_enough_when_it_is_as_fine_as_needed(precision, needed, enough):
    assert at_least(precision, needed) is enough


def test_comparing_with_an_unknown_precision_is_refused():
    with pytest.raises(InvalidError):
        at_least("exact", "about")


def test_day_month_and_year_leave_the_time_of_day_unknown():
    without = [precision.code for precision in TIME_PRECISIONS if not precision.knows_time_of_day]
    assert without == ["day", "month", "year"]


def test_each_british_street_crime_category_is_a_group_of_its_own():
    assert len(UK_STREET_CRIME) == 14
    assert set(UK_STREET_CRIME) <= set(CRIME_GROUPS.codes)


def test_crime_groups_say_what_their_counts_may_be_used_for():
    assert {group.code for group in CRIME_GROUPS if group.is_proactive} == {
        "drugs",
        "traffic_offences",
        "possession_of_weapons",
    }
    assert {group.code for group in CRIME_GROUPS if group.city_level_only} == {
        "outdoor_sexual_offences",
        "intimate_partner_violence",
        "crimes_against_children",
        "hate_crime",
    }
    assert [group.code for group in CRIME_GROUPS if not group.is_crime] == ["anti_social_behaviour"]
    assert all(group.finest_release in FINEST_RELEASES for group in CRIME_GROUPS)


def test_homes_are_kept_off_the_map_in_two_priority_areas():
    assert [area.number for area in PRIORITY_AREAS] == [1, 2, 3, 4, 5, 6]
    assert [area.number for area in PRIORITY_AREAS if not area.may_have_place] == [3, 4]


def test_twenty_five_techniques_are_five_for_each_strategy():
    assert [technique.number for technique in TECHNIQUES] == list(range(1, 26))
    strategies = [technique.strategy for technique in TECHNIQUES]
    assert {strategy: strategies.count(strategy) for strategy in STRATEGIES.codes} == dict.fromkeys(
        STRATEGIES.codes, 5
    )
    assert TECHNIQUES["natural_surveillance"].strategy == "increase_risk"


def test_each_lighting_class_asks_for_a_fifth_of_its_mean_everywhere():
    assert all(cls.minimum_lux == pytest.approx(cls.mean_lux / 5) for cls in LIGHTING_CLASSES)
    assert LIGHTING_CLASSES["p3"].mean_lux == 7.5
