"""The pages, pictures and documents that stored blocks name, found and exchanged without a query."""

import re
from collections.abc import Callable
from typing import Any, Literal

from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

Kind = Literal["page", "document", "image"]
Exchange = Callable[[Kind, Any], Any]
"""What is to stand in place of a reference: (its kind, its stored value) → the new value."""

_CHOOSERS: dict[type[blocks.Block], Kind] = {
    blocks.PageChooserBlock: "page",
    DocumentChooserBlock: "document",
    ImageChooserBlock: "image",
}
RICH_TEXT_LINK = re.compile(r"<a (?=[^>]*\blinktype=\"(page|document)\")[^>]*\bid=\"([^\"]*)\"[^>]*>")


def exchange_references(block: blocks.Block, raw: Any, exchange: Exchange) -> Any:
    """``raw``, stored by ``block``, with every reference replaced by what ``exchange`` says.

    Import and export use it to trade numbers for names and back; the value of a reference that leads
    nowhere is None.
    """
    if isinstance(block, blocks.StreamBlock):
        return [
            {**item, "value": exchange_references(block.child_blocks[item["type"]], item["value"], exchange)}
            for item in raw
            if item["type"] in block.child_blocks
        ]
    if isinstance(block, blocks.StructBlock):
        return {
            name: exchange_references(block.child_blocks[name], value, exchange)
            for name, value in raw.items()
            if name in block.child_blocks
        }
    if isinstance(block, blocks.ListBlock):
        return [
            {**item, "value": exchange_references(block.child_block, item["value"], exchange)} for item in raw
        ]
    if isinstance(block, blocks.RichTextBlock):
        return _exchange_in_rich_text(raw, exchange)
    kind = _CHOOSERS.get(type(block))
    return raw if kind is None or raw is None else exchange(kind, raw)


def _exchange_in_rich_text(html: str, exchange: Exchange) -> str:
    def replaced(link: re.Match[str]) -> str:
        kind, old = link.groups()
        new = exchange(kind, old)
        return "<a>" if new is None else f'<a linktype="{kind}" id="{new}">'

    return RICH_TEXT_LINK.sub(replaced, html)


def references_in(block: blocks.Block, raw: Any) -> list[tuple[Kind, int]]:
    """Every reference in ``raw``, in order: its kind and the primary key it names."""
    found: list[tuple[Kind, int]] = []

    def note(kind: Kind, value: Any) -> Any:
        if str(value).isdigit():
            found.append((kind, int(value)))
        return value

    exchange_references(block, raw, note)
    return found
