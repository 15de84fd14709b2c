"""Who answers a request: a site's files, the search API beside them, or the desk."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from cms.serving.site_files import Environ, SiteFiles, StartResponse

API_URLS = "cms.search.api_urls"


class ApiHandler(WSGIHandler):
    """The search API alone: the desk has no address on a citizen's site."""

    def get_response(self, request: HttpRequest) -> HttpResponseBase:
        request.urlconf = API_URLS
        return super().get_response(request)


class ByHostname:
    """A WSGI application for all hostnames: those of deployed sites, and for any other the desk's."""

    def __init__(self, sites: Path) -> None:
        self._files = SiteFiles(sites)
        self._api = ApiHandler()
        self._desk: Any = StaticFilesHandler(WSGIHandler())

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        hostname = environ.get("HTTP_HOST", "").rpartition(":")[0] or environ.get("HTTP_HOST", "")
        if not self._files.has(hostname.lower()):
            return self._desk(environ, start_response)
        if environ["PATH_INFO"].startswith("/api/"):
            return self._api(environ, start_response)
        return self._files(environ, start_response, hostname.lower())
