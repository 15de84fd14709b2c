"""Which version of a picture a browser fetches where: never the picture itself."""

from dataclasses import replace
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.sync_api import Browser, Route

from build.gallery.world import World
from build.render.views import LinkedFile
from build.snapshot.schema import Variant

pytestmark = pytest.mark.browser

SIZES = {"b": ("avif", 320), "c": ("avif", 640), "d": ("avif", 960), "e": ("webp", 640)}
VARIANTS = tuple(
    Variant(sha256=letter * 64, extension=extension, width=width, size=1)
    for letter, (extension, width) in SIZES.items()
)
PHOTOGRAPH = LinkedFile(
    sha256="a" * 64,
    extension="png",
    media_type="image/png",
    size=1,
    name="Cầu",
    alt="Cầu mới",
    width=1200,
    height=800,
    variants=VARIANTS,
    focus=(0, 100),
    url="/_a/" + "a" * 64 + ".png",
)
WIDTH_OF = {variant.asset: variant.width for variant in VARIANTS} | {PHOTOGRAPH.asset: 1200}


def _bytes(path: str) -> bytes:
    stream = BytesIO()
    width = WIDTH_OF[path]
    Image.new("RGB", (width, width * 2 // 3)).save(stream, path.rpartition(".")[2].upper())
    return stream.getvalue()


@pytest.fixture
def fetched(chromium: Browser, samples: World):
    """Shows ``main`` on a screen of that width and density: the page, and the pictures that it fetched."""

    def fetched(main: str, width: int, density: float = 1):
        page = chromium.new_page(viewport={"width": width, "height": 800}, device_scale_factor=density)
        asked: list[str] = []

        def serve(route: Route) -> None:
            path = urlsplit(route.request.url).path[1:]
            if path in WIDTH_OF:
                asked.append(path)
                route.fulfill(body=_bytes(path), content_type=f"image/{path.rpartition('.')[2]}")
            elif path in samples.assets.files:
                kind = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
                route.fulfill(body=samples.assets.files[path], content_type=kind[path.rpartition(".")[2]])
            elif path:
                route.fulfill(status=404)
            else:
                html = samples.page(main, title="Thử")
                route.fulfill(body=html, content_type="text/html; charset=utf-8")

        page.route("**/*", serve)
        page.goto("http://site.localhost/", wait_until="load")
        return page, asked

    return fetched


def _article(samples: World) -> str:
    text = f'<p>a</p><figure><img src="{PHOTOGRAPH.url}" alt="Cầu"></figure>'
    context = samples.document_with("article", {"title": "Cầu", "body": text})
    return samples.main("types/article.html", **context | {"files": [PHOTOGRAPH]})


@pytest.mark.parametrize(
    ("width", "density", "variant"), [(360, 1, 320), (360, 2, 640), (1280, 1, 640), (1280, 2, 960)]
)
def test_a_page_loads_the_version_for_its_width(fetched, samples, width, density, variant):
    _, asked = fetched(_article(samples), width, density)
    assert [(path[-4:], WIDTH_OF[path]) for path in asked] == [("avif", variant)]


@pytest.mark.parametrize("width", [360, 1280])
def test_a_thumbnail_loads_the_smallest_version_cut_around_its_focus(fetched, samples, width):
    entries = [replace(entry, thumbnail=PHOTOGRAPH) for entry in samples.entries("article", 2)]
    listing = samples.listing("article", 2) | {"entries": entries}
    page, asked = fetched(samples.main("listing.html", **listing), width)
    page.locator(".entry-picture img").first.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('.entry-picture img').naturalWidth > 0")
    assert {WIDTH_OF[path] for path in asked} == {320}
    position = "image => getComputedStyle(image).objectPosition"
    assert page.locator(".entry-picture img").first.evaluate(position) == "0% 100%"
