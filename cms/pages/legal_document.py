from django.core.exceptions import ValidationError
from django.db import models
from wagtail.search import index

from cms.pages.base import ContentPage, Line
from cms.pages.editing import editor
from cms.pages.rules import validity_faults


class LegalDocumentPage(ContentPage):
    """A legal or administrative document, with what Decree 42/2022 asks to be said of it."""

    number = Line("số, ký hiệu", help_text="Ví dụ: 12/2024/QĐ-UBND.")
    document_kind = Line("loại văn bản", help_text="Ví dụ: Quyết định, Nghị quyết, Kế hoạch.")
    authority = Line("cơ quan ban hành")
    signer = Line("người ký")
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    effective_on = models.DateField("ngày có hiệu lực", null=True, blank=True)
    ends_on = models.DateField(
        "ngày hết hiệu lực",
        null=True,
        blank=True,
        help_text="Ngày bắt đầu không còn hiệu lực. Để trống khi văn bản còn hiệu lực.",
    )
    replaced_by = Line("bị thay thế bởi", help_text="Ví dụ: Quyết định số 45/2027/QĐ-UBND.")
    abstract = models.TextField("trích yếu", blank=True)

    search_fields = [
        *ContentPage.search_fields,
        index.SearchField("number"),
        index.SearchField("abstract"),
    ]

    type_name = "legal_document"
    edit_handler = editor(
        *("number", "document_kind", "authority", "signer", "issued_on", "effective_on"),
        *("ends_on", "replaced_by", "abstract"),
    )

    class Meta:
        verbose_name = "văn bản"
        verbose_name_plural = "văn bản"

    def clean(self) -> None:
        """Refuse a document that ends before it begins, or that is replaced from a day that nobody knows."""
        super().clean()
        if faults := validity_faults(self.effective_on, self.ends_on, self.replaced_by):
            raise ValidationError(faults)
