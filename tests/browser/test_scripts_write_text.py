"""What the sites' scripts read and put into a page is text to them: no markup in it becomes an element.

``test_text_cannot_run`` shows the same of what the build writes; there no script may run.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final

import pytest
from markupsafe import escape
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.test_text_cannot_run import DANGERS
from tests.conftest import figure
from tests.samples.payloads import PAYLOADS

pytestmark = [pytest.mark.browser, pytest.mark.soak]

PROVINCE: Final = "hai-duong.localhost"
DISTRICT: Final = "chi-linh.hai-duong.localhost"
COMMUNE: Final = "ben-tam.chi-linh.hai-duong.localhost"
TEXTS: Final = PAYLOADS[:: figure(21, 1)]
AT_ONCE: Final = 10
"""So many are shown together, the news among them."""
BATCHES: Final = [TEXTS[start : start + AT_ONCE] for start in range(0, len(TEXTS), AT_ONCE)]
NAMES: Final = "place => [...new Set([...document.querySelectorAll(`${place} *`)].map(one => one.localName))]"
CHOOSE: Final = "detail => { dispatchEvent(new CustomEvent('noi-o', { detail })) }"
KEEP: Final = """async texts => {
  localStorage["trang-da-luu"] = JSON.stringify(texts.map(text => ({ path: "/" + text, title: text })));
  const cache = await caches.open("da-mo");
  const page = text => new Response(`<h1>${text}</h1>`, { headers: { "Content-Type": "text/html" } });
  for (const [place, text] of texts.entries()) await cache.put(`/trang-${place}/`, page(text));
}"""


@pytest.fixture
def reader(browser: Browser) -> Iterator[Page]:
    """A reader whose browser is not told of the site's policy, and whose scripts run."""
    context = browser.new_context(bypass_csp=True, service_workers="block", reduced_motion="reduce")
    context.add_init_script("window.runs = 0; window.ran = () => { window.runs += 1 }")
    yield context.new_page()
    context.close()


@pytest.fixture
def address(province_url: str) -> Callable[..., str]:
    """``address(path, hostname)`` at the small province; of the commune unless told."""
    return lambda path, hostname=COMMUNE: province_url.format(hostname=hostname) + path


def answering(reader: Page, answers: dict[str, Any]) -> None:
    """What is asked for at each address is answered so, as ``answers`` is at that moment."""

    def answer(route: Route, pattern: str) -> None:
        route.fulfill(json=answers[pattern], headers={"Access-Control-Allow-Origin": "*"})

    for pattern in tuple(answers):
        reader.route(pattern, partial(answer, pattern=pattern))


def harmless(reader: Page, place: str, *names: str) -> None:
    """Nothing has run, and in ``place`` there are no elements but those."""
    assert reader.evaluate(DANGERS) == []
    assert set(reader.evaluate(NAMES, place)) <= set(names)


def news_of(texts: tuple[str, ...]) -> dict[str, Any]:
    """All that the app reads of another unit, with the texts wherever words may stand."""
    items = [
        {"id": f"{place}:", "title": text, "url": text, "date_published": "2025-01-07T01:30:00+00:00"}
        for place, text in enumerate(texts)
    ]
    parents = [{"url": f"{place}:", "full_name": text} for place, text in enumerate(texts)]
    unit = dict.fromkeys(("address", "phone", "email", "hours"), "\n".join(texts))
    banner = "".join(f"<ul><li><a href='{text}'>{text}</a></li></ul>" for text in texts)
    return {
        "**//chi-linh.*/feed.json": {"items": items},
        "**//chi-linh.*/api/site.json": {"unit": unit, "parents": parents},
        "**//chi-linh.*/api/thu-tuc-hanh-chinh.json": {"pages": items},
        "**//chi-linh.*/_khan-cap.json": {"html": banner},
    }


def test_news_of_a_unit(reader: Page, address: Callable[..., str]) -> None:
    answers = news_of(BATCHES[0])
    answering(reader, answers)
    reader.goto(address("/ung-dung/"))
    for batch in BATCHES:
        answers.update(news_of(batch))
        reader.evaluate(CHOOSE, {"url": address("/", DISTRICT), "name": batch[0]})
        expect(reader.locator(".my-unit-news li a").first).to_have_text(batch[0])
        for part in ("news", "procedures"):
            assert reader.locator(f".my-unit-{part} li a").all_text_contents() == list(batch)
        assert reader.locator(".my-unit-news span:last-child").all_text_contents() == [
            f"Nguồn: {text}" for text in batch
        ]
        lists = ("h2", "h3", "p", "div", "ul", "li", "dl", "dt", "dd", "details", "summary")
        harmless(reader, "#noi-cua-toi", *lists, "a", "span")


