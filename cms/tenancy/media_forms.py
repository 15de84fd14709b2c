"""The forms for pictures and documents without tags, which all units would share."""

from typing import Any

from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm


class _WithoutTags:
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("tags", None)


class ImageForm(_WithoutTags, BaseImageForm):
    """A picture's title, file, description and collection."""


class DocumentForm(_WithoutTags, BaseDocumentForm):
    """A document's title, file and collection."""
