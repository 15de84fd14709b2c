"""A picture's smaller versions in the formats that load quickest, made once and kept as Wagtail's renditions.

Which there are, and why no more, is told in ``docs/decisions/0013-four-variants-of-a-picture.md``.
"""

from collections.abc import Collection, Iterator
from io import BytesIO
from pathlib import PurePath
from typing import IO, Any, Final, Literal

from django.conf import settings
from django.core.files.base import ContentFile
from django.db.models import Min
from PIL import Image as Picture
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage, AbstractRendition, Filter, Rendition
from willow.image import AvifImageFile, WebPImageFile

PICTURE: Final = "max-1200x1200"
"""The picture as the sites have it: wide enough for a page's column on a sharp screen."""

AVIF_WIDTHS: Final = (320, 640, 960)
WEBP_WIDTH: Final = 640
"""For browsers that do not know AVIF: one for all places."""

_AVIF: Final[dict[str, Any]] = {"format": "AVIF", "quality": 50, "speed": 8, "max_threads": 1}
_WEBP: Final[dict[str, Any]] = {"format": "WEBP", "quality": 75}


class Variant(Filter):
    """Makes one variant, at most ``width`` wide, from the picture as the sites have it."""

    def __init__(self, width: int, extension: str) -> None:
        super().__init__(spec=f"width-{width}|format-{extension}")
        self.width, self.extension = width, extension

    def run(self, image: AbstractImage, output: BytesIO, **_: Any) -> AvifImageFile | WebPImageFile:
        """Writes the variant to ``output``; OSError for a picture that cannot be read."""
        # The whole picture is read once, at its first rendition, and turned as its camera says there.
        with image.get_rendition(PICTURE).file.open("rb") as opened, Picture.open(opened) as picture:
            self.write(picture, output)
        return AvifImageFile(output) if self.extension == "avif" else WebPImageFile(output)

    def write(self, picture: Picture.Image, output: BytesIO) -> int:
        """Writes ``picture`` as this variant to ``output``; how wide it is."""
        width = min(self.width, picture.width)
        size = (width, max(1, round(picture.height * width / picture.width)))
        mode = "RGBA" if picture.has_transparency_data else "RGB"
        picture.convert(mode).resize(size, Picture.Resampling.LANCZOS).save(
            output, **(_AVIF if self.extension == "avif" else _WEBP)
        )
        return width


VARIANTS: Final = (*(Variant(width, "avif") for width in AVIF_WIDTHS), Variant(WEBP_WIDTH, "webp"))

SPECS: Final = (PICTURE, *(variant.spec for variant in VARIANTS))
"""What Wagtail knows them all by."""


def variants_for(width: int) -> Iterator[Variant]:
    """The variants of a picture that is ``width`` wide: those narrower than it, and one as wide as itself."""
    for width_before, variant in zip((0, *AVIF_WIDTHS[:-1], 0), VARIANTS, strict=True):
        if width_before < width:
            yield variant


def picture_fault(file: IO[bytes]) -> Literal["unreadable", "too large"] | None:
    """Why nothing can be made of a picture: not all of it can be read, or it has too many pixels."""
    file.seek(0)
    try:
        with Picture.open(file) as picture:
            if picture.width * picture.height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
                return "too large"
            # All of it is read; what can be read small need not be kept large for that.
            picture.draft(None, (1, 1))
            picture.load()
    except Picture.DecompressionBombError:
        return "too large"
    except Exception:
        # A damaged file makes Pillow raise whatever it stumbles over.
        return "unreadable"
    finally:
        file.seek(0)
    return None


def make_variants(images: Collection[AbstractImage]) -> None:
    """Makes what the sites have of each picture and is not there yet.

    The same emblem or poster is uploaded by unit after unit. Each has renditions and files of its own, which
    go when it is deleted, but for pictures of the same bytes they are worked out once.
    """
    new = [image for image in images if not image.find_existing_renditions(Filter(PICTURE))]
    first = _made_before({image.get_file_hash() for image in new})
    copies = []
    for image in new:
        twin = first.setdefault(image.get_file_hash(), image)
        try:
            copies += [_copy(rendition, image) for rendition in renditions_of(twin) if twin is not image]
        except OSError:
            # Another unit's file may be gone: its own is as good.
            renditions_of(image)
    Rendition.objects.bulk_create(copies, ignore_conflicts=True)


def renditions_of(image: AbstractImage) -> list[AbstractRendition]:
    """The picture as the sites have it, then its variants; what is not there is made."""
    rendition = image.get_rendition(PICTURE)
    return [rendition, *(image.get_rendition(variant) for variant in variants_for(rendition.width))]


def _made_before(hashes: Collection[str]) -> dict[str, AbstractImage]:
    made = Rendition.objects.filter(filter_spec=PICTURE, image__file_hash__in=hashes)
    oldest = made.values("image__file_hash").annotate(oldest=Min("image"))
    images = get_image_model().objects.filter(pk__in=oldest.values("oldest"))
    return {image.file_hash: image for image in images.prefetch_renditions(*SPECS)}


def _copy(rendition: AbstractRendition, image: AbstractImage) -> AbstractRendition:
    with rendition.file.open("rb") as opened:
        file = ContentFile(opened.read(), PurePath(rendition.file.name).name)
    kept = {name: getattr(rendition, name) for name in ("filter_spec", "focal_point_key", "width", "height")}
    return type(rendition)(image=image, file=file, **kept)
