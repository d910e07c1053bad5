"""An archive is looked through before anything of it is written."""

import stat
import struct
import zipfile

import pytest
from map_files import zipped

from importers.formats import UnreadableFileError, archives


def refusal(path) -> str:
    with pytest.raises(UnreadableFileError) as refused, archives.opened(path):
        pass
    return refused.value.reason.en


def with_name(path, raw: bytes):
    """Write an archive of one member whose name has these bytes and no mark of its encoding."""
    zipped(path, {"x" * len(raw): b"a"}, zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"x" * len(raw), raw))
    return path


def test_members_are_told_without_folders_and_what_systems_leave(tmp_path):
    names = ("a/", "a/b.CSV", "__MACOSX/a/._b.csv", "a/.DS_Store", "a/Thumbs.db", "._c")
    path = zipped(tmp_path / "a.zip", dict.fromkeys(names, b"1"))
    with archives.opened(path) as archive:
        (member,) = archive.members
        unpacked = archive.unpack(member, tmp_path, "plain.csv")
    assert (member.name, member.file_name, member.stem, member.suffix) == ("a/b.CSV", "b.CSV", "a/b", ".csv")
    assert (archives.member_names(path), unpacked.read_bytes()) == (("a/b.CSV",), b"1")


@pytest.mark.parametrize(
    "name", ["../a.csv", "a/../../b.csv", "/etc/a.csv", "C:\\a.csv", "a\\..\\..\\b", "a\nb"]
)
def test_names_that_lead_elsewhere_are_refused(tmp_path, name):
    assert "unsafe name" in refusal(zipped(tmp_path / "a.zip", {name: b"1"}))


def test_links_are_refused(tmp_path):
    link = zipfile.ZipInfo("a.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert "link" in refusal(tmp_path / "a.zip")


def test_two_members_of_one_name_are_refused(tmp_path):
    assert "two members called a.csv" in refusal(zipped(tmp_path / "a.zip", {"a.csv": b"1", "A.CSV": b"2"}))


@pytest.mark.parametrize("name", ["b.zip", "b.KMZ", "b.tar.gz"])
def test_an_archive_in_an_archive_is_refused_by_name(tmp_path, name):
    assert "another archive" in refusal(zipped(tmp_path / "a.zip", {name: b"1"}))


def test_an_archive_under_another_name_is_refused_when_it_is_unpacked(tmp_path):
    inner = zipped(tmp_path / "inner.zip", {"a": b"1"}).read_bytes()
    path = zipped(tmp_path / "a.zip", {"a.csv": inner})
    with archives.opened(path) as archive, pytest.raises(UnreadableFileError, match="another archive"):
        archive.unpack(archive.members[0], tmp_path, "a.csv")


def test_what_packs_too_well_is_refused(tmp_path):
    assert "100 times" in refusal(zipped(tmp_path / "a.zip", {"a.csv": bytes(20_000_000)}))


def test_small_members_may_pack_as_well_as_they_can(tmp_path):
    path = zipped(tmp_path / "a.zip", {"a.dbf": b" " * 500_000})
    with archives.opened(path) as archive:
        assert archive.unpack(archive.members[0], tmp_path, "a.dbf").stat().st_size == 500_000


def test_a_crowd_of_members_is_refused(tmp_path):
    path = zipped(tmp_path / "a.zip", {f"{number}.csv": b"" for number in range(archives.MOST_ENTRIES + 1)})
    assert "too many members" in refusal(path)


def test_a_list_of_members_of_any_length_is_not_read(tmp_path):
    path = zipped(tmp_path / "a.zip", {"a" * 60_000 + str(number): b"" for number in range(30)})
    assert "too many members" in refusal(path)
    assert archives.member_names(path) == ()


def test_members_that_share_their_bytes_are_refused(tmp_path):
    path = zipped(tmp_path / "a.zip", {"a.csv": b"1" * 300, "b.csv": b"1" * 300}, zipfile.ZIP_STORED)
    content = bytearray(path.read_bytes())
    second = content.rindex(b"PK\x01\x02")
    content[second + 42 : second + 46] = struct.pack("<I", 0)  # where the second member starts
    path.write_bytes(content)
    assert "share the same bytes" in refusal(path)


def test_a_member_before_the_start_of_the_file_is_refused(tmp_path):
    path = zipped(tmp_path / "a.zip", {"a.csv": b"1"}, zipfile.ZIP_STORED)
    content = bytearray(path.read_bytes())
    told = content.rindex(b"PK\x05\x06") + 16  # where the list of members begins, as the end tells it
    content[told : told + 4] = struct.pack("<I", struct.unpack("<I", content[told : told + 4])[0] + 9)
    path.write_bytes(content)
    assert "lie outside it" in refusal(path)


def test_a_size_that_the_list_understates_is_found_while_unpacking(tmp_path):
    path = zipped(tmp_path / "a.zip", {"a.csv": bytes(900_000)})
    content = path.read_bytes().replace(struct.pack("<I", 900_000), struct.pack("<I", 10))
    path.write_bytes(content)
    with archives.opened(path) as archive, pytest.raises(UnreadableFileError, match="broken"):
        archive.unpack(archive.members[0], tmp_path, "a.csv")
    assert (tmp_path / "a.csv").stat().st_size <= 10


def test_a_password_is_asked_to_be_left_out(tmp_path):
    path = zipped(tmp_path / "a.zip", {"a.csv": b"1"}, zipfile.ZIP_STORED)
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    assert "protected by a password" in refusal(path)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packings_without_a_bound_are_refused(tmp_path, method):
    assert "packed in a way" in refusal(zipped(tmp_path / "a.zip", {"a.csv": b"1"}, method))


@pytest.mark.parametrize("kept", [4, 30, 60, 99])
def test_a_cut_archive_is_refused(tmp_path, kept):
    path = zipped(tmp_path / "a.zip", {"a.csv": b"1,2,3"})
    path.write_bytes(path.read_bytes()[:kept])
    assert "broken" in refusal(path)
    assert archives.member_names(path) == ()


@pytest.mark.parametrize("encoding", ["utf-8", "cp850", "cp1252"])
def test_swedish_names_are_read_however_they_were_written(tmp_path, encoding):
    path = with_name(tmp_path / "a.zip", "Sjöbo/Områden Ås.shp".encode(encoding))
    assert archives.member_names(path) == ("Sjöbo/Områden Ås.shp",)
