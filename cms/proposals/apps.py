from importlib import import_module

from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    name = "cms.proposals"
    label = "proposals"
    verbose_name = "Đề nghị cấp trên dùng"

    def ready(self) -> None:
        """Let the log say what was proposed and answered, and the firewall whose a proposal is."""
        import_module("cms.proposals.logged")
        reading = import_module("cms.proposals.reading")
        import_module("cms.tenancy.firewall.owned").know("proposal", reading.are_of_units_seen)
