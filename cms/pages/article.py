from cms.pages.base import ContentPage, Line
from cms.pages.editing import editor


class ArticlePage(ContentPage):
    """News, and whatever is told as a story."""

    author = Line("tác giả")

    type_name = "article"
    edit_handler = editor("author")

    class Meta:
        verbose_name = "tin bài"
        verbose_name_plural = "tin bài"
