"""Bodies that HTML cannot hold: StreamField blocks between what Wagtail stores and what a line says.

A line names no row of a database. Where Wagtail stores the number of a picture or document a line has
``{"path", "sha256"}``, where that of a page ``"UNIT/SECTION/SLUG"``. In rich text, links to pages are
``href="page:UNIT/SECTION/SLUG"`` and links to documents lead to the path of the file.
"""

import re
import uuid
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.base import Block
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from cms.exchange.lines import FOLDER
from cms.exchange.parse_files import SourceFiles, parse_file
from cms.exchange.shapes import Keys, ShapeError, plain, shown
from cms.pages.blocks import BodyBlocks, ImportedBlock
from cms.pages.cleaning import clean_html
from cms.pages.references import RICH_TEXT_LINK

BODY: Final = BodyBlocks()
_PAGE = re.compile(r"[0-9a-z]{1,10}/[-a-z0-9_]+/[-a-zA-Z0-9_]+")
_FILE = re.compile(rf"{FOLDER}/[0-9a-f]{{64}}\.[a-z0-9]+")
_FILE_LINK = re.compile(rf'<a href="/({_FILE.pattern})"')
_TABLE_KEYS: Final = {
    "data",
    "cell",
    "mergeCells",
    "first_row_is_table_header",
    "first_col_is_header",
    "table_header_choice",
    "table_caption",
}


@dataclass(frozen=True)
class References:
    """How the numbers of rows are said in a line, or a line's words become numbers.

    ``page`` and ``file`` take one and give the other; None for what is not there.
    """

    page: Callable[[Any], Any]
    picture: Callable[[Any], Any]
    document: Callable[[Any], Any]


def parse_blocks(keys: Keys, sources: SourceFiles) -> tuple[Any, ...]:
    """The blocks of a page line, with files by the path they are exported to; faults go to ``keys``."""
    given = keys.listed("blocks")
    with keys.naming("blocks"):
        return tuple(_Checker(keys, sources).stream(BODY, given))
    return ()


