"""What a page weighs on its way to the reader, and that a tier's theme only changes what the base has."""

import gzip
import re
from pathlib import Path

from build.gallery.pages import whole_pages
from build.gallery.world import TIERS, World

MOST = 40 * 1024
SCRIPTS = 15 * 1024
SCRIPT = re.compile(r"/(_a/[0-9a-f]{64}\.js)")


def _packed(*contents: bytes) -> int:
    return sum(len(gzip.compress(content, 6)) for content in contents)


def test_a_page_with_all_it_needs_to_be_read_is_light(samples: World) -> None:
    style = samples.assets.files[samples.assets.stylesheet[1:]]
    weights = {page.path: _packed(page.html.encode(), style) for page in whole_pages(samples)}
    heaviest = max(weights, key=lambda path: weights[path])
    assert weights[heaviest] <= MOST


def test_the_scripts_of_a_page_are_light(samples: World) -> None:
    weights = {page.path: _packed(*_scripts(samples, page.html)) for page in whole_pages(samples)}
    assert all(weights.values())
    heaviest = max(weights, key=lambda path: weights[path])
    assert weights[heaviest] <= SCRIPTS


def _scripts(samples: World, html: str) -> list[bytes]:
    """All scripts that the page may load, also those that it names for later."""
    return [samples.assets.files[path] for path in set(SCRIPT.findall(html))]


def test_a_tiers_theme_holds_only_what_takes_the_place_of_the_bases(root: Path) -> None:
    themes = root / "themes"
    for tier in TIERS:
        files = [path.relative_to(themes / tier) for path in (themes / tier).rglob("*") if path.is_file()]
        assert files, tier
        assert [path for path in files if not (themes / "base" / path).is_file()] == [], tier
