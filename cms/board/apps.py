from django.apps import AppConfig


class BoardConfig(AppConfig):
    name = "cms.board"
    label = "board"
    verbose_name = "Mức độ đầy đủ"
