"""The app's manifest says what it must, and its worker changes with the theme alone."""

import io
import json
from dataclasses import replace

import msgspec
import pytest
from PIL import Image

from build.render import web_app
from build.render.web_app import APP, MANIFEST, OFFLINE, WORKER


@pytest.fixture
def files(example):
    example.render()
    return example.files()


def test_the_manifest_names_the_unit_and_pages_that_are_there(files, example):
    manifest = json.loads(files[MANIFEST])
    assert manifest["name"] == "Cổng liên thông phường Bến Tắm"
    assert manifest["short_name"] == example.unit.unit.name
    assert (manifest["lang"], manifest["scope"], manifest["display"]) == ("vi", "/", "standalone")
    for path in (manifest["start_url"], *(one["url"] for one in manifest["shortcuts"])):
        assert f"{path[1:]}index.html" in files


def test_the_manifests_colours_are_the_tiers_own(files):
    manifest = json.loads(files[MANIFEST])
    assert manifest["background_color"] == "#fdfbf7"
    assert manifest["theme_color"] != "#8b1520"


def test_the_icons_are_as_large_as_the_manifest_says(files):
    for icon in json.loads(files[MANIFEST])["icons"]:
        picture = Image.open(io.BytesIO(files[icon["src"][1:]]))
        assert f"{picture.width}x{picture.height}" == icon["sizes"]
        assert picture.format == "PNG"
        if icon["purpose"] == "maskable":
            assert picture.convert("RGBA").getextrema()[3] == (255, 255)


def test_all_that_the_worker_fetches_in_advance_is_there(files):
    shell = _shell(files)
    assert {"/", "/to-chuc/", "/thu-tuc-hanh-chinh/", "/tim-kiem/", f"/{APP}", f"/{OFFLINE}"} >= set(shell)
    for path in shell:
        assert (f"{path[1:]}index.html" if path.endswith("/") else path[1:]) in files


def test_a_section_that_the_site_lacks_is_not_fetched(example):
    kept = tuple(section for section in example.unit.sections if section.key != "thu-tuc-hanh-chinh")
    shown = tuple(page for page in example.unit.shown if page.section != "thu-tuc-hanh-chinh")
    example.change(sections=kept, shown=shown)
    example.render()
    assert "/thu-tuc-hanh-chinh/" not in _shell(example.files())


def test_a_change_of_content_leaves_the_apps_files_alone(files, example):
    shown = example.unit.shown[0]
    others = example.unit.shown[1:]
    example.change(shown=(msgspec.structs.replace(shown, slug="dia-chi-khac"), *others))
    example.render()
    after = example.files()
    assert {name for name in files if files[name] != after.get(name)} & {
        MANIFEST,
        WORKER,
        OFFLINE,
        f"{APP}index.html",
    } == set()


def test_switched_off_the_worker_is_one_that_leaves(example):
    example.config = replace(example.config, offline=False)
    example.render()
    worker = example.files()[WORKER].decode()
    assert "registration.unregister()" in worker
    assert "caches.delete" in worker
    assert "SHELL" not in worker
    assert "skipWaiting" not in web_app._source("sw.js").decode()


def _shell(files):
    line = files[WORKER].decode().partition("\n")[0]
    return json.loads(line.removeprefix("const SHELL = ").removesuffix(";"))
