"""A page made by itself is the page of the site."""

import pytest

from build.render.lone_page import page_html, theme_of
from build.snapshot.store import SnapshotReader


def test_each_page_is_byte_for_byte_that_of_the_built_site(example):
    example.render()
    built = example.files()
    snapshot, documents = SnapshotReader(example.config.snapshot).site(example.unit.unit.code)
    for shown in snapshot.shown:
        made = page_html(snapshot, documents, shown.section, shown.slug, example.config)
        assert made == built[f"{shown.section}/{shown.slug}/index.html"]
    assert snapshot.shown


def test_what_the_site_does_not_show_is_not_made(example):
    snapshot, documents = SnapshotReader(example.config.snapshot).site(example.unit.unit.code)
    with pytest.raises(LookupError, match="shows no tin-tuc/khong-co"):
        page_html(snapshot, documents, "tin-tuc", "khong-co", example.config)
    (redirect,) = snapshot.redirects
    with pytest.raises(LookupError):
        page_html(snapshot, documents, redirect.section, redirect.slug, example.config)


def test_a_tiers_theme_is_compiled_once():
    assert theme_of("commune") is theme_of("commune")
    assert theme_of("commune").assets.files
