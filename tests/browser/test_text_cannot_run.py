"""Whatever an editor writes, wherever he writes it, is read by citizens and never run."""

import socket
from collections.abc import Iterator
from datetime import date
from typing import Final

import msgspec
import pytest
from playwright.sync_api import Browser, Page

from build.pipeline import build
from build.snapshot.page_types import EVENT_KEYS, PAGE_TYPES
from build.snapshot.schema import Document, File, Section, Shown, digest
from cms.pages.base import ContentPage
from cms.pages.body import events_from_json, people_from_json
from cms.pages.rendering import render_pages
from cms.pages.types import MODELS
from cms.publishing.live import document_of
from tests.conftest import figure
from tests.samples.payloads import PAYLOADS
from tests.samples.province import SECTION_OF
from tests.samples.served import serving
from tests.samples.snapshots import Example

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

TYPES = tuple(PAGE_TYPES)
EVERY: Final = figure(7, 1)
"""Of so many payloads one is tried: 7, and each type of page and each way out still comes up."""
DANGERS = """() => [...(window.runs ? ["it ran"] : []), ...[...document.all].flatMap((element) => [
  ...(/^(iframe|object|embed|base|frame)$/i.test(element.localName) ? [element.outerHTML] : []),
  ...(element.localName === 'script' && !/^(module|application\\/ld\\+json)$/.test(element.type)
    ? [element.outerHTML] : []),
  ...[...element.attributes].filter((attribute) => /^on/i.test(attribute.name)
    || (/^(href|src|action|formaction|xlink:href|data|background|poster)$/i.test(attribute.name)
      && /^\\s*(javascript|vbscript|data:text)/i.test(attribute.value.replace(/[\\s\\0]/g, '')))
  ).map((attribute) => `${element.localName} ${attribute.name}=${attribute.value}`),
])]"""


def blocks(text: str) -> list[tuple[str, object]]:
    """A block of every kind that holds text, with it in all its parts."""
    table = {"data": [[text, text], [text, "1"]], "table_caption": text, "first_row_is_table_header": True}
    contact = dict.fromkeys(("name", "post", "address", "phone", "email"), text)
    return [
        ("paragraph", text),
        ("heading", {"text": text, "level": "h2"}),
        ("table", table),
        ("quote", {"text": text, "source": text}),
        ("callout", {"kind": text, "text": text}),
        ("steps", [{"type": "item", "value": {"title": text, "text": text}}]),
        ("contact", contact),
        ("links", [{"type": "item", "value": {"title": text, "page": None, "url": text}}]),
        ("imported", text),
    ]


def page_full_of(text: str, kind: str) -> ContentPage:
    """A page of the type with ``text`` in every field and every block, as if nothing had checked it."""
    page = MODELS[kind](slug="x")
    person = dict.fromkeys(("name", "post", "phone", "email"), text)
    event = {"day": 1, **dict.fromkeys(EVENT_KEYS[1:], text), "start": "08:00", "end": ""}
    for name, form in PAGE_TYPES[kind].items():
        if form in ("line", "text"):
            setattr(page, name, text)
        elif form == "people":
            setattr(page, name, people_from_json([person]))
        elif form == "events":
            setattr(page, name, events_from_json([event]))
    if kind == "schedule":
        page.week = date(2025, 4, 21)
    page.body = [{"type": name, "value": value} for name, value in blocks(text)]
    page.credit = text
    return page


def documents() -> list[Document]:
    """A document for each payload, the types in turn."""
    pages = [page_full_of(text, TYPES[number % len(TYPES)]) for number, text in enumerate(PAYLOADS[::EVERY])]
    found = []
    for page, rendered in zip(pages, render_pages(pages), strict=True):
        text = page.title
        file = File(
            sha256=digest(b"x" * 9),
            extension="pdf",
            media_type="application/pdf",
            size=9,
            name=text,
            alt=text,
        )
        found.append(msgspec.structs.replace(document_of(page, rendered), files=(file,)))
    return found


@pytest.fixture
def site(tmp_path, django_db_setup) -> Iterator[tuple[str, list[str]]]:
    """A deployed site of such pages: its address and the paths of all of them."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        example = Example(tmp_path)
        shown = [
            Shown(
                section=SECTION_OF[document.type],
                slug=f"p-{number}",
                document=example.add(document),
                origin=example.unit.unit.code,
                canonical=example.unit.unit.code,
                published_at="2025-01-07T01:30:00+00:00",
            )
            for number, document in enumerate(documents())
        ]
        facts = dict.fromkeys(("address", "phone", "email", "hours", "leader"), PAYLOADS[26])
        example.change(
            unit=msgspec.structs.replace(example.unit.unit, **facts),
            sections=tuple(Section(key=key, title=key) for key in sorted(SECTION_OF.values())),
            shown=tuple(sorted(shown, key=lambda page: page.section)),
            redirects=(),
        )
        assert build(example.config).failures == {}
        hostname = example.unit.unit.hostname
        folder = example.folder / "sites"
        paths = sorted(
            path.relative_to(folder / hostname).as_posix() for path in (folder / hostname).rglob("*.html")
        )
        with serving(listener, folder):
            yield f"http://{hostname}:{listener.getsockname()[1]}/", paths


@pytest.fixture
def reader(browser: Browser) -> Iterator[Page]:
    """A reader whose browser is not told of the site's policy, and loads nothing but pages."""
    context = browser.new_context(bypass_csp=True)
    context.add_init_script("window.runs = 0; window.ran = () => { window.runs += 1 }")
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.setBlockedURLs", {"urls": ["*/_a/*", "*.json", "*/x"]})
    yield page
    context.close()


@pytest.mark.soak
def test_nothing_that_is_written_runs(site, reader):
    address, paths = site
    assert len(PAYLOADS) == len(set(PAYLOADS)) == 500
    assert len(paths) > len(PAYLOADS) // EVERY
    for path in paths:
        reader.goto(address + path, wait_until="domcontentloaded")
        assert reader.evaluate(DANGERS) == [], path
        assert reader.url == address + path


def test_the_browser_would_have_told(reader):
    """The same reader, before a page that lets text run."""
    found = 0
    for text in PAYLOADS[:25]:
        reader.set_content(f"<!doctype html><body>{text}")
        found += bool(reader.evaluate(DANGERS))
    assert found >= 20


def test_what_got_through_all_the_same_would_not_run(browser, site, tmp_path):
    address, _ = site
    place = tmp_path / "sites" / address.split("/")[2].partition(":")[0] / "tim-kiem" / "index.html"
    place.write_text(place.read_text().replace("</main>", "<script>window.ran = 1</script></main>"))
    page = browser.new_page()
    complaints = []
    page.on("console", lambda line: complaints.append(line.text))
    page.goto(f"{address}tim-kiem/")
    assert page.evaluate("window.ran") is None
    assert any("Content Security Policy" in text for text in complaints)
    page.close()
