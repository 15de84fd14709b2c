"""From an uploaded picture to what a site has of it: the emblem, the photograph, or a sentence why not."""

from collections.abc import Mapping
from io import BytesIO
from typing import IO, Final, NamedTuple

import msgspec
from PIL import Image as Picture
from PIL import ImageOps

from build.render.palette import SHAPE, contrast
from build.snapshot.schema import File, Stored, digest
from build.snapshot.schema import Variant as SmallerFile
from cms.look.words import ratio_words
from cms.pages.variants import Variant, picture_fault, variants_for

FORMATS: Final = ("PNG", "JPEG", "WEBP")
EMBLEM: Final = 192
"""The emblem's side in pixels: sharp where it stands in the header, and large enough for an icon."""
ICON: Final = 512
"""The side of what telephones put on their screens, in pixels."""
PHOTOGRAPH: Final = (640, 320)
_IN_THE_HEADER: Final = Variant(144, "webp")
_UNMASKED: Final = 0.7
"""How much of an icon's side the emblem takes: a mask leaves a circle of 80 %."""
_LARGEST: Final = (1200, 1200)
_LOOKED_AT: Final = 64
_ROWS: Final = 64
_ORIENTATION: Final = 0x0112
_TURNED: Final = range(2, 9)
_ON_ITS_SIDE: Final = range(5, 9)
"""EXIF's orientations in which width and height change places."""
_GROUND: Final = 1.1
"""What differs by less from the emblem's ground is taken for that ground."""

_UNREADABLE: Final = (
    "Không đọc được tệp này như một hình. Hãy dùng hình PNG, JPEG hoặc WebP; "
    "hình vẽ SVG thì xuất ra PNG rồi tải lên."
)
_TOO_LARGE: Final = "Hình quá lớn: nhiều nhất là 50 triệu điểm ảnh. Hãy thu nhỏ rồi tải lên."
_NOTHING_SEEN: Final = (
    "Biểu trưng không có nét nào nổi trên nền trắng của đầu trang. "
    "Hãy dùng bản biểu trưng có màu, nền trong suốt."
)


class Unsuitable(ValueError):
    """The picture cannot be used; the message says why, and what to do, in the editor's words."""


class Made(NamedTuple):
    """A picture as the snapshot names it, and the bytes of all its files."""

    file: File
    contents: Mapping[Stored, bytes]


def emblem_of(upload: IO[bytes], name: str, ground: str) -> Made:
    """A square PNG, transparent around what was not square, what the header shows, and the app's icon.

    Unsuitable for what is no picture, too small, or hardly seen on ``ground``, the colour it stands on.
    """
    picture, (wide, high) = _opened(upload, (EMBLEM, EMBLEM))
    if min(wide, high) < EMBLEM:
        raise Unsuitable(
            f"Biểu trưng quá nhỏ: {wide} × {high} điểm ảnh. "
            f"Hãy dùng hình có mỗi chiều từ {EMBLEM} điểm ảnh trở lên."
        )
    _look_at(picture, ground)
    square = ImageOps.pad(picture, (EMBLEM, EMBLEM), Picture.Resampling.LANCZOS, color=(0, 0, 0, 0))
    made = _made(_light_png(square), "png", square, (_IN_THE_HEADER,), name)
    return _with_icon(made, _icon(picture, ground))


