"""Read a page: its own faults, and every address in it."""

import re
from collections.abc import Iterator
from typing import Final

from build.crawl.markup import Element, Markup
from build.crawl.page_rules import RULES, unfilled
from build.crawl.reading import Reading, Reference, Role
from build.crawl.styles import addresses_in_css

_ROLES: Final[dict[tuple[str, str], Role]] = {
    ("a", "href"): "link",
    ("area", "href"): "link",
    ("form", "action"): "link",
    ("button", "formaction"): "link",
    ("blockquote", "cite"): "link",
    ("img", "src"): "asset",
    ("script", "src"): "asset",
    ("source", "src"): "asset",
    ("iframe", "src"): "asset",
    ("audio", "src"): "asset",
    ("video", "src"): "asset",
    ("video", "poster"): "asset",
    ("track", "src"): "asset",
    ("embed", "src"): "asset",
    ("object", "data"): "asset",
    ("use", "href"): "asset",
    ("image", "href"): "asset",
}
_OF_LINK: Final[dict[str, Role]] = {"alternate": "link", "canonical": "canonical", "search": "asset"}
_LINK_NAMES: Final = frozenset(name for name, _ in _ROLES)
_CANDIDATE: Final = re.compile(r"\s*([^\s,]\S*[^\s,]|[^\s,])(?:\s+[\d.]+[wx])?\s*(?:,|$)")


def read_page(html: str) -> Reading:
    """What ``html`` says and refers to."""
    page = Markup(html)
    faults = [*page.faults, *unfilled(html), *(fault for rule in RULES for fault in rule(page))]
    references = tuple(_references(page))
    canonical = [address for address, role in references if role == "canonical"]
    if len(canonical) != 1:
        faults.append(f"the page has {len(canonical)} canonical addresses")
    return Reading(
        faults=tuple(faults),
        references=references,
        ids=frozenset(element.attributes["id"] for element in page.elements if "id" in element.attributes),
        canonical=canonical[0] if canonical else "",
        indexed=not any(_forbids_indexing(element) for element in page.named("meta")),
    )


def _references(page: Markup) -> Iterator[Reference]:
    for element in page.elements:
        attributes = element.attributes
        if element.name == "link":
            yield Reference(attributes.get("href", ""), _OF_LINK.get(attributes.get("rel", ""), "asset"))
        elif element.name in _LINK_NAMES:
            for name in attributes:
                role = _ROLES.get((element.name, name))
                if role:
                    yield Reference(attributes[name], role)
        if "srcset" in attributes:
            yield from (Reference(at, "asset") for at in _CANDIDATE.findall(attributes["srcset"]))
        if "style" in attributes:
            yield from addresses_in_css(attributes["style"])


def _forbids_indexing(element: Element) -> bool:
    return element.attributes.get("name") == "robots" and "noindex" in element.attributes.get("content", "")
