"""Small real sites, made from a few choices, and a crawler that says what a site names but lacks."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from build.deploy.manifest import Artifact, Kind, Manifest, describe
from build.deploy.store import Read
from build.snapshot.schema import digest

SECTIONS = ("tin-tuc", "thong-bao")
NAMED = re.compile(rb'(?:href|src)="/([^"]*)"')


@dataclass(frozen=True)
class Content:
    """What a made-up site says: texts by (section, slug), links between them, one picture each."""

    texts: Mapping[tuple[str, str], str] = field(default_factory=dict)
    related: frozenset[tuple[tuple[str, str], tuple[str, str]]] = frozenset()
    pictured: frozenset[tuple[str, str]] = frozenset()
    theme: str = "xanh"


def files_of(content: Content) -> dict[str, bytes]:
    """The site's files by key."""
    style = f"body {{ color: {content.theme} }}".encode()
    css = f"_a/{digest(style)}.css"
    files = {css: style}
    for slot, text in content.texts.items():
        links = [
            address(*other)
            for one, other in sorted(content.related)
            if one == slot and other in content.texts
        ]
        picture = f"ảnh của {text}".encode()
        images = [f"_a/{digest(picture)}.png"] if slot in content.pictured else []
        files |= dict.fromkeys(images, picture)
        files[address(*slot)] = _page(css, text, content, links, images)
    for section in _shown(content):
        listed = [address(*slot) for slot in sorted(content.texts) if slot[0] == section]
        files[f"{section}/index.html"] = _page(css, section, content, listed, [])
    everything = [key for key in files if key.endswith("index.html")]
    files["index.html"] = _page(css, "Trang chủ", content, everything[:3], [])
    files["404.html"] = _page(css, "Không tìm thấy trang", content, [], [])
    files["feed.xml"] = "".join(f'<link href="/{key}"/>' for key in everything).encode()
    files["sitemap.xml"] = "".join(f"<loc>/{key}</loc>" for key in everything).encode()
    return files


def address(section: str, slug: str) -> str:
    """The key of a page."""
    return f"{section}/{slug}/index.html"


def manifest_of(site: str, revision: int, files: Mapping[str, bytes]) -> Manifest:
    """What the renderer would hand over with ``files``."""
    return Manifest(
        site=site,
        revision=revision,
        artifacts=tuple(artifact_of(key, payload) for key, payload in sorted(files.items())),
    )


def artifact_of(key: str, payload: bytes) -> Artifact:
    """The artifact for a file of a made-up site."""
    return describe(key, payload, kind_of(key), tuple(dict.fromkeys(named_in(payload))))


def kind_of(key: str) -> Kind:
    """The kind that a made-up site's file has by its key."""
    if key.startswith("_a/"):
        return "asset" if key.endswith(".css") else "media"
    if key == "index.html":
        return "index"
    if key.endswith(".xml"):
        return "feed"
    return "list" if key.count("/") == 1 else "page"


def named_in(payload: bytes) -> list[str]:
    """The keys that a file links to or shows."""
    return [key.decode() for key in NAMED.findall(payload)]


def staged(files: Mapping[str, bytes]) -> Read:
    """``files`` as a renderer hands them over."""
    return dict(files).__getitem__


def missing(read: Callable[[str], bytes | None], start: Iterable[str] = ("index.html",)) -> set[str]:
    """What can be reached by links from ``start`` and is not there; a missing start itself is none."""
    todo = [key for key in start if read(key) is not None]
    seen, lacking = set(todo), set()
    while todo:
        payload = read(todo.pop())
        assert payload is not None
        for key in set(named_in(payload)) - seen:
            seen.add(key)
            if read(key) is None:
                lacking.add(key)
            else:
                todo.append(key)
    return lacking


def _shown(content: Content) -> list[str]:
    return [section for section in SECTIONS if any(slot[0] == section for slot in content.texts)]


def _page(css: str, text: str, content: Content, links: list[str], images: list[str]) -> bytes:
    navigation = ["index.html", *(f"{section}/index.html" for section in _shown(content))]
    body = [f'<link rel="stylesheet" href="/{css}">', f"<h1>{text}</h1>"]
    body += [f'<a href="/{key}">' for key in [*navigation, *links]]
    body += [f'<img src="/{key}" alt="">' for key in images]
    return "\n".join(body).encode()
