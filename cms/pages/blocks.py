"""The blocks of bodies, files and people; those of a schedule are in ``event_blocks``.

None of them takes raw HTML from an editor.
"""

from django import forms
from django.core.validators import URLValidator
from django.utils.functional import cached_property
from wagtail import blocks
from wagtail.admin.telepath import register
from wagtail.blocks.stream_block import StreamBlockAdapter
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

TEXT_FEATURES = ["bold", "italic", "superscript", "subscript", "link", "document-link"]
PARAGRAPH_FEATURES = ["h2", "h3", "h4", "ul", "ol", "blockquote", "hr", *TEXT_FEATURES]


class ImportedBlock(blocks.TextBlock):
    """Imported HTML with tables or pictures, which the rich-text editor would lose: kept, not edited."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.field.widget = forms.Textarea(attrs={"readonly": True, "rows": 12})


class HeadingBlock(blocks.StructBlock):
    text = blocks.CharBlock(max_length=255, label="Tiêu đề mục")
    level = blocks.ChoiceBlock(
        choices=[("h2", "Mục lớn"), ("h3", "Mục nhỏ")], default="h2", label="Cấp của mục"
    )

    class Meta:
        label = "Tiêu đề mục"
        icon = "title"


class PictureBlock(blocks.StructBlock):
    image = ImageChooserBlock(label="Hình ảnh")
    alt = blocks.CharBlock(
        max_length=255,
        required=False,
        label="Mô tả hình",
        help_text="Người không nhìn thấy hình sẽ nghe câu này: hình cho thấy gì?",
    )
    decorative = blocks.BooleanBlock(
        required=False,
        label="Hình chỉ để trang trí",
        help_text="Chỉ đánh dấu khi bỏ hình đi thì người đọc không mất thông tin nào.",
    )
    caption = blocks.CharBlock(max_length=255, required=False, label="Chú thích")

    class Meta:
        label = "Hình ảnh"
        icon = "image"

    def clean(self, value):
        """Refuses a picture that is neither described nor said to decorate only, or both."""
        cleaned = super().clean(value)
        described = bool(cleaned["alt"].strip())
        if described == cleaned["decorative"]:
            sentence = (
                "Hãy xóa mô tả, hoặc bỏ dấu ở “Hình chỉ để trang trí”: hình trang trí không được đọc lên."
                if described
                else "Hãy viết một câu mô tả hình, hoặc đánh dấu “Hình chỉ để trang trí”."
            )
            raise blocks.StructBlockValidationError(block_errors={"alt": forms.ValidationError(sentence)})
        return cleaned


class VideoBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=255, label="Tên video")
    url = blocks.URLBlock(
        label="Địa chỉ",
        help_text="Địa chỉ của video trên YouTube, Vimeo hoặc trang khác, bắt đầu bằng https://. "
        "Trang chỉ đặt liên kết; video mở ở trang kia khi người đọc bấm.",
        validators=[URLValidator(schemes=["https"])],
    )

    class Meta:
        label = "Liên kết đến video"
        icon = "media"


class FileBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label="Tệp")
    title = blocks.CharBlock(
        max_length=255,
        required=False,
        label="Tên hiển thị",
        help_text="Để trống thì dùng tên của tệp.",
    )

    class Meta:
        label = "Tệp đính kèm"
        icon = "doc-full"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label="Lời trích")
    source = blocks.CharBlock(max_length=255, required=False, label="Người nói hoặc nguồn")

    class Meta:
        label = "Trích dẫn"
        icon = "openquote"


class CalloutBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(
        choices=[("Lưu ý", "Lưu ý"), ("Cảnh báo", "Cảnh báo"), ("Thông tin thêm", "Thông tin thêm")],
        default="Lưu ý",
        label="Loại",
    )
    text = blocks.RichTextBlock(features=TEXT_FEATURES, label="Nội dung")

    class Meta:
        label = "Khung lưu ý"
        icon = "info-circle"


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=255, label="Việc cần làm")
    text = blocks.RichTextBlock(features=["ul", "ol", *TEXT_FEATURES], required=False, label="Cách làm")

    class Meta:
        label = "Bước"


class ContactBlock(blocks.StructBlock):
    name = blocks.CharBlock(max_length=255, label="Bộ phận hoặc người phụ trách")
    post = blocks.CharBlock(max_length=255, required=False, label="Chức vụ")
    address = blocks.CharBlock(max_length=255, required=False, label="Địa chỉ")
    phone = blocks.CharBlock(max_length=60, required=False, label="Điện thoại")
    email = blocks.EmailBlock(required=False, label="Thư điện tử")

    class Meta:
        label = "Đầu mối liên hệ"
        icon = "user"


class LinkBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=255, label="Chữ của liên kết")
    page = blocks.PageChooserBlock(required=False, label="Trang trong hệ thống")
    url = blocks.URLBlock(
        required=False, label="Hoặc địa chỉ bên ngoài", help_text="Chỉ điền khi không chọn trang."
    )

    class Meta:
        label = "Liên kết"

    def clean(self, value):
        """Refuses a link that leads nowhere, or to two places."""
        cleaned = super().clean(value)
        if bool(cleaned["page"]) == bool(cleaned["url"]):
            sentence = "Hãy chọn một trang hoặc điền một địa chỉ, không điền cả hai."
            raise blocks.StructBlockValidationError(block_errors={"url": forms.ValidationError(sentence)})
        return cleaned


class PersonBlock(blocks.StructBlock):
    name = blocks.CharBlock(max_length=255, label="Họ và tên")
    post = blocks.CharBlock(max_length=255, required=False, label="Chức vụ")
    phone = blocks.CharBlock(max_length=60, required=False, label="Điện thoại")
    email = blocks.EmailBlock(required=False, label="Thư điện tử")

    class Meta:
        label = "Người"
        icon = "user"


class BodyBlocks(blocks.StreamBlock):
    """What a page's body is made of."""

    paragraph = blocks.RichTextBlock(features=PARAGRAPH_FEATURES, label="Đoạn văn", icon="pilcrow")
    heading = HeadingBlock()
    image = PictureBlock()
    table = TableBlock(label="Bảng", icon="table")
    file = FileBlock()
    video = VideoBlock()
    quote = QuoteBlock()
    callout = CalloutBlock()
    steps = blocks.ListBlock(StepBlock(), label="Các bước", icon="list-ol")
    contact = ContactBlock()
    links = blocks.ListBlock(LinkBlock(), label="Danh sách liên kết", icon="link")
    imported = ImportedBlock(
        label="Nội dung nhập từ tệp",
        icon="download",
        help_text="Phần này có bảng hoặc hình được nhập từ tệp nên giữ nguyên; "
        "muốn sửa, hãy xóa nó và viết lại bằng các khối khác.",
    )


class BodyBlocksAdapter(StreamBlockAdapter):
    """Shows imported blocks where there are any, and leaves them out of the menu of new blocks."""

    js_constructor = "lienthong.BodyBlocks"

    def js_args(self, block):
        """Wagtail's, with the names of the blocks that no editor adds."""
        name, groups, states, meta = super().js_args(block)
        return [name, groups, states, {**meta, "neverAdded": ["imported"]}]

    @cached_property
    def media(self):
        """Wagtail's script, then ours."""
        return super().media + forms.Media(js=["pages/body_blocks.js"])


register(BodyBlocksAdapter(), BodyBlocks)


class FileBlocks(blocks.StreamBlock):
    """What is attached to a page below its body."""

    file = FileBlock()
    picture = PictureBlock()


class PeopleBlocks(blocks.StreamBlock):
    """The people of an organisation, in the order shown."""

    person = PersonBlock()
