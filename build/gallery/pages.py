"""What the gallery of a tier consists of: whole pages, and a page for each component."""

import io
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, Final, NamedTuple

from markupsafe import Markup
from PIL import Image, ImageOps

from build.gallery.extremes import EXTREMES
from build.gallery.world import GALLERY, TIERS, World
from build.render.api import SITE, section_path
from build.render.assets import compile_style
from build.render.english import english_context, in_english
from build.render.fingerprint import THEMES
from build.render.open_data import CATALOGUE, TITLE, Figures
from build.render.schedules import CALENDAR
from build.render.site_pages import below
from build.snapshot.page_types import PAGE_TYPES

STYLE: Final = "_gallery.css"


class Sample(NamedTuple):
    """A page of the gallery: ``path`` from the tier's own folder, what it is called, and its HTML."""

    path: str
    title: str
    html: str


def components() -> list[str]:
    """The names of the base theme's components, of which each has a sample."""
    return sorted(path.stem for path in (THEMES / "base" / "templates" / "components").glob("*.html"))


def gallery(world: World) -> list[Sample]:
    """Every page of the gallery of one tier, the table of contents first."""
    parts, pages = list(component_pages(world)), list(whole_pages(world))
    return [_contents(world, parts, pages), *parts, *pages]


def gallery_style() -> bytes:
    """The stylesheet of the gallery's own pages."""
    return compile_style(GALLERY / "styles" / "gallery.css", GALLERY).encode()


def sample_pictures(world: World) -> dict[str, bytes]:
    """Something to look at in place of the photographs that the samples name, by path."""
    pictures = [file for file in world.files if file.width]
    return {file.asset: _picture(file.width or 0, file.height or 0) for file in pictures}


def _picture(width: int, height: int) -> bytes:
    shades = Image.linear_gradient("L").resize((width, height))
    stream = io.BytesIO()
    ImageOps.colorize(shades, black="#d9b97c", white="#5b6f5e").save(stream, "JPEG", quality=60)
    return stream.getvalue()


def component_pages(world: World) -> Iterator[Sample]:
    """A page a component, with all its samples."""
    here = Markup(' aria-current="true"')
    slot = SimpleNamespace(crumbs="", current=lambda key: here * (key == "thong-bao"))
    for name in components():
        context = world.site_context | {"world": world, "slot": slot, "sample": True, "name": name}
        context |= below(world.children)
        html = world.main(f"gallery/samples/{name}.html", **context | _frame(world))
        yield Sample(f"component/{name}/", name.replace("_", " "), html)


def whole_pages(world: World) -> Iterator[Sample]:
    """Every kind of page with what it usually holds, with nothing in it, and with too much."""
    for title, path, main in _mains(world):
        section = "" if "home" in path else "thong-bao"
        page = world.page(main, title="Một trang", section=section, urgent=2 * (path == "home"))
        yield Sample(f"page/{path}/", title, page)
    english = _english(world)
    main = world.main("english.html", **world.site_context, **english)
    page = world.page(main, title="In English", urgent=1, **english)
    yield Sample("page/english/", "in English", page)


def _mains(world: World) -> Iterator[tuple[str, str, str]]:
    yield "home", "home", world.main("home.html", **world.full_home())
    yield "home of a new site", "home-new", world.main("home.html", **world.home({}, empty=True))
    for kind in PAGE_TYPES:
        name, template = kind.replace("_", " "), f"types/{kind}.html"
        yield name, kind, world.main(template, **world.document(kind))
        inherited = world.document(kind, inherited=True)
        yield f"{name} from above", f"{kind}-inherited", world.main(template, **inherited)
        bare = world.document(kind, full=False)
        yield f"{name} with a title only", f"{kind}-bare", world.main(template, **bare)
        listed = world.listing(kind, 7, 2, 3)
        yield f"list of {name}", f"{kind}-list", world.main("listing.html", **listed)
    yield "empty list", "empty-list", world.main("listing.html", **world.listing("notice", 0))
    for name in ("search", "not_found"):
        yield name.replace("_", " "), name, world.main(f"{name}.html", **world.site_context)
    yield "app", "app", world.main("app.html", **world.site_context, **below(world.children))
    fronts = world.sections[:2]
    yield "off line", "offline", world.main("offline.html", **world.site_context, fronts=fronts)
    moved = {"title": "Trang đã chuyển sang địa chỉ mới", "url": "/tin-tuc/a/", "target": "Trồng cây"}
    yield "moved", "moved", world.main("moved.html", **moved)
    yield "open data", "open-data", world.main("open_data.html", **_open_data(world))
    for title, path, make in EXTREMES:
        yield title, path, make(world)


def _english(world: World) -> dict[str, Any]:
    offices = [in_english(office) for office in world.offices()]
    return english_context(world.unit, world.children, world.sections, offices)


def _open_data(world: World) -> dict[str, Any]:
    sections = [(section, f"/{section_path(section.key)}", CALENDAR) for section in world.sections]
    tables = [Figures("Dự toán ngân sách năm 2025", "/ngan-sach/a/", ("bang-1.csv", "bang-1.json"))]
    files = {"catalogue": f"/{CATALOGUE}", "site_file": f"/{SITE}"}
    return world.site_context | files | {"title": TITLE, "sections": sections, "tables": tables}


def _contents(world: World, parts: list[Sample], pages: list[Sample]) -> Sample:
    context = {"parts": parts, "pages": pages, "tokens": _tokens(), **_frame(world)}
    return Sample("", "contents", world.main("gallery/contents.html", name="contents", **context))


def _frame(world: World) -> dict[str, Any]:
    return {"tier": world.tier, "tiers": TIERS, "stylesheet": world.assets.stylesheet, "style": f"/{STYLE}"}


def _tokens() -> dict[str, str]:
    """The base theme's custom properties by name."""
    lines = (THEMES / "base" / "styles" / "tokens.css").read_text("utf-8").splitlines()
    found = (line.strip().rstrip(";").partition(": ") for line in lines if line.strip().startswith("--"))
    return {name[2:]: value for name, _, value in found}
