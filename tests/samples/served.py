"""Deployed sites as a browser reads them, each by its hostname."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import waitress

from cms.serving.by_hostname import ByHostname


@contextmanager
def serving(listener: socket.socket, sites: Path) -> Iterator[None]:
    """Answers on ``listener`` with the sites in a folder, until the block ends."""
    with answering(listener, ByHostname(sites)):
        yield


@contextmanager
def answering(listener: socket.socket, application: Any) -> Iterator[None]:
    """Answers on ``listener`` with a WSGI application, until the block ends."""
    server = waitress.create_server(application, sockets=[listener], threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield
    # Its own thread may be waiting for the very sockets that this one would close.
    server.trigger.pull_trigger(lambda: _close(server))
    thread.join(timeout=10)
    assert not thread.is_alive()


def _close(server: Any) -> None:
    """Also the connections that a browser keeps."""
    server.close()
    for channel in list(server.active_channels.values()):
        channel.handle_close()
