from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PagesConfig(AppConfig):
    name = "cms.pages"
    label = "pages"
    verbose_name = "Trang"

    def ready(self) -> None:
        """Have versions compared in words, and the tree indexed."""
        import_module("cms.pages.comparing")
        import_module("cms.pages.comparing_blocks")
        post_migrate.connect(import_module("cms.pages.tree_indexes").index_tree, sender=self)