class _Checker:
    """Walks a line's blocks beside their definition; gives them cleaned, or raises ShapeError."""

    def __init__(self, keys: Keys, sources: SourceFiles) -> None:
        self.keys, self.sources = keys, sources

    def stream(self, block: blocks.StreamBlock, value: Any) -> list[dict[str, Any]]:
        found = []
        for child in _list(value):
            if not isinstance(child, dict) or child.keys() != {"type", "value"}:
                raise ShapeError(f"holds {shown(child)}; a block is an object with type and value")
            if child["type"] not in block.child_blocks:
                raise ShapeError(f"holds a block of type {shown(child['type'])}, which there is not")
            checked = self.any(block.child_blocks[child["type"]], child["value"])
            found.append({"type": child["type"], "value": checked})
        return found

    def any(self, block: Block, value: Any) -> Any:
        for kind, check in (
            (blocks.StreamBlock, self.stream),
            (blocks.ListBlock, self.list),
            (blocks.StructBlock, self.struct),
            (ImageChooserBlock | DocumentChooserBlock, self.file),
            (blocks.PageChooserBlock, _page),
            (TableBlock, _table),
            (blocks.BooleanBlock, _ticked),
        ):
            if isinstance(block, kind):
                return check(block, value)
        return self.text(block, value)

    def list(self, block: blocks.ListBlock, value: Any) -> list[Any]:
        return [self.any(block.child_block, item) for item in _list(value)]

    def struct(self, block: blocks.StructBlock, value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise ShapeError(f"holds {shown(value)}; it must be an object")
        strange = sorted(value.keys() - block.child_blocks.keys())
        if strange:
            raise ShapeError(f"holds the key {strange[0]}, which its block does not have")
        return {name: self.any(child, value.get(name)) for name, child in block.child_blocks.items()}

    def file(self, block: Block, value: Any) -> dict[str, str] | None:
        if value is None:
            return None
        found = parse_file(self.keys, value, "blocks", self.sources)
        if found is None or found.is_picture != isinstance(block, ImageChooserBlock):
            raise ShapeError(f"names {shown(value)} where another kind of file belongs")
        return {"path": found.path, "sha256": found.sha256}

    def text(self, block: Block, value: Any) -> str:
        text = "" if value is None else plain(value)
        if isinstance(block, blocks.RichTextBlock | ImportedBlock):
            html = clean_html(text)
            self.sources.update({path: path for path in files_in(html)})
            return html
        try:
            if text:
                block.clean(text)
        except ValidationError as error:
            raise ShapeError(f"holds {shown(text)}: {' '.join(error.messages)}") from None
        return text


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise ShapeError(f"holds {shown(value)}; it must be a list")
    return value


def _page(_: Block, value: Any) -> str | None:
    if value is None or (isinstance(value, str) and _PAGE.fullmatch(value)):
        return value
    raise ShapeError(f"names the page {shown(value)}; write it as UNIT/SECTION/SLUG")


def _table(_: Block, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict) or not value.keys() <= _TABLE_KEYS:
        raise ShapeError(f"holds {shown(value)}, which is not a table")
    rows = value.get("data")
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise ShapeError("holds a table whose data is not a list of rows")
    for cell in (cell for row in rows for cell in row if cell is not None):
        plain(cell)
    return value


def _ticked(_: Block, value: Any) -> bool:
    if value is None or isinstance(value, bool):
        return bool(value)
    raise ShapeError(f"holds {shown(value)} where true or false belongs")


def to_stored(found: Iterable[Mapping[str, Any]], references: References) -> list[dict[str, Any]]:
    """Checked blocks as Wagtail stores them; equal blocks give equal bytes."""
    turned = _Storing(references).stream(found)
    return [{"type": kind, "value": value, "id": _id(at, value)} for at, (kind, value) in enumerate(turned)]


def from_stored(raw: Iterable[Mapping[str, Any]], references: References) -> tuple[dict[str, Any], ...]:
    """What Wagtail stores as a line says it."""
    return tuple({"type": kind, "value": value} for kind, value in _Saying(references).stream(raw))


def _id(at: int, value: Any) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{at} {value}"))


class _Walker(ABC):
    """Goes through a value beside the definition of its block, turning every reference."""

    def __init__(self, references: References) -> None:
        self.references = references

    def stream(self, found: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, Any]]:
        """Each block's type and turned value; blocks of types that are no more are left out."""
        for child in found:
            if child["type"] in BODY.child_blocks:
                yield child["type"], self.any(BODY.child_blocks[child["type"]], child["value"])

    def any(self, block: Block, value: Any) -> Any:
        if isinstance(block, blocks.ListBlock):
            return self.items(block.child_block, value)
        if isinstance(block, blocks.StructBlock):
            return {name: self.any(child, value.get(name)) for name, child in block.child_blocks.items()}
        for kind, turn in (
            (ImageChooserBlock, self.references.picture),
            (DocumentChooserBlock, self.references.document),
            (blocks.PageChooserBlock, self.references.page),
            (blocks.RichTextBlock, self.rich_text),
            (blocks.BooleanBlock, bool),
        ):
            if isinstance(block, kind):
                return turn(value)
        return value

    @abstractmethod
    def items(self, block: Block, value: list[Any]) -> list[Any]:
        """The items of a list."""

    @abstractmethod
    def rich_text(self, html: str | None) -> str:
        """A text with links in it."""


class _Storing(_Walker):
    """Words become numbers; the items of lists get identities."""

    def items(self, block: Block, value: list[Any]) -> list[Any]:
        return [
            {"type": "item", "value": self.any(block, item), "id": _id(at, item)}
            for at, item in enumerate(value)
        ]

    def rich_text(self, html: str | None) -> str:
        return _FILE_LINK.sub(self._link, html or "")

    def _link(self, link: re.Match[str]) -> str:
        number = self.references.document({"path": link[1]})
        return f'<a linktype="document" id="{number}"' if number else link[0]


class _Saying(_Walker):
    """Numbers become words; the identities of list items go."""

    def items(self, block: Block, value: list[Any]) -> list[Any]:
        return [self.any(block, item["value"]) for item in value]

    def rich_text(self, html: str | None) -> str:
        return said_html(html or "", self.references)


def said_html(html: str, references: References) -> str:
    """Stored rich text as a line says it: links name a slot or a path, and it is clean."""

    def said(link: re.Match[str]) -> str:
        turn = references.page if link[1] == "page" else references.document
        words = turn(int(link[2])) if link[2].isdigit() else None
        if words is None:
            return "<a>"
        return f'<a href="page:{words}">' if link[1] == "page" else f'<a href="/{words["path"]}">'

    return clean_html(RICH_TEXT_LINK.sub(said, html))


def stored_html(html: str, references: References) -> str:
    """A line's HTML as it is stored: links to documents name their row."""
    return _Storing(references).rich_text(html)


def files_in(html: str) -> list[str]:
    """The paths of the documents that a line's HTML links to."""
    return _FILE_LINK.findall(html)
