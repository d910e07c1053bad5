"""How much of a request is received: no more of a body than its route takes, judged by its head alone.

waitress has one limit for every route, and receives a body whole before the application hears of it. Here a
body that declares itself too long is not received at all, and one in chunks no further than to the limit; the
application then answers the head, which says how long the body was, by the page that it has for it.
"""

import contextlib
import copy
import socket
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Flask
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.task import ErrorTask
from waitress.utilities import RequestEntityTooLarge
from werkzeug.exceptions import HTTPException

from webmap.access import admission_of
from webmap.requests import largest_body
from webmap.security import BARE
from webmap.settings import Settings

LONGEST_FAREWELL = 30.0
"""The seconds for which what someone still sends is read and dropped, so that they come to the answer."""

Limit = Callable[[str, str, str], int]
"""The most bytes of a body: by the request's method, path and cookies."""


class Refusal(ErrorTask):
    """The answer to what is no request: its status in words, nothing of ours."""

    def execute(self) -> None:
        """Write the answer and close the connection."""
        refused: Any = self.request  # a parsed request; the published types take it for its error
        error = refused.error
        self.status = f"{error.code} {error.reason}"
        body = f"{error.code} {error.reason}\n".encode()
        self.response_headers = [("Content-Type", "text/plain; charset=utf-8"), *BARE.items()]
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class Request(HTTPRequestParser):
    """A request on its way in; the adjustments' limit of a body is the one that every route has at least."""

    def __init__(self, adjustments: Adjustments, *, limit: Limit) -> None:
        super().__init__(adjustments)
        self._limit = limit

    def parse_header(self, header_plus: bytes) -> None:
        """Read the head; where the body may be long, set the limit of its route."""
        super().parse_header(header_plus)
        if not self.chunked and self.content_length < self.adj.max_request_body_size:
            return
        head: Any = self  # the published types lack the path, and take the method for bytes
        limit = self._limit(head.command, head.path, head.headers.get("COOKIE", ""))
        self.adj = copy.copy(self.adj)
        self.adj.max_request_body_size = limit + 1
        if self.content_length > limit:
            self.expect_continue = False  # who asks first whether to send it is told no by the answer

    def received(self, data: bytes) -> int:
        """Take in what was sent; return how many bytes of it."""
        taken = super().received(data)
        if isinstance(self.error, RequestEntityTooLarge):
            self._leave_to_the_application()
        return taken

    def _leave_to_the_application(self) -> None:
        self.close()
        self.body_rcv = self.error = None
        head: Any = self  # the published types let nobody write a header
        head.headers["CONTENT_LENGTH"] = str(max(self.content_length, self.body_bytes_received))
        head.headers["CONNECTION"] = "close"


class Channel(HTTPChannel):
    """A connection whose end the other side hears of.

    A socket closed with something unread resets the line, and the answer may be lost with it. So the end of
    ours is told first, and what still comes is dropped until the other side ends too, or time is out.
    """

    error_task_class = Refusal
    _farewell_ends: float | None = None

    def readable(self) -> bool:
        """Return whether to read on: what comes during the farewell is read, and dropped by `received`."""
        return self._farewell_ends is not None or super().readable()

    def writable(self) -> bool:
        """Return whether there is something to write, or to close."""
        if self._farewell_ends is not None:
            return time.monotonic() > self._farewell_ends
        return super().writable()

    def handle_close(self) -> None:
        """Begin the farewell where the end is ours; close where it is over, or the other side is gone."""
        if self.will_close and self.connected and self.socket and self._farewell_ends is None:
            self._farewell_ends = time.monotonic() + LONGEST_FAREWELL
            with contextlib.suppress(OSError):  # the other side was faster
                self.socket.shutdown(socket.SHUT_WR)
                return
        super().handle_close()
        if self.request is not None:
            self.request.close()  # what was received of a body that never ended


def channel_of(app: Flask, settings: Settings) -> type[HTTPChannel]:
    """Return the kind of connection that receives of each request what the application's routes take."""
    limit = partial(_limit, app, settings)

    class Limited(Channel):
        parser_class = partial(Request, limit=limit)  # type: ignore[assignment]  # waitress only calls it

    return Limited


def _limit(app: Flask, settings: Settings, method: str, path: str, cookies: str) -> int:
    """Return the most bytes of a body that its route takes from who the cookies say."""
    try:
        endpoint, _values = app.url_map.bind("").match(path, method)
    except HTTPException:
        return settings.largest_body
    visit = app.session_interface.open_session(app, app.request_class({"HTTP_COOKIE": cookies}))
    return largest_body(admission_of(app, endpoint), settings, visit or {})
