from django.db import models
from wagtail.search import index

from cms.pages.base import ContentPage, Line


class QuestionPage(ContentPage):
    """A citizen's question; the page's body is the answer."""

    asker = Line("người hỏi", help_text="Chỉ ghi tên khi người hỏi đồng ý công khai.")
    asked_on = models.DateField("ngày hỏi", null=True, blank=True)
    question = models.TextField("câu hỏi", blank=True)
    answered_by = Line("đơn vị trả lời")
    answered_on = models.DateField("ngày trả lời", null=True, blank=True)

    search_fields = [*ContentPage.search_fields, index.SearchField("question")]

    class Meta:
        verbose_name = "hỏi đáp"
        verbose_name_plural = "hỏi đáp"
