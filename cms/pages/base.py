"""What all content pages have in common: the fields, and how they are shared with the units below."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from build.snapshot.page_types import PAGE_TYPES
from cms.pages import rules
from cms.pages.addresses import unit_of
from cms.pages.blocks import BodyBlocks, FileBlocks
from cms.pages.previewing import Previewed
from cms.pages.sections import load_sections
from cms.pages.site_address import OnUnitSite
from cms.pages.titles import TITLE_LENGTH, shortened

LINE_LENGTH = 1000
"""The longest text of a ``line`` field: real names of procedures and fees run to several hundred."""

STRENGTHS = [
    ("mandatory", "Bắt buộc: cấp dưới không ẩn, không sửa được"),
    ("default", "Mặc định: cấp dưới hiển thị, có thể sửa hoặc ẩn"),
    ("offered", "Mời dùng: chỉ hiển thị ở đơn vị nhận dùng"),
]


def own_only() -> str:
    """The reach of a page that nobody has shared."""
    return "own"


class Line(models.CharField):
    """A ``line`` field of ``page_types``: text without a line break, empty unless filled in."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", LINE_LENGTH)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)


class ContentPage(Previewed, OnUnitSite, Page):
    """A page of a section. ``reach`` and ``strength`` are those of ``cms/sharing``'s rules.

    ``reach`` is "own", "children", "all", {"tiers": […]}, {"units": […]} or {"below": […]}, units by the
    number of their row: codes are used again.
    ``locked_fields`` are names of fields that units below may not override (Wagtail's ``locked`` is
    about editing). ``long_title`` holds names longer than Wagtail's title can be; see ``titles``.
    """

    type_name: ClassVar[str]
    """The type's name in import lines, snapshots and templates."""
    urgent: ClassVar[bool | models.BooleanField] = False
    """Whether the page is an urgent notice; only notices can be."""

    long_title = models.TextField(
        "tên đầy đủ",
        blank=True,
        help_text="Chỉ điền khi tên dài hơn 255 ký tự; tiêu đề ở trên khi đó được rút gọn từ tên này.",
    )
    summary = models.TextField(
        "tóm tắt", blank=True, help_text="Một, hai câu cho người đọc biết trang này nói gì."
    )
    body = StreamField(BodyBlocks(), blank=True, verbose_name="nội dung")
    files = StreamField(FileBlocks(), blank=True, verbose_name="tệp và hình kèm theo")
    contact = models.TextField("liên hệ", blank=True, help_text="Ai trả lời người dân về việc này, ở đâu.")
    hours = models.TextField("thời gian tiếp nhận", blank=True)
    reach = models.JSONField("phạm vi chia sẻ", default=own_only)
    strength = models.CharField("mức chia sẻ", max_length=10, choices=STRENGTHS, default="default")
    locked_fields = models.JSONField("mục cấp dưới không được sửa", default=list, blank=True)
    credit = Line("đơn vị đề nghị", help_text="Tên đầy đủ của đơn vị cấp dưới đã đề nghị trang này.")
    pinned = models.BooleanField("ghim lên đầu danh sách", default=False)
    deadline = models.DateTimeField(
        "hạn thực hiện", null=True, blank=True, help_text="Dùng cho trang bắt buộc; để trống nếu không có."
    )

    parent_page_types = ["pages.SectionPage"]
    subpage_types = []

    search_fields = [*Page.search_fields, index.SearchField("summary")]

    class Meta:
        abstract = True

    @classmethod
    def can_exist_under(cls, parent: Page) -> bool:
        """Whether ``parent`` is a section that its unit's tier opens to this type."""
        if not super().can_exist_under(parent):
            return False
        unit = unit_of(parent)
        sections = load_sections(unit.tier) if unit else ()
        return any(section.key == parent.slug and cls.type_name in section.types for section in sections)

    def clean(self) -> None:
        """Refuse what cannot be published, each field with one sentence to the editor."""
        super().clean()
        faults = {
            "slug": rules.slug_fault(self.slug),
            "long_title": rules.title_fault(self.long_title, TITLE_LENGTH),
            "expire_at": rules.expiry_fault(self.first_published_at, self.expire_at),
            **{name: rules.placeholder_fault(texts) for name, texts in self._texts().items()},
        }
        if found := {name: fault for name, fault in faults.items() if fault}:
            raise ValidationError(found)
        if self.long_title:
            self.title = shortened(self.long_title)

    def _texts(self) -> dict[str, list[str]]:
        """What is written in each field of the type."""
        streams = {field.name for field in self._meta.get_fields() if isinstance(field, StreamField)}
        values = {name: getattr(self, name) for name in PAGE_TYPES[self.type_name]}
        return {
            name: list(rules.texts_in(list(value.raw_data) if name in streams else value))
            for name, value in values.items()
        }

    def _set_core_field_defaults(self) -> None:
        """Slugs of our own making: Wagtail's makes "u0110uong" of "Đường"."""
        if not self.slug and (self.path or getattr(self, "_cached_parent_obj", None)):
            self.slug = self._get_autogenerated_slug(rules.slug_for(self.title))
        super()._set_core_field_defaults()
