from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.codes import CRIME_GROUPS, LIGHT_CLASSES, MEASURE_FAMILIES, PLACE_STATUSES, POLARITIES
from geodata.errors import InvalidError
from geodata.filters import EVERYTHING, MAPPED_GROUPS, Filter, Period
from geodata.text import Text

ROSENGARD = {"stadsdel:rosengard": Text("Rosengård", "Rosengård"), "stadsdel": Text("Stadsdel", "District")}


def some(listed):
    return st.sets(st.sampled_from(listed.codes)).map(
        lambda chosen: tuple(code for code in listed.codes if code in chosen)
    )


@st.composite
def filters(draw):
    day = st.dates(date(1900, 2, 1), date(2199, 12, 31))
    first, stop = draw(
        st.tuples(st.none() | day, st.none() | day).filter(lambda ends: ends[0] != ends[1] or not ends[0])
    )
    if first and stop:
        first, stop = sorted((first, stop))
    return Filter(
        first_day=first,
        stop_day=stop,
        groups=draw(some(CRIME_GROUPS)),
        statuses=draw(some(PLACE_STATUSES)),
        polarities=draw(some(POLARITIES)),
        lights=draw(some(LIGHT_CLASSES)),
        families=draw(some(MEASURE_FAMILIES)),
        area=draw(st.sampled_from(["", "stadsdel:rosengard", "ward:E05009308", "stadsdel:a:b å"])),
        kind=draw(st.sampled_from(["", "stadsdel"])),
        words=draw(st.sampled_from(["", "GC-tunnel D3", "100 %", "a,b"])),
    )


@given(filters())
def test_an_address_reads_back_as_the_filter_that_wrote_it(chosen: Filter):
    assert Filter.from_query(chosen.to_query()) == chosen


@given(filters(), st.sampled_from(["day", "quarter", "year"]))
def test_a_widened_period_holds_the_asked_one_and_is_not_widened_again(chosen: Filter, shortest: str):
    wide = chosen.widened(shortest)
    assert wide.widened(shortest) == wide
    assert (wide.first_day or date.min) <= (chosen.first_day or date.min)
    assert (wide.stop_day or date.max) >= (chosen.stop_day or date.max)


@given(filters())
def test_every_filter_has_a_sentence_in_both_languages(chosen: Filter):
    sentence = chosen.sentence()
    assert sentence.sv
    assert (sentence == EVERYTHING) == (chosen == Filter())


def test_months_in_the_address_are_included_to_their_last_day():
    chosen = Filter.from_query({"from": "2015-01", "to": "2015-06"})
    assert chosen.period == Period(date(2015, 1, 1), date(2015, 7, 1))


def test_a_day_in_the_address_is_included():
    assert Filter.from_query({"to": "2016-02-29"}).stop_day == date(2016, 3, 1)


def test_repeated_names_and_commas_both_give_several_codes():
    repeated = Filter.from_query({"status": ["verified", "reported"]})
    assert repeated == Filter.from_query({"status": "verified,reported"})
    assert repeated.statuses == ("reported", "verified")


def test_empty_values_and_foreign_names_are_passed_over():
    assert Filter.from_query({"q": " ", "status": [""], "z": "14"}) == Filter()


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"from": "2015"}, "from"),
        ({"from": "2015-13"}, "from"),
        ({"to": "2015-02-30"}, "to"),
        ({"from": "0001-01"}, "from"),
        ({"from": "2015-03", "to": "2015-02"}, "to"),
        ({"group": "witchcraft"}, "group"),
        ({"status": "verified,gone"}, "status"),
        ({"light": "bright"}, "light"),
        ({"family": "x"}, "family"),
        ({"polarity": "red"}, "polarity"),
        ({"area": "rosengard"}, "area"),
        ({"area": "stadsdel:"}, "area"),
        ({"kind": "Stads del"}, "kind"),
        ({"q": "a\x00b"}, "q"),
        ({"q": "a" * 101}, "q"),
    ],
)
def test_a_value_that_means_nothing_is_refused_with_its_field(query, field):
    with pytest.raises(InvalidError) as refused:
        Filter.from_query(query)
    assert refused.value.field == field


def test_the_sentence_says_group_period_and_area():
    chosen = Filter.from_query(
        {"group": "vandalism", "from": "2015-01", "to": "2015-06", "area": "stadsdel:rosengard"}
    )
    assert chosen.sentence(ROSENGARD) == Text(
        "Skadegörelse, januari–juni 2015, Rosengård", "Vandalism, January–June 2015, Rosengård"
    )


def test_the_sentence_joins_several_codes_by_or():
    chosen = Filter.from_query({"status": "verified,prioritised,reopened", "kind": "stadsdel", "q": "park"})
    assert chosen.sentence(ROSENGARD) == Text(
        "Platsstatus: verifierad, prioriterad eller återöppnad, ”park”, per stadsdel",
        "Place status: verified, prioritised or reopened, “park”, by district",
    )


@pytest.mark.parametrize(
    ("start", "stop", "words"),
    [
        (date(2015, 6, 1), date(2015, 7, 1), "juni 2015"),
        (date(2015, 1, 1), date(2016, 1, 1), "2015"),
        (date(2013, 1, 1), date(2016, 1, 1), "2013–2015"),
        (date(2014, 11, 1), date(2015, 4, 1), "november 2014–mars 2015"),
        (date(2015, 3, 3), date(2015, 3, 4), "3 mars 2015"),
        (date(2015, 3, 3), date(2015, 4, 1), "3 mars 2015–31 mars 2015"),
        (date(2015, 3, 3), None, "från och med 3 mars 2015"),
        (None, date(2015, 7, 1), "till och med juni 2015"),
    ],
)
def test_a_period_is_said_as_short_as_it_is_exact(start, stop, words):
    said = Period(start, stop).words()
    assert said is not None
    assert said.sv == words


def test_a_period_snaps_out_to_whole_quarters_and_years():
    period = Period(date(2015, 2, 10), date(2015, 4, 2))
    assert period.widened("quarter") == Period(date(2015, 1, 1), date(2015, 7, 1))
    assert period.widened("year") == Period(date(2015, 1, 1), date(2016, 1, 1))


def test_the_same_days_a_year_before_a_leap_day():
    assert Period(date(2016, 2, 29), date(2016, 3, 1) + timedelta(days=1)).a_year_before() == Period(
        date(2015, 3, 1), date(2015, 3, 2)
    )


def test_groups_that_stand_on_no_map_are_never_asked_for():
    asked = Filter(groups=("vandalism", "hate_crime")).parameters()["groups"]
    assert (asked, "hate_crime" in MAPPED_GROUPS) == (["vandalism"], False)
    assert Filter(groups=("hate_crime",)).parameters()["groups"] == []


def test_rejected_places_are_shown_to_who_asks_for_them():
    assert "rejected" not in Filter().parameters()["statuses"]
    assert Filter(statuses=("rejected",)).parameters()["statuses"] == ["rejected"]


def test_a_family_asks_for_its_measure_types_and_wildcards_for_themselves():
    asked = Filter(families=("sight",), words="100 %_").parameters()
    assert (asked["types"], asked["words"]) == (["VEG", "TUN"], r"%100 \%\_%")
