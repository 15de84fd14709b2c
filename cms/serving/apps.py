from django.apps import AppConfig


class ServingConfig(AppConfig):
    name = "cms.serving"
    label = "serving"
    verbose_name = "Phục vụ"
