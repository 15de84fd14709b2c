"""Every host serves an object with the same headers."""

import pytest

from build.deploy.headers import BY_EXTENSION, BY_NAME, cache_control, media_type
from build.errors import GateError


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("tin-tuc/feed.xml", "application/atom+xml; charset=utf-8"),
        ("feed.json", "application/feed+json; charset=utf-8"),
        ("sitemap.xml", "application/xml; charset=utf-8"),
        ("_a/00.WEBP", "image/webp"),
        ("van-ban/quyet-dinh.2025.pdf", "application/pdf"),
    ],
)
def test_the_type_follows_from_the_key_alone(key, expected):
    assert media_type(key) == expected


def test_all_text_is_declared_as_utf_8():
    types = [*BY_EXTENSION.values(), *BY_NAME.values()]
    assert [kind for kind in types if kind.startswith("text/") and "charset=utf-8" not in kind] == []


@pytest.mark.parametrize("key", ["thu-vien/tool.exe", "README", "html/trang"])
def test_an_unknown_type_is_refused_by_name(key):
    with pytest.raises(GateError, match=key):
        media_type(key)


def test_only_what_is_named_by_its_hash_is_kept_for_ever():
    assert "immutable" in cache_control("_a/00.css")


@pytest.mark.parametrize("key", ["index.html", "tin-tuc/feed.xml", "sitemap.xml"])
def test_a_browser_shows_no_page_unasked_and_a_shared_cache_takes_the_crowds(key):
    assert cache_control(key) == "public, max-age=0, s-maxage=60"


def test_urgent_notices_are_never_shown_from_an_old_copy():
    assert cache_control("_khan-cap.json") == "public, max-age=10"
