"""All that citizens read on a site, or hear of it, is Vietnamese, save what is marked as English."""

from html.parser import HTMLParser

from html5lib.constants import voidElements

from build.gallery.extremes import EXTREMES
from build.gallery.pages import whole_pages
from tests.samples.english import english_in

SAID = {"alt", "aria-label", "label", "placeholder", "title"}
SILENT = {"code", "script", "style"}
NO_WORDS = {f"page/{path}/" for _, path, _ in EXTREMES}
"""Pages full of what is no word."""
BORROWED = {"Rubella", "menu"}


class Spoken(HTMLParser):
    """The texts of a page that are said in Vietnamese, as its ``lang`` has it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = [("", "")]
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        language = values.get("lang", self.open[-1][1])
        if language == "vi":
            self.texts += [values[name] for name in SAID & values.keys()]
        if tag not in voidElements:
            self.open.append((tag, "" if tag in SILENT else language))

    def handle_endtag(self, tag: str) -> None:
        while self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.open[-1][1] == "vi":
            self.texts.append(data)


def test_every_page_is_in_vietnamese(samples):
    pages = [page for page in whole_pages(samples) if page.path not in NO_WORDS]
    texts = {(text, page.path) for page in pages for text in Spoken(page.html).texts}
    assert len(texts) > 1000
    found = {f"{path}: {text}" for text, path in texts if set(english_in(text)) - BORROWED}
    assert found == set()
