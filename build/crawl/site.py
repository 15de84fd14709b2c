"""Check one site: read every file of its release, follow every address in it."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, NamedTuple
from urllib.parse import quote, urlsplit

from build.crawl.addresses import Addresses, Place, key_of
from build.crawl.data import read_calendar, read_catalogue, read_json, read_manifest
from build.crawl.feeds import read_atom, read_json_feed
from build.crawl.for_robots import read_opensearch, read_robots, read_sitemap, read_sitemap_index
from build.crawl.page import read_page
from build.crawl.reading import Reading
from build.crawl.release import Release, Sites
from build.crawl.styles import read_styles
from build.crawl.xml_text import read_picture
from build.errors import StoreError

Reader = Callable[[str], Reading]

OF_EVERY_SITE: Final[dict[str, Reader]] = {
    "feed.xml": read_atom,
    "feed.json": read_json_feed,
    "sitemap.xml": read_sitemap,
    "robots.txt": read_robots,
    "opensearch.xml": read_opensearch,
}
BY_NAME: Final[dict[str, Reader]] = {**OF_EVERY_SITE, "sitemap-index.xml": read_sitemap_index}
BY_EXTENSION: Final[dict[str, Reader]] = {
    "html": read_page,
    "css": read_styles,
    "svg": read_picture,
    "json": read_json,
    "jsonld": read_catalogue,
    "webmanifest": read_manifest,
    "ics": read_calendar,
}

REQUIRED: Final = ("index.html", "404.html", "tim-kiem/index.html", *OF_EVERY_SITE)


class Fault(NamedTuple):
    """One thing that is wrong, and where."""

    site: str
    file: str
    what: str


@dataclass
class SiteReport:
    """What was found on one site. ``outside`` counts the links to hosts that are no sites of the folder."""

    hostname: str
    files: int = 0
    pages: int = 0
    links: int = 0
    faults: list[Fault] = field(default_factory=list)
    outside: Counter[str] = field(default_factory=Counter)


def check_site(sites: Sites, hostname: str) -> SiteReport:
    """Everything that is wrong with the site ``hostname``."""
    report = SiteReport(hostname)
    try:
        release = sites.release(hostname)
    except StoreError as error:
        report.faults.append(Fault(hostname, "", str(error)))
        return report
    _SiteCheck(sites, release, report).run()
    return report


class _SiteCheck:
    def __init__(self, sites: Sites, release: Release, report: SiteReport) -> None:
        self._sites = sites
        self._release = release
        self._report = report
        self._readings: dict[str, Reading] = {}

    def run(self) -> None:
        self._read()
        origin = self._origin()
        if origin:
            addresses = Addresses(self._sites, self._release, origin)
            self._follow(addresses, origin)
            self._report.outside = addresses.outside
            self._compare_sitemap(origin)

    def _fault(self, file: str, what: str) -> None:
        self._report.faults.append(Fault(self._release.hostname, file, what))

    def _read(self) -> None:
        for key in REQUIRED:
            if key not in self._release.artifacts:
                self._fault(key, "is missing")
        for key in self._release.strangers():
            self._fault(key, "is not in the manifest")
        for key in self._release.artifacts:
            payload = self._release.payload(key)
            if wrong := self._release.fault(key, payload):
                self._fault(key, wrong)
            self._report.files += 1
            if payload is not None:
                self._readings[key] = read_file(key, payload)
        self._report.pages = sum(key.endswith(".html") for key in self._readings)
        for key, reading in self._readings.items():
            for what in reading.faults:
                self._fault(key, what)

    def _origin(self) -> str:
        """What all addresses of the site begin with, as its home page says; empty where it does not."""
        home = self._readings.get("index.html", Reading()).canonical
        parts = urlsplit(home)
        if parts.hostname != self._release.hostname or parts.path != "/":
            self._fault("index.html", f"the home page's canonical address is {home!r}")
            return ""
        return home.rstrip("/")

    def _follow(self, addresses: Addresses, origin: str) -> None:
        for key, reading in self._readings.items():
            base = address_of(key, origin)
            for reference in dict.fromkeys(reading.references):
                wrong, place = addresses.judge(reference, base)
                self._report.links += 1
                wrong = wrong or self._no_such_part(place)
                if wrong:
                    self._fault(key, wrong)

    def _no_such_part(self, place: Place | None) -> str:
        """Only pages of the same site are looked into: links across sites lead to pages, not to parts."""
        if place is None or place.hostname != self._release.hostname or not place.fragment:
            return ""
        reading = self._readings.get(place.key)
        found = reading is not None and place.fragment in reading.ids
        return "" if found else f"link to #{place.fragment} of {place.key} leads to no such part"

    def _compare_sitemap(self, origin: str) -> None:
        """The sitemap lists the pages that are canonical here, and none that asks not to be found."""
        references = self._readings.get("sitemap.xml", Reading()).references
        listed = {key_of(urlsplit(reference.address).path) for reference in references}
        for key, reading in self._readings.items():
            canonical = reading.indexed and reading.canonical == address_of(key, origin)
            if key in listed and not canonical:
                self._fault("sitemap.xml", f"lists {key}, which is not canonical here")
            is_page = self._release.artifacts[key].kind == "page"
            if is_page and canonical and key not in listed:
                self._fault("sitemap.xml", f"lacks {key}")


def address_of(key: str, origin: str) -> str:
    """The address that ``key`` is read at."""
    whole = f"/{key}"
    return origin + quote(whole.removesuffix("index.html") if whole.endswith("/index.html") else whole)


def read_file(key: str, payload: bytes) -> Reading:
    """What the file at ``key`` says; nothing for those that are neither text nor known."""
    name = key.rpartition("/")[2]
    reader = BY_NAME.get(name) or BY_EXTENSION.get(name.rpartition(".")[2])
    if reader is None:
        return Reading()
    try:
        return reader(payload.decode("utf-8"))
    except UnicodeDecodeError:
        return Reading(faults=("is not UTF-8",))
