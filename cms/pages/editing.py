"""What the desk asks for on a content page, and in which order."""

from collections import defaultdict

from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.admin.widgets import SlugInput

from cms.pages.forms import ContentPageForm
from cms.units.folding import folded


def editor(*own_fields: str) -> TabbedInterface:
    """The editor of a page type whose own fields stand, in this order, between summary and body."""
    between = [FieldPanel(name) for name in own_fields]
    after = [] if "files" in own_fields else [FieldPanel("files")]
    content = [
        TitleFieldPanel("title", placeholder="Tiêu đề"),
        FieldPanel("summary"),
        *between,
        FieldPanel("body"),
        *after,
        MultiFieldPanel([FieldPanel("contact"), FieldPanel("hours")], heading="Liên hệ"),
    ]
    return TabbedInterface(
        [
            ObjectList(content, heading="Nội dung"),
            ObjectList(_sharing(), heading="Địa chỉ và chia sẻ"),
            ObjectList([PublishingPanel(), CommentPanel()], heading="Lịch đăng"),
        ],
        base_form_class=ContentPageForm,
    )


def _sharing() -> list[FieldPanel | MultiFieldPanel]:
    return [
        FieldPanel(
            "slug",
            heading="Địa chỉ",
            help_text="Phần cuối trong địa chỉ của trang, không dấu.",
            widget=SlugInput(formatters=_without_marks()),
        ),
        FieldPanel("long_title"),
        FieldPanel("pinned"),
        MultiFieldPanel(
            [
                FieldPanel("reach"),
                FieldPanel("strength"),
                FieldPanel("locked_fields"),
                FieldPanel("deadline"),
            ],
            heading="Chia sẻ xuống cấp dưới",
        ),
    ]


def _without_marks() -> list[tuple[str, str]]:
    """What the browser replaces before it makes a slug; left to itself it makes "djng" of "Đường"."""
    marked: dict[str, str] = defaultdict(str)
    for letter in map(chr, (*range(0xC0, 0x250), *range(0x1EA0, 0x1EFA))):
        plain = folded(letter)
        if len(plain) == 1 and plain.isalpha():
            marked[plain] += letter
    return [("[\u0300-\u036f]", ""), *((f"[{letters}]", plain) for plain, letters in marked.items())]
