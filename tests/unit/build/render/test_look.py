"""A unit's own emblem, colours and photograph on its site."""

import json

import msgspec
import pytest

from build.errors import SnapshotError
from build.snapshot.schema import File, Look, Variant, digest, encode
from build.snapshot.store import decode_unit, media_folder

EMBLEM = File(
    sha256=digest(b"x" * 900),
    extension="png",
    media_type="image/png",
    size=900,
    name="Biểu trưng",
    width=192,
    height=192,
    variants=(
        Variant(sha256=digest(b"x" * 700), extension="webp", width=144, size=700),
        Variant(sha256=digest(b"x" * 950), extension="png", width=512, size=950),
    ),
)
PHOTOGRAPH = File(
    sha256=digest(b"x" * 1200),
    extension="jpg",
    media_type="image/jpeg",
    size=1200,
    name="Ảnh trang chủ",
    alt="Hồ Bến Tắm buổi sáng",
    width=1200,
    height=800,
)
ICON = EMBLEM.variants[-1]
LOOK = Look(colour="#1a4479", emblem=EMBLEM, photograph=PHOTOGRAPH)


@pytest.fixture
def without(example):
    example.change(look=Look())
    example.render()
    return example


def changed(example, **look) -> set[str]:
    """The pages that are others once the site has that look, and is rendered again."""
    before = example.files()
    example.change(look=msgspec.structs.replace(example.unit.look, **look))
    example.render()
    return {path for path, content in example.files().items() if content != before.get(path)}


def test_every_page_wears_emblem_and_colours(without):
    touched = changed(without, colour=LOOK.colour, emblem=EMBLEM)
    files = without.files()
    pages = {path for path in files if path.endswith(".html")}
    assert touched >= pages
    for path in pages:
        assert f'src="/{EMBLEM.asset}" alt="" width="192"' in files[path].decode(), path
        assert f'<link rel="icon" type="image/png" href="/{EMBLEM.asset}">' in files[path].decode()
        assert f'<link rel="apple-touch-icon" href="/{ICON.asset}">' in files[path].decode()
        assert 'type="image/webp"' in files[path].decode()
        assert "512w" not in files[path].decode()
    (style,) = (path for path in files if path.endswith(".css"))
    assert b"#1a4479" in files[style]
    assert f'"/{style}"' in files["index.html"].decode()
    manifest = json.loads(files["app.webmanifest"])
    assert manifest["theme_color"] == "#1a4479"
    icons = [(icon["src"], icon["sizes"], icon["purpose"]) for icon in manifest["icons"]]
    assert icons == [
        (f"/{EMBLEM.asset}", "192x192", "any"),
        (f"/{ICON.asset}", "512x512", "any"),
        (f"/{ICON.asset}", "512x512", "maskable"),
    ]
    assert not [path for path in touched if path.startswith(("api/", "tin-tuc/feed", "feed", "sitemap"))]
    assert f'"logo":"http://{without.unit.unit.hostname}:8000/{EMBLEM.asset}"' in files["index.html"].decode()


def test_the_photograph_is_the_home_pages_alone(without):
    assert changed(without, photograph=PHOTOGRAPH) == {"index.html", PHOTOGRAPH.asset}
    home = without.files()["index.html"].decode()
    assert 'alt="Hồ Bến Tắm buổi sáng"' in home
    address = f"http://{without.unit.unit.hostname}:8000/{PHOTOGRAPH.asset}"
    assert f'<meta property="og:image" content="{address}">' in home


def test_a_look_that_is_taken_back_leaves_nothing(without):
    before = without.files()
    changed(without, colour=LOOK.colour, emblem=EMBLEM, photograph=PHOTOGRAPH)
    changed(without, colour="", emblem=None, photograph=None)
    assert without.files() == before
    kept = {path.name for path in media_folder(without.config.snapshot).iterdir()}
    assert not kept & {file.asset.removeprefix("_a/") for file in LOOK.stored()}


def test_a_file_that_a_page_uses_too_stays(without):
    (used, *_) = media_folder(without.config.snapshot).iterdir()
    shared = msgspec.structs.replace(PHOTOGRAPH, sha256=used.stem, extension=used.suffix[1:])
    without.change(look=Look(photograph=shared))
    without.change(look=Look())
    assert used.is_file()


@pytest.mark.parametrize("colour", ["red", "#FFF", "#1a4479;}", "#1a4479\n"])
def test_what_is_no_colour_is_refused(without, colour):
    unit = msgspec.structs.replace(without.unit, look=Look(colour=colour))
    with pytest.raises(SnapshotError):
        decode_unit(encode(unit))


def test_a_snapshot_from_before_there_were_looks_is_read(without):
    old = msgspec.json.decode(encode(without.unit))
    del old["look"]
    assert decode_unit(msgspec.json.encode(old)) == without.unit
