"""The forms for pictures and documents without tags, which all units would share."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from cms.pages.variants import make_variants, picture_fault


class _WithoutTags:
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("tags", None)


_FAULTS: Final = {
    "unreadable": "Không đọc được hình này. Hãy mở bằng phần mềm xem ảnh, lưu thành JPG hay PNG rồi tải lên.",
    "too large": "Hình quá lớn: nhiều nhất là 50 triệu điểm ảnh (8000 × 6000). Hãy thu nhỏ rồi tải lên.",
}


class ImageForm(_WithoutTags, BaseImageForm):
    """A picture's title, file, description and collection; the sizes that sites need are made with it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["file"]
        field.error_messages["invalid_image_known_format"] = _FAULTS["unreadable"]
        # Before Wagtail looks, which some damaged files make fail.
        field.to_python = partial(_checked, field.to_python)

    def save(self, commit: bool = True) -> Any:
        """Makes the variants now, so that whoever publishes does not wait for them."""
        image = super().save(commit)
        if commit and "file" in self.changed_data:
            make_variants([image])
        return image


class DocumentForm(_WithoutTags, BaseDocumentForm):
    """A document's title, file and collection."""


def _checked(to_python: Callable[[Any], Any], data: Any) -> Any:
    if isinstance(data, UploadedFile) and (fault := picture_fault(data)):
        raise forms.ValidationError(_FAULTS[fault])
    return to_python(data)
