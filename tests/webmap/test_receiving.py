"""What the server takes in of a request before the application hears of it, over real sockets."""

import contextlib
import http.client
import io
import re
import socket
import tempfile
import threading
import tracemalloc
from pathlib import Path
from uuid import uuid4

import pytest
from listening import listening
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from geodata import models
from importers.uploads import UploadFolder
from webmap.app import create_app
from webmap.settings import MEGABYTE, Settings

LARGE = 100 * MEGABYTE
PART = bytes(MEGABYTE)
CLOSING = "Host: localhost\r\nConnection: close\r\n"


@pytest.fixture
def installed(as_login, malmo, tmp_path):
    """The application with its settings; it takes files of 20 MB."""
    settings = Settings(uploads=UploadFolder(tmp_path / "uploads", largest=20 * MEGABYTE))
    web, police = as_login("tryggkarta_web"), as_login("tryggkarta_police")
    app = create_app(web, malmo, secret_key="a key for tests", police_sessions=police, settings=settings)
    return app, settings


@pytest.fixture
def port(installed, socket_enabled):
    with listening(*installed) as found:
        yield found


@pytest.fixture
def visitor(installed, signed_in):
    """Return the cookie and the token of someone with a role, who has been to the page for files or not."""

    def come(role: str, *, to: str = "/imports/new") -> tuple[str, str]:
        client = signed_in(role, on=installed[0].test_client())
        page = client.get(to).text
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)
        return f"Cookie: tryggkarta={client.get_cookie('tryggkarta').value}\r\n", token[1] if token else ""

    return come


def say(port, head, parts=()):
    """Return the status and the text of what is answered to a head and the parts of a body."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        line.sendall(head.encode() + b"\r\n")
        for part in parts:
            line.sendall(part)
        answer = b"".join(iter(lambda: line.recv(65536), b"")).decode()
    return int(answer.split()[1]), answer


def post(path, *headers, length=None, cookie=""):
    said = f"Content-Length: {length}\r\n" if length is not None else "Transfer-Encoding: chunked\r\n"
    return f"POST {path} HTTP/1.1\r\n{CLOSING}{cookie}{said}{''.join(headers)}"


def chunks(parts):
    for part in parts:
        yield b"%x\r\n" % len(part) + part + b"\r\n"
    yield b"0\r\n\r\n"


def multipart(token, file_name, content):
    boundary, body = encode_multipart({"csrf_token": token, "file": FileStorage(content, file_name)})
    return f'Content-Type: multipart/form-data; boundary="{boundary}"\r\n', body


@contextlib.contextmanager
def kept_small():
    """Watch this process while it receives: less than 8 MB of memory, no temporary file above 3 MB."""
    largest, done = [0], threading.Event()

    def watch():
        while not done.wait(0.005):
            largest.append(sum(_temporary_files()))

    tracemalloc.start()
    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < 8 * MEGABYTE
    assert max(largest) < 3 * MEGABYTE


def _temporary_files():
    for handle in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(OSError):
            opened = str(handle.readlink())
            if opened.startswith(tempfile.gettempdir()) and opened.endswith("(deleted)"):
                yield handle.stat().st_size


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/sign-in", True),
        ("/sign-in", False),
        ("/imports/new", True),
        ("/healthz", True),
        ("/nowhere", False),
    ],
)
def test_a_hundred_megabytes_are_refused_without_being_kept(port, path, told):
    parts = [PART] * 100
    with kept_small():
        if told:
            status, answer = say(port, post(path, length=LARGE), parts)
        else:
            status, answer = say(port, post(path), chunks(parts))
    assert status in {401, 413}
    assert "<h1>" in answer  # the application's own page


def test_a_body_that_is_too_long_is_refused_at_its_head(port):
    status, _ = say(port, post("/sign-in", length=LARGE))
    assert status == 413


def test_who_asks_before_sending_too_much_is_told_no(port):
    status, _ = say(port, post("/sign-in", "Expect: 100-continue\r\n", length=LARGE))
    assert status == 413


def test_who_asks_before_sending_a_little_is_told_to_go_on(port):
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        line.sendall(post("/sign-in", "Expect: 100-continue\r\n", length=5).encode() + b"\r\n")
        assert line.recv(65536).startswith(b"HTTP/1.1 100 ")
        line.sendall(b"a=b&c")
        assert line.recv(65536).startswith(b"HTTP/1.1 400 ")  # no token


@pytest.mark.parametrize("told", [True, False], ids=["length", "chunked"])
def test_a_large_file_comes_in_where_files_are_brought(port, visitor, session, told):
    cookie, token = visitor("coordinator")
    kind, body = multipart(token, "stor.csv", io.BytesIO(b"id;namn\n" * 2_000_000))
    length = len(body) if told else None
    status, _ = say(
        port, post("/imports/new", kind, cookie=cookie, length=length), [body] if told else chunks([body])
    )
    assert status == 303
    assert session.scalars(select(models.ImportUpload.bytes)).all() == [16_000_000]


@pytest.mark.parametrize(
    ("role", "been_at", "path"),
    [
        ("coordinator", "/imports/new", "/imports/codes"),
        ("coordinator", "/nowhere", "/imports/new"),
        ("planner", "/imports/new", "/imports/new"),
        ("planner", "/nowhere", "/places/new"),
    ],
)
def test_nobody_else_sends_as_much_and_nobody_elsewhere(port, visitor, role, been_at, path):
    cookie, _token = visitor(role, to=been_at)
    with kept_small():
        status, _ = say(port, post(path, cookie=cookie, length=18 * MEGABYTE), [PART] * 18)
    assert status in {403, 413}


def test_a_cookie_that_nobody_signed_counts_for_nothing(port, visitor):
    cookie, _token = visitor("coordinator")
    forged = cookie.replace("tryggkarta=", "tryggkarta=x")
    status, _ = say(port, post("/imports/new", cookie=forged, length=18 * MEGABYTE))
    assert status == 401


def test_a_photo_comes_in_at_its_own_limit(port, visitor):
    cookie, _token = visitor("planner")
    there = f"/places/{uuid4()}/photos/new"
    assert say(port, post(there, cookie=cookie, length=9 * MEGABYTE), [PART] * 9)[0] == 400  # no token
    assert say(port, post(there, cookie=cookie, length=11 * MEGABYTE))[0] == 413
    assert say(port, post(there, length=9 * MEGABYTE))[0] == 401


def test_slow_senders_hold_up_nobody(port, visitor):
    cookie, _token = visitor("coordinator")
    with contextlib.ExitStack() as lines:
        for _ in range(20):
            line = lines.enter_context(socket.create_connection(("127.0.0.1", port), timeout=20))
            line.sendall(post("/imports/new", cookie=cookie, length=18 * MEGABYTE).encode() + b"\r\n" + PART)
        status, _ = say(port, f"GET /healthz HTTP/1.1\r\n{CLOSING}")
    assert status == 200


def test_the_line_is_good_for_more_after_a_body_within_the_limit(port):
    with contextlib.closing(http.client.HTTPConnection("localhost", port, timeout=20)) as line:
        for _ in range(2):
            line.request("POST", "/sign-in", PART)
            answer = line.getresponse()
            assert (answer.status, len(answer.read()) > 1000) == (400, True)  # no token
            assert line.sock is not None
