"""One port for all hostnames: a site's files as any web server would give them, the API, and the desk."""

import json
from typing import NamedTuple
from urllib.parse import unquote_to_bytes
from wsgiref.util import setup_testing_defaults

import pytest
from django.core.cache import cache

from build.deploy.headers import ASKED_AGAIN, IMMUTABLE, PROTECTION
from build.pipeline import build
from cms.search.asking import engine
from cms.serving.by_hostname import ByHostname
from tests.samples.snapshots import Example

HOST = "ben-tam.chi-linh.hai-duong.localhost"


class Reply(NamedTuple):
    """An answer; ``headers`` by their names."""

    status: str
    headers: dict[str, str]
    body: bytes


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The worked example, deployed to a folder and indexed, with a page whose address has marks."""
    example = Example(tmp_path_factory.mktemp("var"))
    assert build(example.config).failures == {}
    assert example.unit.unit.hostname == HOST
    marked = example.folder / "sites" / HOST / "tin-tức"
    marked.mkdir()
    (marked / "index.html").write_text("Trang có dấu")
    (example.folder / "sites" / "secret.html").write_text("nobody's")
    return example


@pytest.fixture(scope="module")
def application(site):
    return ByHostname(site.folder / "sites")


@pytest.fixture
def ask(application):
    def ask(address, host=HOST, method="GET", **environ):
        """The answer to a request line's ``address``, which is decoded as servers decode it."""
        path, _, question = address.partition("?")
        environ |= {"PATH_INFO": unquote_to_bytes(path).decode("latin-1"), "QUERY_STRING": question}
        environ |= {"HTTP_HOST": host, "REQUEST_METHOD": method, "REMOTE_ADDR": "127.0.0.1"}
        setup_testing_defaults(environ)
        started = []
        chunks = application(environ, lambda status, headers: started.append((status, dict(headers))))
        try:
            return Reply(*started[0], b"".join(chunks))
        finally:
            if close := getattr(chunks, "close", None):
                close()

    return ask


@pytest.mark.parametrize("host", [HOST, f"{HOST}:8000", HOST.upper(), f"{HOST.title()}:80"])
def test_a_site_answers_under_its_hostname(ask, site, host):
    reply = ask("/", host)
    assert reply.status == "200 OK"
    assert reply.body == (site.folder / "sites" / HOST / "index.html").read_bytes()


def test_a_folder_without_its_slash_is_sent_to_the_one_with_it(ask):
    reply = ask("/tin-tuc")
    assert (reply.status, reply.headers["Location"]) == ("301 Moved Permanently", "/tin-tuc/")
    assert ask("/tim-kiem?q=khai%20sinh").headers["Location"] == "/tim-kiem/?q=khai%20sinh"
    assert ask("/tin-tuc/").status == "200 OK"


def test_no_redirection_leads_to_another_host(ask):
    assert ask("//tin-tuc").headers["Location"] == "/tin-tuc/"


def test_an_address_with_marks_is_found_and_written_in_ascii(ask):
    assert ask("/tin-t%E1%BB%A9c/").body == "Trang có dấu".encode()
    assert ask("/tin-t%E1%BB%A9c").headers["Location"] == "/tin-t%E1%BB%A9c/"
    assert ask("/kh%C3%B4ng-c%C3%B3/").status == "404 Not Found"


