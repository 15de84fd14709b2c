"""A server that answers as Elasticsearch 8 does."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class VersionEight(BaseHTTPRequestHandler):
    """Says its version, whatever it is asked."""

    def do_GET(self) -> None:
        body = json.dumps({"version": {"number": "8.19.0"}, "tagline": "You Know, for Search"}).encode()
        self.send_response(200)
        self.send_header("X-Elastic-Product", "Elasticsearch")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@contextmanager
def version_eight() -> Iterator[str]:
    """Runs one; its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), VersionEight) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
