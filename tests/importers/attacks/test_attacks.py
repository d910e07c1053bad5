"""Files made to do harm: refused in five seconds and 300 MB, no connection made, nothing left behind."""

import logging
import os
import re
import socket
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import attack_files
import pytest
from bringing_in import Desk
from sqlalchemy import text

from importers.child import guarded

SECONDS, MEGABYTES = 5, 300


@pytest.fixture(autouse=True)
def _running_server() -> None:
    guarded(os.getcwd)  # its start, once per program, is not what is measured


@pytest.fixture
def silent_port() -> Iterator[int]:
    """Return the port of a socket that fails the test when anybody has connected to it."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        yield listening.getsockname()[1]
        with pytest.raises(BlockingIOError):
            listening.accept()


def refused(desk: Desk, path: Path, caplog: pytest.LogCaptureFixture, folder: Path) -> str:
    """Return why the file is refused, having held the refusal to its promises.

    Seconds are those of work, in both processes: a machine that does other things besides is no slow refusal.
    """
    caplog.set_level(logging.INFO, "importers.child.running")
    begun = time.process_time()
    report = desk.check("places", path)
    seconds = time.process_time() - begun
    ended = re.findall(r"ended: (\d+) MB at most, ([0-9.]+) s", caplog.text)
    seconds += sum(float(worked) for _, worked in ended)
    assert report.files[0].rejected, report
    assert report.stored == 0
    assert seconds < SECONDS
    assert max((int(peak) for peak, _ in ended), default=0) < MEGABYTES
    assert list(folder.iterdir()) == []
    reason = report.files[0].rejected[0].reason
    assert "Traceback" not in reason.en
    return reason.en


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder in which temporary files are made."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.mark.parametrize("name", attack_files.ATTACKS)
def test_an_attack_is_refused_in_a_sentence(name, desk, silent_port, temporary, caplog):
    content = attack_files.ATTACKS[name](silent_port)
    path = desk.folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    reason = refused(desk, path, caplog, temporary)
    path.unlink()
    assert reason.endswith((".", ")"))
    assert "root:" not in reason  # of the file of passwords that some try to read


def test_a_view_without_end_is_cut_off(desk, temporary, caplog):
    path = desk.folder / "endless.gpkg"
    path.write_bytes(attack_files.endless_geopackage(desk.folder))
    refused(desk, path, caplog, temporary)


@pytest.mark.parametrize("name", ["/vsicurl/http://127.0.0.1:{port}/x.geojson", "/vsizip//etc/x.zip"])
def test_a_path_of_gdals_own_is_no_file(name, desk, silent_port):
    ((_, _, reason),) = desk.faults("places", Path(name.format(port=silent_port)))
    assert "/vsi" in reason


def test_a_stolen_file_is_not_stored(desk, tmp_path):
    content = attack_files.xlsx(
        strings=f'{attack_files.STEAL}<sst xmlns="{attack_files.SHEETS}"><si><t>&e;</t></si></sst>'
    )
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    desk.check("places", path)
    assert desk.session.scalar(text("SELECT count(*) FROM place")) == 0
