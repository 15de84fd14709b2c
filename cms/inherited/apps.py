from django.apps import AppConfig


class InheritedConfig(AppConfig):
    name = "cms.inherited"
    label = "inherited"
    verbose_name = "Tin bài từ cấp trên"
