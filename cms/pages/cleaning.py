"""The one rule of what HTML may hold: for what is imported, and for what is published."""

import re
from collections.abc import Callable
from typing import Final

import nh3

_TAGS_BY_USE: Final = (
    ("p", "h2", "h3", "h4", "br", "hr"),
    ("ul", "ol", "li", "dl", "dt", "dd"),
    ("a", "strong", "em", "b", "i", "sub", "sup"),
    ("table", "caption", "thead", "tbody", "tr", "th", "td"),
    ("blockquote", "figure", "figcaption", "img"),
)
TAGS: Final = frozenset(tag for tags in _TAGS_BY_USE for tag in tags)
ATTRIBUTES: Final = {
    "a": {"href"},
    "ol": {"start"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "img": {"src", "alt", "width", "height"},
}
SCHEMES: Final = frozenset({"http", "https", "mailto", "tel", "page"})
"""Where a link may lead; ``page:UNIT/SECTION/SLUG`` is another page, wherever it is shown."""

PAGE_LINK: Final = re.compile(r"page:([0-9A-Za-z]+)/([0-9A-Za-z_-]+)/([0-9A-Za-z_-]+)")

_DROPPED_WITH_TEXT = {
    "script",
    "style",
    "iframe",
    "object",
    "noscript",
    "template",
    "svg",
    "math",
    "textarea",
}
_ABSOLUTE = re.compile(r"(?:https?://|mailto:|tel:)[^\s\x00-\x1f\\]+", re.IGNORECASE)
_ROOT_RELATIVE = re.compile(r"(?:/(?![/\\])|#)[^\s\x00-\x1f\\]*")
_NUMBER = re.compile(r"[0-9]{1,4}")
_SCOPES = {"row", "col", "rowgroup", "colgroup"}
_PICTURE = re.compile(r'<img((?: [a-z]+="[^"]*")*)>')
_HEADING = re.compile(r"<(/?)h([156])(?=[\s>])", re.IGNORECASE)
_BOUNDARY = re.compile(r"</?(?:div|section|article|header|footer|main|aside|center)\b[^<>]*>", re.IGNORECASE)
_MOST_PASSES = 20

AttributeFilter = Callable[[str, str, str], str | None]


def allowed_value(_tag: str, attribute: str, value: str) -> str | None:
    """``value`` if the attribute may have it, else None. Pictures come from the site itself only."""
    if attribute == "href":
        allowed = any(shape.fullmatch(value) for shape in (_ABSOLUTE, _ROOT_RELATIVE, PAGE_LINK))
    elif attribute == "src":
        allowed = bool(_ROOT_RELATIVE.fullmatch(value)) and value.startswith("/")
    elif attribute == "scope":
        allowed = value in _SCOPES
    elif attribute == "alt":
        allowed = True
    else:
        allowed = bool(_NUMBER.fullmatch(value))
    return value if allowed else None


def cleaner(attribute_filter: AttributeFilter, schemes: frozenset[str] = SCHEMES) -> nh3.Cleaner:
    """A cleaner of the allowed tags whose attribute values are what ``attribute_filter`` makes of them."""
    return nh3.Cleaner(
        tags=TAGS,
        attributes=ATTRIBUTES,
        clean_content_tags=_DROPPED_WITH_TEXT,
        attribute_filter=attribute_filter,
        link_rel=None,
        generic_attribute_prefixes=set(),
        url_schemes=schemes,
    )


_CLEANER = cleaner(allowed_value)


def clean_html(html: str) -> str:
    """``html`` with nothing in it but the allowed tags, attributes and addresses.

    Headings of other levels become the nearest allowed; where a box is dropped its words stay apart.
    Cleaning what is clean changes nothing: dropping a tag can leave HTML that reads differently when
    it is parsed again (a paragraph within a paragraph), so it is cleaned until it stays as it is.
    """
    html = _BOUNDARY.sub("\n", _HEADING.sub(_nearest_heading, html))
    for _ in range(_MOST_PASSES):
        cleaned = _PICTURE.sub(_with_source, _CLEANER.clean(html))
        if cleaned == html:
            return cleaned
        html = cleaned
    return nh3.clean(html, tags=set())


def _with_source(picture: re.Match[str]) -> str:
    return picture[0] if ' src="' in picture[1] else ""


def _nearest_heading(start: re.Match[str]) -> str:
    return f"<{start[1]}h{2 if start[2] == '1' else 4}"
