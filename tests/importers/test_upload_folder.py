"""The folder of uploads: names that cannot lead elsewhere, sizes, rights, sweeping."""

import hashlib
import io
from pathlib import Path

import pytest

from geodata.errors import InvalidError, NotFoundError, SetupError
from importers.uploads import UploadFolder, folder_of
from importers.uploads.folder import told_name


@pytest.fixture
def folder(tmp_path: Path) -> UploadFolder:
    return UploadFolder(tmp_path / "uploads", largest=100, incoming=tmp_path / "incoming")


def test_a_file_is_kept_under_a_random_name_for_us_alone(folder, tmp_path):
    kept = folder.keep(io.BytesIO(b"id;namn\n"), "platser.csv")
    path = tmp_path / "uploads" / kept.kept_as
    assert (kept.bytes, kept.sha256) == (8, hashlib.sha256(b"id;namn\n").hexdigest())
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    with folder.opened(kept.kept_as, kept.file_name) as named:
        assert (named.name, named.read_bytes()) == ("platser.csv", b"id;namn\n")


@pytest.mark.parametrize(
    ("content", "name"), [(b"x" * 101, "stor.csv"), (b"", "tom.csv"), (b"x", "../"), (b"x", "")]
)
def test_what_is_too_large_empty_or_nameless_leaves_nothing(folder, tmp_path, content, name):
    with pytest.raises(InvalidError) as refused:
        folder.keep(io.BytesIO(content), name)
    assert refused.value.field == "file"
    assert not list(tmp_path.glob("uploads/*"))


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("C:\\Users\\kim\\platser.csv", "platser.csv"),
        ("../../etc/passwd", "passwd"),
        (".dold.csv", "dold.csv"),
        ("rad\nbrytning.csv", "radbrytning.csv"),
        ("a" * 300 + ".geojson", "a" * 108 + ".geojson"),
    ],
)
def test_a_name_is_only_a_name(given, told):
    assert told_name(given) == told


def test_a_name_that_tells_of_a_person_is_masked():
    assert "2385" not in told_name("19900101-2385.csv")


@pytest.mark.parametrize("asked", ["../uploads/x", "/etc/passwd", "..", "länk.csv", "mapp", ".dold"])
def test_the_incoming_folder_offers_its_own_files_and_no_others(folder, tmp_path, asked):
    incoming = tmp_path / "incoming"
    incoming.mkdir()
    (incoming / "platser.csv").write_text("id\n", encoding="utf-8")
    (incoming / ".dold").write_text("x", encoding="utf-8")
    (incoming / "mapp").mkdir()
    (incoming / "länk.csv").symlink_to("/etc/passwd")
    assert folder.waiting() == ("platser.csv",)
    assert folder.fetch("platser.csv").bytes == 3
    with pytest.raises(NotFoundError):
        folder.fetch(asked)


def test_files_that_no_upload_names_are_swept_once_they_are_old(folder, tmp_path, monkeypatch):
    named, orphan = (folder.keep(io.BytesIO(b"x"), "x.csv").kept_as for _ in range(2))
    assert folder.sweep({named}) == 0
    later = (tmp_path / "uploads" / orphan).stat().st_ctime + 7200
    monkeypatch.setattr("importers.uploads.folder.time.time", lambda: later)
    assert folder.sweep({named}) == 1
    assert [path.name for path in (tmp_path / "uploads").iterdir()] == [named]


@pytest.mark.parametrize("kept_as", ["../x", "x" * 32, "", "0" * 32])
def test_no_other_name_leads_into_the_folder(folder, kept_as):
    folder.keep(io.BytesIO(b"x"), "x.csv")
    with pytest.raises(NotFoundError), folder.opened(kept_as, "x.csv"):
        pass


def test_the_largest_size_is_a_setting(tmp_path):
    assert folder_of(tmp_path, {"TRYGGKARTA_LARGEST_UPLOAD": "7"}).largest == 7 * 1024 * 1024
    with pytest.raises(SetupError):
        folder_of(tmp_path, {"TRYGGKARTA_LARGEST_UPLOAD": "mycket"})
