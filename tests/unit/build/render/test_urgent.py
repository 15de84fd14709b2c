"""An urgent notice on a site: which files carry it while it spreads, and how it goes."""

import json

import msgspec
import pytest

FRONTS = {"index.html", *(f"{key}/index.html" for key in ("tin-tuc", "thong-bao", "thu-tuc-hanh-chinh"))}
NOTICE = "thong-bao/bao-so-3/index.html"
SETTLED = {"urgent_on": "everywhere"}
FRESH = {"urgent_on": "fronts"}
NONE = {"urgent_on": ""}


@pytest.fixture
def site(example):
    """``site(changes)`` renders the example with its notice changed: files by path, how many were made."""

    def site(changes: dict) -> tuple[dict[str, str], int]:
        shown = [
            msgspec.structs.replace(page, **changes) if page.slug == "bao-so-3" else page
            for page in example.unit.shown
        ]
        example.change(shown=tuple(shown))
        made = example.render()
        return {path: body.decode() for path, body in example.files().items() if path[:3] != "_a/"}, made

    return site


def carriers(files: dict[str, str]) -> set[str]:
    """The pages above which the banner stands in the HTML."""
    return {path for path, text in files.items() if path.endswith(".html") and 'class="urgent"' in text}


def test_it_begins_on_the_fronts_and_in_the_fragment(site):
    files, _ = site(FRESH)
    assert carriers(files) == FRONTS
    banner = json.loads(files["_khan-cap.json"])["html"]
    assert 'href="/thong-bao/bao-so-3/"' in banner
    assert banner in files["index.html"]


def test_once_settled_every_page_carries_it_but_its_own(site):
    files, _ = site(SETTLED)
    pages = {path for path in files if path.endswith(".html")}
    assert carriers(files) == pages - {NOTICE}


def test_as_it_spreads_no_more_is_made_than_has_to_be(site):
    _, whole = site(NONE)
    _, fronts = site(FRESH)
    _, settled = site(SETTLED)
    # The notice's own page does not change, nor do feeds.
    assert fronts == len(FRONTS) + 1
    assert fronts < settled < whole


def test_when_it_ends_it_is_gone_from_everywhere_at_once(site):
    site(SETTLED)
    files, _ = site(NONE)
    assert carriers(files) == set()
    assert json.loads(files["_khan-cap.json"]) == {"html": ""}


def test_pages_name_what_their_banner_leads_to(example, site):
    """So that no page is deployed before the notice, nor outlives it."""
    site(FRESH)
    from build.render.state import load_state

    state = load_state(example.config.staging, example.unit.unit.hostname)
    refs = {output.path: output.refs for output in state.outputs}
    assert NOTICE in refs["tin-tuc/index.html"]
    assert NOTICE in refs["_khan-cap.json"]


def test_of_several_the_newest_stands_first(example):
    """Whatever section each stands in."""
    moments = {"dang-ky-khai-sinh": "2024-09-07T03:00:00+00:00", "bao-so-3": "2024-09-06T03:00:00+00:00"}
    urgent = [
        msgspec.structs.replace(
            page, published_at=moments[page.slug], pinned=False, mandatory=True, urgent_on="fronts"
        )
        for page in example.unit.shown
        if page.slug in moments
    ]
    example.change(shown=tuple(urgent))
    example.render()
    banner = json.loads(example.files()["_khan-cap.json"])["html"]
    places = [banner.index(slug) for slug in moments]
    assert places == sorted(places)
