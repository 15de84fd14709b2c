"""A small deployed site that is whole, to be broken in one place by each test."""

from pathlib import Path

import pytest

from build.crawl.release import Sites
from build.crawl.site import check_site
from build.deploy.manifest import MANIFEST_KEY, Manifest, describe, to_bytes
from build.snapshot.schema import digest

HOSTNAME = "ben-tam.localhost"
PARENT = "hai-duong.localhost"
PAGE = """<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Một trang | Phường Bến Tắm</title>
<link rel="stylesheet" href="/_a/STYLE">
<link rel="canonical" href="ORIGIN/PATH">
</head>
<body>
<a href="#noi-dung">Đến nội dung chính</a>
<main id="noi-dung"><h1>Một trang</h1>BODY</main>
</body>
</html>
"""
FEED = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Tin</title><id>ORIGIN/</id>
<link rel="self" href="ORIGIN/feed.xml"/><updated>2025-01-07T08:30:00+07:00</updated>
<author><name>Ủy ban nhân dân</name></author>
<entry><title>Bão số 3</title><id>ORIGIN/thong-bao/bao/</id>
<link rel="alternate" type="text/html" href="ORIGIN/thong-bao/bao/"/>
<updated>2025-01-07T08:30:00+07:00</updated></entry></feed>
"""
JSON_FEED = """{"version": "https://jsonfeed.org/version/1.1", "title": "Tin", "home_page_url": "ORIGIN/",
"feed_url": "ORIGIN/feed.json", "authors": [{"name": "Ủy ban nhân dân"}], "items": [
{"id": "ORIGIN/thong-bao/bao/", "url": "ORIGIN/thong-bao/bao/", "title": "Bão số 3",
"content_text": "Chằng chống nhà cửa", "date_published": "2025-01-07T08:30:00+07:00"}]}
"""
SITEMAP = """<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>ORIGIN/</loc></url>
<url><loc>ORIGIN/thong-bao/bao/</loc><lastmod>2025-01-07</lastmod></url></urlset>
"""
ROBOTS = "User-agent: *\nDisallow: /tim-kiem/?\n\nSitemap: ORIGIN/sitemap.xml\n"
OPENSEARCH = """<?xml version="1.0" encoding="utf-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/"><ShortName>Bến Tắm</ShortName>
<Description>Tìm kiếm</Description><Url type="text/html" template="ORIGIN/tim-kiem/?q={searchTerms}"/>
</OpenSearchDescription>
"""
STYLE = b"body{margin:0}"
STYLE_KEY = f"_a/{digest(STYLE)}.css"


class DeployedSite:
    """A site's files; ``faults`` deploys them as they are now and says what the crawl finds."""

    def __init__(self, folder: Path, hostname: str) -> None:
        self.folder = folder
        self.hostname = hostname
        self.origin = f"http://{hostname}:8000"
        self.files = {STYLE_KEY: STYLE}
        self.indexing = '<meta name="robots" content="noindex">'
        texts = {
            "feed.xml": FEED,
            "feed.json": JSON_FEED,
            "sitemap.xml": SITEMAP,
            "robots.txt": ROBOTS,
            "opensearch.xml": OPENSEARCH,
            "index.html": self.page("", '<p><a href="/thong-bao/bao/">Bão số 3</a></p>'),
            "thong-bao/bao/index.html": self.page("thong-bao/bao/"),
            "tim-kiem/index.html": self.page("tim-kiem/").replace("<title>", f"{self.indexing}<title>"),
            "404.html": self.page("404.html").replace("<title>", f"{self.indexing}<title>"),
        }
        for key, text in texts.items():
            self.put(key, text)

    def page(self, path: str, body: str = "<p>Nội dung</p>") -> str:
        style = STYLE_KEY.removeprefix("_a/")
        return PAGE.replace("STYLE", style).replace("PATH", path).replace("BODY", body)

    def put(self, key: str, text: str) -> None:
        self.files[key] = text.replace("ORIGIN", self.origin).encode()

    def change(self, key: str, old: str, new: str) -> None:
        """Put ``new`` in place of ``old``, which stands in the file."""
        text = self.files[key].decode()
        old = old.replace("ORIGIN", self.origin)
        assert old in text
        self.put(key, text.replace(old, new))

    def body(self, html: str) -> None:
        """Let the page about the storm say this."""
        self.put("thong-bao/bao/index.html", self.page("thong-bao/bao/", html))

    def deploy(self) -> None:
        artifacts = tuple(describe(key, payload, _kind(key)) for key, payload in self.files.items())
        manifest = to_bytes(Manifest(site=self.hostname, revision=1, artifacts=artifacts))
        for key, payload in {**self.files, MANIFEST_KEY: manifest}.items():
            path = self.folder / self.hostname / key
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(payload)

    def check(self):
        self.deploy()
        return check_site(Sites(self.folder), self.hostname)

    def faults(self) -> list[str]:
        return [f"{fault.file}: {fault.what}" for fault in self.check().faults]


def _kind(key: str):
    if not key.endswith(".html"):
        return "asset" if key.startswith("_a/") else "feed"
    return {"index.html": "index", "thong-bao/bao/index.html": "page"}.get(key, "list")


@pytest.fixture
def site(tmp_path: Path) -> DeployedSite:
    """A site under a parent; both are whole."""
    DeployedSite(tmp_path, PARENT).deploy()
    return DeployedSite(tmp_path, HOSTNAME)
