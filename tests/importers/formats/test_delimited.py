"""Delimited text as people send it: encodings, delimiters, titles, joined headers, totals, notes."""

import codecs

import pytest

from importers.formats import Reading, UnreadableFileError, open_file

COUNTS = "Område;Mord;Rån\nCentrum;1,5;2\nHyllie;0,5;3\n"


@pytest.fixture
def opened(tmp_path):
    """Open a CSV file with this content, text being UTF-8."""

    def open_written(content: str | bytes, **reading):
        path = tmp_path / "table.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return open_file(path, ("csv",), Reading(**reading))

    return open_written


def records(content):
    return [(record.number, dict(record.values)) for record in content.records()]


def english(content) -> str:
    return " ".join(notice.en for notice in content.notices)


# ---------------------------------------------------------------- encodings


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (COUNTS.encode(), "utf-8"),
        (codecs.BOM_UTF8 + COUNTS.encode(), "utf-8"),
        (codecs.BOM_UTF16_LE + COUNTS.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + COUNTS.encode("utf-16-be"), "utf-16-be"),
        (COUNTS.encode("utf-16-le"), "utf-16-le"),
        (COUNTS.encode("utf-16-be"), "utf-16-be"),
        (COUNTS.encode("latin-1"), "latin-1"),
        (COUNTS.replace("Rån", "Rån – grovt").encode("cp1252"), "cp1252"),
    ],
)
def test_the_encoding_is_found_and_told(opened, content, encoding):
    found = opened(content)
    assert (found.reading.encoding, found.headers[0]) == (encoding, "Område")
    assert len(records(found)) == 2


def test_what_was_found_can_be_said_and_gives_the_same(opened):
    found = opened(codecs.BOM_UTF16_LE + COUNTS.encode("utf-16-le"))
    said = found.reading
    again = open_file_with(opened, codecs.BOM_UTF16_LE + COUNTS.encode("utf-16-le"), said)
    assert (again.headers, records(again)) == (found.headers, records(found))


def open_file_with(opened, content, reading):
    return opened(
        content,
        encoding=reading.encoding,
        delimiter=reading.delimiter,
        header_rows=reading.header_rows,
    )


def test_letters_of_an_old_system_are_read_as_said_and_suspected_when_not(opened):
    old = COUNTS.encode("cp850")
    assert opened(old, encoding="cp850").headers == ("Område", "Mord", "Rån")
    assert "give encoding=cp850" in english(opened(old))


@pytest.mark.parametrize(
    ("content", "encoding", "words"),
    [
        (COUNTS.encode("latin-1"), "utf-8", "not text in utf-8: line 1"),
        (COUNTS.encode("utf-16-le"), "cp1252", "not text in cp1252"),
        (COUNTS.encode(), "utf-16-le", "not text in utf-16-le"),
        (COUNTS.encode(), "rot13", "encoding rot13 is not read"),
        (COUNTS.encode(), "klingon", "encoding klingon is not read"),
    ],
)
def test_an_encoding_that_does_not_fit_is_refused(opened, content, encoding, words):
    with pytest.raises(UnreadableFileError, match=words):
        opened(content, encoding=encoding)


def test_damaged_utf_8_is_refused_with_its_line_and_not_taken_for_windows(opened):
    with pytest.raises(UnreadableFileError, match="damaged in line 3") as refused:
        opened("namn;ort\nÅsa;Malmö\nÖrjan;Västerås\n".encode().replace(b"V\xc3\xa4s", b"V\xc3s"))
    assert refused.value.row == 3


def test_bytes_that_no_encoding_has_are_refused(opened):
    with pytest.raises(UnreadableFileError, match="give encoding, one of utf-8"):
        opened(b"a;b\n\x81\x8d;2\n")


# ---------------------------------------------------------------- delimiters


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(opened, delimiter):
    found = opened(delimiter.join("abc") + "\n" + delimiter.join("123") + "\n")
    assert found.headers == ("a", "b", "c")


def test_decimal_commas_do_not_make_the_comma_the_delimiter(opened):
    found = opened("id;x;y\n1;55,6;13,0\n2;55,7;13,1\n")
    assert (found.reading.delimiter, records(found)[0]) == (";", (2, {"id": "1", "x": "55,6", "y": "13,0"}))


def test_quoted_texts_hold_any_delimiter(opened):
    found = opened('id,text\n1,"a;b;c;d"\n2,"e;f;g;h"\n3,"i;j;k;l"\n')
    assert (found.reading.delimiter, len(found.headers)) == (",", 2)


def test_excels_own_line_about_the_delimiter_is_obeyed(opened):
    found = opened("sep=^\na^b\n1^2\n")
    assert (found.headers, records(found)) == (("a", "b"), [(3, {"a": "1", "b": "2"})])


def test_a_person_may_say_any_character(opened):
    assert opened("a~b\n1~2\n", delimiter="~").headers == ("a", "b")
    assert opened("a\tb\n1\t2\n", delimiter="tab").headers == ("a", "b")


@pytest.mark.parametrize(("delimiter", "words"), [("::", "single character"), ("#", "does not occur")])
def test_a_delimiter_that_cannot_be_is_refused(opened, delimiter, words):
    with pytest.raises(UnreadableFileError, match=words):
        opened(COUNTS, delimiter=delimiter)


# ---------------------------------------------------------------- what stands above and below


