"""What becomes of an uploaded emblem or photograph, and what is said of one that cannot be used."""

from io import BytesIO

import msgspec
import pytest
from PIL import Image as Picture
from PIL import ImageDraw

from build.snapshot.schema import File, Look, digest
from cms.look.pictures import EMBLEM, ICON, Unsuitable, emblem_of, mean_colour, photograph_of

WHITE = "#ffffff"


def file(picture: Picture.Image, kind: str = "PNG") -> BytesIO:
    written = BytesIO()
    picture.save(written, kind)
    return written


def emblem(colour: str, ground: tuple = (0, 0, 0, 0), size: tuple = (300, 300)) -> Picture.Image:
    picture = Picture.new("RGBA", size, ground)
    ImageDraw.Draw(picture).ellipse([40, 40, size[0] - 40, size[1] - 40], fill=colour)
    return picture


def photograph(size: tuple = (1600, 900)) -> Picture.Image:
    return Picture.effect_noise(size, 60).convert("RGB")


def test_an_emblem_is_a_square_with_nothing_around_it():
    made = emblem_of(file(emblem("#8b1520", size=(400, 200))), "huy-hieu.png", WHITE)
    assert (made.file.width, made.file.height, made.file.extension) == (EMBLEM, EMBLEM, "png")
    assert [(one.extension, one.width) for one in made.file.variants] == [("webp", 144), ("png", ICON)]
    assert {stored.sha256 for stored in made.file.stored()} == {digest(one) for one in made.contents.values()}
    with Picture.open(BytesIO(made.contents[made.file])) as square:
        corner, middle = (square.convert("RGBA").getpixel(at) for at in ((0, 0), (EMBLEM // 2, EMBLEM // 2)))
    assert (corner[3], middle[:3]) == (0, (0x8B, 0x15, 0x20))


def test_an_apps_icon_is_whole_whatever_a_telephone_cuts_from_it():
    made = emblem_of(file(emblem("#8b1520")), "huy-hieu.png", WHITE)
    with Picture.open(BytesIO(made.contents[made.file.variants[-1]])) as icon:
        assert icon.size == (ICON, ICON)
        seen = icon.convert("RGB")
    drawn = Picture.eval(seen.convert("L"), lambda light: 255 * (light < 200)).getbbox()
    assert drawn is not None
    assert all(0.1 * ICON < edge < 0.9 * ICON for edge in drawn)
    assert seen.getpixel((ICON // 2, ICON // 2)) == (0x8B, 0x15, 0x20)
    assert min(seen.getpixel((0, 0))) > 250


def test_both_are_what_the_worked_example_of_the_snapshot_says(root):
    path = root / "build" / "snapshot" / "examples" / "look.json"
    look = msgspec.json.decode(path.read_bytes(), type=Look)
    emblem_made = emblem_of(file(emblem("#8b1520")), look.emblem.name, WHITE)
    photograph_made = photograph_of(file(photograph((1500, 1000)), "JPEG"), look.photograph.name)
    assert shape(emblem_made.file) == shape(look.emblem)
    assert shape(photograph_made.file) == shape(look.photograph)


def shape(found: File) -> tuple:
    variants = [(one.extension, one.width) for one in found.variants]
    return found.name, found.extension, found.media_type, found.width, found.height, variants, found.focus


def test_an_emblem_on_white_paper_is_judged_by_what_is_drawn():
    on_paper = emblem("#8b1520", (255, 255, 255, 255)).convert("RGB")
    assert mean_colour(on_paper, WHITE) is not None
    assert emblem_of(file(on_paper, "JPEG"), "quet.jpg", WHITE).file.extension == "png"


@pytest.mark.parametrize(
    ("upload", "sentence"),
    [
        (BytesIO(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), "Không đọc được tệp này như một hình"),
        (BytesIO(b""), "Không đọc được"),
        (BytesIO(file(emblem("#8b1520")).getvalue()[:200]), "Không đọc được"),
        (file(emblem("#8b1520"), "GIF"), "định dạng GIF. Hãy lưu thành PNG"),
        (file(emblem("#8b1520", size=(300, 120))), "quá nhỏ: 300 × 120 điểm ảnh"),
        (file(Picture.new("RGB", (5000, 2)), "JPEG"), "quá nhỏ: 5000 × 2 điểm ảnh"),
        (file(emblem("#ffe27a")), "quá nhạt: màu trung bình #ffe27a"),
        (file(emblem("#ffffff")), "không có nét nào nổi"),
        (file(Picture.new("RGBA", (300, 300))), "không có nét nào nổi"),
    ],
)
def test_what_cannot_be_an_emblem_is_refused_with_what_to_do(upload, sentence):
    with pytest.raises(Unsuitable, match=sentence) as refused:
        emblem_of(upload, "a", WHITE)
    assert "Hãy" in str(refused.value)


def test_a_size_is_told_as_readers_see_the_picture():
    exif = Picture.Exif()
    exif[0x0112] = 8
    written = BytesIO()
    photograph((700, 300)).save(written, "JPEG", exif=exif)
    with pytest.raises(Unsuitable, match="300 × 700"):
        photograph_of(written, "a")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_keeps_its_place_and_way_however_far_it_is_reduced(kind):
    """Lying on its side as cameras save it: red is to be above, blue below."""
    picture = Picture.new("RGB", (5001, 3001), "#0000ff")
    picture.paste("#ff0000", (0, 0, 2500, 3001))
    exif = Picture.Exif()
    exif[0x0112] = 6
    written = BytesIO()
    picture.save(written, kind, exif=exif)
    made = photograph_of(written, "a")
    assert (made.file.width, made.file.height) == (720, 1200)
    with Picture.open(BytesIO(made.contents[made.file])) as found:
        assert not found.getexif()
        above, below = (found.getpixel((360, row)) for row in (20, 1180))
    assert [round(part / 255) for part in (*above, *below)] == [1, 0, 0, 0, 0, 1]


def test_a_photograph_that_is_too_small_is_refused():
    with pytest.raises(Unsuitable, match="quá nhỏ: 600 × 900"):
        photograph_of(file(photograph((600, 900))), "a")
