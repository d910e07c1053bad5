"""The pages of areas, initiatives, surveys and imports."""

from datetime import UTC, date, datetime

import make
import pytest

from geodata import models


@pytest.fixture
def district(session):
    """An area with a police area around it, a place, a measure, and crime in twelve months."""
    area = make.area(session, "rosen", name_sv="Rosen", accuracy="schematic")
    make.area(session, "lpo", kind="lokalpolisomrade", name_sv="LPO Öst", geom=make.square(-50, -50, 300))
    make.saved(session, models.Population(area_id=area.id, year=2013, people=21_850))
    make.place(session)
    make.measure(session)
    batch = make.batch(session)
    for month in range(1, 13):
        for day in range(1, 7 if month < 7 else 3):
            at = datetime(2014, month, day, 20, 30, tzinfo=UTC)
            make.incident(session, at, batch_id=batch.id)
    session.commit()
    return area


def test_areas_stand_by_kind_with_their_validity(signed_in, district):
    page = signed_in("planner", language="sv").get("/areas").text
    assert "Rosen" in page
    assert "21\N{NO-BREAK SPACE}850" in page
    assert "schematisk, ej officiell gräns" in page


def test_areas_of_one_kind_lead_on_to_each_of_them(signed_in, district):
    page = signed_in().get(f"/areas?kind={district.kind}").text
    assert f'href="/areas/{district.kind}/{district.code}"' in page


def test_an_area_tells_what_is_linked_to_it(signed_in, district):
    page = signed_in("planner", language="sv").get("/areas/stadsomrade/rosen").text
    assert "LPO Öst" in page
    assert "Schematisk, ej officiell gräns." in page
    assert "GC-tunnel D3" in page
    assert "Ny belysning" in page


def test_a_planner_sees_quarters_with_small_counts_hidden(signed_in, district):
    page = signed_in("planner", language="sv").get("/areas/stadsomrade/rosen").text
    assert "Anmälda brott per kvartal" in page
    assert "färre än 5 visas som &lt;5" in page


def test_a_year_that_cannot_be_shown_is_told_calmly_and_nothing_of_it(signed_in, session):
    area = make.area(session)
    batch = make.batch(session)
    # No choice of what to hide among 0 + 1, 2 + 3 and 1 + 0 by quarter keeps every small sum uncertain.
    for group, month, events in (("arson", 5, 1), ("drugs", 2, 2), ("drugs", 5, 3), ("vandalism", 2, 1)):
        for _ in range(events):
            at = datetime(2014, month, 3, 12, tzinfo=UTC)
            make.incident(session, at, crime_group=group, batch_id=batch.id)
    session.commit()
    address = f"/areas/{area.kind}/{area.code}"
    planner = signed_in("planner", language="sv")
    answer = planner.get(address)
    assert answer.status_code == 200
    assert "Siffrorna kan inte visas tillsammans utan att röja små antal." in answer.text
    found = planner.get(f"/api{address}").get_json()["events"]
    assert (found["refused"], found["total"]["events"]) == (True, "others")
    assert "Siffrorna kan inte" not in signed_in("police_analyst", language="sv").get(address).text


def test_the_police_see_months(signed_in, district):
    client = signed_in("police_analyst", language="sv")
    page = client.get("/areas/stadsomrade/rosen").text
    assert "Anmälda brott per månad" in page
    events = client.get("/api/areas/stadsomrade/rosen").get_json()["events"]
    assert [step["events"] for step in events["steps"]] == [6] * 6 + [2] * 6


def test_the_chart_has_a_table_twin_of_the_same_bars(signed_in, district):
    page = signed_in("police_analyst", language="en").get("/areas/stadsomrade/rosen").text
    assert page.count('class="chart__bar"') == 12
    assert "The same figures as a table" in page


def test_a_partner_sees_no_crime_and_no_survey(signed_in, district):
    page = signed_in("partner", language="sv").get("/areas/stadsomrade/rosen").text
    assert "Anmälda brott" not in page
    assert "Upplevd trygghet" not in page


def test_an_area_stands_bare_in_the_maps_panel(signed_in, district):
    fragment = signed_in("planner").get("/areas/stadsomrade/rosen", headers={"HX-Request": "true"}).text
    assert "<html" not in fragment
    assert "LPO Öst" in fragment


