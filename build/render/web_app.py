"""The site as an app: its web manifest (W3C Recommendation track) and the worker that keeps it for off line.

The worker's text names no content and no asset: it changes when the theme's ``worker`` folder or the
site's sections do, so that a publish leaves it alone and browsers have nothing to update.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any, Final

import msgspec

from build.render.assets import BASE
from build.render.fingerprint import THEMES
from build.render.item import Item, written
from build.render.parts import Part
from build.render.site_plan import SitePlan
from build.render.theme_colours import own_colours

MANIFEST: Final = "app.webmanifest"
WORKER: Final = "sw.js"
APP: Final = "ung-dung/"
OFFLINE: Final = "ngoai-tuyen.html"
FRONTS: Final = ("to-chuc", "thu-tuc-hanh-chinh")
"""Sections that are kept on the device before anybody opens them: contacts and procedures."""
ICONS: Final = (
    ("icon-192.png", "192x192", "any"),
    ("icon-512.png", "512x512", "any"),
    ("icon-maskable-512.png", "512x512", "maskable"),
)
LONGEST_SHORT_NAME: Final = 30


def items(plan: SitePlan) -> Iterator[Item]:
    """The manifest and the worker."""
    icons, colour = _icons(plan), plan.site.snapshot.look.colour
    key = plan.key("manifest", plan.site.unit.full_name, plan.site.unit.name, icons, colour)
    refs = tuple(sorted(icon["src"][1:] for icon in icons))
    yield Item(MANIFEST, "feed", key, lambda: Part(msgspec.json.encode(_manifest(plan, icons)), refs))
    shell = shell_of(plan)
    yield written(WORKER, plan.key("worker", plan.offline, shell), lambda: _worker(plan.offline, shell))


def shell_of(plan: SitePlan) -> list[str]:
    """The paths that every reader's device keeps, whether they were opened or not."""
    fronts = [section.url for section in plan.site.sections if section.key in FRONTS]
    return ["/", *fronts, "/tim-kiem/", f"/{APP}", f"/{OFFLINE}"]


def _icons(plan: SitePlan) -> list[dict[str, str]]:
    """The unit's emblem, if it has one, and what is made of it; else the theme's."""
    look = plan.site.snapshot.look
    emblem, icon = look.emblem, look.icon
    icons = [(f"/{emblem.asset}", f"{emblem.width}x{emblem.height}", "any")] if emblem else []
    if icon:
        icons += [
            (f"/{icon.asset}", f"{icon.width}x{icon.width}", purpose) for purpose in ("any", "maskable")
        ]
    else:
        icons += [(plan.theme.assets.image(name), sizes, purpose) for name, sizes, purpose in ICONS]
    return [
        {"src": src, "sizes": sizes, "type": "image/png", "purpose": purpose} for src, sizes, purpose in icons
    ]


def _manifest(plan: SitePlan, icons: list[dict[str, str]]) -> dict[str, Any]:
    unit = plan.site.unit
    colours = own_colours(unit.tier, plan.site.snapshot.look.colour).day
    return {
        "id": "/",
        "name": f"Cổng liên thông {unit.in_sentence}",
        "short_name": unit.name[:LONGEST_SHORT_NAME],
        "description": f"Tin, thủ tục và liên hệ của {unit.in_sentence}, đọc được khi không có mạng.",
        "lang": "vi",
        "dir": "ltr",
        "start_url": f"/{APP}",
        "scope": "/",
        "display": "standalone",
        "background_color": colours["paper"],
        "theme_color": colours["band"],
        "icons": icons,
        "shortcuts": [{"name": "Tìm kiếm", "url": "/tim-kiem/"}],
    }


def _worker(offline: bool, shell: list[str]) -> bytes:
    if not offline:
        return _source("sw_off.js")
    return b"const SHELL = " + msgspec.json.encode(shell) + b";\n" + _source("sw.js")


@cache
def _source(name: str) -> bytes:
    lines = (line.strip() for line in (THEMES / BASE / "worker" / name).read_bytes().splitlines())
    return b"\n".join(line for line in lines if line and not line.startswith(b"//"))
