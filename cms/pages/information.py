from cms.pages.base import ContentPage
from cms.pages.editing import editor


class InformationPage(ContentPage):
    """A page that stands for long: guidance, plans, budgets, statistics, schedules."""

    type_name = "information"
    edit_handler = editor()

    class Meta:
        verbose_name = "trang thông tin"
        verbose_name_plural = "trang thông tin"