def test_an_unknown_area_is_missing(signed_in):
    assert signed_in("planner").get("/areas/stadsomrade/nowhere").status_code == 404


def test_an_initiative_shows_its_goals_and_measures(signed_in, session):
    initiative = models.Initiative(title="Ljusare stråk", ownership="joint", status="ongoing")
    initiative.goals.append(
        models.Goal(
            kind="effect",
            statement="Färre otrygga",
            unit="%",
            baseline_value=30,
            baseline_on=date(2013, 1, 1),
            target_value=24.5,
            target_on=date(2015, 1, 1),
        )
    )
    make.saved(session, initiative)
    make.measure(session, initiative_id=initiative.id)
    session.commit()
    client = signed_in("planner", language="sv")
    assert "Ljusare stråk" in client.get("/initiatives").text
    page = client.get(f"/initiatives/{initiative.id}").text
    assert "Färre otrygga" in page
    assert "24,5 %" in page
    assert "Ny belysning" in page
    rows = client.get("/api/initiatives").get_json()["initiatives"]["rows"]
    assert [row["title"] for row in rows] == ["Ljusare stråk"]


@pytest.fixture
def survey(session):
    """A survey of two waves in two areas: one where the share fell far, one with too few answers."""
    areas = [make.area(session, code, geom=make.square(1000 * n)) for n, code in enumerate(("ost", "vast"))]
    survey = models.Survey(code="moms", name_sv="MOMS", name_en="MOMS", owner="Malmö")
    question = models.SurveyQuestion(
        code="late", text_sv="Otrygg ute sent?", text_en="Unsafe late?", theme="unsafe_late_evening"
    )
    survey.questions.append(question)
    for year, share in ((2012, 0.4), (2014, 0.2)):
        wave = models.SurveyWave(
            label=str(year), fieldwork_from=date(year, 9, 1), fieldwork_to=date(year, 10, 1)
        )
        survey.waves.append(wave)
        make.saved(session, survey)
        for area, answers in zip(areas, (1000, 29), strict=True):
            row = models.SurveyResult(
                wave_id=wave.id, question_id=question.id, area_id=area.id, answers=answers, share=share
            )
            make.saved(session, row)
    session.commit()
    return survey


def test_a_survey_tells_share_interval_answers_and_change(signed_in, survey):
    page = signed_in("planner", language="sv").get("/surveys").text
    assert "Otrygg ute sent?" in page
    assert "18–23" in page  # Wilson's interval of 200 in 1000: 17.6 to 22.6 %
    assert "−20,0 procentenheter" in page
    assert "för få svar" in page


def test_the_first_wave_has_nothing_to_be_compared_with(signed_in, survey):
    page = signed_in("planner", language="sv").get("/surveys?survey=moms&wave=2012").text
    assert "ingen tidigare mätning att jämföra med" in page
    assert signed_in("auditor").get("/surveys?survey=moms&wave=1999").status_code == 404


def test_an_areas_page_has_its_newest_answers(signed_in, survey):
    page = signed_in("planner", language="sv").get("/areas/stadsomrade/ost").text
    assert "Upplevd trygghet i enkäter" in page
    assert "Otrygg ute sent?" in page


def test_the_coordinator_sees_what_a_file_left_out_and_why(signed_in, session):
    batch = make.batch(session, "areas", file_name="kartor.gpkg", rows_read=3, rows_stored=2, rows_rejected=1)
    rejection = models.ImportRejection(
        batch_id=batch.id,
        row_number=2,
        column_name="geom",
        reason_sv="Ytan korsar sig.",
        reason_en="Crossed.",
    )
    make.saved(session, rejection)
    session.commit()
    client = signed_in("coordinator", language="sv")
    assert "kartor.gpkg" in client.get("/imports").text
    page = client.get(f"/imports/{batch.id}").text
    assert "En avvisad rad" in page
    assert "Ytan korsar sig." in page


@pytest.mark.parametrize(
    "address", ["/areas", "/initiatives", "/surveys", "/imports", "/places", "/measures"]
)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_room_stands_empty_too(signed_in, address, language):
    answer = signed_in("coordinator", language=language).get(address)
    assert answer.status_code == 200
    assert 'class="empty"' in answer.text


def test_imports_are_closed_to_planners(signed_in):
    assert signed_in("planner").get("/imports").status_code == 403
