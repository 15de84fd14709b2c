"""Has the editor of tables load the Vietnamese words of its menu."""

from django import forms
from django.utils.functional import cached_property
from wagtail.contrib.table_block.blocks import TableInput, TableInputAdapter


class SpeakingTableAdapter(TableInputAdapter):
    """Wagtail's, whose scripts are followed by the words: they are for a table editor that is there."""

    @cached_property
    def media(self) -> forms.Media:
        """Wagtail's scripts, then ours."""
        return super().media + TableInput().media + forms.Media(js=["wording/table_menu.js"])
