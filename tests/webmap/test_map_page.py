import json
import re
from datetime import date

import make
import pytest

from geodata import access, models
from geodata.layers import LAYERS
from geodata.questions.asking import Box
from geodata.text import Text
from webmap.map.choice import groups_of, layers_for, reach_of_shown, shown_at_first
from webmap.map.elements import Control
from webmap.map.page import box_from
from webmap.map.periods import period_presets
from webmap.map.scaffold import MOST_OBJECTS, scaffold

GROUND = {"light_points", "speed_measurements", "fault_reports"}
VIEW = access.IncidentView("grid", 250, "quarter", 5)
HOSTILE = "${document.title='stolen'}`</script><img src=x onerror=alert(1)>"


def settings_of(page: str) -> dict:
    written = re.search(r'<script type="application/json" id="map-settings">(.*?)</script>', page, re.DOTALL)
    return json.loads(written[1])


@pytest.mark.parametrize(
    ("role", "layers"),
    [
        ("planner", {"areas", "incident_cells", "measures", "places"} | GROUND),
        ("police_analyst", {"areas", "incidents", "measures", "places"} | GROUND),
        ("ssp_social", {"areas", "measures", "places"} | GROUND),
        ("steering_group", {"areas", "measures"}),
        ("auditor", {"areas", "measures", "places"} | GROUND),
    ],
)
def test_each_role_is_offered_the_layers_that_it_may_see(signed_in, role, layers):
    page = signed_in(role).get("/").text
    offered = {group.partition(".")[0] for group in re.findall(r'data-layer="([^"]+)"', page)}
    assert offered == layers


def test_streets_are_offered_where_there_are_any(signed_in, session):
    client = signed_in()
    assert 'data-layer="streets"' not in client.get("/").text
    make.street(session)
    page = client.get("/").text
    assert 'data-layer="streets"' in page
    assert "© OpenStreetMaps bidragsgivare" in page


def test_the_list_stands_in_the_page_without_a_script(signed_in, session):
    make.place(session, "Tunnel vid Ramels väg")
    make.measure(session, "Ny belysning")
    page = signed_in().get("/").text
    assert "Tunnel vid Ramels väg" in page
    assert "Ny belysning" in page
    assert re.search(r'<form class="filter__form" method="get" action="/"', page)


def test_the_list_shows_what_lies_in_the_section_of_the_map(signed_in, session):
    make.place(session, "here")
    make.place(session, "far away", geom=make.point(8000, 50))
    client = signed_in()
    listed = client.get("/map/list?box=12.97,55.55,13.02,55.62").text
    assert ("here" in listed, "far away" in listed) == (True, False)


def test_the_list_leaves_out_layers_that_are_not_shown(signed_in, session):
    make.place(session, "a place")
    make.measure(session, "a measure")
    shown = signed_in().get("/map/list?layers=measures,areas.kommun").text
    assert ("a measure" in shown, "a place" in shown) == (True, False)


def test_an_empty_list_says_what_to_do(signed_in):
    assert "Flytta kartan eller rensa filtret." in signed_in().get("/map/list").text


@pytest.mark.parametrize("box", ["1,2,3", "a,b,c,d", "13.1,55.5,13.0,55.6", "nan,55,13,56"])
def test_a_section_that_is_none_is_refused(signed_in, box):
    assert signed_in().get(f"/map/list?box={box}").status_code == 422


def test_a_section_wider_than_the_world_is_the_world(malmo):
    assert box_from({"box": "-200,-89,200,89"}, malmo) == Box(-180, -85, 180, 85)


def test_the_filter_stands_in_words_above_the_map(signed_in):
    page = signed_in().get("/?group=vandalism&light=dark&from=2016-01&to=2016-06").text
    assert re.search(r"<h1[^>]*>\s*Skadegörelse, mörkt, januari–juni 2016\s*</h1>", page)


def test_synthetic_data_are_called_so_in_the_frame(signed_in, session):
    client = signed_in()
    assert "Påhittade siffror" not in client.get("/").text
    make.place(session, synthetic=True)
    assert "Påhittade siffror" in client.get("/").text


@pytest.mark.parametrize(
    ("role", "said"),
    [
        ("planner", "Brott visas per ruta om 250 m"),
        ("central_group", "Brott visas per ruta om 500 m"),
        ("police_analyst", None),
        ("ssp_social", None),
    ],
)
def test_the_frame_says_how_positions_were_altered(signed_in, role, said):
    page = signed_in(role).get("/").text
    assert (said in page) if said else ("Brott visas per" not in page)


def test_what_people_wrote_is_never_part_of_a_script(signed_in, session):
    make.place(session, HOSTILE)
    make.area(session, "hostile", name_sv=HOSTILE, name_en=HOSTILE)
    page = signed_in().get("/").text
    scripts = "".join(re.findall(r"<script[^>]*>(.*?)</script>", page, re.DOTALL))
    assert "stolen" not in scripts
    assert "<img src=x" not in page


def test_the_scaffold_is_the_same_at_every_rendering(malmo):
    layers = [layer.for_browser("sv", VIEW) for layer in LAYERS]
    city = Box(*malmo.bounding_box)
    assert scaffold(malmo, city, layers) == scaffold(malmo, city, layers)


