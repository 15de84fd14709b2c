"""Who answers a request: a site's files, the search API beside them, the desk, or nobody."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from cms.serving.site_files import Environ, SiteFiles, StartResponse
from cms.serving.unknown_host import unknown_host

API_URLS = "cms.search.api_urls"
View = Callable[..., HttpResponseBase]
THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})


class ApiHandler(WSGIHandler):
    """The search API alone: the desk has no address on a citizen's site."""

    def get_response(self, request: HttpRequest) -> HttpResponseBase:
        request.urlconf = API_URLS
        return super().get_response(request)

    def make_view_atomic(self, view: View) -> View:
        """As it is: it writes nothing, and most answers need no database at all."""
        return view


class ByHostname:
    """A WSGI application for all hostnames: those of deployed sites, and the desk's.

    The desk answers under the hostname of its address in the settings and under this machine's own names.
    """

    def __init__(self, sites: Path) -> None:
        self._files = SiteFiles(sites)
        self._api = ApiHandler()
        self._desk: Any = StaticFilesHandler(WSGIHandler())

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        hostname = _hostname(environ.get("HTTP_HOST", ""))
        if self._files.has(hostname):
            path = environ["PATH_INFO"]
            # The site's own data are files like its pages; only questions are for the API.
            if path.startswith("/api/") and not path.endswith(".json"):
                return self._api(environ, start_response)
            return self._files(environ, start_response, hostname)
        if hostname in THIS_MACHINE or hostname == _hostname(urlsplit(settings.WAGTAILADMIN_BASE_URL).netloc):
            return self._desk(environ, start_response)
        return unknown_host(environ, start_response, hostname)


def _hostname(host: str) -> str:
    """A Host header's name in lower case, without port and brackets; empty if it cannot be one."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