def test_what_is_not_there_is_the_sites_own_page(ask, site):
    reply = ask("/khong-co/")
    assert reply.status == "404 Not Found"
    assert reply.body == (site.folder / "sites" / HOST / "404.html").read_bytes()
    assert reply.headers["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("address", ["/", "/khong-co/", "/tin-tuc"])
def test_head_tells_what_get_would_without_the_body(ask, address):
    got, head = ask(address), ask(address, method="HEAD")
    assert (head.status, head.headers) == (got.status, got.headers)
    assert (head.body, got.headers["Content-Length"]) == (b"", str(len(got.body)))


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_a_site_takes_nothing(ask, method):
    reply = ask("/", method=method)
    assert (reply.status, reply.headers["Allow"]) == ("405 Method Not Allowed", "GET, HEAD")


def test_what_the_browser_has_already_is_not_sent_again(ask):
    tag = ask("/").headers["ETag"]
    again = ask("/", HTTP_IF_NONE_MATCH=tag)
    assert (again.status, again.body, again.headers["ETag"]) == ("304 Not Modified", b"", tag)
    through_others = f'"of another", W/{tag}'
    assert ask("/", HTTP_IF_NONE_MATCH=through_others).status == "304 Not Modified"
    assert ask("/", HTTP_IF_NONE_MATCH='"of another"').status == "200 OK"
    assert ask("/tin-tuc/").headers["ETag"] != tag


@pytest.mark.parametrize(
    ("address", "media_type"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/feed.xml", "application/atom+xml; charset=utf-8"),
        ("/feed.json", "application/feed+json; charset=utf-8"),
        ("/sitemap.xml", "application/xml; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/opensearch.xml", "application/opensearchdescription+xml; charset=utf-8"),
    ],
)
def test_files_are_served_as_they_are_deployed(ask, address, media_type):
    headers = ask(address).headers
    assert (headers["Content-Type"], headers["Cache-Control"]) == (media_type, ASKED_AGAIN)
    assert headers.items() >= PROTECTION.items()


def test_assets_are_kept_for_ever(ask, site):
    for file in (site.folder / "sites" / HOST / "_a").iterdir():
        assert ask(f"/_a/{file.name}").headers["Cache-Control"] == IMMUTABLE


@pytest.mark.parametrize(
    "address",
    [
        "/_d/manifest.json",
        "//_d/manifest.json",
        "/./_d/manifest.json",
        "/tin-tuc/../_d/manifest.json",
        "/tin-tuc/%2e%2e/_d/manifest.json",
        "/%5fd/manifest.json",
        "/../secret.html",
        "/%2e%2e/secret.html",
        "/..%2fsecret.html",
        "/tin-tuc/../../secret.html",
        "/..%5csecret.html",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/index.html%00",
        "/%00",
        "/%ff%fe/",
        "/" + "a" * 5000,
        "/" + "a/" * 3000,
    ],
)
def test_nothing_but_the_sites_pages_can_be_had(ask, address):
    reply = ask(address)
    assert reply.status == "404 Not Found"
    assert b"<title>" in reply.body


def test_a_link_that_leads_out_of_the_site_is_not_followed(ask, site):
    (site.folder / "sites" / HOST / "out.html").symlink_to(site.folder / "sites" / "secret.html")
    assert ask("/out.html").status == "404 Not Found"


@pytest.mark.parametrize("address", ["/quan-tri/", "/quan-tri/login/", "/static/pages/reach.css"])
def test_the_desk_has_no_address_on_a_site(ask, address):
    assert ask(address).status == "404 Not Found"


@pytest.mark.django_db
def test_a_sites_search_asks_on_its_own_host(ask, site, settings):
    cache.clear()
    settings.SEARCH_ENGINE = site.config.engine
    reply = ask("/api/search?q=%E1%BB%A9ng+ph%C3%B3+b%C3%A3o&scope=everywhere")
    found = json.loads(reply.body)["results"]
    engine().close()
    assert reply.status == "200 OK"
    assert reply.headers["Content-Type"].startswith("application/json")
    assert found[0]["url"].endswith("/thong-bao/bao-so-3/")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "host", ["localhost:8000", "LOCALHOST", "127.0.0.1", "[::1]:8000", "[::1]", "bien-tap.example.vn"]
)
def test_the_desk_has_hostnames_of_its_own(ask, settings, host):
    settings.WAGTAILADMIN_BASE_URL = "https://bien-tap.example.vn:8443"
    assert ask("/quan-tri/login/", host).status == "200 OK"
    assert ask("/tin-tuc/", host).status == "404 Not Found"


@pytest.mark.parametrize("address", ["/", "/quan-tri/login/", "/api/search?q=x", "/static/pages/reach.css"])
@pytest.mark.parametrize("host", ["khong-co.localhost:8000", "x.127.0.0.1", "..", "", "[", "a" * 300])
def test_any_other_host_is_told_what_to_do(ask, settings, host, address):
    settings.WAGTAILADMIN_BASE_URL = "http://localhost:8123"
    reply = ask(address, host)
    assert (reply.status, reply.headers["Content-Type"]) == ("404 Not Found", "text/html; charset=utf-8")
    assert "Không có trang nào ở địa chỉ này" in reply.body.decode()
    assert b'<a href="http://localhost:8123/quan-tri/">' in reply.body


def test_what_is_said_of_an_unknown_host_is_text_and_not_markup(ask):
    body = ask("/", "<script>x.localhost").body
    assert b"<script>" not in body
    assert b"&lt;script&gt;x.localhost" in body


def test_head_of_an_unknown_host_has_no_body(ask):
    got, head = ask("/", "x.localhost"), ask("/", "x.localhost", method="HEAD")
    assert (head.status, head.headers, head.body) == (got.status, got.headers, b"")
    assert got.headers["Content-Length"] == str(len(got.body))


@pytest.mark.django_db
def test_the_desk_has_its_own_files(ask):
    reply = ask("/static/pages/reach.css", "localhost:8000")
    assert (reply.status, reply.headers["Content-Type"]) == ("200 OK", "text/css")
