"""The HTTP server in front of the application: waitress, with our limits and without a word about itself."""

import socket

from flask import Flask
from waitress.server import BaseWSGIServer, MultiSocketServer, create_server

from webmap.receiving import channel_of
from webmap.settings import Settings

THREADS = 8
LONGEST_HEAD = 32 * 1024
"""The most bytes of a request's first line and headers; our longest address has some hundreds."""


def server_of(app: Flask, settings: Settings, listener: socket.socket) -> BaseWSGIServer:
    """Return a server of the application on a listening socket; `run()` answers until it is told to stop."""
    server = create_server(
        app,
        sockets=[listener],
        threads=THREADS,
        ident=None,
        max_request_header_size=LONGEST_HEAD,
        # A body this long is looked at more closely: see webmap.receiving.
        max_request_body_size=settings.largest_body + 1,
        # Without a proxy of ours, these headers are anyone's.
        clear_untrusted_proxy_headers=not settings.proxies,
    )
    if isinstance(server, MultiSocketServer):
        raise TypeError("one socket makes one server")
    server.channel_class = channel_of(app, settings)
    return server
