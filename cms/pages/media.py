"""The files that pages use, as the snapshot names them: by the hash of their bytes."""

import mimetypes
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

import msgspec
from django.db.models.fields.files import FieldFile
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage, AbstractRendition

from build.snapshot.schema import File, Stored, Variant, digest
from cms.pages.variants import SPECS, make_variants, renditions_of


@dataclass(frozen=True)
class Medium:
    """A file of the snapshot and where its bytes are read from; as text, its address on every site."""

    file: File
    source: FieldFile
    variant_sources: tuple[FieldFile, ...] = ()

    def __str__(self) -> str:
        return f"/{self.file.asset}"

    def sources(self) -> Iterator[tuple[Stored, FieldFile]]:
        """All that the sites have of it, each with where its bytes are read from."""
        return zip(self.file.stored(), (self.source, *self.variant_sources), strict=True)

    def described(self, *, name: str = "", alt: str = "") -> "Medium":
        """The same bytes under another name or description."""
        changed = {key: value for key, value in (("name", name), ("alt", alt)) if value}
        return replace(self, file=msgspec.structs.replace(self.file, **changed)) if changed else self


def load_documents(keys: Collection[int]) -> Mapping[int, Medium]:
    """The documents with these primary keys; those that are gone are left out. One query."""
    documents = get_document_model().objects.in_bulk(set(keys))
    return {key: _medium(document.file, document.title) for key, document in documents.items()}


def load_pictures(keys: Collection[int]) -> Mapping[int, Medium]:
    """The pictures with these primary keys, no larger than the sites show them, with their variants.

    Four queries, and the making of what was not made before.
    """
    images = get_image_model().objects.filter(pk__in=set(keys)).prefetch_renditions(*SPECS)
    make_variants(images)
    return {image.pk: _picture(image) for image in images.all()}


def _picture(image: AbstractImage) -> Medium:
    rendition, *renditions = renditions_of(image)
    size = {"width": rendition.width, "height": rendition.height}
    medium = _medium(rendition.file, image.title, **size, focus=_focus(image))
    found = ((_variant(variant), variant.file) for variant in renditions)
    # A drawing in few colours may well be smallest as it is.
    kept = [(variant, source) for variant, source in found if variant.size < medium.file.size]
    file = msgspec.structs.replace(medium.file, variants=tuple(variant for variant, _ in kept))
    return Medium(file, medium.source, tuple(source for _, source in kept))


def _variant(rendition: AbstractRendition) -> Variant:
    name, size = _read(rendition.file)
    return Variant(**name, width=rendition.width, size=size)


def _focus(image: AbstractImage) -> tuple[int, int] | None:
    if not image.has_focal_point():
        return None
    return (
        min(100, round(100 * image.focal_point_x / image.width)),
        min(100, round(100 * image.focal_point_y / image.height)),
    )


def _medium(source: FieldFile, name: str, **more: Any) -> Medium:
    stored, size = _read(source)
    media_type = mimetypes.guess_type(source.name)[0] or "application/octet-stream"
    return Medium(File(**stored, media_type=media_type, size=size, name=name, **more), source)


def _read(source: FieldFile) -> tuple[dict[str, str], int]:
    """The name that the sites know the file by, and how many bytes it has."""
    with source.open("rb") as opened:
        content = opened.read()
    return {"sha256": digest(content), "extension": PurePath(source.name).suffix[1:].lower()}, len(content)
