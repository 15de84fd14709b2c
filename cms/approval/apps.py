from importlib import import_module

from django.apps import AppConfig


class ApprovalConfig(AppConfig):
    name = "cms.approval"
    label = "approval"
    verbose_name = "Duyệt bài"

    def ready(self) -> None:
        """Connect the letters to Wagtail's signals, in place of Wagtail's own."""
        import_module("cms.approval.letters")
