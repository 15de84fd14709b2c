"""A deployed folder of sites as a WSGI application: what any web server would do with it."""

import os
from collections.abc import Callable, Iterable
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import quote
from wsgiref.util import FileWrapper

from build.deploy.headers import cache_control, media_type
from build.errors import GateError

Environ = dict[str, Any]
StartResponse = Callable[..., Any]


class SiteFiles:
    """Serves ``root``/<hostname>/…; a folder by its ``index.html``, what is not there by ``404.html``."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()

    def has(self, hostname: str) -> bool:
        """Whether there is a site of that name."""
        return bool(hostname) and "/" not in hostname and (self._root / hostname / "index.html").is_file()

    def __call__(self, environ: Environ, start_response: StartResponse, hostname: str) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return _plain(start_response, HTTPStatus.METHOD_NOT_ALLOWED, [("Allow", "GET, HEAD")])
        address = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
        site = self._root / hostname
        file = _file_at(site, address)
        if file is None and _file_at(site, f"{address}/"):
            return _plain(start_response, HTTPStatus.MOVED_PERMANENTLY, [("Location", quote(f"{address}/"))])
        if file is None:
            return _send(environ, start_response, site / "404.html", HTTPStatus.NOT_FOUND)
        return _send(environ, start_response, file, HTTPStatus.OK)


def _file_at(site: Path, address: str) -> Path | None:
    path = address.lstrip("/")
    if not path or path.endswith("/"):
        path += "index.html"
    # The deployment's own records lie in the folder too, and are nobody's business.
    if path.startswith(("_d/", ".")) or "\0" in path:
        return None
    file = site / path
    inside = file.resolve().is_relative_to(site)
    return file if inside and file.is_file() else None


def _send(environ: Environ, start_response: StartResponse, file: Path, status: HTTPStatus) -> Iterable[bytes]:
    try:
        opened = file.open("rb")
    except OSError:
        return _plain(start_response, HTTPStatus.NOT_FOUND, [])
    found = os.fstat(opened.fileno())
    tag = f'"{found.st_ino:x}-{found.st_size:x}-{found.st_mtime_ns:x}"'
    headers = [("Cache-Control", _cache_control(file)), ("ETag", tag), ("X-Content-Type-Options", "nosniff")]
    if status is HTTPStatus.OK and environ.get("HTTP_IF_NONE_MATCH") == tag:
        opened.close()
        return _plain(start_response, HTTPStatus.NOT_MODIFIED, headers, body=False)
    headers += [("Content-Type", media_type(file.name)), ("Content-Length", str(found.st_size))]
    start_response(f"{status.value} {status.phrase}", headers)
    if environ["REQUEST_METHOD"] == "HEAD":
        opened.close()
        return []
    return environ.get("wsgi.file_wrapper", FileWrapper)(opened, 65536)


def _cache_control(file: Path) -> str:
    try:
        return cache_control("_a/" + file.name if file.parent.name == "_a" else file.name)
    except GateError:
        return "no-store"


def _plain(
    start_response: StartResponse, status: HTTPStatus, headers: list[tuple[str, str]], *, body: bool = True
) -> Iterable[bytes]:
    text = f"{status.phrase}\n".encode() if body else b""
    described = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(text)))]
    start_response(f"{status.value} {status.phrase}", [*headers, *(described if body else [])])
    return [text] if body else []
