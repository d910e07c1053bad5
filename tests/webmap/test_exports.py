"""Files that leave the system: read back in every format, they hold what the list shows and nothing else."""

import csv
import io
import json
import re
from datetime import UTC, date, datetime

import make
import openpyxl
import pytest

from geodata.models import ExportLog
from webmap.exports.formats import FORMATS
from webmap.exports.layers import EXPORT_LAYERS

PURPOSE = "Underlag till mötet i mars"
TABULAR = ("csv-excel", "csv", "xlsx", "json")


@pytest.fixture
def export(send):
    """Return a taker of files: `export(client, "places?q=tunnel", "csv")`."""

    def take(client, address: str, form: str, **fields):
        return send(client, f"/export/{address}", {"purpose": PURPOSE, "format": form, **fields})

    return take


def read_back(content: bytes, form: str) -> tuple[list[list[object]], list[list[object]]]:
    """Return the rows of a file and the lines of its colophon."""
    if form == "xlsx":
        rows, about = openpyxl.load_workbook(io.BytesIO(content)).worksheets
        return [list(row) for row in rows.values][1:], [list(row) for row in about.values]
    if form in {"json", "geojson"}:
        found = json.loads(content)
        records = found["rows"] if form == "json" else [one["properties"] for one in found["features"]]
        return [list(record.values()) for record in records], [list(one) for one in found["metadata"].items()]
    text = content.decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(text), delimiter=";" if form == "csv-excel" else ","))
    end = read.index([])
    return read[1:end], read[end + 1 :]


def names_on_screen(client, address: str) -> list[str]:
    return re.findall(r'<th scope="row">\s*<a[^>]*>([^<]*)</a>', client.get(address).text)


@pytest.mark.parametrize("form", [one.code for one in FORMATS])
def test_every_format_holds_the_rows_of_the_list_on_screen(signed_in, export, session, form):
    for name in ("Åkern", "Zebran", "Ängen"):
        make.place(session, name)
    client = signed_in("planner", language="sv")
    answer = export(client, "places", form)
    rows, _about = read_back(answer.data, form)
    assert [row[1] for row in rows] == names_on_screen(client, "/places") == ["Zebran", "Åkern", "Ängen"]
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_filter_of_the_page_is_the_filter_of_the_file(signed_in, export, session):
    make.place(session, "GC-tunnel D3")
    make.place(session, "Parken", kind="park")
    client = signed_in("planner", language="sv")
    rows, about = read_back(export(client, "places?q=tunnel", "csv").data, "csv")
    assert [row[1] for row in rows] == ["GC-tunnel D3"]
    assert ["# Urval", "”tunnel”"] in about


@pytest.mark.parametrize("role", ["planner", "street_operations", "ssp_school", "partner"])
def test_nobody_takes_out_what_the_list_does_not_show_them(signed_in, export, session, role):
    mine = make.area(session)
    make.place(session, "Här")
    make.place(session, "Långt borta", geom=make.point(5_000, 5_000))
    client = signed_in(role, area_ids=(mine.id,))
    rows, _about = read_back(export(client, "places", "json").data, "json")
    assert [row[1] for row in rows] == names_on_screen(client, "/places")
    assert "Här" in [row[1] for row in rows]


@pytest.mark.parametrize("layer", EXPORT_LAYERS, ids=lambda layer: layer.code)
def test_who_may_not_read_a_list_may_not_take_it_out(signed_in, layer):
    client = signed_in("administrator")
    assert client.get(f"/export/{layer.code}").status_code == (200 if layer.entity == "area" else 403)


@pytest.mark.parametrize("form", TABULAR)
def test_a_list_without_rows_gives_a_file_without_rows(signed_in, export, form):
    rows, about = read_back(export(signed_in("planner", language="sv"), "places", form).data, form)
    assert rows == []
    assert about


