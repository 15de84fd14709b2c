"""A manifest is the same bytes for the same release, and an unreadable one is said to be so."""

import msgspec
import pytest

from build.deploy.manifest import describe, from_bytes, nothing, to_bytes
from build.errors import GateError, StoreError
from tests.samples.releases import Content, files_of, manifest_of

CONTENT = Content(texts={("tin-tuc", "a"): "Tin A", ("tin-tuc", "b"): "Tin B"})


def test_equal_releases_have_equal_bytes_and_come_back_whole():
    one = manifest_of("a.localhost", 3, files_of(CONTENT))
    other = manifest_of("a.localhost", 3, dict(reversed(files_of(CONTENT).items())))
    assert to_bytes(one) == to_bytes(other)
    assert from_bytes(to_bytes(one), "here") == one


def test_an_artifact_carries_what_it_is_served_with():
    page = describe("tin-tuc/a/index.html", b"Tin", "page", ("index.html",))
    assert page.media_type == "text/html; charset=utf-8"
    assert page.size == 3
    with pytest.raises(GateError, match="exe"):
        describe("a.exe", b"MZ", "media")


def test_a_broken_manifest_is_named():
    with pytest.raises(StoreError, match="here cannot be read"):
        from_bytes(b'{"site": ', "here")


def test_a_manifest_of_a_newer_build_is_left_alone():
    newer = msgspec.structs.replace(nothing("a.localhost"), version=2)
    with pytest.raises(StoreError, match="newer build"):
        from_bytes(to_bytes(newer), "here")


def test_a_broken_off_deployment_counts_as_the_newest():
    claimed = msgspec.structs.replace(nothing("a.localhost"), revision=4, claimed=6)
    assert claimed.newest == 6
