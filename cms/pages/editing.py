"""What the desk asks for on a content page, and in which order."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.admin.widgets import AdminAutoHeightTextInput, SlugInput

from cms.pages.forms import ContentPageForm
from cms.pages.moments import SchedulePanel
from cms.units.folding import SEPARATORS, folded

sharing_extras: Final[list[Panel]] = []
"""What apps that stand on the pages put below the settings of sharing."""


class SharingGroup(MultiFieldPanel):
    """The settings of sharing, with what other apps add to them."""

    def on_model_bound(self) -> None:
        """Take in what was added by the time that an editor is first opened."""
        self.children = [*self.children, *sharing_extras]
        super().on_model_bound()


def editor(
    *own_fields: str, shared: Sequence[str] = (), form: type[ContentPageForm] = ContentPageForm
) -> TabbedInterface:
    """The editor of a page type whose own fields stand, in this order, between summary and body.

    ``shared`` are those that stand with the settings of sharing, ``form`` is what looks at all of it.
    """
    between = [FieldPanel(name) for name in own_fields]
    after = [] if "files" in own_fields else [FieldPanel("files")]
    content = [
        TitleFieldPanel("title", placeholder="Tiêu đề", widget=AdminAutoHeightTextInput),
        FieldPanel("summary"),
        *between,
        FieldPanel("body"),
        *after,
        MultiFieldPanel([FieldPanel("contact"), FieldPanel("hours")], heading="Liên hệ"),
    ]
    return TabbedInterface(
        [
            ObjectList(content, heading="Nội dung"),
            ObjectList([_sharing(shared)], heading="Chia sẻ"),
            ObjectList([*_address(), SchedulePanel(), CommentPanel()], heading="Địa chỉ, tên đầy đủ, ghim"),
        ],
        base_form_class=form,
    )


def _sharing(others: Sequence[str]) -> SharingGroup:
    names = ("reach", "strength", *others, "locked_fields", "deadline")
    return SharingGroup([FieldPanel(name) for name in names], heading="Chia sẻ xuống cấp dưới")


def _address() -> list[FieldPanel]:
    return [
        FieldPanel(
            "slug",
            heading="Địa chỉ",
            help_text="Phần cuối trong địa chỉ của trang, không dấu.",
            widget=SlugInput(formatters=_without_marks()),
        ),
        FieldPanel("long_title"),
        FieldPanel("pinned"),
    ]


def _without_marks() -> list[tuple[str, str]]:
    """What the browser replaces before it makes a slug; left to itself it makes "djng" of "Đường"."""
    marked: dict[str, str] = defaultdict(str)
    for letter in map(chr, (*range(0xC0, 0x250), *range(0x1EA0, 0x1EFA))):
        plain = folded(letter)
        if len(plain) == 1 and plain.isalpha():
            marked[plain] += letter
    return [
        ("[\u0300-\u036f]", ""),
        *((f"[{letters}]", plain) for plain, letters in marked.items()),
        ("[\"'`\u2018-\u201f]", ""),
        (rf"(?:{SEPARATORS}|[\s\u00ab\u00b7\u00bb\u2010-\u2015\u2022\u2026-])+", "-"),
        ("^-|-$", ""),
    ]
