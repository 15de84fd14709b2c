"""The gallery shows every component and every kind of page, and what is worst for each."""

import re
from pathlib import Path

import pytest

from build.gallery.__main__ import main, write_gallery
from build.gallery.extremes import COLUMNS, LONG_TITLE
from build.gallery.pages import component_pages, components, whole_pages
from build.gallery.world import GALLERY, TIERS, World
from build.snapshot.page_types import PAGE_TYPES


@pytest.fixture(scope="module")
def commune() -> World:
    return World("commune")


def test_every_component_has_a_sample_and_every_sample_a_component() -> None:
    assert sorted(path.stem for path in (GALLERY / "samples").glob("*.html")) == components()


def test_every_sample_uses_the_component_that_it_is_named_for() -> None:
    for name in components():
        sample = (GALLERY / "samples" / f"{name}.html").read_text("utf-8")
        assert f'"components/{name}.html"' in sample, name
        assert "call case(" in sample, name


def test_every_page_type_is_shown_full_bare_and_from_above(commune: World) -> None:
    paths = {page.path for page in whole_pages(commune)}
    for name in PAGE_TYPES:
        assert {f"page/{name}{form}/" for form in ("", "-bare", "-inherited", "-list")} <= paths


def test_samples_are_as_valid_as_pages(commune: World) -> None:
    for page in component_pages(commune):
        ids = re.findall(r' id="([^"]+)"', page.html)
        assert len(ids) == len(set(ids)), page.path
        assert set(re.findall(r"aria-current=([^ >]+)", page.html)) <= {'"true"', '"page"', '"date"'}, (
            page.path
        )


@pytest.mark.parametrize("tier", TIERS)
def test_samples_write_a_units_name_small_within_a_sentence(tier: str) -> None:
    world = World(tier)
    names = "|".join(unit.full_name for unit in (world.unit, *world.parents))
    within = re.compile(rf"\w,? (?:{names})")
    pages = [*component_pages(world), *whole_pages(world)]
    assert {page.path: found for page in pages if (found := within.findall(page.html))} == {}


def test_the_worst_is_as_bad_as_it_says(commune: World) -> None:
    pages = {page.path: page.html for page in whole_pages(commune)}
    assert len(LONG_TITLE) == 300
    assert LONG_TITLE in pages["page/long-title/"]
    assert pages["page/wide-table/"].count('<th scope="col">') == COLUMNS


def test_the_command_writes_what_the_pages_ask_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path)]) == 0
    assert str(tmp_path) in capsys.readouterr().out
    for tier in TIERS:
        contents = (tmp_path / tier / "index.html").read_text("utf-8")
        assert all(f'href="/{tier}/component/{name}/"' in contents for name in components())
        assert (tmp_path / World(tier).assets.stylesheet[1:]).is_file()
    assert write_gallery(tmp_path) == len(list(tmp_path.rglob("*.html")))
