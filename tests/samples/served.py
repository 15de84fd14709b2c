"""Deployed sites as a browser reads them, each by its hostname."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import waitress

from cms.serving.by_hostname import ByHostname


@contextmanager
def serving(listener: socket.socket, sites: Path) -> Iterator[None]:
    """Answers on ``listener`` with the sites in a folder, until the block ends."""
    server = waitress.create_server(ByHostname(sites), sockets=[listener], threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield
    # Its own thread may be waiting for the very sockets that this one would close.
    server.trigger.pull_trigger(server.close)
    thread.join(timeout=10)
    assert not thread.is_alive()
