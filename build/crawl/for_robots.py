"""Read what crawlers and browsers ask for by name: sitemap, robots.txt, OpenSearch description."""

import re
from collections.abc import Iterator
from typing import Final

from build.crawl.feeds import is_moment
from build.crawl.reading import Reading, Reference
from build.crawl.xml_text import BadXml, root_of

SITEMAP: Final = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
OPENSEARCH: Final = "{http://a9.com/-/spec/opensearch/1.1/}"

# https://www.sitemaps.org/protocol.html
_MOST_ADDRESSES: Final = 50_000
# https://github.com/dewitt/opensearch/blob/master/opensearch-1-1-draft-6.md
_LONGEST_NAME: Final = 16
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")


def read_sitemap(text: str) -> Reading:
    """The pages that the sitemap ``text`` lists."""
    try:
        root = root_of(text, f"{SITEMAP}urlset")
    except BadXml as error:
        return Reading(faults=(str(error),))
    addresses = [(url.findtext(f"{SITEMAP}loc") or "").strip() for url in root.findall(f"{SITEMAP}url")]
    days = [day.text or "" for day in root.iter(f"{SITEMAP}lastmod")]
    return Reading(
        faults=tuple(_sitemap_faults(addresses, days)),
        references=tuple(Reference(address, "own") for address in addresses),
    )


def read_sitemap_index(text: str) -> Reading:
    """The sitemaps that the index ``text`` lists, on this site and on others."""
    try:
        root = root_of(text, f"{SITEMAP}sitemapindex")
    except BadXml as error:
        return Reading(faults=(str(error),))
    addresses = [(one.findtext(f"{SITEMAP}loc") or "").strip() for one in root]
    twice = ("the index lists a sitemap twice",) if len(set(addresses)) < len(addresses) else ()
    return Reading(twice, tuple(Reference(address, "link") for address in addresses))


def _sitemap_faults(addresses: list[str], days: list[str]) -> Iterator[str]:
    if not 0 < len(addresses) <= _MOST_ADDRESSES:
        yield f"the sitemap has {len(addresses)} addresses"
    if len(set(addresses)) < len(addresses):
        yield "the sitemap lists an address twice"
    for day in days:
        if not _DAY.fullmatch(day) and not is_moment(day):
            yield f"{day!r} is no day"


def read_robots(text: str) -> Reading:
    """robots.txt (RFC 9309): it lets crawlers in and names the sitemap."""
    fields = [line.partition(":")[::2] for line in text.splitlines() if ":" in line]
    rules = [(name.strip().lower(), value.strip()) for name, value in fields]
    sitemaps = [value for name, value in rules if name == "sitemap"]
    faults = []
    if not any(value.endswith("/sitemap.xml") for value in sitemaps):
        faults.append("robots.txt does not name the sitemap")
    if ("user-agent", "*") not in rules:
        faults.append("robots.txt has no rules for all crawlers")
    if ("disallow", "/") in rules:
        faults.append("robots.txt keeps crawlers out of the whole site")
    return Reading(faults=tuple(faults), references=tuple(Reference(value, "own") for value in sitemaps))


def read_opensearch(text: str) -> Reading:
    """The OpenSearch 1.1 description in ``text``."""
    try:
        root = root_of(text, f"{OPENSEARCH}OpenSearchDescription")
    except BadXml as error:
        return Reading(faults=(str(error),))
    faults = []
    if not 0 < len(root.findtext(f"{OPENSEARCH}ShortName", "").strip()) <= _LONGEST_NAME:
        faults.append(f"the short name is empty or longer than {_LONGEST_NAME} characters")
    if not root.findtext(f"{OPENSEARCH}Description", "").strip():
        faults.append("the description is empty")
    templates = [url.get("template", "") for url in root.findall(f"{OPENSEARCH}Url")]
    if not any("{searchTerms}" in template for template in templates):
        faults.append("no address takes the search terms")
    return Reading(
        faults=tuple(faults), references=tuple(Reference(template, "own") for template in templates)
    )
