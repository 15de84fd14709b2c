"""Placeholders and links, which stand as tokens in a document until it is composed for a site."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from markupsafe import escape

from build.snapshot.page_types import PLACEHOLDERS
from build.snapshot.schema import UnitFacts

UNKNOWN_FACT: Final = "(đang cập nhật)"
_PLACEHOLDER = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")
_LINK = re.compile(r'<a ([^>]*?)href="page:([^"]+)"([^>]*)>(.*?)</a>', re.DOTALL)


def placeholders_in(value: Any) -> frozenset[str]:
    """The unit's facts that ``value`` (text, or a structure of texts) asks for."""
    if isinstance(value, str):
        if "{{" not in value:
            return frozenset()
        return frozenset(PLACEHOLDERS[n] for n in _PLACEHOLDER.findall(value) if n in PLACEHOLDERS)
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return frozenset().union(*(placeholders_in(item) for item in value))
    return frozenset()


def links_in(html: str) -> tuple[str, ...]:
    """The targets, as UNIT/SECTION/SLUG, of the links to pages in ``html``."""
    return tuple(match[2] for match in _LINK.finditer(html)) if "page:" in html else ()


def fill(text: str, facts: UnitFacts) -> str:
    """``text`` with the unit's facts in place of its placeholders."""
    if "{{" not in text:
        return text
    return _PLACEHOLDER.sub(lambda match: _fact(match, facts), text)


def fill_html(html: str, facts: UnitFacts) -> str:
    """``html`` with the unit's facts, escaped, in place of its placeholders."""
    if "{{" not in html:
        return html
    return _PLACEHOLDER.sub(lambda match: str(escape(_fact(match, facts))), html)


def _fact(match: re.Match[str], facts: UnitFacts) -> str:
    name = PLACEHOLDERS.get(match[1])
    if name is None:
        return match[0]
    return getattr(facts, name) or UNKNOWN_FACT


def resolve_links(html: str, address: Callable[[str], str | None]) -> str:
    """``html`` with links to pages made real; a link that leads nowhere any more becomes its text."""
    if "page:" not in html:
        return html

    def real(match: re.Match[str]) -> str:
        before, target, after, text = match.groups()
        url = address(target)
        return text if url is None else f'<a {before}href="{escape(url)}"{after}>{text}</a>'

    return _LINK.sub(real, html)