def test_the_scaffold_names_no_other_host_and_forbids_no_zooming(malmo):
    made = scaffold(malmo, Box(*malmo.bounding_box), [])
    written = made.head + made.element + made.script
    assert "//" not in written
    assert "user-scalable" not in written
    assert re.findall(r"/vendor/([a-z-]+)-[0-9]", made.head) == [
        *("leaflet", "maplibre-gl", "maplibre-gl-leaflet"),
        *("leaflet", "maplibre-gl"),
    ]


def test_words_in_a_layer_cannot_end_the_script(malmo):
    hostile = {"code": "places", "title": "</script><script>alert(1)//`${1}"}
    script = scaffold(malmo, Box(*malmo.bounding_box), [hostile]).script
    assert "</script>" not in script
    assert "\\u003c/script\\u003e" in script


def test_a_page_of_too_many_objects_is_refused(malmo):
    many = [{"code": f"layer_{number}"} for number in range(MOST_OBJECTS)]
    with pytest.raises(ValueError, match="Folium objects"):
        scaffold(malmo, Box(*malmo.bounding_box), many)


def test_only_leaflets_own_controls_are_known():
    with pytest.raises(ValueError, match="no control"):
        Control("popup")


def test_areas_are_switched_kind_by_kind(malmo):
    groups = groups_of(LAYERS[:1], malmo)
    assert groups[:3] == ["areas.kommun", "areas.stadsomrade", "areas.stadsdel"]
    assert shown_at_first([*groups, "measures", "places"], malmo) == [
        "areas.kommun",
        "areas.stadsomrade",
        "measures",
        "places",
    ]


def test_nobody_is_offered_no_layer():
    assert layers_for(None, None) == []


def test_an_address_without_layers_leaves_the_reach_alone():
    reach = {"place": None, "measure": (1,)}
    assert reach_of_shown(reach, None) == reach
    assert reach_of_shown(reach, "measures") == {"measure": (1,)}


def test_periods_are_offered_to_the_end_of_the_data():
    from geodata.questions.data_period import Covered

    offered = period_presets(Covered(date(2013, 1, 1), date(2016, 1, 1)), date(2026, 1, 1))
    assert [query for _name, query in offered] == [
        {"from": "2015-01", "to": "2015-12"},
        {"from": "2013-01", "to": "2013-12"},
        {"from": "2014-01", "to": "2014-12"},
        {"from": "2015-01", "to": "2015-12"},
        {},
    ]


def test_names_of_areas_stand_inside_them(signed_in, session):
    make.area(session, "north", name_sv="Norr", name_en="North")
    (spot,) = signed_in().get("/map/names").json
    assert spot["name"] == "Norr"
    assert spot["kind"] == "stadsomrade"
    assert 12.85 < spot["lon"] < 13.2


def test_the_map_begins_at_the_citys_own_border(signed_in, session, malmo):
    client = signed_in()
    assert settings_of(client.get("/").text)["city"] == list(malmo.bounding_box)
    make.area(session, "malmo", kind="kommun", geom=make.square(0, 0, 4000))
    west, south, east, north = settings_of(client.get("/").text)["city"]
    assert east - west == pytest.approx(4000 / 63_400, rel=0.02)
    assert north - south == pytest.approx(4000 / 111_300, rel=0.02)


def survey(session):
    made = make.saved(session, models.Survey(code="NTU", name_sv="Enkät", name_en="Survey", owner="police"))
    wave = models.SurveyWave(
        survey_id=made.id, label="2014", fieldwork_from=date(2014, 1, 1), fieldwork_to=date(2014, 3, 1)
    )
    question = models.SurveyQuestion(
        survey_id=made.id, code="Q1", text_sv="Otrygg?", text_en="Unsafe?", theme="fear", positive_means=""
    )
    return make.saved(session, wave), make.saved(session, question)


def test_a_survey_is_told_with_n_and_interval_and_hides_few_answers(signed_in, session):
    wave, question = survey(session)
    for number, (answers, positive) in enumerate([(400, 0.3), (60, 0.5), (20, 0.5)]):
        area = make.area(session, f"a{number}", geom=make.square(number * 200))
        row = models.SurveyResult(
            wave_id=wave.id, question_id=question.id, area_id=area.id, answers=answers, share=positive
        )
        make.saved(session, row)
    told = signed_in().get("/map/survey/NTU/2014/Q1").json
    by_reliability = {row["reliability"]: row for row in told["areas"]}
    assert by_reliability["sound"]["words"].replace("\u00a0", " ") == "30 % (26–35), n = 400"
    assert by_reliability["sound"]["rank"] == 3
    assert by_reliability["uncertain"]["rank"] == 5
    assert by_reliability["hidden"] | {"id": 0} == {
        "id": 0,
        "rank": None,
        "reliability": "hidden",
        "words": "för få svar för att visas",
    }


def test_a_survey_that_does_not_exist_is_not_found(signed_in):
    assert signed_in().get("/map/survey/NTU/2014/Q1").status_code == 404


def test_a_role_without_surveys_is_refused(signed_in):
    assert signed_in("street_operations").get("/map/survey/NTU/2014/Q1").status_code == 403


def test_a_legends_words_are_in_the_readers_language(signed_in, send):
    client = signed_in()
    send(client, "/language", {"language": "en"})
    page = client.get("/").text
    assert Text(sv="under uppföljning", en="monitored").en in page
    assert "Legend" in page
