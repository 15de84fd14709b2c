from django.apps import AppConfig


class TenancyConfig(AppConfig):
    name = "cms.tenancy"
    label = "tenancy"
    verbose_name = "Phân quyền theo đơn vị"
