"""What a page of a site may load, run and ask, as its own HTML says it: a Content-Security-Policy, level 3.

Servers send the same for all sites (``build.deploy.headers``), and a browser keeps to both. Only here is it
known which other sites and which API a site's scripts have to ask.
"""

from typing import Final
from urllib.parse import urlsplit

from build.render.records import Site

SOURCES: Final = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'none'",
    "media-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "base-uri": "'none'",
}
"""No inline script and no inline style: an editor's text cannot run, whatever gets through its cleaning."""
_WORN: Final = ("style-src", "img-src", "form-action")
"""What a page needs of its site to look like it and to lead back to it."""


def policy(site: Site, api_url: str, *, elsewhere: bool = False) -> str:
    """The policy of every page of ``site``: its scripts may ask the sites above and below, and the API.

    A page that is handed out ``elsewhere``, by another host, may look like its site. It runs none of the
    site's scripts: to a browser they would be that host's, which may be the desk's.
    """
    origins = [_origin(api_url), *(parent.url for parent in site.parents)]
    if site.children:
        scheme, _, host = site.unit.url.partition("://")
        origins.append(f"{scheme}://*.{host}")
    asked = " ".join(["'self'", *filter(None, origins)])
    answered = " ".join(filter(None, ["'self'", _origin(api_url)]))
    sources = {**SOURCES, "connect-src": asked, "form-action": answered}
    if elsewhere:
        sources |= {name: f"{sources[name]} {site.unit.url}" for name in _WORN}
    return "; ".join(f"{name} {value}" for name, value in sources.items())


def _origin(address: str) -> str:
    """Scheme and host of ``address``; empty for one on the same site."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
