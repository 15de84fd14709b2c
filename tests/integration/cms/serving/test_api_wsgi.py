"""The search API, served where the desk is not."""

import json
from contextlib import closing
from wsgiref.util import setup_testing_defaults

import pytest

from cms.api_wsgi import application

pytestmark = pytest.mark.django_db


def get(path: str, question: str = "") -> tuple[str, bytes]:
    """Status and body of one request to the application that a production server runs."""
    environ = {"PATH_INFO": path, "QUERY_STRING": question, "REMOTE_ADDR": "127.0.0.1"}
    setup_testing_defaults(environ)
    status: list[str] = []
    # Closed as a server closes it: until then Django resolves addresses as the API has them.
    with closing(application(environ, lambda line, _headers: status.append(line))) as response:
        return status[0], b"".join(response)


def test_it_answers_in_json():
    status, body = get("/api/search", "q=khai%20sinh&size=0")
    assert status.startswith("4")
    assert "size" in json.dumps(json.loads(body))


@pytest.mark.parametrize("path", ["/", "/quan-tri/", "/tai-lieu/"])
def test_the_desk_is_not_there(path):
    assert get(path)[0] == "404 Not Found"
