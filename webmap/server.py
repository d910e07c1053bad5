"""The HTTP server in front of the application: waitress, with our limits and without a word about itself."""

import socket
from collections.abc import Iterable
from typing import Any

from flask import Flask
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, MultiSocketServer, create_server
from waitress.task import ErrorTask

from webmap.access import admission_of
from webmap.security import BARE
from webmap.settings import MEGABYTE, Settings

THREADS = 8
LONGEST_HEAD = 32 * 1024
"""The most bytes of a request's first line and headers; our longest address has some hundreds."""


class _Refusal(ErrorTask):
    """The answer to what is no request, or too large to be read: its status in words, nothing of ours."""

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


class _Channel(HTTPChannel):
    error_task_class = _Refusal


def server_of(app: Flask, settings: Settings, listener: socket.socket) -> BaseWSGIServer:
    """Return a server of the application on a listening socket; `run()` answers until it is told to stop.

    A body somewhat above the limit of its route reaches the application, which refuses it by a page; one
    far above every limit is cut off here, unread.
    """
    server = create_server(
        app,
        sockets=[listener],
        threads=THREADS,
        ident=None,
        max_request_header_size=LONGEST_HEAD,
        max_request_body_size=_largest_body(app, settings) + 2 * MEGABYTE,
        # Without a proxy of ours, these headers are anyone's.
        clear_untrusted_proxy_headers=not settings.proxies,
    )
    if isinstance(server, MultiSocketServer):
        raise TypeError("one socket makes one server")
    server.channel_class = _Channel
    return server


def _largest_body(app: Flask, settings: Settings) -> int:
    admissions = [admission_of(app, rule.endpoint) for rule in app.url_map.iter_rules()]
    limits: Iterable[int | None] = (admission.largest_body for admission in admissions if admission)
    if any(admission.takes_file for admission in admissions if admission):
        limits = (*limits, settings.uploads.largest)
    return max([settings.largest_body, *(limit for limit in limits if limit)])
