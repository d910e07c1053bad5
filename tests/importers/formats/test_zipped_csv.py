"""A CSV file in an archive, with whatever else lies there."""

import zipfile

import pytest

from importers.formats import TABLES, ChoiceNeededError, Reading, UnreadableFileError, open_file


@pytest.fixture
def packed(tmp_path):
    """Pack members by name into an archive."""

    def pack(members: dict[str, bytes]):
        path = tmp_path / "file.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in members.items():
                archive.writestr(name, content)
        return path

    return pack


def test_the_only_csv_file_is_read_and_what_is_not_is_told(packed):
    content = open_file(packed({"data/counts.csv": b"a;b\n1;2\n", "readme.pdf": b"%PDF-"}), TABLES)
    assert (content.reading.member, content.reading.delimiter) == ("counts.csv", ";")
    assert [notice.en for notice in content.notices] == [
        "Only counts.csv is read from the zip file; not readme.pdf."
    ]
    assert [record.number for record in content.records()] == [2]


def test_of_several_csv_files_one_must_be_chosen(packed):
    path = packed({"one.csv": b"a\n1\n", "two.csv": b"a\n2\n"})
    with pytest.raises(ChoiceNeededError) as asked:
        open_file(path, TABLES)
    assert (asked.value.name, asked.value.choices) == ("member", ("one.csv", "two.csv"))
    (record,) = open_file(path, TABLES, Reading(member="two.csv")).records()
    assert record.values == {"a": "2"}


def test_a_member_that_is_not_there_is_refused(packed):
    with pytest.raises(UnreadableFileError, match=r"no CSV file three.csv; it has one.csv"):
        open_file(packed({"one.csv": b"a\n1\n"}), TABLES, Reading(member="three.csv"))


def test_a_csv_file_that_unpacks_to_a_hundred_times_its_size_is_refused(packed):
    with pytest.raises(UnreadableFileError, match="100 times"):
        open_file(packed({"one.csv": b"a;b\n" + b"1;2\n" * 5_000_000}), TABLES)


def test_the_zipped_crimes_of_vancouver_are_read(shared_data):
    content = open_file(shared_data / "crime" / "vancouver_crimes_2020.zip", TABLES)
    assert sum(1 for _ in content.records()) == 37_512
    assert "legal_disclaimer.txt" in content.notices[0].en