def test_titles_above_the_headers_are_left_out_and_told(opened):
    found = opened("Anmälda brott i Malmö\n\nOmråde;2018;2019\nCentrum;1;2\n")
    assert (found.headers, found.reading.header_rows) == (("Område", "2018", "2019"), 3)
    assert records(found) == [(4, {"Område": "Centrum", "2018": "1", "2019": "2"})]
    assert "above the headers are left out: row 1" in english(found)


def test_headers_in_two_rows_are_joined(opened):
    found = opened(";Mord;;Rån;\nOmråde;2018;2019;2018;2019\nCentrum;1;2;30;40\nHyllie;0;1;20;10\n")
    assert found.headers == ("Område", "Mord | 2018", "Mord | 2019", "Rån | 2018", "Rån | 2019")
    assert [number for number, _ in records(found)] == [3, 4]


def test_a_first_record_of_names_is_no_second_header(opened):
    found = opened("namn,,stadsdel\nSibbarp,x,Limhamn\nHyllieby,y,Hyllie\n")
    assert (found.headers, len(records(found))) == (("namn", "", "stadsdel"), 2)


def test_a_person_may_say_how_many_rows_stand_above_the_records(opened):
    table = "a;b\nc;d\n1;2\n"
    assert opened(table, header_rows=2).headers == ("a | c", "b | d")
    assert opened("1;2\n3;4\n", header_rows=0).headers == ("1", "2")


def test_more_header_rows_than_there_are_is_refused(opened):
    with pytest.raises(UnreadableFileError, match="no headers among the first 2 rows"):
        opened("\n\na;b\n1;2\n", header_rows=2)


@pytest.mark.parametrize("total", ["Totalt;1;5", "Malmö totalt;1;5", "Summa:;1;5", "TOTAL;1;5"])
def test_a_total_at_the_end_is_left_out_and_told(opened, total):
    found = opened(COUNTS + total + "\n")
    assert [number for number, _ in records(found)] == [2, 3]
    assert "Total rows at the end of the table are left out: row 4." in english(found)


def test_notes_below_the_table_are_left_out_and_told(opened):
    found = opened(COUNTS + "Totalt;2;5\n\nKälla: Brå\nSiffrorna är preliminära och kan ändras\n")
    assert len(records(found)) == 2
    assert "Notes below the table are left out: row 6, 7." in english(found)


def test_a_total_in_the_middle_is_a_record(opened):
    assert len(records(opened("Område;Mord\nTotalt;3\nCentrum;1\nHyllie;2\n"))) == 3


def test_a_last_row_that_was_cut_short_is_a_fault_and_no_note(opened):
    (*_, last) = opened(COUNTS + "Limhamn\n").records()
    assert (last.number, last.fault.en) == (4, "The row has 1 fields, the header line 3.")


def test_the_end_of_a_text_of_several_lines_is_no_total(opened):
    found = opened('id,text\n1,"a\nTotalt,5"\n')
    assert records(found) == [(2, {"id": "1", "text": "a\nTotalt,5"})]


# ---------------------------------------------------------------- faults


def test_a_longer_header_than_rows_and_longer_rows_than_headers_are_faults(opened):
    shorter, longer, padded = opened("a,b\n1\n1,2,3\n1,2,,\n").records()
    assert shorter.fault is not None
    assert longer.fault is not None
    assert padded.values == {"a": "1", "b": "2"}


def test_running_text_is_no_table(opened):
    with pytest.raises(UnreadableFileError, match="running text"):
        opened("Mörka buskar och trasiga lampor " * 20)


def test_a_header_with_an_open_quote_is_refused(opened):
    with pytest.raises(UnreadableFileError, match="quotation marks"):
        opened('"a;b\n1;2\n')


def test_a_field_may_hold_an_outline_but_not_a_file(opened):
    outline = "POLYGON((" + "0 0," * 50_000 + "))"
    assert records(opened(f'id;wkt\n1;"{outline}"\n'))[0][1]["wkt"] == outline
    with pytest.raises(UnreadableFileError, match="field larger than field limit"):
        records(opened("id;wkt\n1;" + "0" * 5_000_000 + "\n"))


def test_a_line_without_end_is_refused_before_it_is_held(opened):
    with pytest.raises(UnreadableFileError, match="Line 2 is longer than 16 million") as refused:
        opened(b"a;b\n" + b"1;" * 10_000_000)
    assert refused.value.row == 2


def test_too_many_columns_are_refused(opened):
    with pytest.raises(UnreadableFileError, match="more than 4096 columns"):
        opened(";".join(map(str, range(5000))) + "\n")


# ---------------------------------------------------------------- streaming


def test_bare_rows_are_those_of_the_records(opened):
    found = opened("Titel\n" + COUNTS + "\nTotalt;2;5\n")
    assert list(found.rows()) == [(3, ["Centrum", "1,5", "2"]), (4, ["Hyllie", "0,5", "3"])]
    assert list(found.rows()) == [(number, list(values.values())) for number, values in records(found)]


def test_lines_are_counted_whatever_ends_them(opened):
    for end in ("\n", "\r\n", "\r"):
        content = COUNTS.replace("\n", end) + f"Totalt;2;5{end}"
        found = opened(content)
        assert ([number for number, _ in records(found)], found.expected_rows) == ([2, 3], 2)
        assert "row 4" in english(found)


def test_a_total_far_down_a_large_file_is_found(opened):
    rows = "".join(f"Område {number};{number};1\n" for number in range(100_000))
    found = opened("Område;Mord;Rån\n" + rows + "Totalt;4;5\n")
    assert (found.expected_rows, sum(1 for _ in found.rows())) == (100_000, 100_000)
    assert "row 100002" in english(found)
