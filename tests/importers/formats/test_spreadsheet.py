"""Spreadsheets as people send them: sheets, titles, merged headers, totals, formulas; and as weapons."""

import zipfile
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest

from importers.formats import TABLES, ChoiceNeededError, Reading, UnreadableFileError, open_file
from importers.formats.workbook import kind_of_format

COUNTS = [["Område", "Mord", "Rån"], ["Centrum", 1, 2.5], ["Hyllie", 0, 3]]


@pytest.fixture
def workbook(tmp_path):
    """Write sheets, given as rows by name, into a workbook and return where it lies."""

    def write(**sheets: list[list[object]]):
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        path = tmp_path / "book.xlsx"
        book.save(path)
        return path

    return write


def replaced(path, part: str, content: bytes):
    """Put other content into one part of a workbook."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, held in {**parts, part: content}.items():
            archive.writestr(name, held)
    return path


def sheet_of(*cells: str) -> bytes:
    """Return a sheet with headers a and b and one row of these cells."""
    headers = '<row r="1"><c r="A1" t="str"><v>a</v></c><c r="B1" t="str"><v>b</v></c></row>'
    row = f'<row r="2">{"".join(cells)}</row>'
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{main}"><sheetData>{headers}{row}</sheetData></worksheet>'.encode()


def records(content):
    return [(record.number, dict(record.values)) for record in content.records()]


def test_a_sheet_gives_its_own_row_numbers_and_values(workbook):
    content = open_file(workbook(Blad=COUNTS), TABLES)
    assert content.headers == ("Område", "Mord", "Rån")
    assert records(content) == [
        (2, {"Område": "Centrum", "Mord": 1, "Rån": 2.5}),
        (3, {"Område": "Hyllie", "Mord": 0, "Rån": 3}),
    ]
    assert (content.reading.sheet, content.reading.header_rows, content.expected_rows) == ("Blad", 1, 2)


def test_records_can_be_read_twice(workbook):
    content = open_file(workbook(Blad=COUNTS), TABLES)
    assert records(content) == records(content)


def test_of_several_sheets_one_must_be_chosen_and_empty_ones_do_not_count(workbook):
    path = workbook(A=COUNTS, B=COUNTS[:2], Tomt=[])
    with pytest.raises(ChoiceNeededError) as asked:
        open_file(path, TABLES)
    assert (asked.value.name, asked.value.choices) == ("sheet", ("A", "B"))
    assert len(records(open_file(path, TABLES, Reading(sheet="B")))) == 1
    with pytest.raises(UnreadableFileError, match="no sheet C; it has A, B"):
        open_file(path, TABLES, Reading(sheet="C"))


def test_a_hidden_sheet_is_left_alone_and_told(workbook):
    path = workbook(A=COUNTS, B=COUNTS)
    book = openpyxl.load_workbook(path)
    book["B"].sheet_state = "hidden"
    book.save(path)
    content = open_file(path, TABLES)
    assert (content.reading.sheet, content.notices[0].en) == ("A", "Hidden sheets are not read: B.")


def test_titles_merged_headers_and_totals_are_not_records(workbook):
    rows = [
        ["Anmälda brott"],
        [],
        ["Område", "Mord", None, "Rån", None],
        [None, 2018, 2019, 2018, 2019],
        ["Centrum", 1, 2, 30, 40],
        ["Hyllie", 0, 1, 20, 10],
        ["Totalt", 1, 3, 50, 50],
        [],
        ["Källa: Brå"],
    ]
    path = workbook(Blad=rows)
    book = openpyxl.load_workbook(path)
    book["Blad"].merge_cells("B3:C3")
    book.save(path)
    content = open_file(path, TABLES)
    assert content.headers == ("Område", "Mord | 2018", "Mord | 2019", "Rån | 2018", "Rån | 2019")
    assert [number for number, _ in records(content)] == [5, 6]
    assert [remark.en for remark in content.remarks()] == [
        "Total rows at the end of the table are left out: row 7.",
        "Notes below the table are left out: row 9.",
    ]


def test_a_table_may_stand_away_from_the_corner(workbook):
    rows = [[], [None, None, "a", "b"], [None, None, 1, 2]]
    content = open_file(workbook(Blad=rows), TABLES)
    assert (content.headers, records(content)) == (("a", "b"), [(3, {"a": 1, "b": 2})])


def test_dates_are_dates_and_times_are_times(workbook):
    moments = [
        date(2019, 3, 31),
        datetime.fromisoformat("2019-03-31T20:29:59"),
        time(8, 15),
        timedelta(hours=25),
    ]
    content = open_file(workbook(Blad=[["d", "dt", "t", "span"], moments]), TABLES)
    assert list(records(content)[0][1].values()) == [*moments[:3], "25:00:00"]


def test_days_before_march_1900_and_days_counted_from_1904_are_right(workbook):
    path = workbook(Blad=[["d"], [date(2019, 3, 31)], [date(1900, 1, 31)]])
    book = openpyxl.load_workbook(path)
    assert [row["d"] for _, row in records(open_file(path, TABLES))] == [date(2019, 3, 31), date(1900, 1, 31)]
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book["Blad"].delete_rows(3)
    book.save(path)
    assert [row["d"] for _, row in records(open_file(path, TABLES))] == [date(2019, 3, 31)]


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("yyyy-mm-dd", "date"),
        ("[$-41D]d mmmm yyyy", "date"),
        ("yyyy-mm-dd hh:mm", "moment"),
        ("hh:mm:ss", "time"),
        ("[h]:mm", "duration"),
        ('#,##0\\ "kr"', None),
        ('0 "dygn"', None),
        ("[Red]0.00E+00", None),
        ("_-* #,##0.00_-", None),
    ],
)
def test_a_number_format_tells_what_a_number_is(code, kind):
    assert kind_of_format(code) == kind


def test_a_formula_counts_by_its_saved_value_and_without_one_is_a_fault(workbook):
    path = workbook(Blad=COUNTS)
    saved = '<c r="A2"><f>1+1</f><v>2</v></c>'
    for cell, fault in (
        (saved, None),
        ('<c r="A2"><f>1+1</f></c>', "The formula in cell A2 has no saved value"),
        ('<c r="A2"><f>1+1</f><v/></c>', "The formula in cell A2 has no saved value"),
    ):
        (record,) = open_file(replaced(path, "xl/worksheets/sheet1.xml", sheet_of(cell)), TABLES).records()
        assert (record.values.get("a") == 2, (record.fault is None)) == (fault is None, fault is None)
        assert fault is None or record.fault.en.startswith(fault)


def test_an_error_is_a_fault_with_row_and_column(workbook):
    cells = ('<c r="A2"><v>1</v></c>', '<c r="B2" t="e"><v>#REF!</v></c>')
    (record,) = open_file(
        replaced(workbook(Blad=COUNTS), "xl/worksheets/sheet1.xml", sheet_of(*cells)), TABLES
    ).records()
    assert (record.number, record.fault_in, record.fault.en) == (2, "b", "Cell B2 shows the error #REF!.")


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A2" t="s"><v>99</v></c>',
        '<c r="A2"><v>NaN</v></c>',
        '<c r="A2"><v>1e400</v></c>',
        '<c r="A2" t="d"><v>yesterday</v></c>',
    ],
)
def test_a_cell_that_cannot_be_read_is_a_fault(workbook, cell):
    path = replaced(workbook(Blad=COUNTS), "xl/worksheets/sheet1.xml", sheet_of(cell))
    (record,) = open_file(path, TABLES).records()
    assert "A2" in record.fault.en


@pytest.mark.parametrize("row", ['<row r="99999999"/>', '<row r="1"/>', '<row r="x"/>'])
def test_rows_that_cannot_be_are_refused(workbook, row):
    broken = sheet_of('<c r="A2"><v>1</v></c>').replace(b"</sheetData>", row.encode() + b"</sheetData>")
    path = replaced(workbook(Blad=COUNTS), "xl/worksheets/sheet1.xml", broken)
    with pytest.raises(UnreadableFileError, match="cannot be"):
        list(open_file(path, TABLES).records())


def test_what_the_sheet_says_of_its_size_is_not_believed(workbook):
    lying = sheet_of('<c r="A2"><v>1</v></c>').replace(b"<sheetData>", b'<dimension ref="A1:A1"/><sheetData>')
    path = replaced(workbook(Blad=COUNTS), "xl/worksheets/sheet1.xml", lying)
    assert records(open_file(path, TABLES)) == [(2, {"a": 1, "b": None})]


# ---------------------------------------------------------------- as weapons


ENTITIES = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "_rels/.rels"]
)
def test_a_document_type_is_refused_in_every_part(workbook, part):
    path = workbook(Blad=COUNTS)
    with zipfile.ZipFile(path) as archive:
        held = archive.read(part)
    head, mark, body = held.partition(b"?>") if held.startswith(b"<?xml") else (b"", b"", held)
    with pytest.raises(UnreadableFileError, match="document type"):
        open_file(replaced(path, part, head + mark + ENTITIES + body), TABLES)


def test_three_hundred_megabytes_in_a_small_file_are_refused_unread(workbook):
    path = workbook(Blad=COUNTS)
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet2.xml", "w") as part,
    ):
        for _ in range(300):
            part.write(b" " * (1 << 20))
    with pytest.raises(UnreadableFileError, match="100 times"):
        open_file(path, TABLES)


def test_a_link_to_another_file_is_not_followed(workbook):
    path = workbook(Blad=COUNTS)
    with zipfile.ZipFile(path) as archive:
        links = archive.read("xl/_rels/workbook.xml.rels")
    outside = links.replace(
        b'Target="/xl/worksheets/sheet1.xml"', b'TargetMode="External" Target="file:///etc/passwd"'
    )
    assert outside != links
    with pytest.raises(UnreadableFileError, match="no cells"):
        open_file(replaced(path, "xl/_rels/workbook.xml.rels", outside), TABLES)


@pytest.mark.parametrize(
    ("start", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), r"older Excel file \(\.xls\) or protected"),
        (
            b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
            "OpenDocument",
        ),
        (b"%PDF-1.7\n", "a PDF"),
        (b"\x1f\x8b\x08\x00", "packed in a way"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "a web page"),
    ],
)
def test_what_is_not_read_is_refused_with_what_to_do(tmp_path, start, words):
    path = tmp_path / "book.xlsx"
    path.write_bytes(start)
    with pytest.raises(UnreadableFileError, match=words):
        open_file(path, TABLES)


def test_the_three_sheets_of_assaults_are_read_one_at_a_time(shared_data):
    path = shared_data / "hostile" / "aggravated_assaults_3_sheets.xlsx"
    counts, dateless = {}, 0
    for sheet in ("Austin", "Fort Worth", "Seattle"):
        found = records(open_file(path, TABLES, Reading(sheet=sheet)))
        counts[sheet] = len(found)
        dateless += sum(row["date"] is None for _, row in found)
    assert (counts, dateless) == ({"Austin": 8696, "Fort Worth": 1577, "Seattle": 2529}, 2)
