"""What the desk asks for on a content page, and in which order."""

from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)

from cms.pages.forms import ContentPageForm


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
        FieldPanel("slug", heading="Địa chỉ", help_text="Phần cuối trong địa chỉ của trang, không dấu."),
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
