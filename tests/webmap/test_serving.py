import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

import pytest

from geodata import city
from geodata.embedded import Cluster


@pytest.fixture(scope="module")
def homes():
    """Two data folders that PostgreSQL's own user may enter, unlike those that pytest makes for root."""
    folder = Path(tempfile.mkdtemp(prefix="tryggkarta-"))
    folder.chmod(0o711)
    yield folder / "one", folder / "two"
    for home in (folder / "one", folder / "two"):
        Cluster(home).destroy()
    shutil.rmtree(folder)


@pytest.fixture
def home(homes):
    return homes[0]


def command(home, *options):
    """Return how `tryggkarta serve` is started there, for a city that loads no demo, and where."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"TRYGGKARTA_HOME": str(home), "TRYGGKARTA_CITY": str(city.shipped("city_of_london"))}
    program = Path(sys.executable).parent / "tryggkarta"
    return [str(program), "serve", *options], environment


@contextlib.contextmanager
def server(home):
    """A server in a process group of its own, and the address that it printed."""
    line, environment = command(home, "--port", "0")
    with subprocess.Popen(
        line, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, process_group=0
    ) as process:
        printed = iter(process.stdout.readline, "")
        address = next(
            (found[0] for said in printed if (found := re.search(r"http://[\d.]+:\d+", said))), None
        )
        assert address, process.stderr.read()
        try:
            yield process, address
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.communicate()  # until its worker is gone too: one just begun starts the database


def answers(address):
    with urllib.request.urlopen(f"{address}/healthz", timeout=5) as response:  # noqa: S310 - our own address
        return response.status == 200


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda n: n.name)
def test_a_server_that_is_told_to_stop_leaves_no_database_behind(home, number):
    with server(home) as (process, address):
        assert answers(address)
        assert Cluster(home).status().running
        os.killpg(process.pid, number)
        process.wait(timeout=30)
    assert not Cluster(home).status().running


def test_two_copies_run_side_by_side_and_stop_alone(homes):
    one, two = homes
    with server(one) as (first, here), server(two) as (_second, there):
        assert answers(here)
        assert answers(there)
        first.send_signal(signal.SIGINT)
        first.wait(timeout=30)
        assert answers(there)
        assert not Cluster(one).status().running


def test_a_taken_port_is_said_in_one_sentence(home):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        line, environment = command(home, "--port", str(taken.getsockname()[1]))
        told = subprocess.run(line, env=environment, check=False, capture_output=True, text=True, timeout=30)
    assert told.returncode == 1
    assert re.fullmatch(r"Cannot listen on 127\.0\.0\.1:\d+: .*\n", told.stderr)
