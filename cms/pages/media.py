"""The files that pages use, as the snapshot names them: by the hash of their bytes."""

import mimetypes
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath

import msgspec
from django.db.models.fields.files import FieldFile
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from build.snapshot.schema import File, digest

PICTURE = "max-1200x1200"
"""The size of pictures on the sites: wide enough for a page's column on a sharp screen."""


@dataclass(frozen=True)
class Medium:
    """A file of the snapshot and where its bytes are read from; as text, its address on every site."""

    file: File
    source: FieldFile

    def __str__(self) -> str:
        return f"/{self.file.asset}"

    def described(self, *, name: str = "", alt: str = "") -> "Medium":
        """The same bytes under another name or description."""
        changed = {key: value for key, value in (("name", name), ("alt", alt)) if value}
        return replace(self, file=msgspec.structs.replace(self.file, **changed)) if changed else self


def load_documents(keys: Collection[int]) -> Mapping[int, Medium]:
    """The documents with these primary keys; those that are gone are left out. One query."""
    documents = get_document_model().objects.in_bulk(set(keys))
    return {key: _medium(document.file, document.title) for key, document in documents.items()}


def load_pictures(keys: Collection[int]) -> Mapping[int, Medium]:
    """The pictures with these primary keys, no larger than the sites show them.

    Two queries, and the making of each rendition that was not made before.
    """
    images = get_image_model().objects.filter(pk__in=set(keys)).prefetch_renditions(PICTURE)
    found = {}
    for image in images:
        rendition = image.get_rendition(PICTURE)
        size = {"width": rendition.width, "height": rendition.height}
        found[image.pk] = _medium(rendition.file, image.title, **size)
    return found


def _medium(source: FieldFile, name: str, **size: int) -> Medium:
    with source.open("rb") as opened:
        content = opened.read()
    path = PurePath(source.name)
    file = File(
        sha256=digest(content),
        extension=path.suffix[1:].lower(),
        media_type=mimetypes.guess_type(path.name)[0] or "application/octet-stream",
        size=len(content),
        name=name,
        **size,
    )
    return Medium(file, source)