def test_names_of_units(reader: Page, address: Callable[..., str]) -> None:
    children = [
        {"url": "http://a.localhost/", "full_name": f"Xã nhom{place}a {text}", "former_names": [text]}
        for place, batch in enumerate(BATCHES)
        for text in batch
    ]
    answering(reader, {"**//chi-linh.*/api/site.json": {"children": children}})
    reader.goto(address("/ung-dung/", PROVINCE))
    for place, batch in enumerate(BATCHES):
        reader.locator("#ten-noi-o").fill(f"nhom{place}a")
        expect(reader.locator(".unit-finder-found li")).to_have_count(len(batch))
        harmless(reader, ".unit-finder-found", "li", "button")


def test_pages_kept_on_the_device(reader: Page, address: Callable[..., str]) -> None:
    reader.goto(address("/ung-dung/"))
    reader.evaluate(KEEP, TEXTS)
    reader.reload()
    expect(reader.locator(".kept-pages-visited li")).to_have_count(20)
    assert reader.locator(".kept-pages-saved a").all_text_contents() == list(TEXTS)
    harmless(reader, ".kept-pages-saved", "li", "a")
    harmless(reader, ".kept-pages-visited", "h2", "h3", "p", "ul", "li", "a")


def test_urgent_notices(reader: Page, address: Callable[..., str]) -> None:
    banner = "".join(f"<li><a href='/thong-bao/'>{escape(text)}</a></li>" for text in TEXTS)
    answering(reader, {"**/_khan-cap.json": {"html": f"<aside><ul>{banner}</ul></aside>"}})
    reader.goto(address("/"))
    expect(reader.locator("#khan-cap li")).to_have_count(len(TEXTS))
    harmless(reader, "#khan-cap", "aside", "ul", "li", "a")


def test_results_from_the_sites_own_files(reader: Page, address: Callable[..., str]) -> None:
    pages = [
        [f"/{text}/", f"{text} nhom{place}a", text, text, "2025-01-07", text]
        for place, batch in enumerate(BATCHES)
        for text in batch
    ]
    index = {"unit": "10546", "name": TEXTS[0], "types": dict(zip(TEXTS, TEXTS, strict=True)), "files": 1}
    answering(reader, {"**/_tim/0.json": index | {"pages": pages}, "**/api/popular": {"popular": TEXTS}})
    reader.route("**/api/search?*", lambda route: route.abort())
    reader.goto(address("/tim-kiem/"))
    expect(reader.locator("#nhieu-nguoi-tim li")).to_have_count(len(TEXTS))
    harmless(reader, "#bat-dau", "section", "h2", "ul", "li", "a", "p", "button")
    for place, batch in enumerate(BATCHES):
        reader.locator("#cau-hoi").fill(f"nhom{place}a")
        expect(reader.locator("#ket-qua mark").first).to_have_text(f"nhom{place}a")
        titles = reader.locator("#ket-qua h2").all_text_contents()
        # A browser leaves out what is no character of HTML.
        assert sorted(titles) == sorted(f"{text} nhom{place}a".replace("\0", "") for text in batch)
        harmless(reader, "#ket-qua", "li", "h2", "p", "a", "span", "mark")
        harmless(reader, "#goi-y", "li")


def test_an_answer_that_nobody_escaped(reader: Page, address: Callable[..., str]) -> None:
    answers: dict[str, Any] = {"**/api/search?*": {}}
    answering(reader, answers)
    reader.goto(address("/tim-kiem/"))
    for place, batch in enumerate(BATCHES):
        words = ("title", "snippet", "unit_name", "origin_name", "type_label")
        results = [{**dict.fromkeys(words, text), "url": "/", "date": "2025-01-07"} for text in batch]
        counted = [{"value": text, "label": text, "count": 1} for text in batch]
        said = {"note": "\n".join(batch), "meant": batch[0], "suggestions": batch, "scopes": {}, "cursor": ""}
        facets = dict.fromkeys(("type", "tier", "unit", "year"), counted)
        answers["**/api/search?*"] = {"results": results, "total": len(batch), "facets": facets, **said}
        reader.locator("#cau-hoi").fill(f"nhom{place}a")
        expect(reader.locator("#ket-qua .entry-line span:nth-child(2)").first).to_have_text(batch[0])
        harmless(reader, "#ket-qua", "li", "h2", "p", "a", "span")
        harmless(reader, "#goi-y", "li")
        harmless(reader, "#y-ban", "a")
        harmless(reader, "#bo-loc select", "option")
