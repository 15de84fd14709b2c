"""Crawlers find every page once, and the sites below."""

from xml.etree import ElementTree

import pytest

from build.render import for_robots
from build.render.facets import LONG_PAGE
from build.snapshot.schema import UnitRef
from tests.samples.filled import legal, with_pages
from tests.samples.snapshots import Example

NAMES = {"": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@pytest.fixture
def example(tmp_path):
    return Example(tmp_path)


def addresses(files, path):
    return [node.text for node in ElementTree.fromstring(files[path]).iterfind(".//loc", NAMES)]


def test_the_index_names_the_site_and_those_directly_below(example):
    below = UnitRef(code="1", name="A", full_name="Xã A", tier="commune", hostname="a.localhost")
    example.change(children=(below,))
    example.render()
    own, child = addresses(example.files(), "sitemap-index.xml")
    assert own.endswith(f"{example.unit.unit.hostname}:8000/sitemap.xml")
    assert child == "http://a.localhost:8000/sitemap.xml"
    assert b"/sitemap-index.xml" in example.files()["robots.txt"]


def test_more_addresses_than_one_sitemap_may_have_are_spread(example, monkeypatch):
    monkeypatch.setattr(for_robots, "MOST", 2)
    example.render()
    files = example.files()
    maps = [path for path in files if path.startswith("sitemap") and path != "sitemap-index.xml"]
    assert len(maps) > 1
    assert len(addresses(files, "sitemap-index.xml")) == len(maps)
    found = [address for path in maps for address in addresses(files, path)]
    assert len(found) == len(set(found))


def test_a_page_of_another_unit_is_left_to_that_units_sitemap(example):
    example.render()
    inherited = [page for page in example.unit.shown if page.canonical != example.unit.unit.code]
    assert inherited
    listed = " ".join(addresses(example.files(), "sitemap.xml"))
    assert [page.slug for page in inherited if f"/{page.slug}/" in listed] == []


def test_all_that_may_be_found_is_listed_but_for_the_rest_of_long_lists(example):
    with_pages(example, "van-ban", *map(legal, range(LONG_PAGE + 20)))
    example.render()
    files = example.files()
    home = f"http://{example.unit.unit.hostname}:8000"
    pages = {
        f"{home}/{path.removesuffix('index.html')}": content
        for path, content in files.items()
        if path.endswith("index.html") and b'name="robots" content="noindex"' not in content
    }
    own = {url for url, html in pages.items() if f'rel="canonical" href="{url}"'.encode() in html}
    following = {url for url in own if "/trang/" in url}
    assert following
    listed = addresses(files, "sitemap.xml")
    assert len(listed) == len(set(listed))
    assert set(listed) == own - following
    assert f"{home}/van-ban/nam/2025/" in listed


def test_the_search_page_is_found_and_its_answers_are_not(example):
    example.render()
    files = example.files()
    assert b"Disallow: /tim-kiem/?\n" in files["robots.txt"]
    assert b"/tim-kiem/</loc>" in files["sitemap.xml"]
    assert b"noindex" not in files["tim-kiem/index.html"]
