"""The form that asks how a page is to be copied."""

from typing import Any

from wagtail.admin.forms.pages import CopyForm


class CopyAsDraft(CopyForm):
    """Offers no alias: what keeps a page the same in many units is its reach.

    And no copy that is live at once: nobody but who copies would have read its new title.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Wagtail asks both of those who may publish.
        self.fields.pop("alias", None)
        self.fields.pop("publish_copies", None)