def test_all_pages_of_a_list_are_in_the_file(signed_in, export, session):
    for number in range(450):
        make.place(session, f"Plats {number:03}")
    rows, about = read_back(export(signed_in("planner", language="sv"), "places", "xlsx").data, "xlsx")
    assert [row[1] for row in rows] == [f"Plats {number:03}" for number in range(450)]
    assert ["Rader", "450"] in about


@pytest.mark.parametrize("beginning", ["=", "+", "-", "@", "\t", "\r", "  =", "＝"])
@pytest.mark.parametrize("form", ["csv-excel", "csv"])
def test_no_cell_of_a_csv_file_begins_as_a_formula(signed_in, export, session, form, beginning):
    make.place(session, f'{beginning}HYPERLINK("http://a.example")')
    rows, _about = read_back(export(signed_in("planner"), "places", form).data, form)
    assert rows[0][1].startswith("'")


def test_no_cell_of_a_workbook_is_a_formula_and_no_sign_breaks_it(signed_in, export, session):
    make.place(session, '=HYPERLINK("http://a.example")')
    make.place(session, "Bänk\x08\x1bvid torget")
    make.place(session, "#N/A")
    answer = export(signed_in("planner"), "places", "xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).worksheets[0]
    cells = [row[1] for row in sheet.iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.value for cell in cells} == {"#N/A", '=HYPERLINK("http://a.example")', "Bänkvid torget"}


def test_a_workbook_has_days_and_numbers_as_such(signed_in, export, session):
    make.place(session)
    answer = export(signed_in("planner"), "places", "xlsx")
    row = next(openpyxl.load_workbook(io.BytesIO(answer.data)).worksheets[0].iter_rows(min_row=2))
    assert row[5].value.date() == date(2014, 3, 12)
    assert row[5].number_format == "yyyy-mm-dd"
    assert isinstance(row[7].value, float)


def test_swedish_excel_gets_semicolons_decimal_commas_and_a_mark(signed_in, export, session):
    make.place(session)
    content = export(signed_in("planner", language="sv"), "places", "csv-excel").data
    assert content.startswith(b"\xef\xbb\xbf")
    heading, row = content.decode("utf-8-sig").splitlines()[:2]
    assert heading.split(";")[1:4] == ["Plats", "Status", "Typ"]
    assert re.fullmatch(r"1[23],\d+", row.split(";")[7])
    assert re.fullmatch(r"55,\d+", row.split(";")[8])


def test_a_point_in_geojson_lies_where_the_place_does(signed_in, export, session):
    make.place(session)
    found = json.loads(export(signed_in("planner"), "places", "geojson").data)
    (feature,) = found["features"]
    lon, lat = feature["geometry"]["coordinates"]
    assert (12.9 < lon < 13.1, 55.5 < lat < 55.7) == (True, True)
    assert feature["properties"]["kind"] == "underpass"
    assert found["metadata"]["purpose"] == PURPOSE


def test_a_list_without_positions_has_no_geojson(signed_in, export):
    client = signed_in("planner")
    assert "GeoJSON" not in client.get("/export/initiatives").text
    assert export(client, "initiatives", "geojson").status_code == 422


def test_an_export_needs_a_purpose(signed_in, export, session):
    client = signed_in("planner", language="en")
    answer = export(client, "places", "csv", purpose="  ")
    assert answer.status_code == 422
    assert session.query(ExportLog).count() == 0


def test_a_purpose_that_tells_of_a_person_is_refused(signed_in, export, session):
    answer = export(signed_in("planner", language="sv"), "places", "csv", purpose="Ring Kim 070-174 06 05")
    assert answer.status_code == 422
    assert "Ändamålet:" in answer.text
    assert session.query(ExportLog).count() == 0


def test_the_file_names_its_line_in_the_log(signed_in, export, session):
    make.place(session)
    client = signed_in("planner", language="sv")
    _rows, about = read_back(export(client, "places?q=tunnel", "csv").data, "csv")
    line = session.query(ExportLog).one()
    assert ["# Uttagsnummer", str(line.id)] in about
    assert (line.layer, line.row_count, line.format, line.purpose) == ("places", 1, "csv", PURPOSE)
    assert line.filters == {"q": "…"}


def test_the_file_says_what_it_is_and_who_may_use_it(signed_in, export, session):
    make.batch(session, "places", synthetic=True)
    client = signed_in("planner", language="sv")
    answer = export(client, "places", "csv-excel")
    about = dict(read_back(answer.data, "csv-excel")[1])
    assert about["# Påhittade siffror"].startswith("De beskriver inte den verkliga staden")
    assert "planerare" in about["# Får användas av"]
    assert about["# Ändamål"] == PURPOSE
    assert about["# Underlag"].startswith("Platser (CSV eller karta): antal filer 1")
    assert "pahittat" in answer.headers["Content-Disposition"]


@pytest.fixture
def crimes(session):
    """Return an area with 12 thefts and 3 acts of vandalism in 2014."""
    area = make.area(session)
    batch = make.batch(session)
    for group, events in (("bicycle_theft", 12), ("vandalism", 3)):
        for number in range(events):
            at = datetime(2014, 1 + number % 12, 12, 12, 0, tzinfo=UTC)
            make.incident(session, at, category=group, crime_group=group, batch_id=batch.id)
    return area


@pytest.mark.parametrize("shown", [("planner", True), ("police_analyst", False)])
@pytest.mark.parametrize("form", TABULAR)
def test_what_is_hidden_on_the_page_is_hidden_in_the_file(signed_in, export, crimes, shown, form):
    role, hidden = shown
    client = signed_in(role, language="sv")
    asked = f"area={crimes.kind}:{crimes.code}&from=2014-01&to=2014-12"
    rows, _about = read_back(export(client, f"area-crime?{asked}", form).data, form)
    page = client.get(f"/areas/{crimes.kind}/{crimes.code}?from=2014-01&to=2014-12").text
    other = "hidden" if form == "json" else "dolt"
    assert sorted(str(row[4]) for row in rows) == (["<5", other] if hidden else ["12", "3"])
    assert ("&lt;5" in page) is hidden
    assert ("Visas inte: skulle avslöja ett litet antal" in page) is hidden


def test_the_file_of_an_area_says_how_crime_was_altered(signed_in, export, crimes):
    client = signed_in("planner", language="sv")
    answer = export(client, f"area-crime-course?area={crimes.kind}:{crimes.code}", "json")
    told = json.loads(answer.data)["metadata"]
    assert "<5" in told["suppression"]


def test_an_area_must_be_named(signed_in, export):
    assert export(signed_in("planner"), "area-crime", "csv").status_code == 422


def test_the_counts_of_an_evaluation_are_those_of_its_page(signed_in, export, session, crimes):
    measure = make.measure(session, started_on=date(2014, 7, 1))
    client = signed_in("police_analyst", language="sv")
    answer = export(client, f"evaluation?measure={measure.id}", "json")
    shown = client.get(f"/api/measures/{measure.id}/evaluation").json
    rows = json.loads(answer.data)["rows"]
    treated = shown["counts"]["treated"] if shown["counts"] else None
    assert [(row["before"], row["after"]) for row in rows][:1] == (
        [(treated["before"], treated["after"])] if treated else []
    )


@pytest.mark.parametrize("layer", EXPORT_LAYERS, ids=lambda layer: layer.code)
def test_every_table_has_a_form_and_its_cells_fit_its_columns(signed_in, export, session, crimes, layer):
    make.place(session)
    measure = make.measure(session)
    client = signed_in("police_analyst", language="sv")
    asked = f"area={crimes.kind}:{crimes.code}&measure={measure.id}"
    assert client.get(f"/export/{layer.code}?{asked}").status_code == 200
    if layer.code != "survey-results":
        answer = export(client, f"{layer.code}?{asked}", "json")
        found = json.loads(answer.data)
        assert all(row.keys() == found["columns"].keys() for row in found["rows"])
