"""A site is what its manifest says, with nothing missing, changed or added."""

import msgspec
import pytest

from build.crawl.release import Sites
from build.crawl.site import REQUIRED, check_site
from build.deploy.manifest import MANIFEST_KEY, Tombstone, from_bytes, to_bytes

PAGE = "thong-bao/bao/index.html"


def _faults(site) -> list[str]:
    """What is found in the folder as it lies there."""
    found = check_site(Sites(site.folder), site.hostname).faults
    return [f"{fault.file}: {fault.what}" for fault in found]


@pytest.mark.parametrize("key", REQUIRED)
def test_a_site_has_all_files_that_are_asked_for_by_name(site, key):
    del site.files[key]
    assert f"{key}: is missing" in site.faults()


def test_a_file_that_is_gone(site):
    site.deploy()
    (site.folder / site.hostname / PAGE).unlink()
    assert f"{PAGE}: is in the manifest and not in the folder" in _faults(site)


def test_a_file_that_was_changed(site):
    site.deploy()
    with (site.folder / site.hostname / "404.html").open("a") as file:
        file.write("\n")
    assert _faults(site) == ["404.html: is not what the manifest says"]


def test_a_file_of_no_release(site):
    site.deploy()
    (site.folder / site.hostname / "la.txt").write_text("?")
    assert _faults(site) == ["la.txt: is not in the manifest"]


def test_what_an_older_release_left_for_its_readers_is_not_judged_and_not_linked_to(site):
    site.deploy()
    path = site.folder / site.hostname / MANIFEST_KEY
    manifest = from_bytes(path.read_bytes(), MANIFEST_KEY)
    old = next(artifact for artifact in manifest.artifacts if artifact.key == PAGE)
    kept = [artifact for artifact in manifest.artifacts if artifact.key != PAGE]
    tombstone = Tombstone(artifact=old, until="2025-01-08T00:00:00Z")
    path.write_bytes(to_bytes(msgspec.structs.replace(manifest, artifacts=kept, tombstones=(tombstone,))))
    faults = _faults(site)
    assert not [fault for fault in faults if fault.startswith(PAGE)]
    assert "index.html: link '/thong-bao/bao/' leads nowhere" in faults


def test_a_media_type_that_a_server_would_not_guess_right(site):
    site.deploy()
    path = site.folder / site.hostname / MANIFEST_KEY
    path.write_bytes(path.read_bytes().replace(b"text/plain", b"text/html"))
    assert _faults(site) == ["robots.txt: is served as text/html; charset=utf-8"]


def test_bytes_that_are_no_text(site):
    site.files["404.html"] = b"\xff"
    assert "404.html: is not UTF-8" in site.faults()


def test_a_picture_is_xml(site):
    site.put("_a/bieu-tuong.svg", "<svg>")
    assert any(fault.startswith("_a/bieu-tuong.svg: not well-formed XML") for fault in site.faults())


def test_a_folder_without_a_manifest_was_never_deployed(site):
    (site.folder / site.hostname).mkdir()
    assert _faults(site) == [": There is no manifest; deploy the site."]
