from cms.pages.base import ContentPage, Line


class NoticePage(ContentPage):
    """Something that citizens are told to know or to do."""

    place = Line("địa điểm", help_text="Nơi diễn ra hoặc khu vực chịu ảnh hưởng.")

    class Meta:
        verbose_name = "thông báo"
        verbose_name_plural = "thông báo"
