"""What each object is served with, by its key alone: never by the operating system's tables, which differ."""

from typing import Final

from build.errors import GateError

_UTF_8: Final = "; charset=utf-8"

BY_NAME: Final = {
    "feed.xml": "application/atom+xml" + _UTF_8,
    "feed.json": "application/feed+json" + _UTF_8,
    "opensearch.xml": "application/opensearchdescription+xml" + _UTF_8,
}

BY_EXTENSION: Final = {
    "avif": "image/avif",
    "css": "text/css" + _UTF_8,
    "csv": "text/csv" + _UTF_8,
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "gif": "image/gif",
    "html": "text/html" + _UTF_8,
    "ico": "image/vnd.microsoft.icon",
    "ics": "text/calendar" + _UTF_8,
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "js": "text/javascript" + _UTF_8,
    "json": "application/json" + _UTF_8,
    "jsonld": "application/ld+json" + _UTF_8,
    "mjs": "text/javascript" + _UTF_8,
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "png": "image/png",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "rar": "application/vnd.rar",
    "rtf": "application/rtf",
    "svg": "image/svg+xml" + _UTF_8,
    "txt": "text/plain" + _UTF_8,
    "webm": "video/webm",
    "webmanifest": "application/manifest+json" + _UTF_8,
    "webp": "image/webp",
    "woff2": "font/woff2",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xml": "application/xml" + _UTF_8,
    "zip": "application/zip",
}

ASSETS: Final = "_a/"
IMMUTABLE: Final = "public, max-age=31536000, immutable"
ASKED_AGAIN: Final = "public, max-age=0, s-maxage=60"
"""A browser asks each time whether its copy still holds: whoever publishes sees what is there now, and what
is withdrawn is gone. A cache for many, which can be cleared, may answer for a minute; ``no-cache`` would keep
crowds from it too."""
FRESH: Final = frozenset({"_khan-cap.json"})
"""What must not be old: the urgent notices that a page puts above what it holds itself."""
SECONDS: Final = "public, max-age=10"

PROTECTION: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'none'; "
        "media-src 'self'; manifest-src 'self'; worker-src 'self'; connect-src *; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
}
"""What a server sends with everything, also with files that editors uploaded: nothing that is not the theme's
runs, and no other site puts a page into a frame. Which addresses may be asked each page narrows for itself
(``build.render.policy``): a server does not know them."""

OPEN: Final = {"Access-Control-Allow-Origin": "*"}
"""With everything too: all of it is public and no cookie is sent with it, and a site's search reads the files
of the sites above it where the search API does not answer."""


def media_type(key: str) -> str:
    """The Content-Type of the object ``key``; GateError where the tables have none."""
    name = key.rpartition("/")[2]
    extension = name.rpartition(".")[2].lower()
    try:
        return BY_NAME.get(name) or BY_EXTENSION[extension]
    except KeyError:
        raise GateError(
            f"{key} cannot be served: no media type is known for .{extension}; "
            "convert the file, or add its type to build/deploy/headers.py."
        ) from None


def cache_control(key: str) -> str:
    """The Cache-Control of ``key``: for ever where the name is the content's hash, else not unasked."""
    if key in FRESH:
        return SECONDS
    return IMMUTABLE if key.startswith(ASSETS) else ASKED_AGAIN
