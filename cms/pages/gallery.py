from cms.pages.base import ContentPage
from cms.pages.editing import editor


class GalleryPage(ContentPage):
    """Pictures of one event or place, held in ``files``."""

    type_name = "gallery"
    edit_handler = editor("files")

    class Meta:
        verbose_name = "thư viện ảnh"
        verbose_name_plural = "thư viện ảnh"
