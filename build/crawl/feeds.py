"""Read feeds: Atom (RFC 4287) and JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final
from xml.etree.ElementTree import Element

from build.crawl.page_rules import unfilled
from build.crawl.reading import Reading, Reference
from build.crawl.xml_text import BadXml, root_of

ATOM: Final = "{http://www.w3.org/2005/Atom}"
JSON_FEED: Final = "https://jsonfeed.org/version/1.1"

_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_ABSOLUTE: Final = re.compile(r"[a-z][a-z0-9+.-]*:\S+")


def is_moment(text: str) -> bool:
    """Whether ``text`` is a moment as RFC 3339 writes it, and there is such a moment."""
    if not _MOMENT.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def read_atom(text: str) -> Reading:
    """What the Atom feed ``text`` says."""
    try:
        feed = root_of(text, f"{ATOM}feed")
    except BadXml as error:
        return Reading(faults=(str(error),))
    entries = feed.findall(f"{ATOM}entry")
    faults = [*unfilled(text), *_atom_faults(feed, "the feed")]
    if not feed.findtext(f"{ATOM}author/{ATOM}name", "").strip():
        faults += _without_author(entries)
    if not [link for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"]:
        faults.append("the feed does not give its own address (link rel=self)")
    for entry in entries:
        faults += _atom_entry_faults(entry)
    faults += _repeated(entry.findtext(f"{ATOM}id", "") for entry in entries)
    links = (link.get("href", "") for link in feed.iter(f"{ATOM}link"))
    return Reading(faults=tuple(faults), references=tuple(Reference(link, "own") for link in links))


def _atom_faults(element: Element, name: str) -> Iterator[str]:
    for part in ("id", "title", "updated"):
        found = element.findall(f"{ATOM}{part}")
        if len(found) != 1 or not (found[0].text or "").strip():
            yield f"{name} has {len(found)} {part}, or an empty one"
    updated = element.findtext(f"{ATOM}updated", "")
    if updated and not is_moment(updated):
        yield f"{name} was updated at {updated!r}, which is no RFC 3339 time"
    identity = element.findtext(f"{ATOM}id", "")
    if identity and not _ABSOLUTE.fullmatch(identity):
        yield f"{name} has the id {identity!r}, which is not absolute"


def _atom_entry_faults(entry: Element) -> Iterator[str]:
    name = f"the entry {entry.findtext(f'{ATOM}title', '')[:60]!r}"
    yield from _atom_faults(entry, name)
    alternates = [link for link in entry.findall(f"{ATOM}link") if link.get("rel") in (None, "alternate")]
    if not alternates and entry.find(f"{ATOM}content") is None:
        yield f"{name} has neither a link nor content"


def _without_author(entries: list[Element]) -> Iterator[str]:
    if not entries or any(not entry.findtext(f"{ATOM}author/{ATOM}name", "").strip() for entry in entries):
        yield "the feed names no author"


def _repeated(ids: Iterator[str]) -> Iterator[str]:
    for identity, count in Counter(ids).items():
        if count > 1:
            yield f"{count} entries have the id {identity!r}"


def read_json_feed(text: str) -> Reading:
    """What the JSON feed ``text`` says."""
    try:
        feed = json.loads(text)
    except ValueError as error:
        return Reading(faults=(f"not JSON: {error}",))
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        return Reading(faults=("the feed is no object with a list of items",))
    faults = [*unfilled(text)]
    if feed.get("version") != JSON_FEED:
        faults.append(f"the version is {feed.get('version')!r}, not {JSON_FEED}")
    if not _filled(feed, "title"):
        faults.append("the feed has no title")
    for item in items:
        faults += _json_item_faults(item)
    faults += _repeated(str(item.get("id", "")) for item in items)
    if not all(_is_author(author) for author in feed.get("authors", ())):
        faults.append("an author has neither name nor address")
    addresses = [feed.get("home_page_url"), feed.get("feed_url"), *(item.get("url") for item in items)]
    links = (Reference(address, "own") for address in addresses if isinstance(address, str))
    return Reading(faults=tuple(faults), references=tuple(links))


def _json_item_faults(item: dict[str, Any]) -> Iterator[str]:
    name = f"the item {str(item.get('title', ''))[:60]!r}"
    if not _filled(item, "id"):
        yield f"{name} has no id"
    if not _filled(item, "content_text") and not _filled(item, "content_html"):
        yield f"{name} has no content"
    if not _filled(item, "title"):
        yield f"{name} has no title"
    for moment in ("date_published", "date_modified"):
        if moment in item and not is_moment(str(item[moment])):
            yield f"{name} has the {moment} {item[moment]!r}, which is no RFC 3339 time"


def _filled(part: dict[str, Any], name: str) -> bool:
    return isinstance(part.get(name), str) and bool(part[name].strip())


def _is_author(author: object) -> bool:
    return isinstance(author, dict) and any(_filled(author, name) for name in ("name", "url", "avatar"))
