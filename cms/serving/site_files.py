"""A deployed folder of sites as a WSGI application: what any web server would do with it."""

import os
from collections.abc import Callable, Iterable
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import quote
from wsgiref.util import FileWrapper

from build.deploy.headers import OPEN, PROTECTION, cache_control, media_type

Environ = dict[str, Any]
StartResponse = Callable[..., Any]


class SiteFiles:
    """Serves ``root``/<hostname>/…; a folder by its ``index.html``, what is not there by ``404.html``."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()

    def has(self, hostname: str) -> bool:
        """Whether there is a site of that name."""
        # os.path, here and below, unlike Path also answers for names that nothing can have.
        home = self._root / hostname / "index.html"
        return bool(hostname) and "/" not in hostname and os.path.isfile(home)  # noqa: PTH113

    def __call__(self, environ: Environ, start_response: StartResponse, hostname: str) -> Iterable[bytes]:
        reply = _Reply(environ, start_response)
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return reply.plain(HTTPStatus.METHOD_NOT_ALLOWED, [("Allow", "GET, HEAD")])
        # One slash: an address that began with two would lead to another host.
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace").lstrip("/")
        site = self._root / hostname
        if key := _key_at(site, path):
            return reply.file(site, key, HTTPStatus.OK)
        if _key_at(site, f"{path}/"):
            question = environ.get("QUERY_STRING")
            location = quote(f"/{path}/") + (f"?{question}" if question else "")
            return reply.plain(HTTPStatus.MOVED_PERMANENTLY, [("Location", location)])
        return reply.file(site, "404.html", HTTPStatus.NOT_FOUND)


def _key_at(site: Path, path: str) -> str | None:
    """The key of the object that ``path`` asks for, if the site has one."""
    key = f"{path}index.html" if not path or path.endswith("/") else path
    names = key.split("/")
    # The deployment's own records lie in the folder too, and are nobody's business.
    hidden = names[1:] if names[0] == ".well-known" else names
    if names[0] == "_d" or "\0" in key or any(name.startswith(".") for name in hidden):
        return None
    file = site / key
    return key if os.path.isfile(file) and file.resolve().is_relative_to(site) else None  # noqa: PTH113


class _Reply:
    """The answer to one request; to HEAD it has no body."""

    def __init__(self, environ: Environ, start_response: StartResponse) -> None:
        self._environ = environ
        self._start_response = start_response
        self._head = environ["REQUEST_METHOD"] == "HEAD"

    def file(self, site: Path, key: str, status: HTTPStatus) -> Iterable[bytes]:
        try:
            opened = (site / key).open("rb")
        except OSError:
            return self.plain(HTTPStatus.NOT_FOUND, [])
        found = os.fstat(opened.fileno())
        tag = f'"{found.st_ino:x}-{found.st_size:x}-{found.st_mtime_ns:x}"'
        headers = [
            ("Cache-Control", cache_control(key)),
            ("ETag", tag),
            *OPEN.items(),
            *PROTECTION.items(),
        ]
        if status is HTTPStatus.OK and self._has(tag):
            opened.close()
            self._start(HTTPStatus.NOT_MODIFIED, headers)
            return []
        self._start(
            status, [*headers, ("Content-Type", media_type(key)), ("Content-Length", str(found.st_size))]
        )
        if self._head:
            opened.close()
            return []
        return self._environ.get("wsgi.file_wrapper", FileWrapper)(opened, 65536)

    def _has(self, tag: str) -> bool:
        """Whether the browser has what ``tag`` names; what compresses on the way makes the tag a weak one."""
        held = self._environ.get("HTTP_IF_NONE_MATCH", "").split(",")
        return tag in (one.strip().removeprefix("W/") for one in held)

    def plain(self, status: HTTPStatus, headers: list[tuple[str, str]]) -> Iterable[bytes]:
        text = f"{status.phrase}\n".encode()
        described = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(text)))]
        self._start(status, [*headers, *described])
        return [] if self._head else [text]

    def _start(self, status: HTTPStatus, headers: list[tuple[str, str]]) -> None:
        self._start_response(f"{status.value} {status.phrase}", headers)
