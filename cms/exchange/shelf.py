"""The documents and pictures that pages use, by the hash of their bytes."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO, Any, Final

from django.core.files.images import ImageFile
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection

from cms.exchange.lines import PICTURES, FileEntry
from cms.tenancy.media_policy import collection_of
from cms.units.models import Unit

_BLOCK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Kept:
    """A file in the media storage."""

    sha256: str
    extension: str
    title: str
    row: Any

    @property
    def path(self) -> str:
        """Where it is exported, relative to the folder of the lines."""
        return FileEntry(self.sha256, self.extension).path


class Shelf:
    """Finds files by number and takes new ones in; reads each file once.

    ``folder`` is where a file of lines lies, ``sources`` the path there of each file that it names.
    """

    def __init__(self, folder: Path | None = None, sources: Mapping[str, str] | None = None) -> None:
        self._folder, self._sources = folder, sources or {}
        self._by_number: dict[tuple[str, int], Kept | None] = {}
        self._taken_in: dict[tuple[int, str], int] = {}

    def kept(self, kind: str, number: Any) -> Kept | None:
        """The file of the row with that number, None when it is gone; ``kind`` is document or image."""
        key = (kind, number)
        if key not in self._by_number:
            row = _model(kind).objects.filter(pk=number).first()
            self._by_number[key] = None if row is None else _kept(row)
        return self._by_number[key]

    def all_kept(self) -> list[Kept]:
        """Every file that has been asked for and is there."""
        return [kept for kept in self._by_number.values() if kept]

    def take_in(self, unit: int, path: str, title: str = "") -> int | None:
        """The number of the unit's own row for the file that is exported to ``path``, made if there is none.

        It lies where the unit's people find it, and nobody else does.
        """
        key = (unit, path)
        if key not in self._taken_in and path in self._sources:
            source = self._folder / self._sources[path]
            collection = collection_of(Unit.objects.get(pk=unit))
            self._taken_in[key] = _find_or_make(source, title or source.name, collection)
        return self._taken_in.get(key)


def sha256_of(file: IO[bytes]) -> str:
    """The hash of a file's bytes, read a block at a time."""
    found = hashlib.sha256()
    while block := file.read(_BLOCK):
        found.update(block)
    return found.hexdigest()


def _model(kind: str) -> Any:
    return get_document_model() if kind == "document" else get_image_model()


def _kept(row: Any) -> Kept | None:
    extension = PurePosixPath(row.file.name).suffix.lstrip(".").lower()
    try:
        with row.file.open("rb") as file:
            return Kept(sha256_of(file), extension, row.title, row)
    except FileNotFoundError:
        return None


def _find_or_make(source: Path, title: str, collection: Collection) -> int:
    content = source.read_bytes()
    picture = source.suffix.lstrip(".").lower() in PICTURES
    model = _model("image" if picture else "document")
    sha1 = hashlib.sha1(content, usedforsecurity=False).hexdigest()
    for row in model.objects.filter(file_hash=sha1, collection=collection).order_by("pk"):
        kept = _kept(row)
        if kept and kept.sha256 == hashlib.sha256(content).hexdigest():
            return row.pk
    row = model(title=title[:255], file_hash=sha1, file_size=len(content), collection=collection)
    row.file = ImageFile(BytesIO(content), name=source.name)
    row.save()
    return row.pk
