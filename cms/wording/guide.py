"""The editors' guide: the Markdown files of docs/editors, as the desk shows them."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from django.conf import settings
from django.urls import reverse
from markdown_it import MarkdownIt
from markdown_it.token import Token

FOLDER: Final[Path] = settings.ROOT / "docs" / "editors"
START: Final = "README"
"""The table of contents; what it names, in its order, is the guide."""

_CHAPTER = re.compile(r"([a-z-]+|README)\.md(#.*)?")
_PICTURE = re.compile(r"hinh/([a-z-]+)\.webp")
_MARKDOWN = MarkdownIt("commonmark").enable("table")


class Chapter(NamedTuple):
    """A chapter's name in addresses, its title, and one line of what it is about."""

    name: str
    title: str
    about: str


def chapters() -> list[Chapter]:
    """The chapters in the order of the table of contents: its links, each followed by what it is about."""
    contents = (FOLDER / f"{START}.md").read_text(encoding="utf-8")
    found = re.finditer(r"^- \[(?P<title>[^]]+)\]\((?P<name>[a-z-]+)\.md\): (?P<about>.+)$", contents, re.M)
    return [Chapter(line["name"], line["title"], line["about"]) for line in found]


def chapter_html(name: str) -> str:
    """A chapter's text as HTML, its links and pictures at addresses of the desk.

    Raises FileNotFoundError when there is no such chapter.
    """
    tokens = _MARKDOWN.parse((FOLDER / f"{name}.md").read_text(encoding="utf-8"))
    _lead_into_the_desk(tokens)
    return _MARKDOWN.renderer.render(tokens[3:], _MARKDOWN.options, {})


def picture(name: str) -> Path:
    """Where a picture of the guide lies, whether it is there or not."""
    return FOLDER / "hinh" / f"{name}.webp"


def _lead_into_the_desk(tokens: Sequence[Token]) -> None:
    for token in tokens:
        _lead_into_the_desk(token.children or ())
        for attribute in ("href", "src"):
            if address := token.attrGet(attribute):
                token.attrSet(attribute, _in_the_desk(str(address)))


def _in_the_desk(address: str) -> str:
    if chapter := _CHAPTER.fullmatch(address):
        if chapter[1] == START:
            return reverse("lienthong_guide")
        return reverse("lienthong_guide_chapter", args=[chapter[1]]) + (chapter[2] or "")
    if shown := _PICTURE.fullmatch(address):
        return reverse("lienthong_guide_picture", args=[shown[1]])
    return address
