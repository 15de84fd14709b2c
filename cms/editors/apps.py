from django.apps import AppConfig


class EditorsConfig(AppConfig):
    name = "cms.editors"
    label = "editors"
    verbose_name = "Bàn biên tập"
