from django.apps import AppConfig


class PreviewConfig(AppConfig):
    name = "cms.preview"
    label = "preview"
    verbose_name = "Xem trước"

    def ready(self) -> None:
        """Show the drafts of pages."""
        from cms.pages.previewing import previewers
        from cms.preview.desk import DeskPreview

        previewers.append(DeskPreview())
