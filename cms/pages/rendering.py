"""Pages' bodies as the snapshot has them: clean HTML, links as tokens, files under their hashes."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django.template.loader import get_template
from wagtail.models import Page

from cms.pages.addresses import Front, Link, links_to
from cms.pages.base import ContentPage
from cms.pages.body import HTML_BLOCKS, raw_blocks
from cms.pages.cleaning import clean_html
from cms.pages.media import Medium, load_documents, load_pictures
from cms.pages.references import RICH_TEXT_LINK, Kind, exchange_references, references_in

_FIELDS = ("body", "files")
_WITH_FILE = {"file", "picture", "image"}


class Rendered(NamedTuple):
    """A page's body, and every file that the page uses: those attached to it, then those in the body."""

    html: str
    media: tuple[Medium, ...]


Library = Mapping[tuple[Kind, int], Medium | Link]
"""What references lead to, by kind and primary key."""


def render_body(page: ContentPage) -> str:
    """The HTML of one page's body; for many pages ``render_pages`` asks the database once."""
    return render_pages([page])[0].html


def render_pages(pages: Sequence[ContentPage]) -> list[Rendered]:
    """What each page's body and files come to, in the order of ``pages``; five queries for all.

    Links to pages that are not live or whose unit is closed, and files that are gone, are left out:
    nothing unpublished may be named in what is published. Links to the front of a site or section are
    addresses, see ``addresses.Front``.
    """
    library = _library({found for page in pages for found in _references(page)})
    return [_render(page, library) for page in pages]


def _render(page: ContentPage, library: Library) -> Rendered:
    blocks = _looked_up(page, "body", library)
    html = "".join(_block_html(block) for block in blocks)
    media: dict[str, Medium] = {}
    for medium in _media(page, blocks, library):
        media.setdefault(medium.file.sha256, medium)
    return Rendered(clean_html(html), tuple(media.values()))


def _block_html(block: dict[str, Any]) -> str:
    value = block["value"]
    if block["type"] in HTML_BLOCKS:
        return _with_addresses(value)
    return _with_addresses(get_template(f"pages/blocks/{block['type']}.html").render({"value": value}))


def _with_addresses(html: str) -> str:
    return RICH_TEXT_LINK.sub(r'<a href="\2">', html) if "linktype" in html else html


def _media(page: ContentPage, body: list[dict[str, Any]], library: Library) -> Iterator[Medium]:
    attached = _looked_up(page, "files", library)
    for block in (*attached, *body):
        if block["type"] in _WITH_FILE and (medium := _described(block["value"])):
            yield medium
    for reference in _references(page):
        if isinstance(medium := library.get(reference), Medium):
            yield medium


def _described(value: dict[str, Any]) -> Medium | None:
    if medium := value.get("document"):
        return medium.described(name=value.get("title") or "")
    if medium := value.get("image"):
        return medium.described(name=value.get("caption") or "", alt=value["alt"])
    return None


def _looked_up(page: ContentPage, field: str, library: Library) -> list[dict[str, Any]]:
    stream = getattr(page, field)

    def found(kind: Kind, value: Any) -> Medium | str | None:
        there = library.get((kind, int(value)))
        return there.seen_from(page) if isinstance(there, Front) else there

    return exchange_references(stream.stream_block, raw_blocks(stream), found)


def _references(page: ContentPage) -> list[tuple[Kind, int]]:
    streams = (getattr(page, field) for field in _FIELDS)
    return [found for stream in streams for found in references_in(stream.stream_block, raw_blocks(stream))]


def _library(references: set[tuple[Kind, int]]) -> Library:
    keys = {kind: {key for of, key in references if of == kind} for kind in ("page", "document", "image")}
    live = Page.objects.filter(pk__in=keys["page"], live=True) if keys["page"] else ()
    return {
        **{("page", key): link for key, link in links_to(list(live)).items()},
        **{("document", key): medium for key, medium in load_documents(keys["document"]).items()},
        **{("image", key): medium for key, medium in load_pictures(keys["image"]).items()},
    }
