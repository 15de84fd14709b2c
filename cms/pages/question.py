from django.db import models
from wagtail.search import index

from cms.pages.base import ContentPage, Line
from cms.pages.editing import editor


class QuestionPage(ContentPage):
    """A citizen's question; the page's body is the answer."""

    asker = Line("người hỏi", help_text="Chỉ ghi tên khi người hỏi đồng ý công khai.")
    asked_on = models.DateField("ngày hỏi", null=True, blank=True)
    question = models.TextField("câu hỏi", blank=True)
    answered_by = Line("đơn vị trả lời")
    answered_on = models.DateField("ngày trả lời", null=True, blank=True)

    search_fields = [*ContentPage.search_fields, index.SearchField("question")]

    type_name = "question"
    edit_handler = editor("asker", "asked_on", "question", "answered_by", "answered_on")

    class Meta:
        verbose_name = "hỏi đáp"
        verbose_name_plural = "hỏi đáp"
