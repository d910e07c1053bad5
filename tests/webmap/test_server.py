import socket

import pytest
from flask import request
from listening import listening

from webmap.security import ALWAYS
from webmap.server import LONGEST_HEAD
from webmap.settings import MEGABYTE, Settings


@pytest.fixture
def say(own_app, socket_enabled):
    """Return a sender of raw bytes to the served application; it gives back all that is answered."""
    with listening(own_app, Settings()) as port:

        def send(sent: bytes) -> tuple[int, dict[str, str], str]:
            with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
                line.sendall(sent)
                received = b"".join(iter(lambda: line.recv(65536), b""))
            head, _blank, body = received.decode("utf-8", "replace").partition("\r\n\r\n")
            first, *headers = head.split("\r\n")
            return int(first.split()[1]), dict(header.split(": ", 1) for header in headers), body

        yield send


HOST = b"Host: localhost\r\nConnection: close\r\n"


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET /healthz HTTP/1.1\r\n" + HOST + b"\r\n", 200),
        (b"GET /nowhere HTTP/1.1\r\n" + HOST + b"\r\n", 404),
        (b"GET /sign-in?q=\xff\xfe HTTP/1.1\r\n" + HOST + b"\r\n", 400),
        (b"GET /healthz HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n", 400),
        (b"BREW /healthz HTTP/1.1\r\n" + HOST + b"\r\n", 405),
        (b"POST /healthz HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: brew\r\n\r\n", 501),
        (b"POST /language HTTP/1.1\r\n" + HOST + b"Content-Length: -1\r\n\r\n", 400),
        (b"no request at all\r\n\r\n", 400),
        # Not a byte beyond the limit: what a server leaves unread resets the line under its answer.
        ((b"GET /healthz HTTP/1.1\r\n" + HOST + b"X: ").ljust(LONGEST_HEAD, b"x"), 431),
        (b"GET /".ljust(LONGEST_HEAD, b"x"), 431),
        (b"POST /language HTTP/1.1\r\n" + HOST + b"Content-Length: %d\r\n\r\n" % (600 * MEGABYTE), 413),
    ],
    ids=lambda given: repr(given)[:40],
)
def test_every_answer_is_guarded_and_says_nothing_of_the_server(say, sent, status):
    answered, headers, body = say(sent)
    assert answered == status
    assert set(ALWAYS) <= set(headers)
    assert "Content-Security-Policy" in headers
    assert {"Server", "Via", "X-Powered-By"} & set(headers) == set()
    assert not any(word in body.lower() for word in ("waitress", "werkzeug", "python", "traceback"))


def test_a_head_answer_has_no_body(say):
    status, headers, body = say(b"HEAD /sign-in HTTP/1.1\r\n" + HOST + b"\r\n")
    assert (status, body) == (200, "")
    assert int(headers["Content-Length"]) > 1000


def test_nobody_says_of_himself_that_he_comes_from_elsewhere(say, own_app):
    heard = []
    own_app.before_request_funcs[None].insert(0, lambda: heard.append(request.headers.get("X-Forwarded-For")))
    say(b"GET /healthz HTTP/1.1\r\n" + HOST + b"X-Forwarded-For: 192.0.2.1\r\n\r\n")
    assert heard == [None]
