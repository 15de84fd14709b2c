from cms.pages.base import ContentPage


class InformationPage(ContentPage):
    """A page that stands for long: guidance, plans, budgets, statistics, schedules."""

    class Meta:
        verbose_name = "trang thông tin"
        verbose_name_plural = "trang thông tin"