def _icon(picture: Picture.Image, ground: str) -> bytes:
    """The emblem on its ground as PNG: what is transparent some telephones paint black."""
    side = round(ICON * _UNMASKED)
    icon = Picture.new("RGBA", (ICON, ICON), ground)
    drawn = ImageOps.contain(picture, (side, side), Picture.Resampling.LANCZOS)
    icon.alpha_composite(drawn, ((ICON - drawn.width) // 2, (ICON - drawn.height) // 2))
    return _light_png(icon.convert("RGB"))


def _light_png(picture: Picture.Image) -> bytes:
    """In 256 colours it is a fifth as heavy and looks the same; every page asks for it as its icon."""
    written = BytesIO()
    picture.quantize(256, Picture.Quantize.FASTOCTREE).save(written, "PNG", optimize=True)
    return written.getvalue()


def _with_icon(made: Made, icon: bytes) -> Made:
    stored = SmallerFile(sha256=digest(icon), extension="png", width=ICON, size=len(icon))
    file = msgspec.structs.replace(made.file, variants=(*made.file.variants, stored))
    contents = {file if one == made.file else one: content for one, content in made.contents.items()}
    return Made(file, {**contents, stored: icon})


def photograph_of(upload: IO[bytes], name: str) -> Made:
    """A JPEG no larger than pages show pictures, and its variants; Unsuitable as for emblems."""
    picture, (wide, high) = _opened(upload, _LARGEST)
    if wide < PHOTOGRAPH[0] or high < PHOTOGRAPH[1]:
        raise Unsuitable(
            f"Ảnh quá nhỏ: {wide} × {high} điểm ảnh. "
            f"Hãy dùng ảnh rộng từ {PHOTOGRAPH[0]} và cao từ {PHOTOGRAPH[1]} điểm ảnh trở lên."
        )
    picture.thumbnail(_LARGEST, Picture.Resampling.LANCZOS)
    picture = _on_white(picture)
    whole = BytesIO()
    picture.save(whole, "JPEG", quality=82, optimize=True, progressive=True)
    return _made(whole.getvalue(), "jpg", picture, tuple(variants_for(picture.width)), name)


def _on_white(picture: Picture.Image) -> Picture.Image:
    opaque = Picture.new("RGBA", picture.size, "white")
    return Picture.alpha_composite(opaque, picture).convert("RGB")


def mean_colour(picture: Picture.Image, ground: str) -> str | None:
    """The mean of the pixels that are not transparent and not ``ground`` itself; None if all are."""
    small = picture.convert("RGBA")
    small.thumbnail((_LOOKED_AT, _LOOKED_AT))
    seen = [
        (pixel[:3], count * pixel[3])
        for count, pixel in small.getcolors(_LOOKED_AT**2)
        if pixel[3] and contrast(_hex(pixel[:3]), ground) >= _GROUND
    ]
    weight = sum(alpha for _, alpha in seen)
    if not weight:
        return None
    return _hex(tuple(round(sum(colour[i] * alpha for colour, alpha in seen) / weight) for i in range(3)))


def _look_at(picture: Picture.Image, ground: str) -> None:
    mean = mean_colour(picture, ground)
    if mean is None:
        raise Unsuitable(_NOTHING_SEEN)
    if (ratio := contrast(mean, ground)) < SHAPE:
        raise Unsuitable(
            f"Biểu trưng quá nhạt: màu trung bình {mean} so với nền trắng của đầu trang "
            f"chỉ đạt tỉ lệ tương phản {ratio_words(ratio)}, cần ít nhất {ratio_words(SHAPE)}. "
            "Hãy dùng bản biểu trưng có màu đậm hơn."
        )


def _opened(upload: IO[bytes], box: tuple[int, int]) -> tuple[Picture.Image, tuple[int, int]]:
    """The picture in RGBA, upright, at least twice as large as fits into ``box``; and its own size."""
    if fault := picture_fault(upload):
        raise Unsuitable(_TOO_LARGE if fault == "too large" else _UNREADABLE)
    with Picture.open(upload) as picture:
        if picture.format not in FORMATS:
            raise Unsuitable(
                f"Hình này có định dạng {picture.format}. Hãy lưu thành PNG, JPEG hoặc WebP rồi tải lên."
            )
        size = picture.size
        # A photograph is read small at once; other formats know no such way.
        picture.draft(None, _twice(size, box))
        small = _reduced(picture, _twice(size, box))
        turned = Picture.Exif()
        turned[_ORIENTATION] = picture.getexif().get(_ORIENTATION)
        if turned[_ORIENTATION] not in _TURNED:
            return small, size
        small.info["exif"] = turned.tobytes()
        return ImageOps.exif_transpose(small), size[::-1] if turned[_ORIENTATION] in _ON_ITS_SIDE else size


def _twice(size: tuple[int, int], box: tuple[int, int]) -> tuple[int, int]:
    """Twice the size that fits into ``box``, so that making it fit can still choose well; never nothing."""
    share = min(box[0] / size[0], box[1] / size[1])
    return max(1, round(2 * share * size[0])), max(1, round(2 * share * size[1]))


def _reduced(picture: Picture.Image, least: tuple[int, int]) -> Picture.Image:
    """The picture in RGBA, whole pixels of it joined, no smaller than ``least`` unless it is.

    Row by row of what it becomes: each step would else copy 50 million pixels whole.
    """
    factor = max(1, min(picture.width // least[0], picture.height // least[1]))
    reduced = Picture.new("RGBA", (-(-picture.width // factor), -(-picture.height // factor)))
    for top in range(0, picture.height, _ROWS * factor):
        bottom = min(picture.height, top + _ROWS * factor)
        strip = picture.crop((0, top, picture.width, bottom)).convert("RGBA")
        reduced.paste(strip.reduce(factor), (0, top // factor))
    return reduced


def _made(
    content: bytes, extension: str, picture: Picture.Image, variants: tuple[Variant, ...], name: str
) -> Made:
    file = File(
        sha256=digest(content),
        extension=extension,
        media_type=f"image/{'png' if extension == 'png' else 'jpeg'}",
        size=len(content),
        name=name,
        width=picture.width,
        height=picture.height,
    )
    smaller = {}
    for variant in variants:
        output = BytesIO()
        width = variant.write(picture, output)
        bytes_ = output.getvalue()
        if len(bytes_) < len(content):
            named = {"sha256": digest(bytes_), "extension": variant.extension}
            smaller[SmallerFile(**named, width=width, size=len(bytes_))] = bytes_
    file = msgspec.structs.replace(file, variants=tuple(smaller))
    return Made(file, {file: content, **smaller})


def _hex(colour: tuple[int, ...]) -> str:
    return "#" + "".join(f"{part:02x}" for part in colour)
