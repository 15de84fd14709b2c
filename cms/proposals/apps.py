from importlib import import_module

from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    name = "cms.proposals"
    label = "proposals"
    verbose_name = "Đề nghị cấp trên dùng"

    def ready(self) -> None:
        """Let the log say what was proposed and what was answered."""
        import_module("cms.proposals.logged")
