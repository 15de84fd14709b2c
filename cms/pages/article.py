from cms.pages.base import ContentPage, Line


class ArticlePage(ContentPage):
    """News, and whatever is told as a story."""

    author = Line("tác giả")

    class Meta:
        verbose_name = "tin bài"
        verbose_name_plural = "tin bài"
