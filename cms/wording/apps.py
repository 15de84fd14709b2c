from django.apps import AppConfig


class WordingConfig(AppConfig):
    name = "cms.wording"
    label = "wording"
    verbose_name = "Lời trên bàn biên tập"
