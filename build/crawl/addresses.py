"""Where the addresses in a site's files lead, judged as a web server and a browser would take them."""

from collections import Counter
from typing import Final, NamedTuple
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from build.crawl.reading import Reference
from build.crawl.release import Release, Sites
from build.errors import StoreError

_ELSEWHERE: Final = frozenset({"mailto", "tel", "sms", "geo", "webcal"})
_ANSWERED: Final = "/api/tim-kiem/"
"""What the search API answers with a page, beside the site's files."""


class Place(NamedTuple):
    """Where an address on one of the sites leads."""

    hostname: str
    key: str
    fragment: str


Judged = tuple[str, Place | None]
"""What is wrong, empty if nothing is; and where the address leads, None if to none of the sites."""


def key_of(path: str) -> str:
    """The key that a web server takes for the path of an address: a folder by its index.html."""
    key = unquote(path).lstrip("/")
    return f"{key}index.html" if not key or key.endswith("/") else key


class Addresses:
    """Judges the addresses of one site, whose pages have addresses beginning with ``origin``."""

    def __init__(self, sites: Sites, release: Release, origin: str) -> None:
        self.outside: Counter[str] = Counter()
        self._sites = sites
        self._release = release
        self._origin = urlsplit(origin)
        self._judged: dict[Reference, Judged] = {}

    def judge(self, reference: Reference, base: str) -> Judged:
        """Where ``reference``, in the file whose address is ``base``, leads, and what is wrong with it."""
        # The same on every page of a site, as nearly all are: judged once.
        if reference.address.startswith(("/", "http")):
            if reference not in self._judged:
                self._judged[reference] = self._judge(reference, base)
            return self._judged[reference]
        return self._judge(reference, base)

    def _judge(self, reference: Reference, base: str) -> Judged:
        address, role = reference
        if any(character.isspace() for character in address):
            return f"{role} {address!r} holds white space", None
        if role in ("own", "canonical") and not address.startswith(("http:", "https:")):
            return f"{role} address {address!r} is not absolute", None
        if role == "asset" and not address:
            return "an asset has an empty address", None
        try:
            parts = urlsplit(urljoin(base, address))
            return self._lead(reference, parts, parts.hostname or "", parts.port)
        except ValueError:
            return f"{role} {address!r} is no address", None

    def _lead(self, reference: Reference, parts: SplitResult, hostname: str, port: int | None) -> Judged:
        address, role = reference
        if parts.scheme not in ("http", "https"):
            allowed = role == "link" and parts.scheme in _ELSEWHERE
            return ("" if allowed else f"{role} {address!r} cannot be followed"), None
        if hostname != self._release.hostname and role in ("asset", "own"):
            return f"{role} {address!r} is on another host", None
        if not self._sites.has(hostname):
            self.outside[hostname] += 1
            missing = role == "canonical"
            return (f"canonical {address!r} is on no site of the folder" if missing else ""), None
        if (parts.scheme, port) != (self._origin.scheme, self._origin.port):
            return f"{role} {address!r} has another scheme or port than {self._origin.geturl()}", None
        if role == "link" and parts.path.startswith(_ANSWERED):
            return "", None
        key = key_of(parts.path)
        fault = self._missing(hostname, key)
        return (f"{role} {address!r} {fault}" if fault else ""), Place(hostname, key, unquote(parts.fragment))

    def _missing(self, hostname: str, key: str) -> str:
        try:
            artifacts = self._sites.release(hostname).artifacts
        except StoreError:
            return "leads to a site without a manifest"
        if key in artifacts:
            return ""
        redirected = f"{key}/index.html" in artifacts
        return "leads to a redirect: it lacks a slash at its end" if redirected else "leads nowhere"
