from django.apps import AppConfig


class TenancyConfig(AppConfig):
    name = "cms.tenancy"
    label = "tenancy"
    verbose_name = "Phân quyền theo đơn vị"

    def ready(self) -> None:
        """Put the policies of units in the place of Wagtail's own."""
        from cms.tenancy.policies import register

        register()
