"""The application behind its server, on a free port of this machine."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from webmap.server import server_of
from webmap.settings import Settings


@contextmanager
def listening(app: Flask, settings: Settings) -> Iterator[int]:
    """Serve an application; yield its port. Connections that the tests ended are ended before the server."""
    server = server_of(app, settings, socket.create_server(("127.0.0.1", 0)))
    server.adj.asyncore_loop_timeout = 0.05  # seconds until it notices that it is closed
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield server.effective_port
    finally:
        deadline = time.monotonic() + 2
        while server.active_channels and time.monotonic() < deadline:
            time.sleep(0.01)
        server.close()
        server.task_dispatcher.shutdown()
        thread.join(timeout=5)
