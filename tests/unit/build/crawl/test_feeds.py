"""Feeds that a reader would refuse, or that lead nowhere, are found."""

import pytest

from build.crawl.feeds import is_moment


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("</feed>", "", "not well-formed XML"),
        ("http://www.w3.org/2005/Atom", "http://example.vn/", "the root element is"),
        ("<title>Tin</title>", "", "the feed has 0 title"),
        ("<title>Tin</title>", "<title> </title>", "the feed has 1 title, or an empty one"),
        ("<id>ORIGIN/</id>", "", "the feed has 0 id"),
        ("<id>ORIGIN/</id>", "<id>tin</id>", "which is not absolute"),
        ("<author><name>Ủy ban nhân dân</name></author>", "", "the feed names no author"),
        ("2025-01-07T08:30:00+07:00", "2025-01-07", "which is no RFC 3339 time"),
        ("2025-01-07T08:30:00+07:00", "2025-02-30T08:30:00Z", "which is no RFC 3339 time"),
        ('rel="self"', 'rel="related"', "does not give its own address"),
        ("<title>Bão số 3</title>", "<title></title>", "the entry '' has 1 title, or an empty one"),
        ('rel="alternate"', 'rel="related"', "has neither a link nor content"),
        ('"ORIGIN/thong-bao/bao/"', '"ORIGIN/thong-bao/khong-co/"', "leads nowhere"),
        ('"ORIGIN/thong-bao/bao/"', '"/thong-bao/bao/"', "is not absolute"),
        ("Bão số 3", "Bão ở {{tên}}", "was left unfilled"),
        ("</feed>", "<entry><id>ORIGIN/thong-bao/bao/</id></entry></feed>", "2 entries have the id"),
    ],
)
def test_atom(site, old, new, fault):
    site.change("feed.xml", old, new)
    assert any(found.startswith("feed.xml") and fault in found for found in site.faults())


def test_an_author_of_every_entry_will_do(site):
    author = "<author><name>Ủy ban nhân dân</name></author>"
    site.change("feed.xml", author, "")
    site.change("feed.xml", "<entry>", f"<entry>{author}")
    assert site.faults() == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("]}", "", "not JSON"),
        ('"items"', '"entries"', "a list of items"),
        ("version/1.1", "version/2", "the version is"),
        ('"title": "Tin"', '"title": ""', "the feed has no title"),
        ('"id": "ORIGIN/thong-bao/bao/", ', "", "has no id"),
        ('"title": "Bão số 3"', '"title": ""', "has no title"),
        ("Chằng chống nhà cửa", " ", "has no content"),
        ("2025-01-07T08:30:00+07:00", "07/01/2025", "which is no RFC 3339 time"),
        ('[{"name": "Ủy ban nhân dân"}]', '[{"name": ""}]', "an author has neither name nor address"),
        ('"url": "ORIGIN/thong-bao/bao/"', '"url": "ORIGIN/khong-co/"', "leads nowhere"),
        ('"feed_url": "ORIGIN/feed.json"', '"feed_url": "ORIGIN/tin.json"', "leads nowhere"),
        ("Chằng chống nhà cửa", "Gọi {{điện thoại}}", "was left unfilled"),
    ],
)
def test_json_feed(site, old, new, fault):
    site.change("feed.json", old, new)
    assert any(found.startswith("feed.json") and fault in found for found in site.faults())


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("2025-01-07T08:30:00Z", True),
        ("2025-01-07T08:30:00.25+07:00", True),
        ("2025-01-07T08:30:00", False),
        ("2025-01-07 08:30:00Z", False),
        ("2025-13-07T08:30:00Z", False),
    ],
)
def test_moments_are_written_as_rfc_3339_asks(text, right):
    assert is_moment(text) is right
