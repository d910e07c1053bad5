"""What others publish: notices of the police, and figures to compare with."""

import json
from datetime import UTC, datetime

import make
import pytest


@pytest.fixture
def notices(session):
    """Two notices: a robbery, and a later fire whose time is unknown."""
    batch = make.batch(session, "polisen_events").id
    address = "https://polisen.se/aktuellt/handelser/2014/mars/12/12-mars-2130-ran-malmo/"
    make.police_notice(session, batch_id=batch, url=address)
    make.police_notice(
        session,
        batch_id=batch,
        kind="fire",
        type="Brand",
        summary="Brand i container",
        occurred_at=None,
        published_at=datetime(2014, 3, 13, 6, 0, tzinfo=UTC),
    )
    session.commit()


@pytest.mark.parametrize("role", ["partner", "steering_group", "planner"])
def test_everybody_who_is_signed_in_reads_the_notices_the_newest_first(signed_in, notices, role):
    page = signed_in(role, language="sv").get("/police-notices").text
    assert page.index("Brand i container") < page.index("Rån i Malmö")
    assert "2014-03-12 21.30" in page
    assert "okänd" in page
    assert 'href="https://polisen.se/aktuellt' in page
    assert "De räknas ingenstans." in page


def test_notices_of_one_kind_are_asked_for_by_its_code(signed_in, notices):
    browser = signed_in()
    assert "Brand i container" not in browser.get("/police-notices?kind=robbery").text
    told = json.loads(browser.get("/api/police-notices?kind=fire").text)
    assert [notice["type"] for notice in told["notices"]["rows"]] == ["Brand"]


def test_an_unknown_kind_of_notice_is_refused(signed_in):
    assert signed_in().get("/police-notices?kind=magic").status_code == 422


@pytest.mark.parametrize("address", ["/police-notices", "/reference-figures"])
def test_nobody_reads_them_without_signing_in(client, address):
    assert client.get(address).status_code in {302, 303, 401}


def test_published_figures_stand_by_area_and_year_with_what_they_rest_on(signed_in, session):
    batch = make.batch(session, "reference_figures").id
    make.reference_figure(session, batch_id=batch, publisher="Brå")
    make.reference_figure(
        session, batch_id=batch, publisher="Brå", year=2011, value=1804, number_counted=5412
    )
    make.reference_figure(
        session, batch_id=batch, publisher="Brå", level="nation", area_name="Riket", value=911.5
    )
    session.commit()
    page = " ".join(signed_in(language="sv").get("/reference-figures").text.split())
    assert page.index("Riket") < page.index("Malmö <span")
    assert "Per 100 000 invånare. Källa: Brå." in page
    assert "911,5" in page
    assert "n = 5 412" in page
    assert "n okänt" in page


def test_the_figures_are_answered_as_json_with_a_gap_where_a_year_has_none(signed_in, session):
    batch = make.batch(session, "reference_figures").id
    make.reference_figure(session, batch_id=batch)
    make.reference_figure(session, batch_id=batch, area_name="Lund", year=2011, value=900)
    session.commit()
    (table,) = json.loads(signed_in().get("/api/reference-figures").text)["tables"]
    assert table["years"] == [2011, 2012]
    assert [line["values"][1] for line in table["lines"]] == [None, {"value": 1598, "number_counted": None}]


def test_the_page_of_areas_leads_to_both(signed_in):
    page = signed_in().get("/areas").text
    assert 'href="/police-notices"' in page
    assert 'href="/reference-figures"' in page
