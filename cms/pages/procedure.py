from django.db import models
from wagtail.search import index

from cms.pages.base import ContentPage, Line
from cms.pages.editing import editor


class ProcedurePage(ContentPage):
    """An administrative procedure, with the facts of the national database of procedures."""

    code = Line("mã thủ tục", help_text="Ví dụ: 1.001193.")
    domain = Line("lĩnh vực")
    levels = Line("cấp thực hiện", help_text="Ví dụ: Cấp xã, Cấp tỉnh.")
    agency = Line("cơ quan thực hiện")
    decision = Line("quyết định công bố")
    applicants = models.TextField("đối tượng thực hiện", blank=True)
    steps = models.TextField("trình tự thực hiện", blank=True)
    submission = models.TextField("cách thức thực hiện", blank=True)
    time_limit = Line("thời hạn giải quyết")
    fee = Line("phí, lệ phí")
    documents = models.TextField("thành phần hồ sơ", blank=True)
    legal_basis = models.TextField("căn cứ pháp lý", blank=True)
    conditions = models.TextField("yêu cầu, điều kiện", blank=True)
    result = models.TextField("kết quả thực hiện", blank=True)

    search_fields = [
        *ContentPage.search_fields,
        index.SearchField("code"),
        index.SearchField("domain"),
    ]

    type_name = "procedure"
    edit_handler = editor(
        "code",
        "domain",
        "levels",
        "agency",
        "decision",
        "applicants",
        "steps",
        "submission",
        "time_limit",
        "fee",
        "documents",
        "legal_basis",
        "conditions",
        "result",
    )

    class Meta:
        verbose_name = "thủ tục hành chính"
        verbose_name_plural = "thủ tục hành chính"
