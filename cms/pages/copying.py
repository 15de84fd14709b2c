"""The form that asks how a page is to be copied."""

from typing import Any

from wagtail.admin.forms.pages import CopyForm


class CopyWithoutAlias(CopyForm):
    """Offers no alias: what keeps a page the same in many units is its reach."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Wagtail asks it of those who may publish.
        self.fields.pop("alias", None)
