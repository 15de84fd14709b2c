"""Parts rendered once for many sites, and the frame around them."""

import msgspec
import pytest

from build.render.parts import Chrome, OpenPart, PartCache, Slots, object_key, references
from build.render.pelican_shell import _themes
from build.render.records import site_of
from build.render.site_plan import SitePlan
from build.snapshot.store import SnapshotReader


def test_slots_are_filled_wherever_they_stand():
    chrome = Chrome(
        f"<title>{Slots.title}</title>{Slots.head}<h1>{Slots.title}</h1>{Slots.crumbs}{Slots.main}"
    )
    values = {"title": b"T", "head": b"H", "crumbs": b"C", "main": b"M"}
    assert chrome.compose("", values) == b"<title>T</title>H<h1>T</h1>CM"


def test_only_the_link_to_the_pages_own_section_is_marked():
    links = "".join(f'<a href="/{key}/"{Slots.current(key)}></a>' for key in ("tin-tuc", "van-ban"))
    chrome = Chrome(f'<body class="{Slots.section}">{links}')
    assert chrome.compose("van-ban", {}) == (
        b'<body class="van-ban"><a href="/tin-tuc/"></a><a href="/van-ban/" aria-current="true"></a>'
    )
    assert chrome.compose("", {}).startswith(
        b'<body class="site"><a href="/tin-tuc/"></a><a href="/van-ban/">'
    )


@pytest.mark.parametrize(
    ("html", "keys"),
    [
        ('<a href="/">', ("index.html",)),
        ('<a href="/tin-tuc/a/#x">', ("tin-tuc/a/index.html",)),
        ('<img src="/_a/1.webp"><link href="/_a/1.css">', ("_a/1.css", "_a/1.webp")),
        ('<form action="/tim-kiem/?q=">', ("tim-kiem/index.html",)),
        ('<a href="https://example.org/"><a href="//example.org/"><a href="#top">', ()),
    ],
)
def test_references_are_the_keys_of_objects_on_the_same_site(html, keys):
    assert references(html) == keys


def test_an_address_and_its_objects_key():
    assert (object_key("/"), object_key("/a/"), object_key("/feed.xml")) == (
        "index.html",
        "a/index.html",
        "feed.xml",
    )


def test_the_least_used_part_leaves_a_full_cache():
    cache = PartCache(limit=10)
    for key in "ab":
        cache.put(key, OpenPart("12345"))
    cache.get("a")
    cache.put("c", OpenPart("12345"))
    assert (cache.get("a") is None, cache.get("b") is None, cache.get("c") is None) == (False, True, False)


def test_a_part_shared_by_sites_is_what_each_would_have_rendered(example):
    """Facts and links are put into the shared part just as the template would have put them."""
    example.render()
    hostile = msgspec.structs.replace(example.unit.unit, name='Bến <b>"Tắm"</b> & bãi', phone="")
    example.change(unit=hostile)
    reader = SnapshotReader(example.config.snapshot)
    snapshot = reader.unit("10546")
    documents = reader.documents(page.document for page in snapshot.shown)
    theme = _themes["commune"]
    plan = SitePlan(site_of(snapshot, example.config.site_url), documents, theme, "/api")
    inherited = [page for page in plan.pages if not page.own]
    assert any(page.tokens.facts for page in inherited)
    assert any(page.tokens.links for page in inherited)
    for page in inherited:
        template = f"types/{page.document.type}.html"
        shared = OpenPart(theme.render(template, page.open_context()))
        assert shared.close(plan.site.unit, page.address) == theme.part(template, page.context())


def test_a_link_that_leads_nowhere_cannot_be_closed():
    part = OpenPart('<a href="\x00link:30/tin-tuc/x\x00">X</a>')
    assert part.close(None, lambda target: None) is None
