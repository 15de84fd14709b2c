from cms.pages.base import ContentPage, Line
from cms.pages.editing import editor


class NoticePage(ContentPage):
    """Something that citizens are told to know or to do."""

    place = Line("địa điểm", help_text="Nơi diễn ra hoặc khu vực chịu ảnh hưởng.")

    type_name = "notice"
    edit_handler = editor("place")

    class Meta:
        verbose_name = "thông báo"
        verbose_name_plural = "thông báo"
