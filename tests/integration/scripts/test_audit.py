"""`scripts/audit` fails for a pinned package with a known advisory, and never for want of a network."""

import json
import shutil
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.conftest import ROOT

ADVISORY = "GHSA-aaaa-bbbb-cccc"
FACTS = {
    "id": ADVISORY,
    "summary": "Drafts are shown to everybody",
    "published": "2026-11-01T00:00:00Z",
    "modified": "2026-11-01T00:00:00Z",
    "affected": [
        {
            "package": {"ecosystem": "PyPI", "name": "wagtail"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "99.1"}]}],
        }
    ],
}


class Advisories(BaseHTTPRequestHandler):
    """Knows one advisory, about Wagtail: the interface is that of OSV, which uv asks."""

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
        known = [{"id": ADVISORY, "modified": FACTS["modified"]}]
        found = [{"vulns": known} if one["package"]["name"] == "wagtail" else {} for one in asked]
        self.answer({"results": found})

    def do_GET(self):
        self.answer(FACTS)

    def answer(self, content):
        body = json.dumps(content).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def service():
    """The address of a service of advisories."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Advisories) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def audit(tmp_path):
    """Audits this project's pins; ``accepted`` are lines of the table of accepted advisories."""

    def run(*arguments: str, accepted: str = "") -> subprocess.CompletedProcess[str]:
        for folder in ("scripts", ".venv/bin"):
            (tmp_path / folder).mkdir(parents=True)
        for name in ("scripts/audit", "pyproject.toml", "uv.lock"):
            shutil.copy(ROOT / name, tmp_path / name)
        (tmp_path / ".venv/bin/uv").symlink_to(ROOT / ".venv/bin/uv")
        with (tmp_path / "pyproject.toml").open("a") as file:
            file.write(accepted)  # the table is the file's last
        command = [tmp_path / "scripts/audit", *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    return run


def test_a_known_advisory_fails(audit, service):
    done = audit("--service-url", service)
    assert done.returncode == 1
    assert ADVISORY in done.stdout
    assert "Drafts are shown to everybody" in done.stdout


def test_one_that_is_accepted_with_a_reason_does_not(audit, service):
    done = audit("--service-url", service, accepted=f'{ADVISORY} = "we have no such view"')
    assert done.returncode == 0, done.stderr


def test_without_a_reason_none_is_accepted(audit, service):
    done = audit("--service-url", service, accepted=f'{ADVISORY} = " "')
    assert done.returncode == 1
    assert f"why these advisories are accepted: {ADVISORY}" in done.stderr


def test_without_a_network_it_says_so_and_goes_on(audit):
    done = audit("--service-url", "http://127.0.0.1:1")
    assert done.returncode == 0
    assert "NOT checked for known advisories" in done.stdout
    assert done.stderr == ""


def test_what_is_wrong_here_is_no_want_of_a_network(audit):
    assert audit("--no-such-option").returncode == 2
