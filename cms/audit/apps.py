from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "cms.audit"
    label = "audit"
    verbose_name = "Nhật ký"

    def ready(self) -> None:
        """Take over what Wagtail logs of pages, pictures, documents and workflows."""
        from cms.audit import wagtail_log

        wagtail_log.connect()
