"""The files that the lines of a file name: that they are there, the same, and fit to be published."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from django.conf import settings

from cms.exchange.faults import Fault
from cms.exchange.lines import PICTURES
from cms.exchange.reading import Reader
from cms.exchange.shelf import sha256_of
from cms.pages.variants import picture_fault


def file_faults(reader: Reader) -> Iterator[Fault]:
    """What is wrong with the files that the lines read so far name, at the line that names each first."""
    for exported, given in reader.sources.items():
        sentence = _wrong(reader.path.parent / given, PurePosixPath(exported))
        if sentence:
            yield Fault(reader.named_at[exported], f"the file {given} {sentence}")


def _wrong(source: Path, exported: PurePosixPath) -> str | None:
    if not source.is_file():
        return "is not there; put it in the folder of the lines"
    picture = exported.suffix.lstrip(".") in PICTURES
    largest = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE if picture else settings.WAGTAILDOCS_MAX_UPLOAD_SIZE
    if source.stat().st_size > largest:
        return f"is larger than {largest // 1024 // 1024} MB; make it smaller"
    with source.open("rb") as file:
        if sha256_of(file) != exported.stem:
            return "has another sha256 than the line says; it was changed or damaged"
        if picture and picture_fault(file):
            return "is not a picture that can be read"
    return None
