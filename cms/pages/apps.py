from importlib import import_module

from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "cms.pages"
    label = "pages"
    verbose_name = "Trang"

    def ready(self) -> None:
        """Have versions compared in words."""
        import_module("cms.pages.comparing")
