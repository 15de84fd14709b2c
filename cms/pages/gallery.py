from cms.pages.base import ContentPage


class GalleryPage(ContentPage):
    """Pictures of one event or place, held in ``files``."""

    class Meta:
        verbose_name = "thư viện ảnh"
        verbose_name_plural = "thư viện ảnh"
