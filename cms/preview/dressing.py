"""From a page as it is deployed to one that can be looked at elsewhere, recognisable as a draft. Pure."""

import re
from collections.abc import Callable
from typing import Final

_REFERENCE: Final = re.compile(r'\b(href|src|action)="/(?!/)([^"]*)"')
_SOURCES: Final = re.compile(r'\bsrcset="([^"]*)"')
_CANDIDATE: Final = re.compile(r"/(_a/[^\s,]+)")
_LINK: Final = re.compile(r'<a (?=[^>]*\bhref="(?!#))')
_BODY: Final = re.compile(r"<body\b[^>]*>")

POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'none'; media-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors {}; "
    "sandbox allow-popups allow-popups-to-escape-sandbox"
)
IN_THE_DESK: Final = POLICY.format("'self'") + " allow-forms allow-same-origin"
"""No script runs; the panel around the preview may still ask how far it is scrolled."""

BY_LINK: Final = POLICY.format("'none'")


def dressed(html: str, asset: Callable[[str], str], site: str, banner: str, head: str) -> str:
    """``html`` with its files fetched from ``asset(path)`` and its links leading, in a new tab, to ``site``.

    ``head`` is added to the head and ``banner`` before all else in the body; nothing else is changed.
    """

    def elsewhere(match: re.Match[str]) -> str:
        name, path = match.groups()
        return f'{name}="{asset(path) if path.startswith("_a/") else f"{site}/{path}"}"'

    html = _LINK.sub('<a target="_blank" rel="noopener noreferrer" ', html)
    html = _REFERENCE.sub(elsewhere, html)
    html = _SOURCES.sub(lambda found: f'srcset="{_CANDIDATE.sub(lambda at: asset(at[1]), found[1])}"', html)
    html = html.replace("</head>", f"{head}\n</head>", 1)
    return _BODY.sub(lambda match: f"{match[0]}\n{banner}", html, count=1)
