"""Tables of every format on their whole way in: spreadsheets, zipped files, forms, old encodings."""

import zipfile

import make
import openpyxl
import pytest

EAST, NORTH = make.EAST, make.NORTH
HEADERS = ["nyckel", "datum", "brott", "x", "y"]


def row(key: str, category: object = "Rån") -> list[object]:
    return [key, "2024-05-01", category, EAST + 10, NORTH + 10]


@pytest.fixture
def workbook(tmp_path):
    """Write rows into the only sheet of a workbook."""

    def write(*rows: list[object]):
        book = openpyxl.Workbook()
        for cells in rows:
            book.active.append(cells)
        path = tmp_path / "brott.xlsx"
        book.save(path)
        return path

    return write


def test_a_spreadsheet_with_title_and_total_is_brought_in_and_both_are_told(desk, workbook):
    path = workbook(["Anmälda rån"], HEADERS, row("1"), row("2"), ["Totalt", None, None, 2, 2])
    (report,) = desk.run("incidents", path, srid=3008).files
    assert report.stored == 2
    told = " ".join(notice.en for notice in report.notices)
    assert "above the headers are left out: row 1" in told
    assert "Total rows at the end of the table are left out: row 5" in told


def test_an_error_in_a_cell_is_rejected_by_row_and_column(desk, workbook):
    path = workbook(HEADERS, row("1"), row("2", "#REF!"))
    book = openpyxl.load_workbook(path)
    book.active["C3"].data_type = "e"
    book.save(path)
    assert desk.faults("incidents", path, srid=3008) == [(3, "brott", "Cell C3 shows the error #REF!.")]


def test_a_zipped_table_of_an_old_system_is_brought_in_as_said(desk, tmp_path):
    lines = "\r\n".join([";".join(HEADERS), ";".join(map(str, row("1"))).replace(".", ",")])
    path = tmp_path / "brott.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("RÅN.CSV", lines.encode("cp850"))
    (report,) = desk.run("incidents", path, srid=3008, settings={"encoding": "cp850"}).files
    assert (report.stored, report.rejected) == (1, ())


def test_answers_to_a_form_are_observations(desk):
    path = desk.csv(
        "start,plats/gps,plats/_gps_latitude,plats/_gps_longitude,varför/dark,varför/deserted,_id",
        "2024-05-01 20:15,55.605 13.0038 0 5,55.605,13.0038,1,1,7",
    )
    said = {"categories": "varför", "source_key": "_id"}
    report = desk.check("observations", path, column_map=said, settings={"heard_from": "public"})
    (file,) = report.files
    assert file.srid == 4326
    assert "joined into varför" in " ".join(notice.en for notice in file.notices)
