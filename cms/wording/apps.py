from django.apps import AppConfig


class WordingConfig(AppConfig):
    name = "cms.wording"
    label = "wording"
    verbose_name = "Lời trên bàn biên tập"

    def ready(self) -> None:
        """Let the editor of tables speak Vietnamese."""
        from wagtail.admin.telepath import register
        from wagtail.contrib.table_block.blocks import TableInput

        from cms.wording.table_menu import SpeakingTableAdapter

        register(SpeakingTableAdapter(), TableInput)
