"""What a guarded child cannot do, whatever it is made to try; and what its parent hears of it."""

import errno
import os
import signal
import socket
import tempfile
import time
from pathlib import Path

import escapes
import pytest

from geodata.errors import InvalidError
from importers.child import Limits, guarded
from importers.child.running import Child, Task
from importers.formats import ChoiceNeededError, UnreadableFileError

QUICK = Limits(cpu_seconds=1, wall_seconds=20)


def test_no_road_leads_out(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.2)
        found = guarded(escapes.roads_out, listening.getsockname()[1])
        with pytest.raises(TimeoutError):
            listening.accept()
    assert set(found.values()) == {"PermissionError"}, found


def test_sockets_are_not_made_by_another_road():
    assert guarded(escapes.io_uring) == errno.EPERM


def test_libraries_may_have_threads():
    assert guarded(escapes.thread) == "ran"


def test_a_child_has_an_empty_folder_and_none_of_our_surroundings(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:1")
    found = guarded(escapes.surroundings, tmp_path)
    assert found["folder"] == found["own"]
    assert found["empty"]
    assert {"TMPDIR", "CPL_TMPDIR"} == set(found["variables"])
    assert not any(line.startswith(("DATABASE_URL", "https_proxy")) for line in found["initial"])
    assert len(found["open"]) == 1  # the line to its parent


def test_only_the_given_file_is_open_to_a_child(tmp_path):
    given, other = tmp_path / "given.txt", tmp_path / "other.txt"
    given.write_text("given", "utf-8")
    other.write_text("other", "utf-8")
    assert guarded(escapes.read_both, given, str(other)) == ("given", "PermissionError")


def test_a_child_writes_nowhere_but_in_its_folder(tmp_path):
    target = tmp_path / "written.txt"
    assert guarded(escapes.write_outside, str(target)) == "PermissionError"
    assert not target.exists()


@pytest.mark.parametrize("ending", [escapes.leave_a_file, escapes.fill_the_disk])
def test_its_folder_is_gone_afterwards(ending, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    guarded(ending)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("doing", "reason"),
    [
        (escapes.eat_memory, "needs more memory"),
        (escapes.eat_memory_slowly, "needs more memory"),
        (escapes.run_for_ever, "takes too long"),
        (escapes.crash, "SIGSEGV"),
        (escapes.leave, "exit 3"),
        (escapes.fail, "ZeroDivisionError"),
        (escapes.not_data, "NotPlainError"),
    ],
)
def test_a_child_that_fails_is_a_file_that_cannot_be_read(doing, reason, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(UnreadableFileError, match=reason):
        guarded(doing, limits=QUICK)
    assert list(tmp_path.iterdir()) == []


def test_what_an_error_says_of_a_file_is_not_told(caplog):
    with pytest.raises(UnreadableFileError) as refused:
        guarded(escapes.fail)
    assert "Andersson" not in refused.value.reason.sv + caplog.text


def test_a_child_that_sleeps_is_ended():
    begun = time.monotonic()
    with pytest.raises(UnreadableFileError, match="takes too long"):
        guarded(escapes.sleep_for_ever, limits=Limits(wall_seconds=0.5))
    assert time.monotonic() - begun < 5


def test_refusals_come_through_as_they_were():
    with pytest.raises(InvalidError) as invalid:
        guarded(escapes.refuse)
    with pytest.raises(ChoiceNeededError) as choice:
        guarded(escapes.choose)
    assert (invalid.value.field, invalid.value.reason.sv) == ("x", "nej")
    assert (choice.value.name, choice.value.choices) == ("sheet", ("a", "b"))


def test_a_child_that_is_killed_is_told_and_leaves_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with Child(Task(escapes.sleep_for_ever, (), Limits())) as child:
        assert [child.folder] == list(tmp_path.iterdir())
        signal.pidfd_send_signal(child.handle, signal.SIGKILL)
        with pytest.raises(UnreadableFileError, match="SIGKILL"):
            child.hear()
    assert list(tmp_path.iterdir()) == []


def test_children_start_in_little_time_and_leave_no_handles():
    guarded(os.getcwd)
    before, begun = len(list(Path("/proc/self/fd").iterdir())), time.monotonic()
    for _ in range(20):
        guarded(os.getcwd)
    assert (time.monotonic() - begun) / 20 < 0.25  # about 0.02 s on a machine at rest
    assert len(list(Path("/proc/self/fd").iterdir())) == before
