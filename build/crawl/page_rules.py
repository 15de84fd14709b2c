"""What a page must have to be whole, read aloud, printed and found: each rule names what breaks it."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Final

from build.crawl import structured_data
from build.crawl.content_model import HEADINGS
from build.crawl.markup import Element, Markup

Rule = Callable[[Markup], Iterator[str]]

_UNFILLED: Final = re.compile(r"\{\{[^{}<]{0,40}|\bpage:[\w.-]+/[\w-]+/[\w-]*")
_NAMELESS: Final = frozenset({"hidden", "submit", "button", "reset", "image"})
_REFERRING: Final = ("aria-controls", "aria-describedby", "aria-labelledby", "for", "headers", "list")
_DATA: Final = "application/ld+json"


def unfilled(text: str) -> Iterator[str]:
    """What was left in ``text`` that a citizen should never see: placeholders and links of the desk."""
    for token in sorted(set(_UNFILLED.findall(text))):
        yield f"{token!r} was left unfilled"


def _document(page: Markup) -> Iterator[str]:
    if page.doctype.lower() != "doctype html":
        yield "the page does not begin with <!doctype html>"
    root = page.elements[0] if page.elements else None
    if root is None or root.name != "html" or not root.attributes.get("lang"):
        yield "the page does not say its language (html lang)"
    if not any(element.attributes.get("charset", "").lower() == "utf-8" for element in page.named("meta")):
        yield "the page does not say its encoding (meta charset)"
    if not any(element.attributes.get("name") == "viewport" for element in page.named("meta")):
        yield "the page does not say its width (meta viewport)"


def _title(page: Markup) -> Iterator[str]:
    titles = [page.text(element) for element in page.named("title") if not element.within("svg")]
    if len(titles) != 1:
        yield f"the page has {len(titles)} titles"
    elif not titles[0].partition("|")[0].strip():
        yield "the title is empty"


def _landmarks(page: Markup) -> Iterator[str]:
    count = len(page.named("main"))
    if count != 1:
        yield f"the page has {count} main parts"


def _headings(page: Markup) -> Iterator[str]:
    headings = page.named(*HEADINGS)
    levels = [int(heading.name[1]) for heading in headings]
    if levels.count(1) != 1:
        yield f"the page has {levels.count(1)} h1"
    if levels and levels[0] != 1:
        yield f"the first heading is h{levels[0]}"
    for (before, after), heading in zip(pairwise(levels), headings[1:], strict=False):
        if after > before + 1:
            yield f"h{after} {page.text(heading)[:60]!r} follows h{before}"
    for heading in headings:
        if not page.text(heading):
            yield f"an {heading.name} is empty"


def _ids(page: Markup) -> Iterator[str]:
    ids = Counter(element.attributes["id"] for element in page.elements if "id" in element.attributes)
    for name, count in ids.items():
        if count > 1 or not name or " " in name:
            yield f"id {name!r} is given {count} times, or cannot be an id"
    for element in page.elements:
        for attribute in _REFERRING if element.attributes else ():
            for name in element.attributes.get(attribute, "").split():
                if name not in ids:
                    yield f"{attribute}={name!r} of <{element.name}> names no id"


def _pictures(page: Markup) -> Iterator[str]:
    for element in page.named("img"):
        if "alt" not in element.attributes:
            yield f"the picture {element.attributes.get('src', '')!r} has no alt"


def _captions(page: Markup) -> Iterator[str]:
    for caption in page.named("figcaption"):
        around = [element for element in page.elements if element.parent is caption.parent]
        if caption not in (around[0], around[-1]):
            yield "a figcaption stands neither first nor last in its figure"


def _labels(page: Markup) -> Iterator[str]:
    labelled = {element.attributes.get("for") for element in page.named("label")}
    for element in page.named("input", "select", "textarea"):
        attributes = element.attributes
        if attributes.get("type") in _NAMELESS or _named_by_attribute(element):
            continue
        if attributes.get("id", "") not in labelled and not element.within("label"):
            yield f"<{element.name} name={attributes.get('name', '')!r}> has no label"


def _names(page: Markup) -> Iterator[str]:
    spoken = {element.parent for element in page.named("img") if element.attributes.get("alt")}
    for element in page.named("a", "button", "summary"):
        link = element.name != "a" or "href" in element.attributes
        if element.attributes.get("aria-hidden") == "true" and element.attributes.get("tabindex") == "-1":
            # A second way for the mouse: nobody is led to it, or has it read out.
            continue
        if link and element not in spoken and not _named_by_attribute(element) and not page.text(element):
            yield f"<{element.name} href={element.attributes.get('href', '')!r}> says nothing"


def _named_by_attribute(element: Element) -> bool:
    return any(element.attributes.get(name) for name in ("aria-label", "aria-labelledby", "title"))


def _scripts(page: Markup) -> Iterator[str]:
    for element in page.elements:
        if element.name == "style" or "style" in element.attributes:
            yield f"a style stands in the page (<{element.name}>)"
        for name in element.attributes:
            if name.startswith("on"):
                yield f"a script stands in the page ({name} of <{element.name}>)"
        if element.name == "script" and "src" not in element.attributes:
            yield from _inline_script(element, page)


def _inline_script(element: Element, page: Markup) -> Iterator[str]:
    if element.attributes.get("type") != _DATA:
        yield "a script stands in the page (<script>)"
        return
    try:
        data = json.loads("".join(page.texts[element.first : element.last]))
    except ValueError as error:
        yield f"the structured data is not JSON: {error}"
        return
    if not isinstance(data, dict) or data.get("@context") != "https://schema.org":
        yield "the structured data does not name schema.org"
        return
    yield from structured_data.judge(data)


RULES: Final[tuple[Rule, ...]] = (
    _document,
    _title,
    _landmarks,
    _headings,
    _ids,
    _pictures,
    _captions,
    _labels,
    _names,
    _scripts,
)
